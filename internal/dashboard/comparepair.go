package dashboard

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/tally"
)

// relation is what two groups have to do with each other.
type relation int

// The relations.
const (
	apart   relation = iota // nobody is in both
	inside                  // all of A are in B
	outside                 // all of B are in A
	crossing
	same
)

func (x *twoGroups) relation() relation {
	a, b := x.a.in.summary.Responses, x.b.in.summary.Responses
	switch {
	case x.both == 0:
		return apart
	case x.both == a && x.both == b:
		return same
	case x.both == a:
		return inside
	case x.both == b:
		return outside
	}
	return crossing
}

// names are those of the people whom the tests compare.
func (x *twoGroups) names() (first, second string) {
	rest := func(selection Selection, name, less string) string {
		if selection.Filter.Empty() {
			return "Everybody else"
		}
		return name + " without " + less
	}
	switch x.relation() {
	case inside:
		return "A", rest(x.versus.B, "B", "A")
	case outside:
		return rest(x.versus.A, "A", "B"), "B"
	case crossing:
		return "A alone", "B alone"
	}
	return "A", "B"
}

// tested says whom the tests compare, and why.
func (x *twoGroups) tested() string {
	a, b := x.a.in.summary.Responses, x.b.in.summary.Responses
	first, second := x.names()
	switch {
	case a == 0 || b == 0:
		return "One of the groups is empty, so there is nothing to compare."
	case x.relation() == same:
		return "Both groups are the same people, so they cannot differ."
	case x.relation() == apart:
		return "Nobody is in both groups."
	case x.relation() == crossing:
		return fmt.Sprintf("%s are in both groups. A test holds for different people only, so the differences are between the %s who are in A alone and the %s in B alone.",
			people(x.both), thousands(a-x.both), thousands(b-x.both))
	case x.relation() == outside:
		return fmt.Sprintf("All of B are in A. A test holds for different people only, so the differences are between “%s” (%s) and B (%s).",
			first, people(a-x.both), people(b))
	}
	return fmt.Sprintf("All of A are in B. A test holds for different people only, so the differences are between A (%s) and “%s” (%s).",
		people(a), second, people(b-x.both))
}

// pair makes the panels of one question.
func (x *twoGroups) pair(at int) (Pair, error) {
	plan := x.plans[at]
	pair := Pair{Title: plan.panel.Title}
	if plan.heading != "" {
		pair.Title = plan.heading + ": " + pair.Title
	}
	var err error
	if pair.A, err = x.panel(at, x.a, "a"); err != nil {
		return pair, err
	}
	if pair.B, err = x.panel(at, x.b, "b"); err != nil {
		return pair, err
	}
	if x.relation() == same {
		return pair, nil
	}
	pair.Difference, err = x.difference(at)
	return pair, err
}

// panel makes what one group answered. Its links lead to this comparison with that group narrowed.
func (x *twoGroups) panel(at int, s oneGroup, name string) (*Panel, error) {
	panel := x.plans[at].panel
	panel.ID, panel.Width, panel.Note = name+"-"+panel.ID, Half, ""
	panel.Title = strings.ToUpper(name) + ": " + s.words()
	if err := x.plans[at].maker.fill(&panel, s.in, s.known[at]); err != nil {
		return nil, err
	}
	panel.More, panel.remarks = nil, nil
	panel.relink(func(query string) string { return x.address(name, query) })
	return panel.trimmed(), nil
}

// address leads to the comparison with one group chosen otherwise.
func (x *twoGroups) address(name, query string) string {
	q := versus(query, x.versus.B.String())
	if name == "b" {
		q = versus(x.versus.A.String(), query)
	}
	q.Set("dashboard", x.dashboard.ID)
	return q.Encode()
}

// relink changes where everything leads that adds a filter.
func (p *Panel) relink(to func(query string) string) {
	change := func(query *string) {
		if *query != "" {
			*query = to(*query)
		}
	}
	if p.Chart != nil {
		for i := range p.Chart.Draw.Filters {
			change(&p.Chart.Draw.Filters[i])
		}
	}
	for i := range p.Figures {
		if p.Figures[i].Link != nil {
			change(&p.Figures[i].Link.Query)
		}
	}
	if p.Table == nil {
		return
	}
	for i := range p.Table.Columns {
		change(&p.Table.Columns[i].Filter)
	}
	for i := range p.Table.Rows {
		change(&p.Table.Rows[i].Filter)
		for at := range p.Table.Rows[i].Cells {
			change(&p.Table.Rows[i].Cells[at].Filter)
		}
	}
}

// difference tells what the groups answer differently.
func (x *twoGroups) difference(at int) (*Panel, error) {
	m := x.plans[at].maker.(divided)
	c := &contrast{ahead: true}
	c.first.name, c.second.name = x.names()
	a, b := x.a.known[at].tables[0], x.b.known[at].tables[0]
	categories, first, err := m.counts(a)
	if err != nil {
		return nil, err
	}
	_, second, err := m.counts(b)
	if err != nil {
		return nil, err
	}
	c.first.base, c.second.base = a.Base, b.Base
	if x.shared != nil {
		shared := x.shared[at].tables[0]
		_, both, err := m.counts(shared)
		if err != nil {
			return nil, err
		}
		c.without(x.relation(), first, second, both, shared.Base)
	}
	dimension := m.divides()
	for i, one := range categories {
		one.fixed = x.versus.A.fixes(dimension, one.id) || x.versus.B.fixes(dimension, one.id)
		c.lines = append(c.lines, difference{category: one, first: first[i], second: second[i]})
	}
	c.compare()
	c.order(dimension.question)
	p, err := x.tell(at, c)
	if err == nil && slices.ContainsFunc(c.lines, func(l difference) bool { return l.fixed }) {
		p.Note = "What a group is filtered by is not compared: there the filters make the difference."
	}
	return p, err
}

// without takes the people who are in both groups out of the sides that are not inside the other.
func (c *contrast) without(r relation, first, second, both []int, base int) {
	if r == outside || r == crossing {
		c.first.base -= base
		for i := range first {
			first[i] -= both[i]
		}
	}
	if r == inside || r == crossing {
		c.second.base -= base
		for i := range second {
			second[i] -= both[i]
		}
	}
}

// tell makes the panel of a contrast.
func (x *twoGroups) tell(at int, c *contrast) (*Panel, error) {
	p := &Panel{ID: "difference-" + x.plans[at].panel.ID, Kind: ChangeKind, Width: Full, Title: "How they differ"}
	smaller := min(c.first.base, c.second.base)
	p.Base = Base{
		People: c.first.base + c.second.base, Responses: x.a.in.summary.Responses + x.b.in.summary.Responses - x.both,
		Words: fmt.Sprintf("Compared are %s of “%s” and %s of “%s” who answered.", people(c.first.base), c.first.name, people(c.second.base), c.second.name),
		Size:  sizeOf(smaller), Warning: sideWarning(smaller),
	}
	p.Finding = c.finding(contrastWords{
		up:   fmt.Sprintf("More often in “%s” than in “%s”:", c.first.name, c.second.name),
		down: fmt.Sprintf("Less often in “%s” than in “%s”:", c.first.name, c.second.name),
		even: "They do not differ by more than chance explains.",
		few:  fmt.Sprintf("Nothing can be said of differences: it takes %d people on each side.", least),
	})
	p.Table = c.table(x.plans[at].panel.Title)
	if c.tiny() {
		return p, nil
	}
	var err error
	p.Chart, err = c.draw(p)
	return p, err
}

// What the kinds of panels about one question are about, and how they count.

func (r ranking) divides() dimension    { return r.dimension }
func (s spread) divides() dimension     { return s.dimension }
func (h histogram) divides() dimension  { return h.dimension }
func (s slots) divides() dimension      { return s.dimension }
func (r preference) divides() dimension { return r.dimension }

func (r ranking) counts(t tally.Table) ([]category, []int, error) {
	return r.dimension.count(t.Axes[0])
}
func (s spread) counts(t tally.Table) ([]category, []int, error) { return s.dimension.count(t.Axes[0]) }
func (h histogram) counts(t tally.Table) ([]category, []int, error) {
	return h.dimension.count(t.Axes[0])
}
func (s slots) counts(t tally.Table) ([]category, []int, error) { return s.dimension.count(t.Axes[0]) }

// counts are the people who put an answer among the first three, or first where there are no more.
func (r preference) counts(t tally.Table) ([]category, []int, error) {
	options, err := r.options(t)
	if err != nil {
		return nil, nil, err
	}
	people := map[string]int{}
	for _, o := range options {
		people[o.id] = o.first
		if r.wide() {
			people[o.id] = o.top
		}
	}
	categories := categoriesOf(r.dimension.question, r.dimension.unit)
	counts := make([]int, len(categories))
	for i, c := range categories {
		counts[i] = people[c.id]
	}
	return categories, counts, nil
}
