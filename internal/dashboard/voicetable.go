package dashboard

import (
	"fmt"
	"slices"
	"strings"
)

// table writes the words that tell a role from the rest, and below them those that most people used.
func (o *overheard) table(found telling, common []line) *Table {
	t := &Table{
		Caption: "Words, by how many people used them",
		Columns: []Column{
			{Label: "Word", Kind: Text}, {Label: "Said by", Kind: Text}, {Label: "People", Kind: Count},
			{Label: "Share", Kind: Share}, {Label: "Everybody else", Kind: Share},
		},
	}
	for _, w := range found.words {
		label := o.terms[w.term].label
		t.Rows = append(t.Rows, Row{ID: label, Cells: []Cell{
			textCell(label), textCell(w.role.label + ", more than the rest"), ofCell(w.users, w.of), shareCell(w.users, w.of), restCell(w),
		}})
	}
	for _, l := range common {
		t.Rows = append(t.Rows, Row{ID: l.id, Cells: []Cell{
			textCell(l.label), textCell("Everybody"), ofCell(l.count, len(o.people)), shareCell(l.count, len(o.people)), textCell(""),
		}})
	}
	if len(t.Rows) > 0 {
		t.Notes = []string{"Shares are of the people who wrote something, those of a role of the people of that role."}
	}
	if found.tests > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("A word is given to a role that says it more than the rest by more than chance explains when all %s words of all roles are tested "+
			"together (log-odds, Benjamini-Hochberg, 5%%). Words that the same people used are one. Compared are words that at least %d people used, of roles in which, and "+
			"outside which, at least %d people wrote.", thousands(found.tests), leastUsers, least))
	}
	return t
}

func ofCell(n, of int) Cell {
	c := countCell(n)
	c.Note = "of " + thousands(of)
	return c
}

func restCell(w told) Cell {
	c := shareCell(w.rest, w.ofAll)
	c.Note = fmt.Sprintf("%s of %s", thousands(w.rest), thousands(w.ofAll))
	return c
}

// finding names the clearest word of a few roles, or says that there is none, and what everybody speaks of.
func (o *overheard) finding(found telling, common []line) string {
	return strings.TrimSpace(found.sentence(o) + " " + mostUsed(common, len(o.people)))
}

// sentence says which words tell roles apart. Without a question about roles there is nothing to say.
func (found telling) sentence(o *overheard) string {
	const most = 3
	first := found.firsts()
	switch {
	case o.role == nil:
		return ""
	case found.tests == 0:
		return fmt.Sprintf("No role's words are compared: it takes %d people of a role who wrote, and %d of the others.", least, least)
	case len(first) == 0:
		return fmt.Sprintf("No word tells a role from the rest by more than chance explains; %s were compared%s.", found.compared(), found.silence())
	}
	parts := make([]string, 0, most)
	for _, w := range first[:min(most, len(first))] {
		parts = append(parts, fmt.Sprintf("“%s” by %s (%s)", o.terms[w.term].label, w.role.label, w.against()))
	}
	return fmt.Sprintf("Said more than by the rest, beyond chance in all %s words tested together%s: %s.", thousands(found.tests), found.silence(), semicolons(parts))
}

// firsts is the clearest word of each role.
func (found telling) firsts() []told {
	var first []told
	for _, w := range found.words {
		if !slices.ContainsFunc(first, func(o told) bool { return o.role.id == w.role.id }) {
			first = append(first, w)
		}
	}
	return first
}

func (found telling) compared() string {
	if found.roles == 1 {
		return fmt.Sprintf("%s words of one role", thousands(found.tests))
	}
	return fmt.Sprintf("%s words of %s roles", thousands(found.tests), numeral(found.roles))
}

// silence says of how many roles too few people wrote.
func (found telling) silence() string {
	switch found.silent {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(" (of one role, or of the others, fewer than %d people wrote, too few to compare)", least)
	}
	return fmt.Sprintf(" (of %s roles, or of the others, fewer than %d people wrote, too few to compare)", numeral(found.silent), least)
}

// against sets both sides side by side.
func (w told) against() string {
	return fmt.Sprintf("%s of %s, %s, against %s of %s, %s", thousands(w.users), people(w.of), percent(part(w.users, w.of)),
		thousands(w.rest), thousands(w.ofAll), percent(part(w.rest, w.ofAll)))
}

func mostUsed(common []line, writers int) string {
	const most = 3
	if len(common) == 0 {
		return "No word was used by more than two people."
	}
	names := labelsOf(common[:min(most, len(common))], func(l line) string { return "“" + l.label + "”" })
	return fmt.Sprintf("Used most: %s, by %s.", andList(names), rangeOf(common[:len(names)], writers))
}

// remark opens the page: a word of a role where there is one, else that there is none and what is used
// most; of few texts how many there are to read.
func (o *overheard) remark(found telling, common []line) remark {
	r := remark{topic: aboutWords, weight: float64(len(o.people))}
	first := found.firsts()
	switch {
	case len(o.texts) < least:
		r.text = fmt.Sprintf("%s wrote %s: few enough to read them all.", people(len(o.people)), textsWords(len(o.texts)))
	case len(first) > 0:
		w := first[0]
		r.text = fmt.Sprintf("“%s” is said more by “%s” than by the rest: by %s, beyond chance in all %s words tested together.",
			o.terms[w.term].label, w.role.label, w.against(), thousands(found.tests))
	case found.tests > 0:
		r.text = fmt.Sprintf("No role's words differ from the rest by more than chance explains. %s", mostUsed(common, len(o.people)))
	default:
		r.text = fmt.Sprintf("%s wrote %s. %s", people(len(o.people)), textsWords(len(o.texts)), mostUsed(common, len(o.people)))
	}
	return r
}

// rangeOf says how many people stand behind lines that descend.
func rangeOf(lines []line, base int) string {
	fewest, most := lines[len(lines)-1].count, lines[0].count
	switch {
	case len(lines) == 1:
		return thousands(most) + " of " + people(base)
	case fewest == most:
		return thousands(most) + " of " + people(base) + " each"
	}
	return thousands(most) + " to " + thousands(fewest) + " of " + people(base)
}
