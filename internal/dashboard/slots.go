package dashboard

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/opts"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// slots makes the panel of times: a table of days by parts of the day, with the people who could
// come then.
type slots struct{ dimension dimension }

func (s slots) days() dimension {
	return dimension{s.dimension.question, tally.Groups, s.dimension.name}
}

func (s slots) needs() needs {
	return needs{tables: [][]tally.Dimension{{s.dimension.tally()}, {s.days().tally()}}}
}

// slotted is a question of times with its counts.
type slotted struct {
	slots
	base int
	of   map[string]line // by id of the slot
	days []line
	rest []line // what is no slot, such as none of these
}

func (s slots) fill(p *Panel, in input, k known) error {
	t := k.tables[0]
	x, err := s.sort(in, k.tables)
	if err != nil {
		return err
	}
	p.Base = in.base(t, 1)
	p.Table = x.table(in.selection)
	var all []line
	for _, o := range s.dimension.question.Options {
		if l := x.of[o.ID]; l.group != "" {
			all = append(all, l)
		}
	}
	p.Note = joinNotes(p.Note, in.selection.filteredBy(s.dimension, categoriesOf(s.dimension.question, s.dimension.unit)))
	p.Finding = ranking{dimension: s.dimension}.finding(all, t.Base)
	if t.Base == 0 {
		return nil
	}
	p.Chart, err = x.draw(p)
	return err
}

func (s slots) sort(in input, tables []tally.Table) (*slotted, error) {
	x := &slotted{slots: s, base: tables[0].Base, of: map[string]line{}}
	categories, counts, err := s.dimension.count(tables[0].Axes[0])
	if err != nil {
		return nil, err
	}
	for i, c := range categories {
		c.fixed = in.selection.fixes(s.dimension, c.id)
		l := line{category: c, count: counts[i], filter: in.selection.narrowed(s.dimension, c.id)}
		if c.group == "" {
			x.rest = append(x.rest, l)
			continue
		}
		x.of[c.id] = l
	}
	days, counts, err := s.days().count(tables[1].Axes[0])
	if err != nil {
		return nil, err
	}
	for i, c := range days {
		x.days = append(x.days, line{category: c, count: counts[i], filter: in.selection.narrowed(s.days(), c.id)})
	}
	return x, nil
}

// slotID is the option of a day and a part of it.
func slotID(day, part string) string { return day + "_" + part }

func (x *slotted) table(sel Selection) *Table {
	q := x.dimension.question
	t := &Table{
		Caption: string(q.Title),
		Columns: []Column{{Label: "Day", Kind: Text}},
		Notes: append(shareNotes(x.base), "Each number is of people who could come then; somebody who could come at several times is counted at each.",
			"Any time: whoever could come on that day at all, counted once."),
	}
	for _, part := range q.Parts {
		t.Columns = append(t.Columns, Column{Label: string(part.Label), Kind: Cross, ID: part.ID, Filter: x.partFilter(sel, part)})
	}
	t.Columns = append(t.Columns, Column{Label: "Any time", Kind: Cross})
	for _, day := range x.days {
		row := Row{ID: day.id, Filter: day.filter, Cells: []Cell{textCell(day.label)}}
		for _, part := range q.Parts {
			row.Cells = append(row.Cells, x.cell(x.of[slotID(day.id, part.ID)]))
		}
		row.Cells = append(row.Cells, x.cell(day))
		t.Rows = append(t.Rows, row)
	}
	for _, l := range x.rest {
		t.Notes = append(t.Notes, fmt.Sprintf("%s: %s.", l.label, people(l.count)))
	}
	return t
}

// partFilter is the query of whoever could come at that part of any day.
func (x *slotted) partFilter(sel Selection, part survey.Group) string {
	var ids []string
	for _, day := range x.days {
		if id := slotID(day.id, part.ID); x.of[id].id != "" {
			ids = append(ids, id)
		}
	}
	return sel.add(x.dimension.question, ids, nil).String()
}

func (x *slotted) cell(l line) Cell {
	if l.id == "" {
		return Cell{Text: "–"} // a time that was not asked for
	}
	c := countCell(l.count)
	c.Filter = l.filter
	if x.base > 0 {
		share, i := part(l.count, x.base), analysis.Wilson(l.count, x.base)
		c.Note, c.Share, c.Low, c.High = percent(share), new(share), new(i.Low), new(i.High)
	}
	return c
}

// draw draws the times as a heat map of people, days down and parts across.
func (x *slotted) draw(p *Panel) (*Chart, error) {
	parts := x.dimension.question.Parts
	c := &Chart{ID: chartID(p), Draw: Draw{Shape: Heat}}
	side := labelsOf(x.days, func(l line) string { return l.label })
	top := labelsOf(parts, func(g survey.Group) string { return string(g.Label) })
	c.Height = heightOf(side, 160)
	c.Description = fmt.Sprintf("Heat map of %d days by %d parts of the day. %s", len(side), len(top), p.Finding)
	highest := 1
	var data []opts.HeatMapData
	for down, day := range x.days {
		for across, part := range parts {
			l := x.of[slotID(day.id, part.ID)]
			var value any = "-"
			if l.id != "" {
				value, highest = l.count, max(highest, l.count)
			}
			data = append(data, opts.HeatMapData{Value: []any{across, down, value, ""}})
			c.Draw.Tips = append(c.Draw.Tips, x.tip(l))
			c.Draw.Filters = append(c.Draw.Filters, l.filter)
		}
	}
	var err error
	c.Option, err = encode(heat(c, "People", top, side, data, upTo(float64(highest))))
	return c, err
}

func (x *slotted) tip(l line) string {
	if l.id == "" {
		return "not asked for"
	}
	return fmt.Sprintf("%s\n%s of %s: %s", plain(l.label), thousands(l.count), people(x.base), percent(part(l.count, x.base)))
}
