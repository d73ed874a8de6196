package importer

import (
	"fmt"
	"slices"

	"muster/internal/spreadsheet"
)

const ownID = 16 // characters from which on a tool's number is a random id, given only once in the world

// identified tells that the rows have numbers which tell them apart from those of other forms.
func (l *layout) identified() bool {
	return slices.ContainsFunc(l.table.Rows, func(row spreadsheet.Row) bool { return l.key(row) != nil })
}

// key is what stays of a row whatever its person changes in the answers; nil when it has nothing such. Most
// tools count the responses of a form from 1, so the number alone would be that of another form's as well: the
// time of beginning, which no change of the answers touches, stands beside it.
func (l *layout) key(row spreadsheet.Row) []string {
	if l.number < 0 || l.number >= len(row.Cells) || row.Cells[l.number] == "" {
		return nil
	}
	number := row.Cells[l.number]
	if len(number) >= ownID {
		return []string{l.tool.name, number}
	}
	for _, at := range [2]int{l.opened, l.sent} {
		if at < 0 || row.Cells[at] == "" {
			continue
		}
		moment := row.Cells[at]
		if s, ok := parseStamp(moment); ok {
			moment = s.anyhow()
		}
		return []string{l.tool.name, number, moment}
	}
	return nil
}

// anyhow writes a time stamp so that it is the same whichever way the date was written, to the minute.
func (s stamp) anyhow() string {
	return fmt.Sprintf("%d %d %d %d:%02d", s.year, min(s.a, s.b), max(s.a, s.b), s.hour, s.minute)
}
