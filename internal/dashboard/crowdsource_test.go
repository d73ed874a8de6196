package dashboard_test

import (
	"cmp"
	"context"
	"slices"

	"muster/internal/tally"
)

// crowd tells who picked what together by looking at each person in turn.
func (c *crowd) crowd(_ context.Context, q tally.CrowdQuery) (tally.Crowd, error) {
	in := c.passing(q.Filter)
	out := tally.Crowd{Responses: len(in)}
	for _, id := range q.Questions {
		out.Categories = append(out.Categories, options(c.survey.Question(id)))
	}
	times := map[[2]uint64]int{}
	for _, p := range in {
		var masks [2]uint64
		answered := true
		for i, id := range q.Questions {
			for _, pick := range p.picks[id] {
				masks[i] |= 1 << slices.Index(out.Categories[i], pick)
			}
			answered = answered && masks[i] != 0
		}
		if answered {
			out.Base++
			times[masks]++
		}
	}
	for masks, people := range times {
		out.Combinations = append(out.Combinations, tally.Combination{Masks: masks, People: people})
	}
	slices.SortFunc(out.Combinations, func(a, b tally.Combination) int {
		return cmp.Or(cmp.Compare(a.Masks[0], b.Masks[0]), cmp.Compare(a.Masks[1], b.Masks[1]))
	})
	return out, nil
}
