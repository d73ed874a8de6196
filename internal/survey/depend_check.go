package survey

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"muster/internal/yamldoc"
)

// decider finds an earlier question whose answer can decide what is shown; nil after reporting why not.
func (b *builder) decider(at, id string) *Question {
	q := b.survey.Question(id)
	_, later := b.asked[id]
	switch {
	case q == nil && later:
		b.report(at, "question %q is not asked before this; only an earlier answer can decide what is shown", id)
	case q == nil:
		known := []string{"question", "any", "all", "none", "min", "max", "answered", "every", "either"}
		for _, q := range b.survey.Questions {
			known = append(known, q.ID)
		}
		b.report(at, "no earlier question has the id %q; %s", id, yamldoc.Suggest(id, known))
	case q.Personal():
		b.report(at, "contact details are kept apart; what is shown cannot depend on %q", id)
	case !q.Countable():
		b.report(at, "question %q is answered in own words; what is shown can only depend on picks, scales, numbers and dates", id)
	default:
		return q
	}
	return nil
}

// categories reads what can be picked at a question. A group, or a part of the day, stands for its options.
func (b *builder) categories(path string, q *Question, ids list) []string {
	var picks, known []string
	for _, c := range q.Categories() {
		known = append(known, c.ID)
	}
	for i, id := range ids {
		at := fmt.Sprintf("%s[%d]", path, i)
		if q.Kind == Scale {
			if n, err := strconv.Atoi(id); err == nil {
				id = strconv.Itoa(n) // 07 and +7 are 7
			}
		}
		found := []string{id}
		if !slices.Contains(known, id) {
			found = q.standsFor(id)
		}
		if len(found) == 0 {
			b.report(at, "question %q has no answer %q; %s", q.ID, id, q.suggest(id, known))
		}
		for _, pick := range found {
			if !slices.Contains(picks, pick) {
				picks = append(picks, pick)
			}
		}
	}
	return picks
}

// suggest says what could be picked. Numbers are not misspelt, so none is taken for another.
func (q *Question) suggest(id string, known []string) string {
	if q.Choice() {
		return yamldoc.Suggest(id, known)
	}
	return "known here: " + strings.Join(known, ", ")
}

// standsFor gives the options of a group or of a part of the day.
func (q *Question) standsFor(id string) []string {
	var ids []string
	if id == "" {
		return nil
	}
	for _, o := range q.Group(id) {
		ids = append(ids, o.ID)
	}
	if len(ids) > 0 || !slices.ContainsFunc(q.Parts, func(p Group) bool { return p.ID == id }) {
		return ids
	}
	for _, o := range q.Options {
		if strings.TrimPrefix(o.ID, o.Group+"_") == id {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// drawable reports what a page without script cannot react to while it is filled in.
func (b *builder) drawable(path string, c *Condition, q *Question) {
	if b.survey.Layout != OnePage {
		return
	}
	switch {
	case q.Kind == Number || q.Kind == Date:
		b.report(path, "on one page nothing can depend on a %s; write layout: pages", q.Kind)
	case c.Min > 1 || c.Max > 0:
		b.report(path, "on one page nothing can depend on how many were picked; write layout: pages")
	}
}
