package importer

import (
	"fmt"
	"slices"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// beside ties a column to a question that other columns answer as well; nil when there is none.
func (m *matching) beside(c *column, titled []*survey.Question) *binding {
	if b := m.again(c, titled); b != nil {
		return b
	}
	if b := m.ownWords(c); b != nil {
		return b
	}
	return m.part(c)
}

// again ties a further column of a title to the question that has it already. A form that was changed while it
// was out keeps its old columns beside the new ones: each row then fills one of them.
func (m *matching) again(c *column, titled []*survey.Question) *binding {
	for _, b := range m.bindings {
		if b.column == c || !slices.Contains(titled, b.question) || foldTitle(b.title) != foldTitle(c.title) || !apartInRows(m.layout.table, b.column, c) {
			continue
		}
		m.decisions = append(m.decisions, fmt.Sprintf("“%s” stands twice in the file and nobody answered both; they are one question.", shorten(c.title)))
		return m.bindBest(c, b.question, nil)
	}
	return nil
}

// apartInRows tells that no row fills both columns, and some rows fill each.
func apartInRows(t *spreadsheet.Table, a, b *column) bool {
	return a.answered > 0 && b.answered > 0 &&
		!slices.ContainsFunc(t.Rows, func(row spreadsheet.Row) bool { return a.text(row) != "" && b.text(row) != "" })
}
