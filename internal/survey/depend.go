package survey

import (
	"fmt"
	"maps"
	"slices"
)

const maxNesting = 4 // of conditions in one another

// condition builds what shows a question or section. Questions it hangs on have been built before.
func (b *builder) condition(path string, f *fileCondition, depth int) *Condition {
	if f == nil {
		return nil
	}
	if depth > maxNesting {
		b.report(path, "conditions are nested more than %d deep; ask in smaller steps", maxNesting)
		return nil
	}
	switch n := f.parts(); {
	case n == 0 || n == 1 && f.Question == "" && f.wants():
		b.report(path, "a condition needs a question with what is picked there, such as show_if: {roles: [leader]}")
		return nil
	case n > 1:
		b.report(path, "a condition is either about one question, or every, or either, or picks by question; put several under every")
		return nil
	}
	switch {
	case f.Question != "":
		return b.leaf(path, path+".question", f.Question, f)
	case len(f.Picks) > 0:
		return b.picksCondition(path, f)
	case len(f.Every) > 0:
		return together(b.conditions(path+".every", f.Every, depth), nil)
	}
	return together(nil, b.conditions(path+".either", f.Either, depth))
}

// parts counts the ways in which the condition is written; one is right.
func (f *fileCondition) parts() int {
	n := 0
	for _, given := range []bool{f.Question != "" || f.wants(), len(f.Picks) > 0, len(f.Every) > 0, len(f.Either) > 0} {
		if given {
			n++
		}
	}
	return n
}

// wants tells whether it says what is to be picked at one question.
func (f *fileCondition) wants() bool {
	return len(f.Any)+len(f.All)+len(f.None) > 0 || f.Min != 0 || f.Max != 0 || f.Answered
}

func together(every, either []Condition) *Condition {
	if all := append(every, either...); len(all) == 1 {
		return &all[0]
	}
	return &Condition{Every: every, Either: either}
}

func (b *builder) conditions(path string, parts []fileCondition, depth int) []Condition {
	var built []Condition
	for i := range parts {
		if c := b.condition(fmt.Sprintf("%s[%d]", path, i), &parts[i], depth+1); c != nil {
			built = append(built, *c)
		}
	}
	return built
}

// picksCondition reads the short form: any of the picks at each of the questions.
func (b *builder) picksCondition(path string, f *fileCondition) *Condition {
	var every []Condition
	for _, id := range slices.Sorted(maps.Keys(f.Picks)) {
		at := path + "." + id
		if c := b.leaf(at, at, id, &fileCondition{Any: f.Picks[id]}); c != nil {
			every = append(every, *c)
		}
	}
	return together(every, nil)
}

// leaf builds a condition about one question. at is where the question is named.
func (b *builder) leaf(path, at, id string, f *fileCondition) *Condition {
	q := b.decider(at, id)
	if q == nil {
		return nil
	}
	pick := func(key string, ids list) []string {
		if path == at {
			return b.categories(path, q, ids) // the short form
		}
		return b.categories(path+"."+key, q, ids)
	}
	c := &Condition{
		Question: id, Any: pick("any", f.Any), All: pick("all", f.All), None: pick("none", f.None), Min: f.Min, Max: f.Max,
	}
	if f.Answered {
		c.Min = max(c.Min, 1)
	}
	if why := c.impossible(q); why != "" {
		b.report(path, "this never holds: %s", why)
	}
	if !f.wants() {
		b.report(path, "say which answers to %q: any, all, none, min, max or answered: true", id)
	}
	b.drawable(path, c, q)
	return c
}
