package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
)

func linkedPanel() *dashboard.Panel {
	return &dashboard.Panel{
		ID: "p", More: &dashboard.Lead{Text: "All pairs", Page: "crosstab"},
		Figures: []dashboard.Figure{{Key: "flagged", Link: &dashboard.Link{Text: "without", Query: ""}}, {Key: "mean"}},
		Chart:   &dashboard.Chart{Draw: dashboard.Draw{Filters: []string{"q.a=1", ""}}},
		Table: &dashboard.Table{
			Columns: []dashboard.Column{{Filter: "q.b=1"}},
			Rows:    []dashboard.Row{{Filter: "q.a=1", Cells: []dashboard.Cell{{Filter: "q.a=1&q.b=1"}, {}}}},
		},
	}
}

// TestViewKeepsThePage holds that a page's own parameters go with every filter, that what leads nowhere
// still leads nowhere, and that the panel itself is not touched.
func TestViewKeepsThePage(t *testing.T) {
	t.Parallel()
	panel := linkedPanel()
	head := surveyHead{
		shell: shell{Survey: "a b"}, Keep: "rows=a", query: "from=2026-01-01",
		Tools: []tab{{Title: "Crosstab", Address: "/surveys/a%20b/crosstab?from=2026-01-01"}},
	}
	view := head.View(panel)
	if view.Lead != "/surveys/a%20b/crosstab?from=2026-01-01" {
		t.Errorf("it leads to %q", view.Lead)
	}
	got := []string{
		view.Figures[0].Link.Query, view.Chart.Draw.Filters[0], view.Chart.Draw.Filters[1], view.Table.Columns[0].Filter,
		view.Table.Rows[0].Filter, view.Table.Rows[0].Cells[0].Filter, view.Table.Rows[0].Cells[1].Filter,
	}
	want := []string{"rows=a", "q.a=1&rows=a", "", "q.b=1&rows=a", "q.a=1&rows=a", "q.a=1&q.b=1&rows=a", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(linkedPanel(), panel, cmp.AllowUnexported(dashboard.Panel{})); diff != "" {
		t.Errorf("the panel was changed: %s", diff)
	}
}

// A viewer has no page of names among the tools, so no panel leads there.
func TestViewLeadsWhereOneMayGo(t *testing.T) {
	t.Parallel()
	head := surveyHead{shell: shell{Survey: "a"}, Tools: []tab{{Title: "Plan", Address: "/surveys/a/plan"}}}
	for page, want := range map[string]string{"plan": "/surveys/a/plan", "people": "", "pla": ""} {
		if view := head.View(&dashboard.Panel{More: &dashboard.Lead{Page: page}}); view.Lead != want {
			t.Errorf("to %s leads %q, want %q", page, view.Lead, want)
		}
	}
}

func TestViewOfAPlainPage(t *testing.T) {
	t.Parallel()
	panel := linkedPanel()
	panel.More = nil
	if view := (surveyHead{}).View(panel); view.Panel != panel || view.Lead != "" {
		t.Errorf("%+v", view)
	}
}

func TestBarKeepsThePage(t *testing.T) {
	t.Parallel()
	bar := filterBar{Path: "/surveys/a/crosstab", Own: []parameter{{"rows", "topics"}, {"cols", "r&d"}}}
	tests := []struct{ name, got, want string }{
		{"without filters", bar.Clear(), "/surveys/a/crosstab?cols=r%26d&rows=topics"},
		{"with a filter", bar.To("q.place=online"), "/surveys/a/crosstab?q.place=online&cols=r%26d&rows=topics"},
		{"a page without parameters", filterBar{Path: "/p"}.Clear(), "/p"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
}
