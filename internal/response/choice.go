package response

import (
	"slices"
	"strconv"
	"strings"

	"muster/internal/survey"
	"muster/internal/words"
)

// maxOther is the most characters of own words beside an option.
const maxOther = 200

// choice reads the options that were ticked. One that is ticked in a level of the question counts
// as ticked in the question: a level says more about a pick, and nobody should have to tick twice.
func (p *parser) choice(q *survey.Question, levels []*survey.Question) {
	own := p.form[q.ID]
	posted := own
	for _, level := range levels {
		posted = slices.Concat(posted, p.form[level.ID])
	}
	picks := make([]string, 0, min(len(posted), len(q.Options)))
	for i := range q.Options {
		if id := q.Options[i].ID; slices.Contains(posted, id) {
			picks = append(picks, id)
		}
	}
	// Where each of what was posted has become a pick, all of it is offered.
	if (len(levels) > 0 || len(picks) != len(own)) && !offered(q, own) {
		p.course.doubt(q.ID, picks)
		p.problem(q, fault{key: "unknown_option"})
		return
	}
	p.picked(q, picks)
}

// offered tells whether the question has all these options; a select that nobody touched posts "".
func offered(q *survey.Question, posted []string) bool {
	for _, id := range posted {
		if _, at := q.Option(id); at < 0 && id != "" {
			return false
		}
	}
	return true
}

// picked takes picks together with the own words that were posted.
func (p *parser) picked(q *survey.Question, picks []string) {
	other, ok := p.otherWords(q)
	if !ok {
		p.course.doubt(q.ID, picks)
		return
	}
	if other != "" {
		if o, _ := q.Written(); !slices.Contains(picks, o.ID) {
			picks = inOrder(q, append(picks, o.ID)) // words typed without ticking the box
		}
	}
	if f := checkPicks(q, picks); f.key != "" {
		p.course.doubt(q.ID, picks)
		p.problem(q, f)
		return
	}
	if len(picks) > 0 {
		p.answer(q, Answer{Picks: picks, Other: other})
	}
}

func (p *parser) otherWords(q *survey.Question) (string, bool) {
	if _, has := q.Written(); !has {
		return "", true
	}
	text, f := p.oneOf(OtherField(q.ID))
	if f.key == "" {
		text, f = cleanText(text, maxOther, false)
	}
	if f.key != "" {
		p.problem(q, f)
		return "", false
	}
	return text, true
}

func inOrder(q *survey.Question, picks []string) []string {
	slices.SortFunc(picks, func(a, b string) int {
		_, i := q.Option(a)
		_, j := q.Option(b)
		return i - j
	})
	return picks
}

func checkPicks(q *survey.Question, picks []string) fault {
	switch {
	case len(picks) == 0 && q.Required:
		return pickSomething(q)
	case len(picks) == 0:
		return fault{}
	case q.Single() && len(picks) > 1:
		return fault{key: "pick_only_one"}
	case len(picks) > 1 && hasExclusive(q, picks):
		return notWithNone(q)
	case len(picks) < q.Min && !hasExclusive(q, picks):
		return tooFew(q)
	case q.Max > 0 && len(picks) > q.Max:
		return tooMany(q, picks)
	}
	return fault{}
}

func hasExclusive(q *survey.Question, picks []string) bool {
	for i := range q.Options {
		if o := &q.Options[i]; o.Exclusive && slices.Contains(picks, o.ID) {
			return true
		}
	}
	return false
}

func (p *parser) scale(q *survey.Question) {
	posted := strings.TrimSpace(p.form.Get(q.ID))
	if posted == "" {
		if q.Required {
			p.problem(q, pickSomething(q))
		}
		return
	}
	n, err := strconv.Atoi(posted)
	first, last := q.Points[0].Value, q.Points[len(q.Points)-1].Value
	if err != nil || n < first || n > last || len(p.form[q.ID]) > 1 {
		p.problem(q, fault{"pick_on_scale", []words.Arg{words.N("from", first), words.N("to", last)}})
		return
	}
	p.answer(q, Answer{Number: n})
}
