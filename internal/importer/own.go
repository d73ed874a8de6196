package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/response"
	"muster/internal/spreadsheet"
)

// sort finds out what a column of the file is for.
func (l *layout) sort(i int) {
	title := l.table.Header[i]
	switch r := l.roles[i]; r {
	case sentRole, begunRole:
		l.uses[i] = Times // see clocks
	case numberRole:
		l.leave(i, &l.number)
	case spokenRole:
		l.leave(i, &l.spoken)
	case originRole:
		l.leave(i, &l.origin)
	case finishedRole:
		l.leave(i, &l.finished)
	case ownRole, networkRole:
		l.uses[i] = Tooling
	case addressRole, nameRole:
		l.collect(i, r)
	case pointsRole:
		if l.tool.own == nil && !isScore(newColumn(l.table, i)) || l.tool.own != nil && !l.graded(title) {
			l.ask(i)
			return
		}
		l.uses[i] = Tooling
		if l.tool.own == nil {
			l.notes = append(l.notes, fmt.Sprintf("“%s” is a quiz's points and was left out.", title))
		}
	default:
		l.ask(i)
	}
}

// graded tells that a column is called after another, as “Points - Why?” is after “Why?”, or is of the whole quiz.
func (l *layout) graded(title string) bool {
	_, of, named := strings.Cut(title, " - ")
	return !named || slices.ContainsFunc(l.table.Header, func(other string) bool { return foldTitle(other) == foldTitle(of) })
}

func (l *layout) leave(i int, place *int) {
	l.uses[i], *place = Tooling, i
}

// ask takes a column for a question.
func (l *layout) ask(i int) {
	c := newColumn(l.table, i)
	if c.title == "" && c.answered == 0 {
		l.uses[i] = Skipped
		return
	}
	if c.title == "" {
		c.title = fmt.Sprintf("Column %d", i+1)
		l.notes = append(l.notes, fmt.Sprintf("Column %d has no title; it is called “%s”.", i+1, c.title))
	}
	l.columns = append(l.columns, c)
}

// collect takes a column in which the tool noted who somebody is. Where nobody was named there is nothing
// to keep.
func (l *layout) collect(i int, r role) {
	c := newColumn(l.table, i)
	if r == addressRole && (l.address >= 0 || !c.mostlyAddresses()) {
		l.ask(i)
		return
	}
	named := c.answered
	c.read = func(row spreadsheet.Row) string {
		if cell := row.Cells[i]; !anonymous(cell) {
			return cell
		}
		return ""
	}
	c.count(l.table)
	if c.answered == 0 && (named > 0 || r == nameRole) {
		l.uses[i] = Tooling
		return
	}
	c.collected = true
	l.uses[i] = Address
	if r == addressRole {
		l.address = i
	}
	l.columns = append(l.columns, c)
}

// anonymous tells that a tool wrote a word where it knows no person.
func anonymous(cell string) bool {
	return slices.Contains([]string{"anonymous", "anonymous user", "anonym", "anonyme", "anónimo", "anoniem", "anonimo", "匿名",
		"anonymer benutzer", "utilisateur anonyme", "anonieme gebruiker", "usuario anónimo"}, foldLabel(cell))
}

// mostlyAddresses holds for a column that is empty too: the tool may have been told not to require one.
func (c *column) mostlyAddresses() bool {
	return c.answered == 0 || c.share(func(cell string) bool { return response.ValidEmail(cell) || anonymous(cell) }) >= 0.5
}
