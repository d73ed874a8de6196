package dashboard

import "fmt"

// draw makes the table and the drawing of what is reached from meeting to meeting.
func (m *material) draw(out *Programme, in input) error {
	out.Table = m.programmeTable(out, in)
	lines := make([]line, len(out.Meetings))
	for i, meeting := range out.Meetings {
		label := meeting.Label
		if i > 0 {
			label = "+ " + label
		}
		lines[i] = line{category: category{id: meeting.Topic, label: label}, count: meeting.Reach.People, filter: out.Table.Rows[i].Filter}
	}
	var err error
	if out.Reach.told {
		out.Chart, err = m.drawOthers(out, lines)
	} else {
		out.Chart, err = m.drawCounted(lines)
	}
	return err
}

// drawCounted draws how many of few people are reached. What was chosen for these very people tells little of
// others, so there are no intervals.
func (m *material) drawCounted(lines []line) (*Chart, error) {
	words := rankingWords{"Reached so far", "People reached so far, meeting by meeting. " + describe("Bar chart", lines, m.base)}
	chart, err := drawRankingAs(&Panel{ID: "planner"}, lines, m.base, words)
	if err != nil {
		return nil, err
	}
	chart.Draw.Intervals = nil
	for i, l := range lines {
		chart.Draw.Tips[i] = plain(l.label) + "\n" + m.countedWords(l)
	}
	return chart, nil
}

// drawOthers draws what to expect of others, meeting by meeting, with its intervals: these are not about what is
// counted, which the tips and the table have.
func (m *material) drawOthers(out *Programme, lines []line) (*Chart, error) {
	const fine = 10_000 // parts that shares are drawn in
	likely := make([]line, len(lines))
	words := rankingWords{"Others reached", "Bar chart of the share of other people like these that is to be expected to be reached, meeting by meeting."}
	for i, l := range lines {
		reach := out.Meetings[i].Reach
		l.count = int(round(reach.Others*fine, 0))
		likely[i] = l
		words.description += fmt.Sprintf(" %s %s.", plain(l.label), reach.likely())
	}
	chart, err := drawRankingAs(&Panel{ID: "planner"}, likely, fine, words)
	if err != nil {
		return nil, err
	}
	chart.Draw.Hatched = m.base < ample
	for i, meeting := range out.Meetings {
		between := meeting.Reach.interval()
		chart.Draw.Intervals[i] = [2]float64{points(between.Low), points(between.High)}
		chart.Draw.Tips[i] = fmt.Sprintf("%s\nof others like them %s\ncounted: %s", plain(lines[i].label), meeting.Reach.likely(), m.countedWords(lines[i]))
	}
	return chart, nil
}

func (m *material) countedWords(l line) string {
	return fmt.Sprintf("%s of %s: %s", thousands(l.count), people(m.base), percent(part(l.count, m.base)))
}
