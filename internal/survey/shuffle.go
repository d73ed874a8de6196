package survey

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// Variants is how many orders of a shuffled question there are: Shuffled knows them from 1. Few are
// enough to spread what being first is worth, and pages drawn in advance stay few.
const Variants = 16

// Shuffled returns the options in the order of a variant; as written when the question is not shuffled
// or the variant is 0. Groups change places and options do within their group; "other" and "none"
// stay last. Of as many variants as there are options, each option is first in one.
func (q *Question) Shuffled(variant int) []Option {
	if !q.Shuffle || variant <= 0 {
		return q.Options
	}
	var last []Option
	for _, o := range q.Options {
		if o.Written || o.Exclusive {
			last = append(last, o)
		}
	}
	if len(q.Groups) == 0 {
		return append(rearranged(q.Options[:len(q.Options)-len(last)], variant, q.ID), last...)
	}
	var shown []Option
	for _, g := range rearranged(q.Groups, variant, q.ID) {
		shown = append(shown, rearranged(q.Group(g.ID), variant, q.ID+"."+g.ID)...)
	}
	return append(shown, last...)
}

// rearranged gives the items in the order of a variant. The orders come in rounds of as many as there
// are items, a Latin square after Williams (1949): in a round each item stands once at every place,
// and follows each other one about as often. name tells one list's rounds from another's.
func rearranged[T any](items []T, variant int, name string) []T {
	n := len(items)
	if n < 2 {
		return slices.Clone(items)
	}
	round, row := (variant-1)/n, (variant-1)%n
	if n > Variants {
		row = row * n / Variants % n // so that who comes first is spread over the whole list
	}
	seed := fnv.New64a()
	seed.Write([]byte(name)) // never fails
	start := rand.New(rand.NewPCG(seed.Sum64(), uint64(round))).Perm(n)
	out := make([]T, n)
	for i := range out {
		step := (i + 1) / 2 // 0, 1, -1, 2, -2, ...
		if i%2 == 0 {
			step = n - step
		}
		out[i] = items[start[(row+step)%n]]
	}
	return out
}
