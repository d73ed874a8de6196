package importer

import (
	"muster/internal/spreadsheet"
)

// tool is a form tool whose exports are known.
type tool struct {
	name    string // "" when nobody can say which it is
	headers []header
	needs   []role                  // columns without which a file is not its
	leading bool                    // its own columns stand before the first question
	own     func(title string) role // of its own columns that are called after something else; nil: there are none
	utc     bool                    // time stamps that name no zone are of UTC
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
)

// tools are the form tools whose exports are known, the most particular first.
func tools() []tool {
	return []tool{musterTable(), microsoftForms(), typeform(), formbricks(), nextcloudForms(), limeSurvey(), koboToolbox(), googleForms()}
}

// recognise finds the tool that has most of its own columns in the header, and the language that it wrote
// them in.
func recognise(t *spreadsheet.Table) (best tool, roles map[int]role, language string) {
	best = plainTable()
	language = best.headers[0].language
	roles = best.roles(t.Header, best.headers[0])
	most := 0
	for _, candidate := range tools() {
		for _, h := range candidate.headers {
			found := candidate.roles(t.Header, h)
			if len(found) > most && candidate.wrote(found) {
				best, roles, language, most = candidate, found, h.language, len(found)
			}
		}
	}
	return best, roles, language
}

// roles finds the tool's own columns. A question may be called like one of them, so only the first of a
// title counts.
func (t tool) roles(titles []string, h header) map[int]role {
	found, taken := map[int]role{}, map[string]bool{}
	before := true
	for i, title := range titles {
		key := foldTitle(title)
		r := h.titles[key]
		if taken[key] || t.leading && !before {
			r = question
		}
		if r == question && t.own != nil {
			r = t.own(title)
		}
		if r == question {
			before = false
			continue
		}
		taken[key] = true
		found[i] = r
	}
	return found
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

// plainTable is a file of which nobody can say what wrote it. Whatever it is, from where somebody wrote is
// not taken.
func plainTable() tool {
	return tool{headers: []header{{"en", map[string]role{
		"ip address": networkRole, "ip adresse": networkRole, "ipaddress": networkRole, "ipaddr": networkRole,
		"adresse ip": networkRole, "dirección ip": networkRole, "ip adres": networkRole, "user agent": networkRole,
	}}}}
}
