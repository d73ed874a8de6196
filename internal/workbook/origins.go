package workbook

import "muster/internal/tally"

// layOrigins adds where people came from and in which language they answered.
func (b *book) layOrigins(s *sheet, row int, _ []*counted) int {
	row = b.layOrigin(s, row, origin{"Sources", "Where people came from, by the source in their link", "Source", b.found.sources, sourceName, b.ledger.from})
	return b.layOrigin(s, row, origin{"Languages", "In which language they answered", "Language", b.found.languages, b.spoken, b.ledger.speaking})
}

// origin is a table of people by a circumstance of theirs.
type origin struct {
	name, title, what string
	counted           *tally.Table // nil: nobody answered, or all the same way
	label             func(id string) string
	formula           func(axis tally.Axis, id string) string
}

func (b *book) layOrigin(s *sheet, row int, o origin) int {
	if o.counted == nil {
		return row
	}
	axis := o.counted.Axes[0]
	var rows [][]any
	for i, id := range axis.Categories {
		of, people := o.formula(axis, id), axis.Totals[i]
		rows = append(rows, []any{o.label(id), computed(of, people), computed(quotient(of, b.ledger.responses()), float64(people)/float64(max(1, o.counted.Base)))})
	}
	return b.glance(s, row, o.name, o.title, []column{
		{title: o.what, style: b.style.text}, {title: "People", style: b.style.count}, {title: "Share", style: b.style.share},
	}, rows)
}

// sourceName says what a source is, as the dashboards do.
func sourceName(id string) string {
	switch id {
	case "form", "":
		return "No source named"
	case "import":
		return "Imported"
	case "synthetic":
		return "Made up"
	case tally.Rest:
		return "All others"
	}
	return id
}

// spoken names the language of an answer.
func (b *book) spoken(tag string) string {
	switch tag {
	case "":
		return "Not known"
	case tally.Rest:
		return "All others"
	}
	return languageName(tag)
}
