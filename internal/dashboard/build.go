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
	needs() needs
	// fill makes the panel of what was needed. The panel has its id, title, note and width already.
	// One that is left without figures, table, texts and finding has nothing to say and is not shown; where
	// it says why it is absent the page does.
	fill(p *Panel, in input, k known) error
}

// input is what a maker may know beside what it asked for.
type input struct {
	selection Selection
	summary   tally.Summary // of the people the filters let through
	all       tally.Summary // of everybody
}

// Build fills the dashboard with the numbers of a survey. All tables are asked of the source in
// one call, each only once. Panels for which the survey has no question are left out, and the page
// says so. An error comes from the source, or says that its tables are not those of the survey.
func (d *Dashboard) Build(ctx context.Context, s *survey.Survey, sel Selection, src Source) (*Page, error) {
	in, err := look(ctx, sel.of(s), src)
	if err != nil {
		return nil, fmt.Errorf("dashboard %q of survey %q: %w", d.ID, s.ID, err)
	}
	plans, leftOut := d.plan(s, in, src)
	found, err := learn(ctx, plans, in.selection.Filter, src)
	if err != nil {
		return nil, fmt.Errorf("dashboard %q of survey %q: %w", d.ID, s.ID, err)
	}
	page := d.page(s, in, leftOut)
	page.Sources, page.Passing = found.sources, found.passing
	for i, p := range plans {
		panel := p.panel
		if err := p.maker.fill(&panel, in, found.known[i]); err != nil {
			return nil, fmt.Errorf("dashboard %q of survey %q: panel %q: %w", d.ID, s.ID, panel.ID, err)
		}
		switch {
		case panel.says():
			page.add(p.heading, panel.trimmed())
		case panel.absent != "":
			page.LeftOut = append(page.LeftOut, LeftOut{panel.Title, panel.absent})
		}
	}
	page.Sentences = page.sentences(in)
	return page, nil
}

// says tells whether there is anything to show.
func (p *Panel) says() bool {
	return p.Table != nil || len(p.Figures) > 0 || len(p.Texts) > 0 || p.Finding != ""
}

// trimmed is the panel without a table that has no lines: a head alone tells nothing.
func (p *Panel) trimmed() *Panel {
	if p.Table != nil && len(p.Table.Rows) == 0 {
		p.Table = nil
	}
	return p
}

func look(ctx context.Context, sel Selection, src Source) (input, error) {
	in := input{selection: sel}
	var err error
	if in.summary, err = src.Summary(ctx, sel.Filter); err != nil {
		return in, err
	}
	in.all = in.summary
	if !sel.Filter.Empty() {
		in.all, err = src.Summary(ctx, tally.Filter{})
	}
	return in, err
}

func (d *Dashboard) page(s *survey.Survey, in input, leftOut []LeftOut) *Page {
	return &Page{
		ID: d.ID, Title: d.Title, Intro: d.Intro,
		Survey: s.ID, SurveyTitle: string(s.Title), Synthetic: s.Synthetic,
		Responses: in.summary.Responses, All: in.all.Responses,
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
