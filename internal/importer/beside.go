package importer

import (
	"slices"

	"muster/internal/spreadsheet"
)

// ownWordsBeside puts a column of own words to the choice that it belongs to: “Role [Other]” to “Role”, and
// a bare “Other” to the column before it.
func (l *layout) ownWordsBeside() {
	for _, own := range slices.Clone(l.columns) {
		bare := slices.Contains(otherLabels(), foldLabel(own.title))
		if own.members != nil || !bare && !slices.Contains(otherLabels(), foldLabel(own.row)) {
			continue
		}
		for i, c := range l.columns {
			beside := c.title == own.grid || bare && i+1 < len(l.columns) && l.columns[i+1] == own
			if c.members != nil || c == own || !beside || !exclude(l.table, c, own) {
				continue
			}
			l.join(&column{title: c.title, beside: own, read: besides(c, own)}, c, own)
			break
		}
	}
}

// besides reads the pick, or the own words where these were picked.
func besides(c, own *column) func(spreadsheet.Row) string {
	return func(row spreadsheet.Row) string {
		if typed := own.text(row); typed != "" {
			return typed
		}
		return c.text(row)
	}
}

// exclude tells that nobody gave own words beside another pick, so that nothing is lost by taking one of them.
func exclude(t *spreadsheet.Table, c, own *column) bool {
	for _, row := range t.Rows {
		if picked := c.text(row); own.text(row) != "" && picked != "" && !otherPick(picked) {
			return false
		}
	}
	return true
}

// otherPick tells that a cell only says that own words are given elsewhere.
func otherPick(cell string) bool {
	key := foldLabel(cell)
	return key == "-oth-" || slices.Contains(otherLabels(), key)
}
