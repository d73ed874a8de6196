package dashboard

import (
	"fmt"

	"muster/internal/analysis"
)

// mostSearched is how many different picks a panel searches at the most; more take longer than a page of
// many panels may.
const mostSearched = 50_000

// everyNth is a systematic sample of so many people. Those alike stand together in a crowd, so each kind
// of them is as large a part of the sample as of the crowd, but for less than one person.
func everyNth(crowd []analysis.Picks, most int) []analysis.Picks {
	all := 0
	for _, p := range crowd {
		all += p.People
	}
	sample := make([]analysis.Picks, 0, min(most, len(crowd)))
	passed, taken := 0, 0
	for _, p := range crowd {
		passed += p.People
		if upTo := int(int64(passed) * int64(most) / int64(all)); upTo > taken {
			p.People, taken = upTo-taken, upTo
			sample = append(sample, p)
		}
	}
	return sample
}

// weigh counts among everybody what was found in a sample of them. Nothing is known of what was not looked
// into.
func weigh(p analysis.Plan, found analysis.Choice) analysis.Choice {
	const most = 3 // of the sets that did about as well in the sample
	c := analysis.Choice{Options: found.Options, Steps: p.Follow(found.Offers())}
	for _, s := range c.Steps {
		c.Picks, c.Reach = c.Picks+s.People, s.Reach
	}
	var others []analysis.Other
	for _, o := range found.Others {
		if o.Noise && len(others) < most {
			others = append(others, o)
		}
	}
	offers := found.Offers()
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
		people(mostSearched), thousands(m.base))
}
