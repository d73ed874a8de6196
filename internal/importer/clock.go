package importer

import (
	"slices"
	"strings"
	"time"

	"muster/internal/spreadsheet"
)

// clocks makes the two columns of time stamps readable. Which of day and month comes first is decided once.
func (l *layout) clocks(config layoutConfig) {
	zone := config.zone
	if l.tool.utc {
		zone = time.UTC
	}
	european := l.language != "en" && l.language != "ja" && l.language != "sv"
	if at := l.stampAt(); at >= 0 {
		l.uses[at] = Times
		l.columns = slices.DeleteFunc(l.columns, func(c *column) bool { return c.index == at })
		l.stamps = newStampColumn(l.table, at, zone, european)
		l.stamps.decided(config.dates)
		if l.tool.utc {
			l.stamps.zones.sure = l.tool.name
		}
	}
	if l.opened >= 0 {
		l.begun = newStampColumn(l.table, l.opened, zone, european)
		if l.stamps != nil {
			l.begun.order = l.stamps.order
		}
	}
}

// stampAt finds the time stamps by the tool's title for them and then, for files whose header was changed, in a
// first column that holds nothing else.
func (l *layout) stampAt() int {
	if l.sent >= 0 {
		if l.tool.unsent && undated(newColumn(l.table, l.sent)) {
			return -1
		}
		return l.sent
	}
	first := newColumn(l.table, 0)
	if first.answered > 0 && first.answered == len(l.table.Rows) && first.share(isStamp) == 1 {
		return 0
	}
	return -1
}

// undated tells that a survey was told to note no times: LimeSurvey then writes one and the same for all.
func undated(c *column) bool {
	return len(c.cells) == 1 && strings.HasPrefix(c.cells[0].text, "1980-01-01")
}

// roleAt gives the first column of that role, or -1.
func (l *layout) roleAt(wanted role) int {
	for i := range l.table.Header {
		if l.roles[i] == wanted {
			return i
		}
	}
	return -1
}

func isStamp(text string) bool {
	_, ok := parseStamp(text)
	return ok
}

// moments tell when a row was begun, if that is known, and sent.
func (l *layout) moments(row spreadsheet.Row) (begun, sent time.Time, refused *spreadsheet.Refusal) {
	if why := l.unsent(row); why != "" {
		return begun, sent, &spreadsheet.Refusal{Row: row.Number, Why: why}
	}
	if l.stamps != nil {
		if sent, refused = l.stamps.read(row); refused != nil {
			return begun, sent, refused
		}
	}
	if l.begun != nil {
		if at, bad := l.begun.read(row); bad == nil && !at.After(sent) {
			begun = at
		}
	}
	return begun, sent, nil
}

// unsent says why a row is nothing that somebody sent; "" when it is. Who leaves a form before the end has
// not given the answers away.
func (l *layout) unsent(row spreadsheet.Row) string {
	const never = "the answers were begun and never sent"
	if l.finished >= 0 && slices.Contains([]string{"no", "false", "0"}, foldLabel(row.Cells[l.finished])) {
		return never
	}
	if l.tool.unsent && l.sent >= 0 && row.Cells[l.sent] == "" {
		return never
	}
	return ""
}
