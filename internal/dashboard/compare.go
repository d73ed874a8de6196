package dashboard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

// Comparison is a dashboard's questions answered by two groups, side by side. It marshals to JSON as it
// stands.
type Comparison struct {
	ID          string   `json:"id"`    // of the dashboard
	Title       string   `json:"title"` // of the dashboard
	Survey      string   `json:"survey"`
	SurveyTitle string   `json:"surveyTitle"`
	Synthetic   bool     `json:"synthetic"`
	Query       string   `json:"query"` // of the Versus, canonical, without "?"
	A           Group    `json:"a"`
	B           Group    `json:"b"`
	Both        int      `json:"both"`   // people who are in both groups
	Tested      string   `json:"tested"` // whom the tests compare, in words
	Caveat      string   `json:"caveat"`
	Sources     []string `json:"sources,omitempty"`
	Pairs       []Pair   `json:"pairs"`
}

// Group is one of the two.
type Group struct {
	Name      string `json:"name"`  // A or B
	Text      string `json:"text"`  // its filters in words
	Query     string `json:"query"` // of its Selection
	Responses int    `json:"responses"`
	All       int    `json:"all"` // people there are without filters
}

// Pair is one question: what each group answered, and how they differ.
type Pair struct {
	Title      string `json:"title"`
	A          *Panel `json:"a"`
	B          *Panel `json:"b"`
	Difference *Panel `json:"difference"` // nil where both are the same people
}

// divided is a maker whose panel tells how one group of people divides over the answers to a question.
type divided interface {
	maker
	divides() dimension
	// counts gives the answers in the order of the survey with the people of each, from the first table
	// that the maker needs.
	counts(t tally.Table) ([]category, []int, error)
}

// Compare answers the questions of the dashboard by two groups. The tests hold for groups of different
// people only: whoever is in both is left out of one or both sides of them, and the comparison says so.
func (d *Dashboard) Compare(ctx context.Context, s *survey.Survey, v Versus, src Source) (*Comparison, error) {
	x := twoGroups{dashboard: d, survey: s, versus: Versus{v.A.of(s), v.B.of(s)}}
	if err := x.look(ctx, src); err != nil {
		return nil, fmt.Errorf("compare on dashboard %q of survey %q: %w", d.ID, s.ID, err)
	}
	page := x.page()
	for i := range x.plans {
		pair, err := x.pair(i)
		if err != nil {
			return nil, fmt.Errorf("compare on dashboard %q of survey %q: panel %q: %w", d.ID, s.ID, x.plans[i].panel.ID, err)
		}
		page.Pairs = append(page.Pairs, pair)
	}
	return page, nil
}

// Comparable is how many panels of the dashboard Compare sets side by side.
func (d *Dashboard) Comparable(s *survey.Survey) int { return len(d.comparable(s)) }

func (d *Dashboard) comparable(s *survey.Survey) []plan {
	all, _ := d.plan(s, input{}, Source{})
	return slices.DeleteFunc(all, func(p plan) bool {
		_, ok := p.maker.(divided)
		return !ok
	})
}

// Sources gives where people came from, the most frequent first.
func Sources(ctx context.Context, src Source) ([]string, error) {
	tables, err := src.Tally(ctx, []tally.Query{{By: []tally.Dimension{{Unit: tally.Source}}}})
	if err != nil {
		return nil, err
	}
	if len(tables) != 1 || len(tables[0].Axes) != 1 {
		return nil, errors.New("the sources were not counted")
	}
	return tables[0].Axes[0].Categories, nil
}

// twoGroups is a comparison that is being made.
type twoGroups struct {
	dashboard *Dashboard
	survey    *survey.Survey
	versus    Versus
	plans     []plan // of makers that are divided
	a, b      oneGroup
	both      int     // people in both groups
	shared    []known // of these, a plan each; nil where there are none
	sources   []string
}

// oneGroup is what is known of one group.
type oneGroup struct {
	in    input
	known []known
}

func (x *twoGroups) look(ctx context.Context, src Source) error {
	var err error
	if x.a.in, err = look(ctx, x.versus.A, src); err != nil {
		return err
	}
	if x.b.in, err = look(ctx, x.versus.B, src); err != nil {
		return err
	}
	x.plans = x.dashboard.comparable(x.survey)
	for _, side := range []*oneGroup{&x.a, &x.b} {
		found, err := learn(ctx, x.plans, side.in.selection.Filter, src)
		if err != nil {
			return err
		}
		side.known = found.known
	}
	return x.lookShared(ctx, src)
}

// lookShared finds out about the people who are in both groups.
func (x *twoGroups) lookShared(ctx context.Context, src Source) error {
	var err error
	if x.sources, err = Sources(ctx, src); err != nil {
		return err
	}
	filter, somebody := intersect(x.a.in.selection.Filter, x.b.in.selection.Filter)
	if !somebody {
		return nil
	}
	summary, err := src.Summary(ctx, filter)
	if err != nil || summary.Responses == 0 {
		return err
	}
	x.both = summary.Responses
	found, err := learn(ctx, x.plans, filter, src)
	x.shared = found.known
	return err
}

// intersect gives the filter of whom both let through; somebody is false where that can be nobody.
func intersect(a, b tally.Filter) (both tally.Filter, somebody bool) {
	both = tally.Filter{Unflagged: a.Unflagged || b.Unflagged, From: a.From, To: a.To, Sources: a.Sources}
	both.Picks = append(append(both.Picks, a.Picks...), b.Picks...)
	if b.From.After(both.From) {
		both.From = b.From
	}
	if both.To.IsZero() || !b.To.IsZero() && b.To.Before(both.To) {
		both.To = b.To
	}
	if len(both.Sources) == 0 {
		both.Sources = b.Sources
	} else if len(b.Sources) > 0 {
		both.Sources = common(a.Sources, b.Sources)
		if len(both.Sources) == 0 {
			return both, false
		}
	}
	return both, both.From.IsZero() || both.To.IsZero() || !both.To.Before(both.From)
}

func common(a, b []string) []string {
	set := map[string]bool{}
	for _, name := range b {
		set[name] = true
	}
	return among(append([]string(nil), a...), set)
}

func (x *twoGroups) page() *Comparison {
	return &Comparison{
		ID: x.dashboard.ID, Title: x.dashboard.Title, Survey: x.survey.ID, SurveyTitle: string(x.survey.Title),
		Synthetic: x.survey.Synthetic, Query: x.versus.String(), A: x.a.group("A"), B: x.b.group("B"),
		Both: x.both, Tested: x.tested(), Caveat: caveat, Sources: x.sources, Pairs: []Pair{},
	}
}

func (s oneGroup) group(name string) Group {
	return Group{name, s.words(), s.in.selection.String(), s.in.summary.Responses, s.in.all.Responses}
}

// words says who is in the group.
func (s oneGroup) words() string {
	var parts []string
	for _, w := range s.in.selection.Words {
		parts = append(parts, w.Text)
	}
	if len(parts) == 0 {
		return "Everybody"
	}
	return strings.Join(parts, "; ")
}
