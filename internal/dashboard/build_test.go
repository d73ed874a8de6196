package dashboard_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/analysis"
	"muster/internal/dashboard"
	"muster/internal/tally"
)

func panel(tb testing.TB, p *dashboard.Page, id string) *dashboard.Panel {
	tb.Helper()
	for one := range p.Panels() {
		if one.ID == id {
			return one
		}
	}
	tb.Fatalf("no panel %q", id)
	return nil
}

// Whoever follows the filter of a line must find as many people as the line counted.
func TestFiltersLeadToThePeopleCounted(t *testing.T) {
	c := gather(charlotte(t), 300)
	follow := func(what, query string, want int) {
		t.Helper()
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		s, problems := dashboard.ParseSelection(c.survey, values)
		if len(problems) > 0 {
			t.Fatalf("%s leads to %v", what, problems)
		}
		if got := len(c.passing(s.Filter)); got != want {
			t.Errorf("%s: %q leads to %d people, the table says %d", what, query, got, want)
		}
	}
	followed := 0
	for _, id := range []string{"overview", "demand", "meetings"} {
		page := build(t, embedded(t, id), c, "")
		for p := range page.Panels() {
			if p.Table == nil {
				continue
			}
			at := slices.IndexFunc(p.Table.Columns, func(c dashboard.Column) bool { return c.Kind == dashboard.Count })
			for _, row := range p.Table.Rows {
				if at >= 0 && row.Filter != "" {
					follow(p.ID+" "+row.ID, row.Filter, *row.Cells[at].Count)
					followed++
				}
				for _, cell := range row.Cells {
					if cell.Filter != "" {
						follow(p.ID+" "+row.ID, cell.Filter, *cell.Count)
						followed++
					}
				}
			}
		}
	}
	if followed < 24*7 {
		t.Errorf("followed %d filters only", followed)
	}
}

func TestFilterIsAddedToThoseThereAre(t *testing.T) {
	c := gather(charlotte(t), 100)
	page := build(t, embedded(t, "overview"), c, "q.topics=azure&from=2026-01-06")
	row := panel(t, page, "ranking-topics").Table.Rows[1]
	if want := "from=2026-01-06&q.topics=azure&q.topics=" + row.ID; row.Filter != want {
		t.Errorf("filter of %s = %q, want %q", row.ID, row.Filter, want)
	}
	if page.Query != "from=2026-01-06&q.topics=azure" || page.All != 100 || page.Responses >= 100 {
		t.Errorf("page %q of %d of %d", page.Query, page.Responses, page.All)
	}
	responses := panel(t, page, "figures").Figures[0]
	if responses.Note != "of 100 in all" || *responses.Number != float64(page.Responses) {
		t.Errorf("responses = %+v", responses)
	}
}

// What the page shows must be there for programs too, with the counts that a plain count gives.
func TestPageMarshalsWithItsCounts(t *testing.T) {
	c := gather(charlotte(t), 200)
	data, err := json.Marshal(build(t, embedded(t, "demand"), c, "q.roles=engineer&q.roles=leader"))
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		Responses, All int
		Sections       []struct {
			Panels []struct {
				ID    string
				Base  struct{ People, Responses int }
				Table struct {
					Rows []struct {
						ID    string
						Cells []struct {
							Count *int
							Share *float64
						}
					}
				}
			}
		}
	}
	if err := json.Unmarshal(data, &page); err != nil {
		t.Fatal(err)
	}
	engineers := c.passing(tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"engineer", "leader"}}}})
	topics := page.Sections[0].Panels[0]
	if page.All != 200 || page.Responses != len(engineers) || topics.Base.Responses != len(engineers) {
		t.Errorf("%d of %d responses, %d beneath the topics", page.Responses, page.All, topics.Base.Responses)
	}
	if topics.ID != "ranking-topics" || len(topics.Table.Rows) != 24 {
		t.Fatalf("%s has %d rows", topics.ID, len(topics.Table.Rows))
	}
	for _, row := range topics.Table.Rows {
		want := countIf(engineers, func(p person) bool { return slices.Contains(p.picks["topics"], row.ID) })
		if got := *row.Cells[2].Count; got != want {
			t.Errorf("%s: %d people, want %d", row.ID, got, want)
		}
		if share := *row.Cells[3].Share; share != float64(want)/float64(topics.Base.People) {
			t.Errorf("%s: share %v", row.ID, share)
		}
	}
}

const crossed = `id: x
title: X
panels:
  - kind: crosstab
    rows: {purpose: topic, by: groups}
    columns: {question: place}
    colour: residual
  - kind: crosstab
    rows: {question: place}
    columns: {purpose: topic, by: groups}
    colour: count
`

func TestCrosstabBothWays(t *testing.T) {
	c := gather(charlotte(t), 400)
	page := build(t, read(t, crossed), c, "")
	lying, standing := panel(t, page, "crosstab-topics-groups-place"), panel(t, page, "crosstab-place-topics-groups")
	everybody, base := lying.Table.Rows[4], lying.Base.People
	for r, row := range lying.Table.Rows[:4] {
		people := *row.Cells[1].Count
		for col, cell := range row.Cells[2:] {
			total := *everybody.Cells[2+col].Count
			z, _ := analysis.AdjustedResidual(*cell.Count, people, total, base)
			if tested := people >= 30 && base-people >= 30; tested != (cell.Residual != nil) {
				t.Errorf("%s: residual %v of %d people against %d", row.ID, cell.Residual, people, base-people)
			} else if tested && math.Abs(*cell.Residual-z) > 1e-6 {
				t.Errorf("%s: residual %v, want %v", row.ID, *cell.Residual, z)
			}
			if want := float64(*cell.Count) / float64(people); *cell.Share != want {
				t.Errorf("%s: share %v of its row's people, want %v", row.ID, *cell.Share, want)
			}
			// The same two questions the other way round: groups go down again, for there are
			// more of them, and shares are now of the places' people.
			other := standing.Table.Rows[r].Cells[2+col]
			if *other.Count != *cell.Count || *other.Share != float64(*cell.Count)/float64(total) {
				t.Errorf("%s: the other way round %+v, want %d of %d", row.ID, other, *cell.Count, total)
			}
		}
	}
	if !lying.Chart.Draw.Diverging || standing.Chart.Draw.Diverging || standing.Chart.Draw.Percent {
		t.Error("residuals are coloured to both sides, counts are not percent")
	}
}

// A heat map with empty lines says why; one without has nothing to explain.
func TestBlankCellsAreExplained(t *testing.T) {
	d := read(t, "id: x\ntitle: X\npanels: [{kind: crosstab, rows: {question: place}, columns: {purpose: topic, by: groups}, colour: residual}]\n")
	for people, want := range map[int]bool{28: true, 400: false} {
		note := panel(t, build(t, d, gather(charlotte(t), people), ""), "crosstab-place-topics-groups").Note
		if got := strings.Contains(note, "Blank cells are not tested"); got != want {
			t.Errorf("%d people: note %q", people, note)
		}
	}
}

func TestTooFewToTest(t *testing.T) {
	c := gather(charlotte(t), 28)
	p := panel(t, build(t, embedded(t, "demand"), c, ""), "crosstab-roles-topics")
	for _, row := range p.Table.Rows {
		for _, cell := range row.Cells {
			if cell.Residual != nil || cell.Mark != dashboard.Unmarked {
				t.Fatalf("%s was tested among %d people", row.ID, p.Base.People)
			}
		}
	}
	if p.Base.Size != dashboard.Tiny || !strings.HasPrefix(p.Base.Warning, "Fewer than 30") {
		t.Errorf("base = %+v", p.Base)
	}
	if !strings.Contains(p.Chart.Draw.Tips[0], "too few to test") {
		t.Errorf("tip = %q", p.Chart.Draw.Tips[0])
	}
}

func TestSizesOfBases(t *testing.T) {
	for n, want := range map[int]dashboard.Size{1: dashboard.Tiny, 29: dashboard.Tiny, 30: dashboard.Small, 49: dashboard.Small, 50: dashboard.Ample} {
		c := &crowd{survey: charlotte(t)}
		for range n {
			c.people = append(c.people, person{picks: map[string][]string{"place": {"online"}}})
		}
		base := panel(t, build(t, read(t, "id: x\ntitle: X\npanels: [{kind: ranking, question: place}]\n"), c, ""), "ranking-place").Base
		if base.Size != want || (base.Warning == "") != (want == dashboard.Ample) {
			t.Errorf("%d people: %+v", n, base)
		}
	}
}

func TestNobodyPassesTheFilters(t *testing.T) {
	c := gather(charlotte(t), 20)
	page := build(t, embedded(t, "overview"), c, "from=2031-01-01")
	if p := panel(t, page, "ranking-topics"); p.Base.Words != "Nobody passes the filters." || p.Chart != nil || p.Finding != "" {
		t.Errorf("panel of nobody = %+v", p)
	}
	for _, f := range panel(t, page, "figures").Figures {
		if f.Key == "median_time" && f.Number != nil {
			t.Errorf("median of nobody = %+v", f)
		}
	}
}

func TestPanelsWithoutTheirQuestion(t *testing.T) {
	d := read(t, `id: x
title: X
panels:
  - {kind: ranking, question: nowhere, title: Lost}
  - {kind: ranking, question: email}
  - {kind: scale, question: place}
  - {kind: ranking, question: place, by: groups}
  - {kind: crosstab, rows: {purpose: topic}, columns: {question: topics}}
  - {kind: crosstab, rows: {purpose: role, by: groups}, columns: {purpose: topic}}
  - {each: scale}
`)
	page := build(t, d, gather(charlotte(t), 10), "")
	want := []dashboard.LeftOut{
		{Title: "Lost", Reason: "This survey has no question “nowhere”."},
		{Title: "ranking of email", Reason: "The answers to “Your email address” are not counted."},
		{Title: "scale of place", Reason: "“In person or online?” is not answered on a scale."},
		{Title: "ranking of place", Reason: "The options of “In person or online?” are in no groups."},
		{Title: "crosstab", Reason: "Its rows and columns are the same question."},
		{Title: "crosstab", Reason: "The options of “What do you do?” are in no groups."},
	}
	if diff := cmp.Diff(want, page.LeftOut); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	if len(page.Sections) != 0 {
		t.Errorf("sections = %+v", page.Sections)
	}
}

func TestPanelIDsAreUniqueAndFitAnElement(t *testing.T) {
	d := read(t, "id: x\ntitle: X\npanels:\n"+strings.Repeat("  - {kind: ranking, purpose: topic}\n  - kind: trend\n", 3))
	seen := map[string]bool{}
	for p := range build(t, d, gather(charlotte(t), 40), "").Panels() {
		if seen[p.ID] || strings.ContainsFunc(p.ID, func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_-", r) }) {
			t.Errorf("id %q", p.ID)
		}
		seen[p.ID] = true
		if p.Chart.ID != "chart-"+p.ID {
			t.Errorf("chart %q of panel %q", p.Chart.ID, p.ID)
		}
	}
}

func TestSourceThatFails(t *testing.T) {
	c := gather(charlotte(t), 10)
	broken := errors.New("disk on fire")
	spoil := func(change func([]tally.Table) []tally.Table) dashboard.Source {
		return dashboard.Source{Summary: c.summary, Tally: func(ctx context.Context, q []tally.Query) ([]tally.Table, error) {
			tables, err := c.tally(ctx, q)
			return change(tables), err
		}}
	}
	tests := []struct {
		name   string
		source dashboard.Source
		want   string
	}{
		{"no summary", dashboard.Source{Summary: func(context.Context, tally.Filter) (tally.Summary, error) {
			return tally.Summary{}, broken
		}}, "disk on fire"},
		{"no tables", dashboard.Source{Summary: c.summary, Tally: func(context.Context, []tally.Query) ([]tally.Table, error) {
			return nil, broken
		}}, "disk on fire"},
		{"too few tables", spoil(func(t []tally.Table) []tally.Table { return t[1:] }), "tables for"},
		{"a table without axes", spoil(func(t []tally.Table) []tally.Table {
			t[0].Axes = nil
			return t
		}), "a table of 0 axes for 1 dimensions"},
		{"categories of another survey", spoil(func(t []tally.Table) []tally.Table {
			t[0].Axes[0].Categories = slices.Repeat([]string{"x"}, len(t[0].Axes[0].Categories))
			return t
		}), `category "azure" was not counted`},
		{"totals cut off", spoil(func(t []tally.Table) []tally.Table {
			t[0].Axes[0].Totals = nil
			return t
		}), "0 totals for 24 categories"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := embedded(t, "demand").Build(t.Context(), c.survey, dashboard.Selection{}, tt.source)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), `dashboard "demand" of survey "charlotte": `) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
		})
	}
}

// Building must stay far below the time that counting takes, so nothing is counted here.
func BenchmarkBuild(b *testing.B) {
	c := gather(charlotte(b), 2000)
	d := embedded(b, "demand")
	summary, err := c.summary(b.Context(), tally.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	var tables []tally.Table
	source := dashboard.Source{
		Summary: func(context.Context, tally.Filter) (tally.Summary, error) { return summary, nil },
		Tally: func(ctx context.Context, q []tally.Query) ([]tally.Table, error) {
			if tables == nil {
				tables, err = c.tally(ctx, q)
			}
			return tables, err
		},
	}
	for b.Loop() {
		if _, err := d.Build(b.Context(), c.survey, dashboard.Selection{}, source); err != nil {
			b.Fatal(err)
		}
	}
}
