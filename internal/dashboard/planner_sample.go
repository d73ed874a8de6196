package dashboard

import (
	"fmt"
	"slices"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// mostSearched is how many people a panel searches among at the most; more take longer than a page of
// many panels may.
const mostSearched = 50_000

// next is nil where the programme was looked for among everybody. What was found in a sample of them has its
// people counted among all.
func (pl planning) next(k known) (maker, error) {
	if k.crowd == nil || !k.crowd.Sampled() {
		return nil, nil
	}
	m, err := pl.material(k)
	if err != nil {
		return nil, err
	}
	found := m.choose()
	found.choice.Others = contenders(found.choice.Others)
	return recount{m, found}, nil
}

// contenders are those of the sets that did about as well in a sample which are worth counting among all.
func contenders(others []analysis.Other) []analysis.Other {
	const most = 3
	var all []analysis.Other
	for _, o := range others {
		if o.Noise && len(all) < most {
			all = append(all, o)
		}
	}
	return all
}

// recount is a programme found in a sample, and those that did about as well there, waiting to have the
// people counted whom they reach.
type recount struct {
	*material
	found decision
}

// needs tells nobody apart but by the topics and times of the programmes.
func (r recount) needs() needs {
	var offers []analysis.Offer
	offers = append(offers, r.found.choice.Offers()...)
	for _, o := range r.found.choice.Others {
		offers = append(offers, o.Offers...)
	}
	only := make([][]string, len(r.asked()))
	for i := range only {
		only[i] = []string{}
		for _, o := range offers {
			id := r.topics[o.Option].id
			if i > 0 {
				id = r.times[o.Time].id
			}
			if !slices.Contains(only[i], id) {
				only[i] = append(only[i], id)
			}
		}
	}
	return needs{crowd: &tally.CrowdQuery{Questions: r.asked(), Only: only}}
}

func (r recount) fill(p *Panel, in input, k known) error {
	if err := r.among(k.crowd); err != nil {
		return err
	}
	c := r.found
	c.plan.Crowd = r.plan.Crowd
	if len(c.choice.Steps) > 0 {
		c.choice = weigh(c.plan, c.choice)
	}
	return r.panel(p, in, c)
}

// weigh counts among everybody what was found in a sample of them. Nothing is known of what was not looked
// into.
func weigh(p analysis.Plan, found analysis.Choice) analysis.Choice {
	c := analysis.Choice{Options: found.Options, Steps: p.Follow(found.Offers())}
	for _, s := range c.Steps {
		c.Picks, c.Reach = c.Picks+s.People, s.Reach
	}
	offers, others := found.Offers(), found.Others
	only, otherOnly := make([]int, len(others)), make([]int, len(others))
	for _, one := range p.Crowd {
		c.People += one.People
		in := reachedBy(p, offers, one)
		for i, o := range others {
			switch other := reachedBy(p, o.Offers, one); {
			case in && !other:
				only[i] += one.People
			case other && !in:
				otherOnly[i] += one.People
			}
		}
	}
	c.Ceiling = c.People
	for i, o := range others {
		o.Reach = c.Reach - only[i] + otherOnly[i]
		o.Lead = analysis.Net(only[i], otherOnly[i], c.People)
		o.Noise = o.Lead.Low <= 0
		c.Others = append(c.Others, o)
	}
	return c
}

func reachedBy(p analysis.Plan, offers []analysis.Offer, one analysis.Picks) bool {
	for _, o := range offers {
		if one.Options>>o.Option&1 == 1 && (p.Times == 0 || one.Times>>o.Time&1 == 1) {
			return true
		}
	}
	return false
}

// searchedSample says what a programme from a sample is worth.
func (m *material) searchedSample() string {
	return fmt.Sprintf("The topics were looked for among %s, a sample of all %s; people are counted among all. The plan on its own page looks among everybody.",
		people(m.searched), thousands(m.base))
}
