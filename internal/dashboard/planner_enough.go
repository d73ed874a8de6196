package dashboard

import (
	"fmt"

	"muster/internal/analysis"
)

// enough leaves out meetings as long as fewer reach as many people. What must be in stays.
func (m *material) enough(p analysis.Plan, c analysis.Choice) (analysis.Plan, analysis.Choice) {
	for p.Choose > 1 && mayShrink(p, c) {
		fewer := p
		fewer.Choose--
		again, ok := fewer.Best()
		if !ok || again.Reach < c.Reach {
			break
		}
		p, c = fewer, again
	}
	return p, c
}

// mayShrink tells whether it is worth looking for a choice of one option fewer that reaches as many: it has
// one that nobody needs, or it reaches everybody whom anything does.
func mayShrink(p analysis.Plan, c analysis.Choice) bool {
	offers, reachable := c.Offers(), 0
	alone := make([]int, len(offers)) // people whom no other offer reaches
	for _, one := range p.Crowd {
		by, last, can := 0, 0, p.Times == 0
		for i, o := range offers {
			then := p.Times == 0 || one.Times>>o.Time&1 == 1
			can = can || then || !p.OneTime && one.Times != 0
			if then && one.Options>>o.Option&1 == 1 {
				by, last = by+1, i
			}
		}
		if by == 1 {
			alone[last] += one.People
		}
		if can && one.Options&^p.Never != 0 {
			reachable += one.People
		}
	}
	for i, o := range offers {
		if alone[i] == 0 && p.Must>>o.Option&1 == 0 {
			return true
		}
	}
	return c.Reach == reachable
}

// planned says why fewer meetings are planned than were wanted: no more can be, or no more are needed.
func (m *material) planned(possible, wanted, enough int) []string {
	switch {
	case enough < possible:
		further := "no further one"
		if m.plan.OneTime {
			further += " at the same time"
		}
		return []string{fmt.Sprintf("%s enough instead of %d: %s would reach anybody else.",
			amount(enough, "meeting is", "meetings are"), wanted, further)}
	case possible < wanted:
		return []string{fmt.Sprintf("Only %s can be planned under these conditions, so %s planned instead of %d.",
			amount(possible, "topic", "topics"), amount(possible, "meeting is", "meetings are"), wanted)}
	}
	return nil
}

// fewerThan is fewer people than so many.
func fewerThan(n int) string {
	if n == 1 {
		return "nobody"
	}
	return "fewer than " + people(n)
}
