package importer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
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
	if at := l.roleAt(begunRole); at >= 0 {
		l.begun = newStampColumn(l.table, at, zone, european)
		if l.stamps != nil {
			l.begun.order = l.stamps.order
		}
	}
}

// stampAt finds the time stamps by the tool's title for them and then, for files whose header was changed, in a
// first column that holds nothing else.
func (l *layout) stampAt() int {
	if at := l.roleAt(sentRole); at >= 0 {
		if l.tool.unsent && undated(newColumn(l.table, at)) {
			return -1
		}
		return at
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
	if at := l.roleAt(sentRole); l.tool.unsent && at >= 0 && row.Cells[at] == "" {
		return never
	}
	return ""
}

// spokenBy gives the language in which a row's form was shown, if the survey is given in it.
func (l *layout) spokenBy(row spreadsheet.Row, s *survey.Survey) string {
	if l.spoken < 0 || len(s.Languages) < 2 {
		return ""
	}
	said := foldLabel(row.Cells[l.spoken])
	for _, tag := range s.Languages {
		if tag = strings.ToLower(tag); said == tag || slices.Contains(languageNames()[tag], said) {
			return tag
		}
	}
	for _, tag := range s.Languages { // “Deutsch (Österreich)” and de-AT are German
		first, _, _ := strings.Cut(strings.NewReplacer("_", "-", " ", "-", "(", "-").Replace(said), "-")
		if base, _, _ := strings.Cut(strings.ToLower(tag), "-"); first == base || slices.Contains(languageNames()[base], first) {
			return tag
		}
	}
	return ""
}

// languageNames are the names by which form tools call a language, folded.
func languageNames() map[string][]string {
	return map[string][]string{
		"en": {"english", "englisch", "anglais", "inglés", "engels"}, "de": {"deutsch", "german", "allemand", "alemán", "duits"},
		"fr": {"français", "french", "französisch", "francés", "frans"}, "es": {"español", "spanish", "spanisch", "espagnol", "spaans"},
		"nl": {"nederlands", "dutch", "niederländisch", "néerlandais"}, "it": {"italiano", "italian", "italienisch"},
		"pt": {"português", "portuguese", "portugiesisch"}, "ja": {"日本語", "japanese"}, "ar": {"العربية", "arabic", "arabisch"},
	}
}

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
	for _, r := range []role{begunRole, sentRole} {
		at := l.roleAt(r)
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
