package survey

import "slices"

// impossible says why nobody's picks could suit a condition about one question, or "".
func (c *Condition) impossible(q *Question) string {
	refused := func(id string) bool { return slices.Contains(c.None, id) }
	switch {
	case c.Min < 0 || c.Max < 0:
		return "min and max count picks; they cannot be negative"
	case c.Max > 0 && c.Min > c.Max:
		return "min is above max"
	case slices.ContainsFunc(c.All, refused):
		return "all and none name the same answer"
	case c.suits(nil) || c.suitsOne(q) || q.several() && c.suitsSome(q):
		return ""
	}
	return "no answer there can be all of that at once"
}

// several tells whether more than one option may be picked.
func (q *Question) several() bool { return q.Kind == Many || q.Kind == Ranking || q.Kind == Slots }

// suitsOne tells whether an answer of one pick suits.
func (c *Condition) suitsOne(q *Question) bool {
	return slices.ContainsFunc(q.Categories(), func(pick Category) bool {
		o, _ := q.Option(pick.ID)
		return (q.Min <= 1 || o.Exclusive) && c.suits([]string{pick.ID})
	})
}

// suitsSome tells whether several picks that go together suit: those that all and any ask for, and as
// many more as needed.
func (c *Condition) suitsSome(q *Question) bool {
	var free []string // what may be among the picks
	for _, o := range q.Options {
		if !o.Exclusive && !slices.Contains(c.None, o.ID) {
			free = append(free, o.ID)
		}
	}
	among := func(ids []string) func(string) bool { return func(id string) bool { return slices.Contains(ids, id) } }
	least := len(c.All)
	if len(c.Any) > 0 && !slices.ContainsFunc(c.Any, among(c.All)) {
		least++
	}
	most := len(free)
	for _, limit := range []int{c.Max, q.Max} {
		if limit > 0 {
			most = min(most, limit)
		}
	}
	asked := slices.DeleteFunc(slices.Clone(c.All), among(free))
	return len(asked) == 0 && (len(c.Any) == 0 || slices.ContainsFunc(c.Any, among(free))) && max(least, c.Min, q.Min) <= most
}
