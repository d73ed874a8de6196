package importer

import (
	"fmt"
	"slices"

	"muster/internal/survey"
)

// separators are those that may stand between the picks of a cell.
func (c *column) separators() []separator {
	if c.decided != nil && c.decided.Separator != FoundSeparator {
		return separatorsOf(c.decided.Separator)
	}
	if c.separator != whole {
		return []separator{c.separator}
	}
	if c.spaced {
		return []separator{semicolon, semicolons, comma, space}
	}
	all := []separator{semicolon, semicolons, comma}
	for _, sep := range []separator{bar, lineBreak} {
		if c.cuts(sep) {
			all = append(all, sep)
		}
	}
	return all
}

// collectedLast puts what the form tool noted of a person behind what the person wrote: where both are there,
// the person's own words count.
func collectedLast(columns []*column) []*column {
	last := slices.Clone(columns)
	slices.SortStableFunc(last, func(a, b *column) int {
		switch {
		case a.collected == b.collected:
			return 0
		case a.collected:
			return 1
		}
		return -1
	})
	return last
}

// byOptions finds the question that has the options which a file without its title names; nil when none has
// half of them, or when several have more of them together.
func (m *matching) byOptions(c *column) *survey.Question {
	var best *survey.Question
	most, anywhere := (len(c.offered)-1)/2, map[string]bool{}
	for _, q := range m.survey.Questions {
		if !q.Choice() || q.Single() || m.used[q.ID] || q.LevelOf != "" {
			continue
		}
		known, n := knownOptions(m.said(q)), 0
		for _, label := range c.offered {
			if key := foldLabel(label); known[key] != "" {
				anywhere[key] = true
				n++
			}
		}
		if n > most {
			best, most = q, n
		}
	}
	if best == nil || len(anywhere) > most {
		return nil
	}
	c.note = fmt.Sprintf("%s of “%s”.", c.span(), shorten(string(best.Title)))
	return best
}

// apart ties the members of a column one by one where the survey has no place for all of them together: rows of
// a grid that look like a ranking, or the options of two questions that stand side by side.
func (m *matching) apart(c *column, titles map[string][]*survey.Question) bool {
	if !c.ranked && !c.untitled && c.beside == nil {
		return false
	}
	var rest []*column
	var last *binding
	for _, member := range c.members {
		b := (*binding)(nil)
		switch {
		case c.untitled && member == c.beside && last != nil:
			b = m.lineOf(last.question, member)
		case c.untitled:
			b = m.option(member)
		default:
			b = m.column(member, titles[foldTitle(member.title)])
		}
		if b == nil {
			rest = append(rest, member)
			continue
		}
		m.bindings, last = append(m.bindings, b), b
	}
	if last == nil {
		return false
	}
	c.note = ""
	if c.untitled { // the next run may offer the same options again
		c.note = c.span() + "; each was taken for the question that has it."
		for _, b := range m.bindings {
			m.used[b.question.ID] = true
		}
	}
	for _, member := range rest {
		m.misfit(member)
	}
	return true
}

// option ties a column that holds nothing but the label of an option to the question that has it.
func (m *matching) option(c *column) *binding {
	for _, q := range m.survey.Questions {
		if !q.Choice() || q.Single() || m.used[q.ID] || q.LevelOf != "" {
			continue
		}
		if id := knownOptions(m.said(q))[foldLabel(c.title)]; id != "" {
			return m.bindBest(c, q, map[string]string{foldLabel(c.title): id})
		}
	}
	return nil
}
