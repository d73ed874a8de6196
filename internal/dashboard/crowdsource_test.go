package dashboard_test

import (
	"cmp"
	"context"
	"math/rand/v2"
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
	for _, p := range in {
		if slices.ContainsFunc(q.Questions, func(id string) bool { return slices.Contains(p.hidden, id) }) {
			out.NotShown++
		}
	}
	out.Counted = out.Base
	return asAsked(out, q), nil
}

// asAsked gives of a whole crowd what a query asks for: its combinations in order, by few categories, or
// those of a sample.
func asAsked(whole tally.Crowd, q tally.CrowdQuery) tally.Crowd {
	out, times := whole, map[[2]uint64]int{}
	out.Combinations = nil
	random := rand.New(rand.NewPCG(uint64(whole.Base), uint64(q.Most)))
	for _, c := range whole.Combinations {
		people := c.People
		if q.Most > 0 && whole.Base > q.Most {
			people = 0
			for range c.People {
				if random.IntN(whole.Base) < q.Most {
					people++
				}
			}
		}
		for i := range q.Only {
			c.Masks[i] &= maskOf(whole.Categories[i], q.Only[i])
		}
		times[c.Masks] += people
	}
	out.Counted = 0
	for masks, people := range times {
		if people > 0 {
			out.Combinations = append(out.Combinations, tally.Combination{Masks: masks, People: people})
			out.Counted += people
		}
	}
	slices.SortFunc(out.Combinations, func(a, b tally.Combination) int {
		return cmp.Or(cmp.Compare(a.Masks[0], b.Masks[0]), cmp.Compare(a.Masks[1], b.Masks[1]))
	})
	return out
}

func maskOf(all, some []string) uint64 {
	var mask uint64
	for i, id := range all {
		if slices.Contains(some, id) {
			mask |= 1 << i
		}
	}
	return mask
}
