package dashboard

import (
	"fmt"
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

func (c *checker) planner(path string, p *spec) {
	if p.Meetings == 0 {
		p.Meetings = fewMeetings
	}
	if p.Meetings < 1 || p.Meetings > MostMeetings {
		c.doc.Report(path+".meetings", "meetings is a whole number from 1 to %d", MostMeetings)
	}
	if p.PerGroup < 0 {
		c.doc.Report(path+".per_group", "per_group counts topics; it cannot be negative")
	}
}

// programme plans the panel of the first meetings.
func (p *planner) programme(sp spec) {
	c := Conditions{Meetings: sp.Meetings, PerGroup: sp.PerGroup, Times: SameTime}
	if p.survey.ByPurpose(survey.Time) == nil {
		c.Times = NoTimes
	}
	if sp.Speakers && p.survey.ByPurpose(survey.Speak) != nil {
		c.Speakers = 1
	}
	pl, reason := p.findPlanning(c)
	if reason != "" {
		p.leave(sp, "First meetings", reason)
		return
	}
	pl.work, pl.sampled = quick, true
	p.add(sp, "", "What to start with", "planner", pl)
}

// fill makes the panel. Without a source that knows the crowd it stays empty.
func (pl planning) fill(p *Panel, in input, k known) error {
	if k.crowd == nil {
		return nil
	}
	m, err := pl.material(k)
	if err != nil {
		return err
	}
	return m.panel(p, in, m.choose())
}

func (m *material) panel(p *Panel, in input, c decision) error {
	out := &Programme{}
	if err := m.programme(out, in, c); err != nil {
		return err
	}
	p.Base = out.Base
	p.More = &Lead{Text: "Change the plan", Page: "plan", Query: m.conditions.Query(m.survey).Encode()}
	if out.Missing != "" {
		p.Finding, p.Table = out.Missing, &Table{Caption: "First meetings", Columns: m.columns(in, nil), Rows: []Row{}}
		return nil
	}
	p.Finding, p.Table, p.Chart = out.Headline, out.Table, out.Chart
	p.Points = slices.Concat(out.Bent, out.Sure)
	p.Chart.ID = chartID(p)
	p.Table.Notes = append(p.Table.Notes, out.Search)
	if out.Reach.Of >= fewest {
		p.remarks = append(p.remarks, remark{aboutMeetings, out.Reach.Share, out.Headline})
	}
	return nil
}

func (pl planning) columns(in input, first *Meeting) []Column {
	columns := []Column{{Label: "Meeting", Kind: Text}}
	if pl.times != nil {
		columns = append(columns, Column{Label: "When", Kind: Text})
	}
	columns = append(columns, Column{Label: "People expected", Kind: Count})
	if first != nil && first.Expected.told {
		columns = append(columns, Column{Label: "Expected of others (95%)", Kind: Interval})
	}
	if first != nil && first.Come != nil {
		columns = append(columns, Column{Label: fmt.Sprintf("If %d%% come", pl.conditions.Turnout), Kind: Count})
	}
	columns = append(columns, Column{Label: "Adds", Kind: Count}, Column{Label: "Reached so far", Kind: Count}, Column{Label: "Share", Kind: Share})
	if first != nil && first.Reach.told {
		columns = append(columns, Column{Label: "Others reached (95%)", Kind: Interval})
	}
	if pl.speak != nil {
		columns = append(columns, Column{Label: "Could speak" + in.ofAll(), Kind: Count})
	}
	return columns
}

// programmeTable lists the meetings: whom they are wanted by, and whom they reach together.
func (m *material) programmeTable(out *Programme, in input) *Table {
	t := &Table{
		Caption: "The meetings, and whom they reach together", Columns: m.columns(in, &out.Meetings[0]), Rows: []Row{},
		Notes: []string{
			"Shares are of the " + people(m.base) + " who answered.",
			"Adds: people whom no meeting before it reaches.",
		},
	}
	if out.Reach.told {
		t.Notes = append(t.Notes, "Of others: what to expect of as many other people like these, with its 95% interval. What was chosen as the best for these very people suits others a little less, which is taken off.")
	}
	if m.planning.speak != nil && !in.selection.Filter.Empty() {
		t.Notes = append(t.Notes, in.speakersOfAll())
	}
	for _, meeting := range out.Meetings {
		t.Rows = append(t.Rows, m.row(in, meeting, m.expected(in, meeting)))
	}
	return t
}

// expected is the query that leads to the people expected at a meeting: who wants its topic and can come
// then.
func (m *material) expected(in input, meeting Meeting) string {
	to := in.selection.with(m.planning.topics, tally.Options, meeting.Topic)
	if m.planning.times != nil {
		to = to.with(m.planning.times, tally.Options, meeting.Time)
	}
	return to.String()
}

func (m *material) row(in input, meeting Meeting, filter string) Row {
	cells := []Cell{textCell(meeting.Label)}
	if m.planning.times != nil {
		cells = append(cells, textCell(meeting.When))
	}
	cells = append(cells, countCell(meeting.Expected.People))
	if meeting.Expected.told {
		cells = append(cells, meeting.Expected.othersCell())
	}
	if meeting.Come != nil {
		cells = append(cells, countCell(meeting.Come.People))
	}
	cells = append(cells, countCell(meeting.Adds), countCell(meeting.Reach.People), shareCell(meeting.Reach.People, m.base))
	if meeting.Reach.told {
		cells = append(cells, meeting.Reach.othersShareCell())
	}
	if m.planning.speak != nil {
		cells = append(cells, m.could(in, meeting))
	}
	return Row{ID: meeting.Topic, Filter: filter, Cells: cells}
}

func (m *material) could(in input, meeting Meeting) Cell {
	if meeting.Speakers == nil {
		return couldCell(0, false, "")
	}
	speak := byAnswers(m.survey, m.planning.speak, tally.Options)
	return couldCell(*meeting.Speakers, true, in.everybody().narrowed(speak, meeting.Topic))
}
