package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
)

const (
	bySteps   = "id: x\ntitle: X\npanels: [{kind: funnel}]\n"
	bySources = "id: x\ntitle: X\npanels: [{kind: funnel, by: sources}]\n"
)

// visited gives a crowd of nobody whose form was opened; path is a survey in pages or on one page.
func visited(tb testing.TB, path string, visits ...dashboard.Visit) *crowd {
	tb.Helper()
	return &crowd{survey: load(tb, path), visits: visits}
}

// texts gives the cells of a table as people read them.
func texts(t *dashboard.Table) [][]string {
	var out [][]string
	for _, r := range t.Rows {
		var row []string
		for _, c := range r.Cells {
			row = append(row, strings.TrimSpace(c.Text+" "+c.Note))
		}
		out = append(out, row)
	}
	return out
}

func TestFunnelOfOnePage(t *testing.T) {
	c := visited(t, "../../sample-data/charlotte.yaml",
		dashboard.Visit{Day: "2026-03-01", Views: 60, Starts: 50, Finishes: 30},
		dashboard.Visit{Day: "2026-03-02", Source: "poster", Views: 40, Starts: 30, Finishes: 30})
	p := panel(t, build(t, read(t, bySteps), c, ""), "funnel")
	want := [][]string{
		{"Opened", "100", "100%", "20 20% of those who came so far"},
		{"Began to answer", "80", "80%", "20 25% of those who came so far"},
		{"Sent", "60", "60%", "–"},
	}
	if diff := cmp.Diff(want, texts(p.Table)); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	var figures []string
	for _, f := range p.Figures {
		figures = append(figures, fmt.Sprintf("%s %s %s", f.Key, f.Value, f.Note))
	}
	wanted := []string{
		"views 100 ", "starts 80 ", "finishes 60 ", "completion 60% 95%: 50–69%", "completion_started 75% 95%: 65–83%",
		"median_time – no times are known",
	}
	if diff := cmp.Diff(wanted, figures); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
	if want := "Most stop at “Began to answer”: 20 of 80 who came there (17–35%)."; p.Finding != want {
		t.Errorf("finding = %q, want %q", p.Finding, want)
	}
	if len(p.Chart.Draw.Tips) != 3 || p.Base.Size != dashboard.Ample {
		t.Errorf("%d bars, base %+v", len(p.Chart.Draw.Tips), p.Base)
	}
}

// Who was led past a page came as far as it; who sent the form came as far as everything.
func TestFunnelOfPagesThatSomeAreNotShown(t *testing.T) {
	c := visited(t, everything,
		dashboard.Visit{Step: 0, Views: 100, Starts: 90}, dashboard.Visit{Step: 1, Views: 90}, dashboard.Visit{Step: 2, Views: 20},
		dashboard.Visit{Step: 3, Views: 70}, dashboard.Visit{Step: 6, Views: 50, Finishes: 25}, dashboard.Visit{Step: 7, Views: 10, Finishes: 15})
	p := panel(t, build(t, read(t, bySteps), c, ""), "funnel")
	var came []int
	for _, r := range p.Table.Rows {
		came = append(came, *r.Cells[1].Count)
	}
	if diff := cmp.Diff([]int{100, 90, 70, 70, 50, 50, 50, 40, 40}, came); diff != "" {
		t.Errorf("came so far (-want +got):\n%s", diff)
	}
	// A section of several pages is told apart by what each page asks first.
	for i, want := range []string{"Page 1: About you – What do you do?", "Page 2: About you – How many people are in your team?", "Page 3: What you would come for"} {
		if label := p.Table.Rows[i].Cells[0].Text; label != want {
			t.Errorf("page %d is %q, want %q", i+1, label, want)
		}
	}
	c.survey.Steps()[1].Questions[0].Title = "How many people are in your team, and who of them could come along?"
	p = panel(t, build(t, read(t, bySteps), c, ""), "funnel")
	if label := p.Table.Rows[1].Cells[0].Text; label != "Page 2: About you – How many people are in your team, and who of th…" {
		t.Errorf("a long question makes %q", label)
	}
}

func TestFunnelFollowsDaysAndSources(t *testing.T) {
	visits := []dashboard.Visit{
		{Day: "2026-03-01", Views: 8, Finishes: 1}, {Day: "2026-03-02", Views: 4, Finishes: 2},
		{Day: "2026-03-02", Source: "poster", Views: 2, Finishes: 1}, {Day: "2026-03-03", Source: "form", Views: 1},
	}
	tests := []struct {
		query, words string
		opened       float64
	}{
		{"", "15 times", 15},
		{"from=2026-03-02", "7 times", 7},
		{"from=2026-03-02&to=2026-03-02", "6 times", 6},
		{"source=form", "13 times", 13},
		{"source=poster&to=2026-03-01", "0 times", 0},
		{"q.place=online", "do not apply here", 15},
		{"flagged=leave-out", "do not apply here", 15},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			p := panel(t, build(t, read(t, bySteps), visited(t, "../../sample-data/charlotte.yaml", visits...), tt.query), "funnel")
			if *p.Figures[0].Number != tt.opened || !strings.Contains(p.Base.Words, tt.words) {
				t.Errorf("opened %v, %q", *p.Figures[0].Number, p.Base.Words)
			}
			if tt.opened == 0 && (p.Chart != nil || p.Figures[2].Value != "–") {
				t.Errorf("nobody came, yet %+v", p)
			}
		})
	}
}

func TestFunnelBySource(t *testing.T) {
	c := visited(t, "../../sample-data/charlotte.yaml",
		dashboard.Visit{Views: 10, Finishes: 4}, dashboard.Visit{Source: "form", Step: 0, Views: 10, Finishes: 6},
		dashboard.Visit{Source: "mail", Views: 30, Finishes: 3}, dashboard.Visit{Source: "sent without being opened", Finishes: 2})
	got := texts(panel(t, build(t, read(t, bySources), c, ""), "funnel-sources").Table)
	want := [][]string{
		{"mail", "30", "3", "10%", "3–26%"}, {"No source named", "20", "10", "50%", "30–70%"},
		{"sent without being opened", "0", "2", "–", "–"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	if ids := panelIDs(build(t, read(t, bySources), visited(t, everything, dashboard.Visit{Views: 3}), "")); len(ids) != 0 {
		t.Errorf("one source has nothing to be compared with, yet %v", ids)
	}
}

func TestFunnelOfHostileCounts(t *testing.T) {
	c := visited(t, everything, dashboard.Visit{Step: -1, Views: 5}, dashboard.Visit{Step: 1 << 40, Views: 5}, dashboard.Visit{Views: 2, Finishes: 9})
	p := panel(t, build(t, read(t, bySteps), c, ""), "funnel")
	if len(p.Table.Rows) != len(c.survey.Steps())+1 || *p.Figures[0].Number != 2 {
		t.Errorf("%d rows, %+v", len(p.Table.Rows), p.Figures[0])
	}
	for _, r := range p.Table.Rows {
		if s := r.Cells[2].Share; s == nil || *s > 1 {
			t.Errorf("%s: share %v", r.ID, s)
		}
	}
}

func TestVisitsThatCannotBeRead(t *testing.T) {
	c := gather(charlotte(t), 5)
	source := c.source()
	source.Visits = func(context.Context) ([]dashboard.Visit, error) { return nil, errors.New("disk on fire") }
	if _, err := read(t, bySteps).Build(t.Context(), c.survey, dashboard.Selection{}, source); err == nil || !strings.Contains(err.Error(), "disk on fire") {
		t.Errorf("error = %v", err)
	}
	source.Visits = func(context.Context) ([]dashboard.Visit, error) { return nil, nil }
	page, err := read(t, bySteps).Build(t.Context(), c.survey, dashboard.Selection{}, source)
	if err != nil || len(panelIDs(page)) != 0 {
		t.Errorf("nothing was counted yet, and the panels are %v, %v", panelIDs(page), err)
	}
}
