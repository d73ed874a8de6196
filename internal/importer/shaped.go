package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
)

// shaped takes a column for what the way in which a tool spread it says: an option for every column that it
// was put together from, whether somebody picked it or not.
func (g *guesser) shaped(c *column) *guess {
	switch {
	case c.collected:
		return nameOf(c)
	case c.ranked:
		q := titled(c, survey.Ranking)
		q.Options = c.options()
		return &guess{question: q, separator: c.separator, note: "a ranking, the best first", why: []string{
			fmt.Sprintf("a ranking of %s.", plural(len(q.Options), "option", "options"))}}
	case len(c.offered) > 0 && len(c.offered) <= room-2: // and lines for own words and for none
		q := titled(c, survey.Many)
		q.Options = c.options()
		found := &guess{question: q, separator: c.separator, note: "several options an answer", why: []string{"every option has a column of its own."}}
		found.ownLine(c)
		return found
	case c.beside != nil:
		return g.chosenBeside(c)
	case c.closed() && ranked(c) == nil:
		return c.take(semicolon).many(c, semicolon)
	}
	return nil
}

// closed tells that every cell ends with a semicolon, as Microsoft Forms writes picks even where everybody has
// only one.
func (c *column) closed() bool {
	return !slices.ContainsFunc(c.cells, func(cell cell) bool { return !strings.HasSuffix(cell.text, ";") || strings.Trim(cell.text, "; ") == "" })
}

// nameOf keeps the name that a form tool collected.
func nameOf(c *column) *guess {
	q := titled(c, survey.Short)
	q.Purpose = survey.Contact
	return &guess{question: q, note: "personal", why: []string{"the form tool collected these names. They are kept apart from the " +
		"answers and are never exported, because nobody consented to that."}}
}

// chosenBeside takes a choice that has its own words in another column.
func (g *guesser) chosenBeside(c *column) *guess {
	pick := &column{index: c.index, title: c.title}
	for _, cell := range c.members[0].cells {
		if !otherPick(cell.text) {
			pick.cells = append(pick.cells, cell)
			pick.answered += cell.count
		}
	}
	found := one(pick)
	if found == nil {
		return nil
	}
	found.ownLine(c)
	return found
}

// ownLine gives the question a line for own words when the file has a column of them.
func (g *guess) ownLine(c *column) {
	q := g.question
	if _, has := q.Written(); has || c.beside == nil {
		return
	}
	label := "Other"
	if c.beside.row != "" {
		label = c.beside.row
	} else if c.untitled {
		label = c.beside.title
	}
	q.Options = append(q.Options, survey.Option{ID: "other", Label: survey.Text(label), Written: true})
}

// options are those that the columns are about.
func (c *column) options() []survey.Option {
	ids := slugs{"other": true, "none": true}.options(c.offered)
	out := make([]survey.Option, len(c.offered))
	for i, label := range c.offered {
		out[i] = survey.Option{ID: ids[i], Label: survey.Text(label)}
	}
	return out
}
