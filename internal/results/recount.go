package results

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// Counting brings the tables of a survey, all over the same answers.
type Counting func(ctx context.Context, queries []tally.Query) ([]tally.Table, error)

// State is what became of a panel when it was to be counted.
type State int

// The states.
const (
	Counted State = iota // it has a new version
	Waiting              // too few have come for another version
	TooFew               // there is nothing to show yet
	Held                 // a new version would have to hide what is public, because answers went
	Gone                 // the survey has the question or one of its answers no more, or it clashes by now
)

// Outlook tells founders of one panel of a publication.
type Outlook struct {
	Panel  string
	State  State
	People int  // who are in the panel's base now
	Next   int  // so many more must come before it is counted again; 0 where that alone does not help
	Hidden int  // numbers of its public version that are hidden
	Public bool // there is a version to show
}

// Recount counts the panels on the page for which that is due, and gives the publication as it is then;
// without anything due it is the same. Nothing of it is public before it is kept.
func (p Publication) Recount(ctx context.Context, s *survey.Survey, now time.Time, count Counting) (Publication, []Outlook, error) {
	next := p
	next.Counts = maps.Clone(p.Counts)
	if next.Counts == nil {
		next.Counts = map[string]Count{}
	}
	panels := p.possible(s)
	tables, err := countAll(ctx, s, panels, count)
	if err != nil {
		return p, nil, fmt.Errorf("count what is public of survey %q: %w", s.ID, err)
	}
	var outlooks []Outlook
	for _, id := range p.Panels {
		i := slices.IndexFunc(panels, func(panel Panel) bool { return panel.ID() == id })
		if i < 0 {
			outlooks = append(outlooks, Outlook{Panel: id, State: Gone})
			continue
		}
		outlook := next.count(s, panels[i], panels[i].table(s, tables[i]))
		if outlook.State == Counted {
			c := next.Counts[id]
			c.Day, c.Version = now.In(s.Zone).Format(time.DateOnly), s.Version()
			next.Counts[id] = c
		}
		outlooks = append(outlooks, outlook)
	}
	return next, outlooks, nil
}

// possible are the panels that the survey can have and that clash with nothing ever public.
func (p Publication) possible(s *survey.Survey) []Panel {
	var all []Panel
	for _, id := range p.Panels {
		if panel, known := panelOf(s, id); known && !p.clashes(s, panel) {
			all = append(all, panel)
		}
	}
	return all
}

func (p Publication) clashes(s *survey.Survey, panel Panel) bool {
	for _, other := range append(slices.Collect(maps.Keys(p.Counts)), p.Panels...) {
		if was, known := panelOf(s, other); known && Clash(s, panel, was) {
			return true
		}
	}
	return false
}

func countAll(ctx context.Context, s *survey.Survey, panels []Panel, count Counting) ([]tally.Table, error) {
	if len(panels) == 0 {
		return nil, nil
	}
	queries := make([]tally.Query, len(panels))
	for i, panel := range panels {
		queries[i] = panel.query(s)
	}
	return count(ctx, queries)
}

// count makes another version of a panel if it may.
func (p Publication) count(s *survey.Survey, panel Panel, t *tally.Table) Outlook {
	id := panel.ID()
	was, public := p.Counts[id]
	o := Outlook{Panel: id, People: t.Base, Public: public, Hidden: was.HiddenNumbers()}
	switch {
	case public && !was.covers(t):
		o.State, o.Public = Gone, false
		return o
	case public && analysis.Batch(max(t.Base-was.Base, was.Base-t.Base), p.Batch) == 0:
		o.State, o.Next = Waiting, was.Base+p.Batch-t.Base
		return o
	}
	is, may := p.version(s, panel, t)
	switch {
	case may:
		p.Counts[id] = is
		o.State, o.Public, o.Hidden, o.Next = Counted, true, is.HiddenNumbers(), p.Batch
	case public:
		o.State = Held
	default:
		o.State, o.Next = TooFew, max(0, p.Threshold-t.Base)
	}
	return o
}

// version is what may be shown of a table after what has been shown of it.
func (p Publication) version(s *survey.Survey, panel Panel, t *tally.Table) (Count, bool) {
	was, public := p.Counts[panel.ID()]
	hidden := []analysis.Shown{{}}
	if public {
		hidden = []analysis.Shown{was.shown()}
	}
	if public && panel.releases(s) {
		hidden = []analysis.Shown{was.release(t, p.Threshold, panel.single(s)), was.shown()}
	}
	for _, before := range hidden {
		shown := analysis.Suppress(t, p.Threshold, before)
		if !shown.Base {
			continue
		}
		is := newCount(t, shown)
		if is.tells() && panel.loose(s, t, is, p.Threshold) && was.keeps(is) {
			return is, true
		}
	}
	return Count{}, false
}
