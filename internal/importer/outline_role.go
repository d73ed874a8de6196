package importer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Errors about a list of roles.
var (
	ErrFewRoles  = errors.New("list at least two roles, each on a line of its own")
	ErrManyRoles = fmt.Errorf("a question can offer at most %d; merge some of them", MaxTopics)
)

// readRoles understands a flat list: a role on each line, with or without bullets, or all on one line with commas
// or bars between them. No text is no role.
func (o *outline) readRoles(text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	all := pastedLines(text)
	if len(all) > mostOutlineLines {
		return ErrLongList
	}
	lines := o.linesOf(all, 0)
	for i, l := range lines {
		switch {
		case l.kind == headingLine && i == 0 && len(lines) > 2:
			o.note("“%s” was taken for a heading.", headingIn(l.text))
		case len(lines) == 1:
			o.each(l.text)
		case !dashes.MatchString(l.text):
			for _, role := range strings.FieldsFunc(l.text, func(r rune) bool { return r == '|' || r == '\t' }) {
				o.add("", headingIn(role))
			}
		}
	}
	o.tidy()
	for i, note := range o.notes {
		o.notes[i] = "Roles: " + note
	}
	switch n := o.count(); {
	case n < 2:
		return ErrFewRoles
	case n > MaxTopics:
		return fmt.Errorf("there are %d roles; %w", n, ErrManyRoles)
	}
	return nil
}

// each adds what commas, semicolons or bars divide on the only line of a list.
func (o *outline) each(line string) {
	mark := ","
	for _, stronger := range []string{"|", ";", "\t"} {
		if strings.Contains(line, stronger) {
			mark = stronger
		}
	}
	for _, text := range slices.Collect(strings.SplitSeq(line, mark)) {
		o.add("", text)
	}
}
