package importer

import (
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
	return []separator{semicolon, semicolons, comma}
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

// byOptions finds the question that has most of the options which a file without its title names; nil when
// none has half of them.
func (m *matching) byOptions(c *column) *survey.Question {
	var best *survey.Question
	most := (len(c.offered) - 1) / 2
	for _, q := range m.survey.Questions {
		if !q.Choice() || q.Single() || m.used[q.ID] {
			continue
		}
		known, n := knownOptions(m.said(q)), 0
		for _, label := range c.offered {
			if known[foldLabel(label)] != "" {
				n++
			}
		}
		if n > most {
			best, most = q, n
		}
	}
	return best
}

// apart ties the members of a column one by one where the survey has no place for all of them together: rows of
// a grid that look like a ranking, or the options of two questions that stand side by side.
func (m *matching) apart(c *column, titles map[string][]*survey.Question) bool {
	if !c.ranked && !c.untitled && c.beside == nil {
		return false
	}
	fitted := 0
	var rest []*column
	for _, member := range c.members {
		b := (*binding)(nil)
		if c.untitled {
			b = m.option(member)
		} else {
			b = m.column(member, titles[foldTitle(member.title)])
		}
		if b == nil {
			rest = append(rest, member)
			continue
		}
		m.bindings = append(m.bindings, b)
		fitted++
	}
	if fitted == 0 {
		return false
	}
	for _, member := range rest {
		m.misfit(member)
	}
	return true
}

// option ties a column that holds nothing but the label of an option to the question that has it.
func (m *matching) option(c *column) *binding {
	for _, q := range m.survey.Questions {
		if !q.Choice() || m.used[q.ID] {
			continue
		}
		if id := knownOptions(m.said(q))[foldLabel(c.title)]; id != "" {
			return m.bindBest(c, q, map[string]string{foldLabel(c.title): id})
		}
	}
	return nil
}
