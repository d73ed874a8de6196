package dashboard

import (
	"fmt"
	"slices"

	"muster/internal/analysis"
)

// conclude names the most wanted topics that nobody could speak about. How many want what the filter
// chooses people by is no finding: that nobody speaks about it is said apart, and opens no page.
func (s speakers) conclude(p *Panel, in input, all []wantedTopic, base int) {
	gaps, aside := all[:0:0], all[:0:0]
	for _, t := range all {
		switch {
		case t.supply != noSpeaker:
		case t.fixed:
			aside = append(aside, t)
		default:
			gaps = append(gaps, t)
		}
	}
	if len(gaps) == 0 {
		p.Finding = asideWithout(aside, in)
		return
	}
	if len(aside) > 0 {
		defer func() { p.Finding += " " + asideWithout(aside, in) }()
	}
	most := gaps[0].count
	first := slices.DeleteFunc(slices.Clone(gaps), func(t wantedTopic) bool { return t.count < most })
	names, have, each, wanted := andList(topicLabels(first)), "has", "", "though "+wantIt(most, base)
	if len(first) > 3 {
		names = fmt.Sprintf("%d topics", len(first))
	}
	if len(first) > 1 {
		have, each, wanted = "have", " each", "each wanted by "+outOf(most, base)
	}
	between := ""
	if base >= least {
		between = " (" + span(analysis.Wilson(most, base)) + ")"
	}
	p.Finding = fmt.Sprintf("Wanted most without a speaker%s: %s, by %s of %s%s%s.", in.amongAll(), names, thousands(most), thousands(base), each, between)
	if more := len(gaps) - len(first); more > 0 {
		p.Finding += fmt.Sprintf(" %s no speaker.", amount(more, "more topic has", "more topics have"))
	}
	if base < fewest {
		return
	}
	p.remarks = append(p.remarks, remark{aboutGap, part(most, base), fmt.Sprintf(
		"%s %s no speaker yet%s, %s%s.", names, have, in.amongAll(), wanted, between)})
}

// asideWithout names topics that are filtered by and that nobody could speak about.
func asideWithout(aside []wantedTopic, in input) string {
	if len(aside) == 0 {
		return "Every topic that somebody wants has somebody who could speak about it."
	}
	return fmt.Sprintf("%s, filtered by, %s no speaker%s.", andList(topicLabels(aside)), agree(len(aside), "has", "have"), in.amongAll())
}

// fewest is how many people must have answered before a page opens with what to do for them.
const fewest = 10

// everybody is the selection without filters.
func (in input) everybody() Selection { return Selection{}.of(in.selection.survey) }

// amongAll says that something was counted among everybody, where a page is of some of them.
func (in input) amongAll() string {
	if in.selection.Filter.Empty() {
		return ""
	}
	return " among all " + thousands(in.all.Responses)
}

// ofAll is the same in the head of a column.
func (in input) ofAll() string {
	if in.selection.Filter.Empty() {
		return ""
	}
	return ", of all " + thousands(in.all.Responses)
}

// outOf writes a part of so many people.
func outOf(n, base int) string {
	switch {
	case base == 1 && n == 1:
		return "the one person who answered"
	case n == base:
		return "all " + people(base)
	}
	return thousands(n) + " of " + people(base)
}

func wantIt(n, base int) string { return outOf(n, base) + agree(n, " wants it", " want it") }

func topicLabels(all []wantedTopic) []string {
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.label
	}
	return names
}

// amount writes a number with what it counts.
func amount(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + several
}

// speakersOfAll says why speakers are counted in spite of the filters.
func (in input) speakersOfAll() string {
	return fmt.Sprintf("Who could speak is counted among all %s, whatever the filters: a speaker helps whoever comes.", people(in.all.Responses))
}
