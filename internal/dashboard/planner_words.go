package dashboard

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"muster/internal/analysis"
)

// headline says what a programme comes to, and whether it is the only one that does. Meetings of one time
// are named together.
func (m *material) headline(out *Programme) string {
	var times, parts []string
	at := map[string][]string{}
	for _, meeting := range out.Meetings {
		if at[meeting.When] == nil {
			times = append(times, meeting.When)
		}
		at[meeting.When] = append(at[meeting.When], meeting.Label+silent(out, meeting))
	}
	for _, when := range times {
		parts = append(parts, andList(at[when])+atTime(when))
	}
	together := "together they reach"
	if len(out.Meetings) == 1 {
		together = "it reaches"
	}
	others := ""
	if out.Reach.Of >= least {
		others = "; of others like them " + out.Reach.likely()
	}
	return fmt.Sprintf("Start with %s: %s %s%s.%s", strings.Join(parts, "; "), together, outOf(out.Reach.People, out.Reach.Of), others, alone(out)+allSilent(out)+m.aside(out))
}

// alone says in a few words how far another programme would do as well.
func alone(out *Programme) string {
	const firm = .8 // share of redrawn crowds from which on nothing needs to be said
	near := len(out.Alternatives)
	equal := slices.ContainsFunc(out.Alternatives, func(o Alternative) bool { return o.Reach >= out.Reach.People })
	switch {
	case equal && (near == 1 || out.Reach.Of < least):
		return " Another would reach as many."
	case out.Reach.Of < least:
	case near > 1:
		return " Several others are not clearly worse."
	case near == 1:
		return " Another is not clearly worse."
	case out.Stability != nil && out.Stability.Same < firm:
		return " Other people like these might well have led to another."
	}
	return ""
}

// mostNamed is how many alternatives are named where there is little room.
const mostNamed = 3

// sure says how sure a programme is, beside its table. Of few people only those alternatives are named that
// reach as many.
func (m *material) sure(out *Programme, choice analysis.Choice) []string {
	var all, swaps, times []string
	if out.Stability != nil {
		all = append(all, out.Stability.Words)
	}
	worth := func(o analysis.Other) bool { return near(o) && (m.base >= least || o.Reach >= choice.Reach) }
	for _, o := range choice.Others {
		if worth(o) && len(swaps) < mostNamed {
			swaps = append(swaps, m.change(choice, o)+", with "+fewer(choice, o)+m.allSpoken(choice, o))
		}
	}
	for _, o := range choice.Rivals {
		if worth(o) && len(times) < mostNamed {
			times = append(times, m.times[o.Offers[0].Time].label+", with "+fewer(choice, o))
		}
	}
	if len(swaps) > 0 {
		all = append(all, "Not clearly worse: "+strings.Join(swaps, "; ")+".")
	}
	if len(times) > 0 {
		all = append(all, "Other times that are not clearly worse: "+strings.Join(times, "; ")+".")
	}
	return all
}

// near tells whether chance alone may have put a set behind. One that reaches nobody is no alternative.
func near(o analysis.Other) bool { return o.Noise && o.Reach > 0 }

// atTime names a time behind what happens then.
func atTime(when string) string {
	if when == "" {
		return ""
	}
	return " at “" + when + "”"
}

// search says what is known of all that was not chosen.
func (m *material) search(plan analysis.Plan, c analysis.Choice) string {
	if m.searched > 0 {
		return m.searchedSample()
	}
	sets, reach := amount(plan.Choose, "topic", "topics"), "reach"
	if plan.Choose == 1 {
		reach = "reaches"
	}
	at := ""
	switch {
	case plan.OneTime:
		at = " at any one of the times"
	case plan.Times > 0:
		at = " at any times"
	}
	if !m.conditions.bare() {
		at += " that keep your conditions"
	}
	if plan.Never&m.fixed != 0 {
		at += " but what is filtered by"
	}
	if c.Exact {
		return fmt.Sprintf("No other %s%s %s more: all were looked into or ruled out.", sets, at, reach)
	}
	searched := fmt.Sprintf("There are too many sets of %s to look into all. Exchanging any one meeting for another finds nothing better", sets)
	if c.Ceiling >= m.base {
		return searched + "; that nothing else does is not proven."
	}
	return fmt.Sprintf("%s, and no other %s%s can reach more than %s (%s).", searched, sets, at, people(c.Ceiling), percent(part(c.Ceiling, m.base)))
}

// behind says how many fewer people something reaches, and whether that means anything.
func (m *material) behind(choice analysis.Choice, o analysis.Other) string {
	if m.base < least {
		return fewer(choice, o) + ", of too few people to tell apart"
	}
	return fewer(choice, o) + ", no clear difference"
}

// fewer says how many fewer people something reaches. It can be more where not all could be looked into.
func fewer(choice analysis.Choice, o analysis.Other) string {
	switch less := choice.Reach - o.Reach; {
	case less > 0:
		return people(less) + " fewer"
	case less < 0:
		return people(-less) + " more"
	}
	return "as many people"
}

// mostTold is how many alternatives of a kind are told.
const mostTold = 5

// alternatives are the next best sets that chance alone may have put behind.
func (m *material) alternatives(choice analysis.Choice) []Alternative {
	var all []Alternative
	for _, o := range choice.Others {
		if !near(o) || len(all) == mostTold {
			continue
		}
		all = append(all, Alternative{fmt.Sprintf("%s: %s%s", m.change(choice, o), m.behind(choice, o), m.allSpoken(choice, o)), o.Reach})
	}
	return all
}

// change says in what a set differs from the choice: in topics, and where all share a time in that.
func (m *material) change(choice analysis.Choice, o analysis.Other) string {
	if time := o.Offers[0].Time; m.plan.OneTime && time != choice.Steps[0].Time {
		return m.swap(choice, o) + ", all" + atTime(m.times[time].label)
	}
	return m.swap(choice, o)
}

// swap says in what topics a set differs from the choice.
func (m *material) swap(choice analysis.Choice, o analysis.Other) string {
	var in []string
	for _, offer := range o.Offers {
		if choice.Options>>offer.Option&1 == 1 {
			continue
		}
		name := m.topics[offer.Option].label
		if m.plan.Times > 0 && !m.plan.OneTime {
			name += atTime(m.times[offer.Time].label)
		}
		in = append(in, name)
	}
	return fmt.Sprintf("%s instead of %s", andList(in), andList(m.names(choice.Options&^o.Options)))
}

func (m *material) names(set uint64) []string {
	var names []string
	for ; set != 0; set &= set - 1 {
		names = append(names, m.topics[bits.TrailingZeros64(set)].label)
	}
	return names
}

// otherTimes are the other times that all meetings could share and that chance alone may have put
// behind, each with its own best topics.
func (m *material) otherTimes(choice analysis.Choice) []Alternative {
	var all []Alternative
	for _, o := range choice.Rivals {
		if !near(o) || len(all) == mostTold {
			continue
		}
		with := "with the same topics"
		if o.Options != choice.Options {
			with = "with " + m.swap(choice, o)
		}
		all = append(all, Alternative{fmt.Sprintf("%s, %s: %s", m.times[o.Offers[0].Time].label, with, m.behind(choice, o)), o.Reach})
	}
	return all
}

// orAt are the times at which one meeting would do as well.
func (m *material) orAt(i int, choice analysis.Choice, others []analysis.Other) []string {
	var all []string
	for _, o := range others[:min(len(others), 3)] {
		all = append(all, fmt.Sprintf("%s (%s)", m.times[o.Offers[i].Time].label, fewer(choice, o)))
	}
	return all
}

// stableWords says how far other people like these would have led to another programme.
func stableWords(s *Stability, topics, base int) string {
	var b strings.Builder
	same := fmt.Sprintf("the same %d topics", topics)
	if topics == 1 {
		same = "the same topic"
	}
	fmt.Fprintf(&b, "Planned anew for %d crowds drawn at random from these people, %s came out in %s of them", s.Resamples, same, percent(s.Same))
	if s.Time != nil {
		fmt.Fprintf(&b, ", the same time in %s", percent(*s.Time))
	}
	b.WriteString(".")
	if s.Drawn < base {
		fmt.Fprintf(&b, " Each crowd was of %s only, so with all %s the programme is more certain than that.", people(s.Drawn), thousands(base))
	}
	return b.String()
}

// othersCaveat says how what is told of others comes about.
func (m *material) othersCaveat() string {
	if m.base < least {
		return ""
	}
	return " What is expected of others, with its 95% interval, is of as many other people like these: topics and times were chosen as the best for these very people, and what chance has in that is taken off."
}

// caveats say how far a programme reaches.
func (m *material) caveats() []string {
	wants := "People expected at a meeting are those who want its topic"
	if len(m.times) > 0 {
		wants += " and can come at its time"
	}
	all := []string{
		wants + ". Nobody knows how many of them will come.",
		"The numbers are counted." + m.othersCaveat(),
		"They are people who chose to answer. Nothing here is said of people who did not.",
	}
	if n := m.conditions.Turnout; n > 0 {
		all = slices.Insert(all, 1, fmt.Sprintf("That %d%% of them come is your own guess; nothing in the answers supports it. How many come then is left to chance as well, which its interval allows for.", n))
	}
	return append(all, "Meetings are in the order of how many people are expected at them.")
}
