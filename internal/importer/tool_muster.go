package importer

import (
	"strings"

	"muster/internal/response"
	"muster/internal/spreadsheet"
)

// musterTable is what Muster itself exports to be read by another Muster: a column a question, in words. Its
// own columns stand first.
func musterTable() tool {
	return tool{
		name: "Muster", needs: []role{numberRole, sentRole, begunRole}, leading: true,
		headers: []header{{"en", map[string]role{
			"response": numberRole, "submitted": sentRole, "started": begunRole, "language": spokenRole, "source": originRole,
		}}},
		shape: shapeMuster, names: true,
	}
}

// exportedAs is the name that the Muster which wrote the file gave to the answer of a row; "" where none did, or where
// somebody wrote something else in its place.
func (l *layout) exportedAs(row spreadsheet.Row) string {
	if !l.tool.names || l.number < 0 || l.number >= len(row.Cells) || !response.ValidPublicID(row.Cells[l.number]) {
		return ""
	}
	return row.Cells[l.number]
}

// originOf is the source of a row's answer: the one that it had in the Muster that wrote the file, or else the
// form.
func (l *layout) originOf(row spreadsheet.Row, form string) string {
	form = "import:" + form
	if l.origin < 0 {
		return form
	}
	said := row.Cells[l.origin]
	switch kind, name, named := strings.Cut(said, ":"); {
	case said == "form", named && name != "" && len(said) <= longestOrigin && (kind == "form" || kind == "import"):
		return said
	}
	return form
}

// longestOrigin is longer than any source that Muster writes.
const longestOrigin = 300

// shapeMuster leaves every column to itself: nothing has to be guessed.
func shapeMuster(l *layout) {
	for _, c := range l.columns {
		c.separator = semicolons
	}
}
