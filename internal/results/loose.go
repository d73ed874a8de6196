package results

import (
	"muster/internal/survey"
	"muster/internal/tally"
)

// loose tells whether what the survey says of how many answers a person may pick leaves the hidden
// numbers open: where everybody must pick three, the numbers that are shown leave the others a known
// sum, and where nobody may pick more than three and nearly everybody does, a small one.
func (p Panel) loose(s *survey.Survey, t *tally.Table, c Count, threshold int) bool {
	for axis, question := range p.questions() {
		q := s.Question(question)
		if p.single(s) || !limited(q) {
			continue
		}
		for _, l := range linesAlong(t, c, axis) {
			if !l.loose(q, threshold) {
				return false
			}
		}
	}
	return true
}

// limited tells whether a survey says of a question how many answers a person may pick.
func limited(q *survey.Question) bool { return q.Choice() && !q.Single() && (q.Max > 0 || q.Min > 1) }

// line is how a number of people picks among the categories of one question.
type line struct {
	people int
	counts []int
	public []Number
}

// linesAlong are the line of everybody and, of two questions, that of the people of each category of the
// other whose total is public.
func linesAlong(t *tally.Table, c Count, axis int) []line {
	all := []line{{t.Base, t.Axes[axis].Totals, c.Axes[axis].Totals}}
	if len(t.Axes) == 1 {
		return all
	}
	for other, total := range c.Axes[1-axis].Totals {
		if !total.Shown() {
			continue
		}
		l := line{people: int(total)}
		for at := range t.Axes[axis].Categories {
			place := [2]int{}
			place[axis], place[1-axis] = at, other
			l.counts = append(l.counts, t.Cell(place[0], place[1]))
			l.public = append(l.public, c.Cell(place[0], place[1]))
		}
		all = append(all, l)
	}
	return all
}

func (l line) loose(q *survey.Question, threshold int) bool {
	hidden, shown, highest := 0, 0, threshold-1
	for i, n := range l.public {
		switch {
		case n.Shown():
			shown += int(n)
		case l.people-l.counts[i] < threshold:
			hidden, highest = hidden+1, max(highest, l.people)
		default:
			hidden++
		}
	}
	most := q.Max
	if most == 0 {
		most = len(l.public)
	}
	return hidden == 0 || most*l.people-shown >= highest && q.Min*l.people-shown <= (hidden-1)*l.people
}
