package importer

import (
	"regexp"
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
	at := l.stampAt(config)
	if at >= 0 {
		l.uses[at] = Times
		l.columns = slices.DeleteFunc(l.columns, func(c *column) bool { return c.index == at })
		l.stamps = newStampColumn(l.table, at, zone, european)
		l.stamps.decided(config.dates)
		if l.tool.utc {
			l.stamps.zones.sure = l.tool.name
		}
	}
	l.dated = l.stamps != nil
	if config.times > 0 && l.sent >= 0 && l.sent != at {
		l.uses[l.sent] = Tooling
	}
	if l.opened >= 0 && l.opened != at {
		l.begun = newStampColumn(l.table, l.opened, zone, european)
		if l.stamps != nil {
			l.begun.order = l.stamps.order
		}
	}
}

// stampAt finds the time stamps: where somebody said that they are, by the tool's title for them and then, for
// files whose header was changed, by what the columns hold.
func (l *layout) stampAt(config layoutConfig) int {
	if config.times > 0 {
		return config.times - 1
	}
	if l.sent >= 0 {
		if l.tool.unsent && undated(newColumn(l.table, l.sent)) {
			return -1
		}
		return l.sent
	}
	at := l.stampsFound()
	if at >= 0 && config.alone != nil && config.alone(at) {
		return -1 // it is a question, as decided
	}
	return at
}

// stampsFound is a first column that holds nothing but time stamps, or one that is called like them and holds
// hardly anything else: rows with what is none are refused, and the others keep their times.
func (l *layout) stampsFound() int {
	if first := newColumn(l.table, 0); l.stamped(first, 1, isStamp) {
		return 0
	}
	if l.tool.name != "" {
		return -1
	}
	for i, title := range l.table.Header {
		if l.roles[i] == question && sendingTitle.MatchString(title) && l.stamped(newColumn(l.table, i), mostStamps, isMoment) {
			return i
		}
	}
	if dayTitle.MatchString(l.table.Header[0]) && l.stamped(newColumn(l.table, 0), mostStamps, isStamp) {
		return 0
	}
	return -1
}

// mostStamps is the part of a column under a title such as “Submitted” that must be readable.
const mostStamps = 0.9

// Titles of time stamps: those that nothing else is called, wherever they stand, and those that only say so at the
// beginning of a table.
var (
	sendingTitle = regexp.MustCompile(`(?i)\b(time ?stamp|submitted|submission (date|time)|(response|completion|completed|created|received|sent)( (at|on|date|time))` +
		`|date (submitted|received|created)|zeitstempel|abgesendet|eingegangen|horodateur|marca temporal)\b`)
	dayTitle = regexp.MustCompile(`(?i)^\W*(date|time|date (and|&) time|datetime|when|datum|zeit|fecha|hora|heure|data)\W*$`)
)

// stamped tells that so much of all rows is readable in a column.
func (l *layout) stamped(c *column, part float64, readable func(string) bool) bool {
	return c.answered > 0 && c.share(readable)*float64(c.answered) >= part*float64(len(l.table.Rows))
}

// isMoment tells a time stamp from a day.
func isMoment(text string) bool { return isStamp(text) && strings.Contains(text, ":") }

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
