package crowd

import (
	"cmp"
	"math"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
)

// liked is an option with how much this person likes it at this moment.
type liked struct {
	option *survey.Option
	much   float64
}

// rank puts options into an order of preference: the first is drawn by weight from all, the second from
// the rest, and so on (Plackett-Luce). Adding a Gumbel number to every log-weight and sorting draws the
// same.
func (p *person) rank(a *asked) {
	all := make([]liked, len(a.q.Options))
	for i := range all {
		gumbel := -math.Log(-math.Log(1 - p.random.Float64()))
		all[i] = liked{&a.q.Options[i], p.pull(a, i) + gumbel}
	}
	slices.SortStableFunc(all, func(x, y liked) int { return cmp.Compare(y.much, x.much) })
	if all[0].option.Exclusive {
		p.out.Answers[a.q.ID] = response.Answer{Picks: []string{all[0].option.ID}}
		return
	}
	all = slices.DeleteFunc(all, func(l liked) bool { return l.option.Exclusive })
	picks := make([]string, 0, len(all))
	for _, l := range all[:p.places(a.q, len(all))] {
		picks = append(picks, l.option.ID)
	}
	p.out.Answers[a.q.ID] = response.Answer{Picks: picks}
}

// places draws how many options get one: as many as there are, or fewer.
func (p *person) places(q *survey.Question, most int) int {
	if q.Max > 0 {
		most = min(most, q.Max)
	}
	least := min(max(q.Min, 1), most)
	if p.random.IntN(2) == 0 {
		return most
	}
	return least + p.random.IntN(most-least+1)
}
