package dashboard

import (
	"context"
	"fmt"
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// caveat is shown once a page: no interval says anything about the people who did not answer.
const caveat = "These are the answers of people who chose to give them. " +
	"The intervals say how far chance alone would move a share among people like them (95%); " +
	"they say nothing about people who did not answer."

// maker is one kind of panel at work: it says what must be counted and makes the panel of it.
type maker interface {
	// queries gives the dimensions of each table it needs.
	queries() [][]tally.Dimension
	// fill makes the panel of the tables, one a query. The panel has its id, title, note and
	// width already.
	fill(p *Panel, in input, tables []tally.Table) error
}

// input is what a maker may know beside its tables.
type input struct {
	selection Selection
	summary   tally.Summary // of the people the filters let through
	all       int
}

// Build fills the dashboard with the numbers of a survey. All tables are asked of the source in
// one call, each only once. Panels for which the survey has no question are left out, and the page
// says so. An error comes from the source, or says that its tables are not those of the survey.
func (d *Dashboard) Build(ctx context.Context, s *survey.Survey, sel Selection, src Source) (*Page, error) {
	in, err := look(ctx, sel.of(s), src)
	if err != nil {
		return nil, fmt.Errorf("dashboard %q of survey %q: %w", d.ID, s.ID, err)
	}
	plans, leftOut := d.plan(s, in)
	tables, err := count(ctx, plans, in.selection.Filter, src)
	if err != nil {
		return nil, fmt.Errorf("dashboard %q of survey %q: %w", d.ID, s.ID, err)
	}
	page := d.page(s, in, leftOut)
	for i, p := range plans {
		panel := p.panel
		if err := p.maker.fill(&panel, in, tables[i]); err != nil {
			return nil, fmt.Errorf("dashboard %q of survey %q: panel %q: %w", d.ID, s.ID, panel.ID, err)
		}
		page.add(p.heading, &panel)
	}
	return page, nil
}

func look(ctx context.Context, sel Selection, src Source) (input, error) {
	in := input{selection: sel}
	var err error
	if in.summary, err = src.Summary(ctx, sel.Filter); err != nil {
		return in, err
	}
	in.all = in.summary.Responses
	if !sel.Filter.Empty() {
		everybody, err := src.Summary(ctx, tally.Filter{})
		if err != nil {
			return in, err
		}
		in.all = everybody.Responses
	}
	return in, nil
}

// count asks for the tables of all plans at once and gives them back plan by plan.
func count(ctx context.Context, plans []plan, filter tally.Filter, src Source) ([][]tally.Table, error) {
	var queries []tally.Query
	places := make([][]int, len(plans))
	for i, p := range plans {
		for _, by := range p.maker.queries() {
			at := slices.IndexFunc(queries, func(q tally.Query) bool { return slices.Equal(q.By, by) })
			if at < 0 {
				at = len(queries)
				queries = append(queries, tally.Query{Filter: filter, By: by})
			}
			places[i] = append(places[i], at)
		}
	}
	if len(queries) == 0 {
		return make([][]tally.Table, len(plans)), nil
	}
	tables, err := src.Tally(ctx, queries)
	if err != nil {
		return nil, err
	}
	if len(tables) != len(queries) {
		return nil, fmt.Errorf("%d tables for %d queries", len(tables), len(queries))
	}
	out := make([][]tally.Table, len(plans))
	for i := range plans {
		for _, at := range places[i] {
			if got, asked := len(tables[at].Axes), len(queries[at].By); got != asked {
				return nil, fmt.Errorf("a table of %d axes for %d dimensions", got, asked)
			}
			out[i] = append(out[i], tables[at])
		}
	}
	return out, nil
}

func (d *Dashboard) page(s *survey.Survey, in input, leftOut []LeftOut) *Page {
	return &Page{
		ID: d.ID, Title: d.Title, Intro: d.Intro,
		Survey: s.ID, SurveyTitle: string(s.Title), Synthetic: s.Synthetic,
		Responses: in.summary.Responses, All: in.all,
		Query: in.selection.String(), Words: slices.Clone(in.selection.Words),
		Caveat: caveat, Sections: []Section{}, LeftOut: leftOut,
	}
}

// add puts a panel at the end, in the section of those before it where they share a heading.
func (p *Page) add(heading string, panel *Panel) {
	if n := len(p.Sections); n > 0 && p.Sections[n-1].Heading == heading {
		p.Sections[n-1].Panels = append(p.Sections[n-1].Panels, panel)
		return
	}
	p.Sections = append(p.Sections, Section{heading, []*Panel{panel}})
}
