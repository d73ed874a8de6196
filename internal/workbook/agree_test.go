package workbook_test

import (
	"testing"

	"muster/dashboards"
	"muster/internal/dashboard"
	"muster/internal/response"
)

// TestDashboardSaysTheSame holds the topics a person picks against what the dashboards say of the same
// people: "none of these" is an answer, but no topic.
func TestDashboardSaysTheSame(t *testing.T) {
	s := load(t, "powershell")
	answers := people(s, 40)
	for _, r := range answers[:20] {
		r.Answers["topics"] = response.Answer{Picks: []string{"none"}}
	}
	c := config(s, answers)
	all, problems := dashboard.Load(dashboards.Files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	page, err := all[0].Build(t.Context(), s, dashboard.Selection{}, dashboard.Source{Tally: c.Tally, Summary: c.Summary})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, write(t, c))
	for panel := range page.Panels() {
		for _, figure := range panel.Figures {
			if figure.Key != "picks" {
				continue
			}
			name, _ := f.GetCellValue("Summary", "K5")
			if got, err := f.GetCellValue("Summary", "K6"); err != nil || name != "Topics a person picks" || got != figure.Value {
				t.Errorf("the workbook says %q: %s, the dashboard %s (%s), %v", name, got, figure.Value, figure.Note, err)
			}
			return
		}
	}
	t.Error("no dashboard tells how many topics a person picks")
}
