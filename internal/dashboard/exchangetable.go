package dashboard

import (
	"fmt"

	"muster/internal/analysis"
	"muster/internal/survey"
)

func (n want) figure(base int) Figure {
	f := Figure{
		Key: n.id, Label: n.label, Value: thousands(n.count), Number: new(float64(n.count)),
		Link: &Link{"Only these people", n.filter},
	}
	switch {
	case base == 0:
	case n.fixed:
		f.Note = "filtered by"
	default:
		f.Note = fmt.Sprintf("%s of %s who picked something (95%%: %s)", percent(part(n.count, base)), people(base), span(analysis.Wilson(n.count, base)))
	}
	return f
}

func (w *wanting) table() *Table {
	t := &Table{
		Caption: string(w.need.question.Title),
		Columns: []Column{{Label: "Role or topic", Kind: Text}, {Label: "Which", Kind: Text}},
		Rows:    []Row{},
	}
	for _, n := range w.needed {
		t.Columns = append(t.Columns, Column{Label: n.label, Kind: Count, Filter: n.filter})
	}
	offered := w.speak != nil && w.topic != nil
	if offered {
		t.Columns = append(t.Columns, Column{Label: "Could speak about it", Kind: Count})
	}
	for _, d := range w.roles {
		t.Rows = append(t.Rows, d.row("They are", offered))
	}
	for _, d := range sortedBy(w.topics, max(0, w.of(survey.WantsHelp))) {
		t.Rows = append(t.Rows, d.row("They want", offered))
	}
	t.Notes = append(t.Notes, "Numbers are people who answered both questions; a person may have several needs, roles and topics.")
	if offered {
		t.Notes = append(t.Notes, "Could speak about it: everybody who said so, whatever they need and whatever the filters.")
	}
	return t
}

func (d divide) row(which string, offered bool) Row {
	r := Row{ID: d.id, Cells: []Cell{textCell(d.label), textCell(which)}}
	for i, n := range d.counts {
		c := countCell(n)
		c.Filter = d.filters[i]
		r.Cells = append(r.Cells, c)
	}
	if offered {
		c := textCell("–")
		if d.could >= 0 {
			c = countCell(d.could)
			c.Filter = d.speak
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}
