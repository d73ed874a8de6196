package importer

import (
	"fmt"
	"slices"
)

// explain says what wrote the file, and what of it is the tool's own.
func (l *layout) explain() []string {
	var lines []string
	identified := l.identified()
	if l.tool.name != "" {
		lines = append(lines, fmt.Sprintf("The file was written by %s.", l.tool.name))
	}
	if identified {
		lines = append(lines, fmt.Sprintf("“%s” tells the responses apart: an answer that is changed later is changed here by the next export, not doubled.",
			shorten(l.table.Header[l.number])))
	}
	if l.spoken >= 0 {
		lines = append(lines, fmt.Sprintf("“%s” says in which language somebody saw the form.", shorten(l.table.Header[l.spoken])))
	}
	if l.origin >= 0 {
		lines = append(lines, fmt.Sprintf("“%s” says where an answer came from; each keeps that.", shorten(l.table.Header[l.origin])))
	}
	own := l.left(ownRole, finishedRole, nameRole, addressRole)
	if !identified {
		own = l.left(ownRole, finishedRole, nameRole, addressRole, numberRole)
	}
	lines = append(lines, saidLeft(own, "the form tool's own")...)
	if l.tool.own != nil {
		lines = append(lines, saidLeft(l.left(pointsRole), "what a quiz adds")...)
	}
	lines = append(lines, saidLeft(l.left(networkRole), "about where and with what somebody wrote; that is never taken")...)
	for _, c := range l.columns {
		if c.note != "" {
			lines = append(lines, c.note)
		}
	}
	return append(lines, l.notes...)
}

// why says what a column is for that asks nothing; nil for those that ask.
func (l *layout) why(i int) []string {
	switch {
	case l.uses[i] == Times && l.stamps != nil && l.stamps.index == i:
		return []string{"When the answers were sent."}
	case l.uses[i] == Times:
		return []string{"When the form was opened."}
	case l.uses[i] == Skipped:
		return []string{"It has no title, and nothing stands in it."}
	case l.uses[i] != Tooling:
		return nil
	}
	switch l.roles[i] {
	case numberRole:
		return []string{"The form tool's number of the answer. It is not stored; it tells the answer from others when a later export is loaded."}
	case spokenRole:
		return []string{"The language in which somebody saw the form."}
	case originRole:
		return []string{"Where the answer came from: the answer keeps it."}
	case networkRole:
		return []string{"From where or with what somebody wrote. That is never taken."}
	case pointsRole:
		return []string{"What a quiz adds. It is left out."}
	case addressRole, nameRole:
		return []string{"The form tool noted nobody here."}
	case finishedRole:
		return []string{"Whether the answers were sent. Those that were not are refused."}
	}
	return []string{"The form tool's own. It is left out."}
}

// left gives the titles of the tool's own columns of these roles.
func (l *layout) left(roles ...role) []string {
	var titles []string
	for i, title := range l.table.Header {
		if l.uses[i] == Tooling && slices.Contains(roles, l.roles[i]) {
			titles = append(titles, "“"+shorten(title)+"”")
		}
	}
	return titles
}

func saidLeft(titles []string, what string) []string {
	if len(titles) == 0 {
		return nil
	}
	return []string{"Left out: " + listed(titles, 12) + ", " + what + "."}
}
