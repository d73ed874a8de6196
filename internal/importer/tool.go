package importer

import (
	"slices"
	"strings"

	"muster/internal/spreadsheet"
)

// tool is a form tool whose exports are known.
type tool struct {
	name    string // "" when nobody can say which it is
	headers []header
	needs   []role                  // columns without which a file is not its
	leading bool                    // its own columns stand before the first question
	behind  bool                    // its own columns but the first stand behind the last question
	own     func(title string) role // of its own columns that are called after something else; nil: there are none
	utc     bool                    // time stamps that name no zone are of UTC
	names   bool                    // its numbers are the names of responses in Muster
	unsent  bool                    // a row without the time of sending was begun and never sent
	shape   func(*layout)           // puts together what belongs together; nil: every column stands for itself
}

// header is what a tool calls its own columns in one language, folded.
type header struct {
	language string
	titles   map[string]role
}

// role is what a column is for.
type role int

const (
	question     role = iota
	sentRole          // when the answers were sent
	begunRole         // when the form was opened
	numberRole        // the tool's number of the response
	spokenRole        // the language in which the form was shown
	addressRole       // the tool collected it
	nameRole          // the tool collected it
	finishedRole      // whether the answers were sent at all
	pointsRole        // of a quiz
	ownRole           // the tool's own: nothing that somebody answered
	networkRole       // from where and with what somebody wrote
	originRole        // where another Muster had the answer from
)

// tools are the form tools whose exports are known, the most particular first.
func tools() []tool {
	return []tool{musterTable(), microsoftForms(), typeform(), formbricks(), nextcloudForms(), limeSurvey(), koboToolbox(), googleForms()}
}

// recognise finds the tool that has most of its own columns in the header, and the language that it wrote
// them in.
func recognise(t *spreadsheet.Table) (best tool, roles map[int]role, language string) {
	folded := make([]string, len(t.Header))
	for i, title := range t.Header {
		folded[i] = foldTitle(title)
	}
	best = plainTable()
	language = best.headers[0].language
	roles = best.roles(t.Header, folded, best.headers[0])
	most := 0
	for _, candidate := range tools() {
		for _, h := range candidate.headers {
			found := candidate.roles(t.Header, folded, h)
			if len(found) > most && candidate.wrote(found) {
				best, roles, language, most = candidate, found, h.language, len(found)
			}
		}
	}
	return best, roles, language
}

// roles finds the tool's own columns. A question may be called like one of them, so only the first of a
// title counts.
func (t tool) roles(titles, folded []string, h header) map[int]role {
	found, taken := map[int]role{}, map[string]bool{}
	before := true
	for i, title := range titles {
		key := folded[i]
		r := h.titles[key]
		if taken[key] && !t.behind || t.leading && !before {
			r = question
		}
		if r == question && t.own != nil {
			r = t.own(title)
		}
		if r == question && traced(key) {
			r = networkRole
		}
		if r == question {
			before = false
			continue
		}
		taken[key] = true
		found[i] = r
	}
	if t.behind {
		onlyBehind(found, len(titles))
	}
	return found
}

// onlyBehind gives columns back to the questions among which they stand.
func onlyBehind(found map[int]role, columns int) {
	last := columns - 1
	for last > 0 && found[last] != question {
		last--
	}
	for i := 1; i < last; i++ {
		if found[i] == ownRole {
			delete(found, i)
		}
	}
}

// traced tells that a column says from where or with what somebody wrote, in whatever file: that is never taken.
func traced(folded string) bool {
	return strings.HasPrefix(folded, "utm ") || slices.Contains([]string{"ip address", "ip adresse", "ipaddress", "ipaddr", "adresse ip", "dirección ip",
		"ip adres", "indirizzo ip", "user agent", "useragent", "gclid", "fbclid"}, folded)
}

// wrote tells whether all the columns are there that the tool never leaves out.
func (t tool) wrote(roles map[int]role) bool {
	there := map[role]bool{}
	for _, r := range roles {
		there[r] = true
	}
	for _, r := range t.needs {
		if !there[r] {
			return false
		}
	}
	return true
}

// plainTable is a file of which nobody can say what wrote it.
func plainTable() tool {
	return tool{headers: []header{{language: "en"}}}
}
