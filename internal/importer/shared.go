package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"muster/internal/survey"
)

// A form may have asked for two things in one column: “Engineer; Kubernetes; Support”. In a survey that is made of
// its file each becomes a question by itself. The cells are cut once, in the same way for all of them, and each takes
// the values that are said to be its own; the first takes whatever is said of none.

// question is what was decided about a column as far as its nth question is concerned.
func (c MappedColumn) question(nth int) MappedColumn {
	if nth == 0 {
		return c
	}
	var own MappedQuestion
	for _, q := range c.Further {
		if q.Question == c.Questions[nth] {
			own = q
		}
	}
	c.Title, c.Kind, c.Purpose = own.Title, own.Kind, own.Purpose
	return c
}

// named is what the nth question is called.
func (c MappedColumn) named(nth int) string {
	return cmp.Or(c.question(nth).Title, strings.ReplaceAll(c.Questions[nth], "_", " "))
}

// shares tells whether several questions share the column.
func (d *decision) shares() bool { return d != nil && len(d.Questions) > 1 }

// takes tells whether any value is said to answer the question.
func (d *decision) takes() bool {
	for _, v := range d.values {
		if !v.Skip {
			return true
		}
	}
	return false
}

// leaves tells whether a value of a shared column is another question's.
func (d *decision) leaves(value string) bool {
	if !d.shares() {
		return false
	}
	said, decided := d.of(value)
	return said.Skip || d.only && !decided
}

// shareable tells whether a question of that kind can share its column with others.
func shareable(k survey.Kind) bool {
	return k == survey.One || k == survey.Many || k == survey.Ranking
}

// shared takes a column for one of the questions that share it. Its values are options, or nobody could tell them
// from those of the others.
func (g *guesser) shared(c *column) *guess {
	sep := g.between(c)
	kind := cmp.Or(c.decided.Kind, c.take(sep).kind())
	found, why := (*guess)(nil), "questions that share a column take one option or several"
	switch {
	case c.decided.only && len(c.take(sep).values) == 0:
		found = c.promised(kind, sep)
	case len(c.take(sep).values) == 0:
		why = "no value is left for it"
	case kind == survey.Ranking:
		found, why = c.asRanking(sep)
	case shareable(kind):
		found, why = c.listed(kind, sep)
	}
	if found == nil {
		found = text(c)
		found.refused = fmt.Sprintf("column “%s” cannot be divided among questions like this: %s (question “%s”)",
			shorten(cmp.Or(c.file, c.title)), why, cmp.Or(c.decided.Title, c.title))
	}
	found.column = c
	if q := found.question; (q.Kind == survey.One || q.Kind == survey.Many) && len(q.Options) < survey.MaxOptions {
		if _, has := q.Written(); !has { // a later export may bring values of any of the questions
			giveLine(q)
		}
	}
	if found.question.Kind == survey.One && found.refused == "" {
		found.problem = c.take(sep).tooNarrow(cmp.Or(c.file, c.title), cmp.Or(c.decided.Title, c.title), c.answered)
	}
	found.why = append([]string{fmt.Sprintf("%d questions share the column “%s”, as decided.", len(c.decided.Questions), shorten(cmp.Or(c.file, c.title)))}, found.why...)
	g.dress(found)
	return found
}

// kind is one option where no cell holds two.
func (inv *inventory) kind() survey.Kind {
	if slices.ContainsFunc(inv.lists, func(l list) bool { return len(l.values) > 1 }) {
		return survey.Many
	}
	return survey.One
}

// promised is a question none of whose values is in the file: its options are those that were named.
func (c *column) promised(kind survey.Kind, sep separator) *guess {
	var values []*value
	for _, key := range slices.Sorted(maps.Keys(c.decided.values)) {
		if v := c.decided.values[key]; v.Option != "" && foldLabel(v.Option) == key {
			values = append(values, &value{key: key, spellings: []cell{{text: v.Option}}})
		}
	}
	if len(values) == 0 {
		return nil
	}
	q := titled(c, kind)
	q.Options = optionsOf(values)
	return &guess{question: q, separator: sep, note: "nobody answered", why: []string{"nobody gave one of its values."}}
}

// between is what stands between the values of a column that several questions share: as decided, or else where the
// most of what was decided about comes apart.
func (g *guesser) between(c *column) separator {
	if c.separator != whole {
		return c.separator
	}
	undecided := *c
	undecided.decided = nil
	candidates := separatorsOf(c.decided.Separator)
	if len(candidates) == 0 {
		natural := g.column(&undecided)
		candidates = []separator{natural.separator, semicolon, semicolons, comma, bar, lineBreak, slash}
		if sep := c.chosenSeparator(); natural.separator == whole && c.share(func(cell string) bool { return len(sep.cut(cell)) > 1 }) >= 0.5 {
			candidates = slices.Insert(candidates, 0, sep) // what looks like one option is answers to several questions
		} else if !natural.question.Choice() {
			candidates = candidates[1:]
		}
	}
	best, most := candidates[0], -1
	for _, sep := range candidates {
		inv, n := undecided.take(sep), 0
		for key := range c.decided.values {
			if i, there := inv.byKey[key]; there {
				n += inv.values[i].count
			}
		}
		if n > most {
			best, most = sep, n
		}
	}
	return best
}

// share makes the options of one question no business of the others that share its column.
func (inf *inference) share() {
	for _, s := range inf.sources {
		byColumn := map[int][]*binding{}
		for _, b := range s.bindings {
			if b.column.decided.shares() && b.question.Choice() {
				byColumn[b.column.index] = append(byColumn[b.column.index], b)
			}
		}
		for _, bound := range byColumn {
			apart(bound)
		}
	}
}

// apart keeps questions that share a column from taking one another's values for unknown.
func apart(bound []*binding) {
	all := map[string]string{}
	for _, b := range bound {
		for key := range b.known {
			all[key] = nothing
		}
	}
	for _, b := range bound {
		b.elsewhere(all)
		b.cache = map[string]reading{}
	}
}

// inOrder puts the bindings of a column into the order of its questions: the first takes what is said of none.
func inOrder(bound []*binding, ids []string) []*binding {
	if len(ids) > 1 {
		slices.SortStableFunc(bound, func(a, b *binding) int {
			return slices.Index(ids, a.question.ID) - slices.Index(ids, b.question.ID)
		})
	}
	return bound
}

// further is what decides the same about the questions behind the first again.
func (r *reporting) further(entry MappedColumn) []MappedQuestion {
	var all []MappedQuestion
	for n, id := range entry.Questions {
		q := r.plan.Survey.Question(id)
		if n == 0 || q == nil {
			continue
		}
		said := slices.IndexFunc(entry.Further, func(f MappedQuestion) bool { return f.Question == id })
		switch {
		case r.plan.inferred != nil && shareable(q.Kind):
			all = append(all, MappedQuestion{Question: id, Title: string(q.Title), Kind: q.Kind, Purpose: q.Purpose})
		case said >= 0:
			all = append(all, entry.Further[said])
		}
	}
	return all
}
