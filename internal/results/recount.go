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
	Waiting              // too few have come for another version, or it is too early for one
	TooFew               // there is nothing to show yet
	Held                 // a new version would have to hide what is public, because answers went
	Gone                 // the survey has the question or one of its answers no more, or it clashes by now
)

// atMostEvery is how often a panel is counted again, however many come: a version then differs from the
// one before by everybody who came in a day, and not by a batch that somebody made up in a minute around
// one person.
const atMostEvery = 24 * time.Hour

// Outlook tells founders of one panel of a publication.
type Outlook struct {
	Panel  string
	State  State
	People int       // who are in the panel's base now
	Next   int       // so many more must come before it is counted again; 0 where that alone does not help
	After  time.Time // when it may be counted again; zero: at once
	Hidden int       // numbers of its public version that are hidden
	Public bool      // there is a version to show
	Larger []Larger  // what makes its public version easy to misread
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
		outlooks = append(outlooks, next.count(s, panels[i], panels[i].table(s, tables[i]), now))
	}
	return next, outlooks, nil
}

// Foresee tells of panels what would become of each if it alone were made public now, and changes nothing.
func (p Publication) Foresee(ctx context.Context, s *survey.Survey, panels []Panel, count Counting) ([]Outlook, error) {
	tables, err := countAll(ctx, s, panels, count)
	if err != nil {
		return nil, fmt.Errorf("count what may be public of survey %q: %w", s.ID, err)
	}
	var outlooks []Outlook
	for i, panel := range panels {
		alone := Publication{Threshold: p.Threshold, Batch: p.Batch, Counts: map[string]Count{}}
		if was, public := p.Counts[panel.ID()]; public {
			alone.Counts[panel.ID()] = was
		}
		outlooks = append(outlooks, alone.count(s, panel, panel.table(s, tables[i]), time.Time{}))
	}
	return outlooks, nil
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

// count makes another version of a panel if it may. Only people who come make one: as its base grows
// with every version, the last is the largest that was public, and whoever erases answers of their own
// and sends them again has brought nobody.
func (p Publication) count(s *survey.Survey, panel Panel, t *tally.Table, now time.Time) Outlook {
	id := panel.ID()
	was, public := p.Counts[id]
	o := Outlook{Panel: id, People: t.Base, Public: public, Hidden: was.HiddenNumbers()}
	if public && !was.covers(t) {
		o.State, o.Public = Gone, false
		return o
	}
	if public {
		o.Larger, o.After = was.larger(t), was.again(now)
	}
	switch {
	case public && analysis.Batch(t.Base-was.Base, p.Batch) == 0:
		o.State, o.Next = Waiting, was.Base+p.Batch-t.Base
		return o
	case !o.After.IsZero():
		o.State = Waiting
		return o
	}
	is, may := p.version(s, panel, t)
	switch {
	case may:
		is.At, is.Day, is.Version = now, now.In(s.Zone).Format(time.DateOnly), s.Version()
		p.Counts[id] = is
		o.State, o.Public, o.Hidden, o.Next, o.Larger = Counted, true, is.HiddenNumbers(), p.Batch, is.larger(t)
	case public:
		o.State = Held
	default:
		o.State, o.Next = TooFew, max(0, p.Threshold-t.Base)
	}
	return o
}

// again is when a panel may be counted again, the zero time where it may now.
func (c Count) again(now time.Time) time.Time {
	if at := c.At.Add(atMostEvery); now.Before(at) {
		return at
	}
	return time.Time{}
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
