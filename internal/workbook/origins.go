package workbook

import "muster/internal/tally"

// layOrigins adds where people came from and in which language they answered.
func (b *book) layOrigins(s *sheet, row int, _ []*counted) int {
	row = b.layOrigin(s, row, "Sources", "Where people came from, by the source in their link", "Source", b.found.sources, sourceName)
	return b.layOrigin(s, row, "Languages", "In which language they answered", "Language", b.found.languages, b.spoken)
}

func (b *book) layOrigin(s *sheet, row int, name, title, what string, t *tally.Table, label func(string) string) int {
	if t == nil {
		return row
	}
	axis := t.Axes[0]
	var rows [][]any
	for i, id := range axis.Categories {
		rows = append(rows, []any{label(id), axis.Totals[i], float64(axis.Totals[i]) / float64(max(1, t.Base))})
	}
	return b.glance(s, row, name, title, []column{
		{title: what, style: b.style.text}, {title: "People", style: b.style.count}, {title: "Share", style: b.style.share},
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
