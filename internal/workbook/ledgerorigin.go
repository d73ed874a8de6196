package workbook

import (
	"slices"
	"strings"

	"muster/internal/tally"
)

// from counts the people of a source, however it is spelled in Answers: as a link gave it, or as the way
// the answer came. COUNTIFS knows no small and capital letters, so sources that differ in nothing else
// are told by no formula.
func (l *ledger) from(axis tally.Axis, source string) string {
	if !l.told(axis, source) {
		return ""
	}
	spelled := []string{source, "form:" + source}
	if source == "form" {
		spelled[1] = "form:"
	}
	var sum strings.Builder
	for _, text := range spelled {
		criterion, ok := equalTo(text)
		if !ok {
			return ""
		}
		sum.WriteString("+" + l.countIfs(condition{l.columns.source, criterion}))
	}
	if source == "import" {
		sum.WriteString("+" + l.countIfs(condition{l.columns.source, quote("import:*")}))
	}
	return "(" + sum.String()[1:] + ")"
}

// speaking counts the people who answered in a language.
func (l *ledger) speaking(axis tally.Axis, tag string) string {
	criterion, ok := equalTo(tag)
	if !ok || l.columns.language < 0 || !l.told(axis, tag) {
		return ""
	}
	return l.countIfs(condition{l.columns.language, criterion})
}

// told tells whether a formula can tell a category from all others.
func (l *ledger) told(axis tally.Axis, id string) bool {
	if !l.live() || id == "" || slices.Contains(axis.Categories, tally.Rest) {
		return false
	}
	alike := 0
	for _, other := range axis.Categories {
		if fold(other) == fold(id) {
			alike++
		}
	}
	return alike == 1
}
