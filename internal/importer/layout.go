package importer

import (
	"fmt"
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/spreadsheet"
)

// layout is what the columns of a file are, before anything is known about the questions.
type layout struct {
	table    *spreadsheet.Table
	language string
	stamps   *stampColumn // nil when the file has no time stamps
	address  int          // the column in which the form tool collected addresses; -1: none
	columns  []*column    // the questions, in the order of the file
	points   map[int]bool // columns with a quiz's points, which change when somebody marks it again
	notes    []string
}

func newLayout(t *spreadsheet.Table, zone *time.Location) *layout {
	l := &layout{table: t, language: "en", address: -1, points: map[int]bool{}}
	at := l.findStamps()
	if at >= 0 {
		l.stamps = newStampColumn(t, at, zone, l.language != "en" && l.language != "ja" && l.language != "sv")
	}
	for i, title := range t.Header {
		if i == at {
			continue
		}
		c := newColumn(t, i)
		switch {
		case l.address < 0 && slices.Contains(addressTitles, foldTitle(title)) && c.mostlyAddresses():
			l.address = i
			l.columns = append(l.columns, c)
		case isScore(c):
			l.points[i] = true
			l.notes = append(l.notes, fmt.Sprintf("“%s” is a quiz's points and was left out.", title))
		case title == "" && c.answered == 0:
		case title == "":
			c.title = fmt.Sprintf("Column %d", i+1)
			l.notes = append(l.notes, fmt.Sprintf("Column %d has no title; it is called “%s”.", i+1, c.title))
			l.columns = append(l.columns, c)
		default:
			l.columns = append(l.columns, c)
		}
	}
	return l
}

// mostlyAddresses holds for a column that is empty too: the tool may have been told not to require one.
func (c *column) mostlyAddresses() bool {
	return c.answered == 0 || c.share(response.ValidEmail) >= 0.5
}

// findStamps looks for the time stamps by title and then, for files whose header was changed, in a
// first column that holds nothing else.
func (l *layout) findStamps() int {
	for i, title := range l.table.Header {
		if language, ok := stampTitles[foldTitle(title)]; ok {
			l.language = language
			return i
		}
	}
	first := newColumn(l.table, 0)
	if first.answered > 0 && first.answered == len(l.table.Rows) && first.share(isStamp) == 1 {
		return 0
	}
	return -1
}

func isStamp(text string) bool {
	_, ok := parseStamp(text)
	return ok
}
