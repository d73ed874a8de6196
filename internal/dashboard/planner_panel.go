package dashboard

import (
	"fmt"

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
	pl.work = quick
	p.add(sp, "", "What to start with", "planner", pl)
}

// fill makes the panel. Without a source that knows the crowd it stays empty.
func (pl planning) fill(p *Panel, in input, k known) error {
	if k.crowd == nil {
		return nil
	}
	out := &Programme{}
	if err := pl.programme(out, in, k); err != nil {
		return err
	}
	p.Base = out.Base
	p.More = &Lead{Text: "Change the plan", Page: "plan", Query: pl.conditions.Query(pl.survey).Encode()}
	if out.Missing != "" {
		p.Finding, p.Table = out.Missing, &Table{Caption: "First meetings", Columns: programmeColumns(pl, nil), Rows: []Row{}}
		return nil
	}
	p.Finding, p.Table, p.Chart = out.Headline, out.Table, out.Chart
	p.Chart.ID = chartID(p)
	p.Table.Notes = append(p.Table.Notes, out.Search)
	if n := len(out.Alternatives); n > 0 {
		p.Table.Notes = append(p.Table.Notes, "Chance alone may have put this first: "+out.Alternatives[0].Text+".")
	}
	p.remarks = append(p.remarks, remark{aboutMeetings, out.Reach.Share, out.Headline})
	return nil
}

func programmeColumns(pl planning, first *Meeting) []Column {
	columns := []Column{{Label: "Meeting", Kind: Text}}
	if pl.times != nil {
		columns = append(columns, Column{Label: "When", Kind: Text})
	}
	if pl.speak != nil {
		columns = append(columns, Column{Label: "Could speak", Kind: Count})
	}
	columns = append(columns, Column{Label: "People expected", Kind: Count}, Column{Label: "95% interval", Kind: Interval})
	if first != nil && first.Come != nil {
		columns = append(columns, Column{Label: fmt.Sprintf("If %d%% come", pl.conditions.Turnout), Kind: Count})
	}
	return append(columns, Column{Label: "Adds", Kind: Count}, Column{Label: "Reached so far", Kind: Count}, Column{Label: "Share", Kind: Share})
}

// draw makes the table and the drawing of what is reached from meeting to meeting.
func (m *material) draw(out *Programme, in input) error {
	t := &Table{
		Caption: "The meetings, and whom they reach together", Columns: programmeColumns(m.planning, &out.Meetings[0]), Rows: []Row{},
		Notes: []string{
			"Shares are of the " + people(m.base) + " who answered.",
			"Adds: people whom no meeting before it reaches.",
		},
	}
	d := byAnswers(m.survey, m.planning.topics, tally.Options)
	lines := make([]line, len(out.Meetings))
	for i, meeting := range out.Meetings {
		filter := in.selection.narrowed(d, meeting.Topic)
		t.Rows = append(t.Rows, m.row(meeting, filter))
		label := meeting.Label
		if i > 0 {
			label = "+ " + label
		}
		lines[i] = line{category: category{id: meeting.Topic, label: label}, count: meeting.Reach.People, filter: filter}
	}
	out.Table = t
	var err error
	out.Chart, err = drawRanking(&Panel{ID: "planner"}, lines, m.base, "Reached so far")
	if err == nil {
		out.Chart.Description = "People reached so far, meeting by meeting. " + out.Chart.Description
	}
	return err
}

func (m *material) row(meeting Meeting, filter string) Row {
	cells := []Cell{textCell(meeting.Label)}
	if m.planning.times != nil {
		cells = append(cells, textCell(meeting.When))
	}
	if m.planning.speak != nil {
		could := textCell("–")
		if meeting.Speakers != nil {
			could = countCell(*meeting.Speakers)
		}
		cells = append(cells, could)
	}
	e := meeting.Expected
	cells = append(cells, countCell(e.People), textCell(fmt.Sprintf("%s–%s", thousands(e.Low), thousands(e.High))))
	if meeting.Come != nil {
		cells = append(cells, countCell(meeting.Come.People))
	}
	cells = append(cells, countCell(meeting.Adds), countCell(meeting.Reach.People), shareCell(meeting.Reach.People, m.base))
	return Row{ID: meeting.Topic, Filter: filter, Cells: cells}
}
