package results

import (
	"fmt"
	"slices"

	"muster/internal/survey"
)

// What a founder may choose, and what is chosen at first.
const (
	LeastThreshold   = 5
	DefaultThreshold = 10
	DefaultBatch     = 2 * DefaultThreshold // a version that shows one person costs nearly as many made-up answers
	mostPeople       = 1_000_000
)

// Wish is what a founder wants to be public.
type Wish struct {
	Panels           []string
	Threshold, Batch int // below 0: what was typed is no number
}

// Problem is one thing about a wish that must be mended.
type Problem struct {
	Field   string // panels, threshold or batch
	Message string
}

// New is a publication of nothing, with the settings that suit most.
func New() Publication {
	return Publication{Threshold: DefaultThreshold, Batch: DefaultBatch, Counts: map[string]Count{}}
}

// Settled tells whether the threshold stands for good, because something was counted under it: two
// versions under different thresholds could be compared.
func (p Publication) Settled() bool { return len(p.Counts) > 0 }

// Wish gives the publication as wished, with its panels in the order of the survey, or what stands
// against it.
func (p Publication) Wish(s *survey.Survey, w Wish) (Publication, []Problem) {
	var problems []Problem
	report := func(field, message string, values ...any) {
		problems = append(problems, Problem{field, fmt.Sprintf(message, values...)})
	}
	panels, known := wished(s, w.Panels)
	switch {
	case !known:
		report("panels", "A panel that you chose is not among those of the survey any more; choose again")
	case len(panels) == 0:
		report("panels", "Choose at least one panel")
	default:
		p.clashesAmong(s, panels, report)
	}
	switch {
	case p.Settled() && w.Threshold != p.Threshold:
		report("threshold", "The fewest people behind a number stay %d, because numbers were public under that rule", p.Threshold)
	case w.Threshold < LeastThreshold || w.Threshold > mostPeople:
		report("threshold", "The fewest people behind a number must be %d or more", LeastThreshold)
	}
	if least := max(w.Threshold, LeastThreshold); w.Batch < least || w.Batch > mostPeople {
		report("batch", "The people between two counts must be %d or more, as many as the fewest behind a number", least)
	}
	next := Publication{Threshold: w.Threshold, Batch: w.Batch, Counts: p.Counts}
	for _, panel := range panels {
		next.Panels = append(next.Panels, panel.ID())
	}
	return next, problems
}

// wished are the panels with these ids, in the order of the survey.
func wished(s *survey.Survey, ids []string) (panels []Panel, known bool) {
	known = true
	for _, id := range ids {
		_, there := panelOf(s, id)
		known = known && there
	}
	for _, panel := range Offered(s) {
		if slices.Contains(ids, panel.ID()) {
			panels = append(panels, panel)
		}
	}
	return panels, known
}

// clashesAmong reports the first clash of each panel, with another that is wished or with one that was
// public before.
func (p Publication) clashesAmong(s *survey.Survey, panels []Panel, report func(string, string, ...any)) {
	for i, panel := range panels {
		if at := slices.IndexFunc(panels[i+1:], func(other Panel) bool { return Clash(s, panel, other) }); at >= 0 {
			report("panels", "Choose one of %s and %s: read together they would tell of single people", panel.Name(s), panels[i+1+at].Name(s))
			continue
		}
		for _, was := range Offered(s) {
			if _, public := p.Counts[was.ID()]; public && !slices.Contains(panels, was) && Clash(s, panel, was) {
				report("panels", "%s cannot be public, because %s was: read together they would tell of single people", panel.Name(s), was.Name(s))
				break
			}
		}
	}
}

// Name is what founders know the panel by.
func (p Panel) Name(s *survey.Survey) string {
	name := "“" + string(s.Question(p.Rows).Title) + "”"
	if p.Columns != "" {
		name += " by “" + string(s.Question(p.Columns).Title) + "”"
	}
	return name
}
