package survey

import "slices"

// Holds tells whether the condition is true of a respondent. picked gives the picks at a question that
// count: option ids, the point of a scale in decimal, the id of a bin; nothing for a question that was
// skipped or not shown. No condition at all holds.
func (c *Condition) Holds(picked func(question string) []string) bool {
	if c == nil {
		return true
	}
	for i := range c.Every {
		if !c.Every[i].Holds(picked) {
			return false
		}
	}
	if len(c.Either) > 0 {
		return slices.ContainsFunc(c.Either, func(e Condition) bool { return e.Holds(picked) })
	}
	return c.Question == "" || c.suits(picked(c.Question))
}

// suits tells whether picks at the condition's own question are as it wants them.
func (c *Condition) suits(picks []string) bool {
	picked := func(id string) bool { return slices.Contains(picks, id) }
	if len(c.Any) > 0 && !slices.ContainsFunc(c.Any, picked) || slices.ContainsFunc(c.None, picked) {
		return false
	}
	for _, id := range c.All {
		if !picked(id) {
			return false
		}
	}
	return len(picks) >= c.Min && (c.Max == 0 || len(picks) <= c.Max)
}

// Questions returns the ids of the questions that the condition hangs on, each once.
func (c *Condition) Questions() []string {
	if c == nil {
		return nil
	}
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	add(c.Question)
	for _, part := range slices.Concat(c.Every, c.Either) {
		for _, id := range part.Questions() {
			add(id)
		}
	}
	return ids
}

// Shows tells whether a question is shown to a respondent: its section's condition holds and its own.
// picked is as for Condition.Holds.
func (s *Survey) Shows(q *Question, picked func(question string) []string) bool {
	if section := s.Section(q.Section); section != nil && !section.ShowIf.Holds(picked) {
		return false
	}
	return q.ShowIf.Holds(picked)
}
