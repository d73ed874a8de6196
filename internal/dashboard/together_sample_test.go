package dashboard_test

import (
	"context"
	"strings"
	"testing"

	"muster/internal/dashboard"
	"muster/internal/tally"
)

// Of very many people crowds are looked for in a sample, which is told; lifts and shares stay those of all.
// The graph and the matrix need one crowd and find the same.
func TestCrowdsOfASample(t *testing.T) {
	c := crowded(t, 1200, .6, .15)
	source := c.source()
	whole, err := read(t, togetherPanels).Build(t.Context(), c.survey, dashboard.Selection{}, source)
	if err != nil {
		t.Fatal(err)
	}
	source.Crowd = func(ctx context.Context, q tally.CrowdQuery) (tally.Crowd, error) {
		if q.Most != 100_000 {
			t.Errorf("a crowd of at the most %d is asked for", q.Most)
		}
		q.Most = 600
		return c.crowd(ctx, q)
	}
	page, err := read(t, togetherPanels).Build(t.Context(), c.survey, dashboard.Selection{}, source)
	if err != nil {
		t.Fatal(err)
	}
	got, want := panel(t, page, "together-topics"), panel(t, whole, "together-topics")
	if len(got.Figures) != len(want.Figures) || len(got.Figures) == 0 {
		t.Fatalf("%d crowds in the sample, %d among all", len(got.Figures), len(want.Figures))
	}
	if !strings.Contains(got.Figures[0].Note, "a sample of ") || strings.Contains(want.Figures[0].Note, "a sample of ") {
		t.Errorf("of the sample %q, of all %q", got.Figures[0].Note, want.Figures[0].Note)
	}
	if notes := strings.Join(got.Table.Notes, " "); !strings.Contains(notes, "a fixed sample of ") || got.Base != want.Base {
		t.Errorf("the sample is not told, or the base is another: %+v, %q", got.Base, notes)
	}
	pairs := map[string]string{}
	for _, row := range want.Table.Rows {
		pairs[row.ID] = row.Cells[2].Text + row.Cells[5].Text
	}
	for _, row := range got.Table.Rows {
		if all, both := pairs[row.ID]; both && all != row.Cells[2].Text+row.Cells[5].Text {
			t.Errorf("%s is counted in the sample", row.ID)
		}
	}
	a, b := panel(t, page, "together-topics-matrix"), panel(t, whole, "together-topics-matrix")
	if a.Finding != b.Finding || len(a.Table.Rows) != len(b.Table.Rows) {
		t.Errorf("the matrix says %q, of all %q", a.Finding, b.Finding)
	}
}
