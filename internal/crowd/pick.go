package crowd

import (
	"math"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
)

// heaviest draws one option of a question in proportion to the weights.
func (p *person) heaviest(a *asked) int {
	p.weights = p.weights[:0]
	sum := 0.0
	for i := range a.pull[p.kind] {
		sum += math.Exp(p.pull(a, i))
		p.weights = append(p.weights, sum)
	}
	return choose(p.weights, p.random.Float64()*sum)
}

// many draws picks option by option and then makes them fit the question's rules.
func (p *person) many(a *asked) {
	q := a.q
	var offered []string
	if a.from >= 0 {
		offered = p.out.Answers[p.questions[a.from].q.ID].Picks
	}
	var picks []string
	for i, o := range q.Options {
		x := p.pull(a, i)
		open := a.from < 0 || o.Written || o.Exclusive || slices.Contains(offered, o.ID)
		chance := 1 / (1 + math.Exp(-x-p.breadth))
		if !open || p.random.Float64() >= chance {
			continue
		}
		if o.Exclusive {
			picks = []string{o.ID} // none stands last: it takes back what was picked
			break
		}
		picks = append(picks, o.ID)
	}
	p.pick(a, p.fit(a, picks))
}

// fit adds and drops picks until the question's rules hold. A person who picked nothing leaves the
// question empty where that is allowed.
func (p *person) fit(a *asked, picks []string) []string {
	q := a.q
	if len(picks) == 1 {
		if o, _ := q.Option(picks[0]); o.Exclusive {
			return picks
		}
	}
	least := 0
	if p.must(q) {
		least = 1
	}
	if len(picks) > 0 || p.must(q) {
		least = max(least, q.Min)
	}
	for len(picks) < least {
		next := p.likeliest(a, picks)
		if next == "" { // only “none” is left to say
			return exclusive(q)
		}
		picks = append(picks, next)
	}
	for q.Max > 0 && len(picks) > q.Max {
		i := p.random.IntN(len(picks))
		picks = slices.Delete(picks, i, i+1)
	}
	return picks
}

func exclusive(q *survey.Question) []string {
	for _, o := range q.Options {
		if o.Exclusive {
			return []string{o.ID}
		}
	}
	return nil
}

// likeliest gives the option that draws most of those not picked yet, or "".
func (p *person) likeliest(a *asked, picks []string) string {
	best, most := "", math.Inf(-1)
	for i, o := range a.q.Options {
		if x := p.pull(a, i); x > most && !o.Exclusive && !slices.Contains(picks, o.ID) {
			best, most = o.ID, x
		}
	}
	return best
}

// pick stores picks in the order of the survey, with own words beside “other”.
func (p *person) pick(a *asked, picks []string) {
	if len(picks) == 0 {
		return
	}
	answer := response.Answer{Picks: make([]string, 0, len(picks))}
	for _, o := range a.q.Options {
		if !slices.Contains(picks, o.ID) {
			continue
		}
		answer.Picks = append(answer.Picks, o.ID)
		if o.Written {
			answer.Other = p.writes(a)
		}
	}
	p.out.Answers[a.q.ID] = answer
}
