package dashboard_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
	"muster/internal/tally"
)

func TestSources(t *testing.T) {
	c := answering(t, "leads", []string{"yes"}, []string{"yes"}, []string{"no"}, nil, []string{"yes"})
	for i, source := range []string{"poster", "poster", "poster", "import", ""} {
		c.people[i].source, c.people[i].language = source, []string{"fr", "fr", "en", "", "zz"}[i]
	}
	d := read(t, "id: x\ntitle: X\npanels: [{kind: source}, {kind: language}, {kind: crosstab, rows: {by: source}, columns: {question: leads}}]\n")
	page := build(t, d, c, "flagged=leave-out")
	sources := panel(t, page, "source")
	want := [][]string{
		{"poster", "3", "60%", "23–88%"}, {"No source named", "1", "20%", "4–62%"}, {"Imported", "1", "20%", "4–62%"},
	}
	if diff := cmp.Diff(want, texts(sources.Table)); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	if got := sources.Table.Rows[1].Filter; got != "flagged=leave-out&source=form" {
		t.Errorf("filter = %q", got)
	}
	if sources.Finding != "Most came from: poster, by 3 of 5 (23–88%)." || sources.Base.Warning == "" {
		t.Errorf("%q, %+v", sources.Finding, sources.Base)
	}
	var languages []string
	for _, r := range panel(t, page, "language").Table.Rows {
		languages = append(languages, r.Cells[0].Text+r.Filter)
	}
	if diff := cmp.Diff([]string{"French", "Not known", "English", "zz"}, languages); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
	cross := panel(t, page, "crosstab-source-leads")
	if cross.Base.Words != "4 people answered this question; 1 of 5 left it out." || cross.Title != "Source × Do you lead people?" {
		t.Errorf("%q of %q", cross.Title, cross.Base.Words)
	}
	if diff := cmp.Diff([]string{"form", "poster"}, page.Sources[:2]); !slices.Contains(page.Sources, "import") || len(page.Sources) != 3 {
		t.Errorf("sources of the page = %v, %s", page.Sources, diff)
	}
}

// The cells of demand by source lead to the people they count, and a language is no filter.
func TestCellsOfASourceAreFilters(t *testing.T) {
	c := mixed(t, 150)
	d := read(t, "id: x\ntitle: X\npanels: [{kind: crosstab, rows: {by: source}, columns: {purpose: topic}}, {kind: crosstab, rows: {by: language}, columns: {question: leads}}]\n")
	page := build(t, d, c, "")
	for _, row := range panel(t, page, "crosstab-source-topics").Table.Rows {
		for _, cell := range row.Cells {
			if cell.Filter == "" {
				continue
			}
			values, _ := url.ParseQuery(cell.Filter)
			s, problems := dashboard.ParseSelection(c.survey, values)
			if got := len(c.passing(s.Filter)); got != *cell.Count || len(problems) > 0 {
				t.Errorf("%q leads to %d people of %d, %v", cell.Filter, got, *cell.Count, problems)
			}
		}
	}
	for _, row := range panel(t, page, "crosstab-language-leads").Table.Rows {
		for i, cell := range row.Cells {
			if cell.Filter != "" || i > 1 && row.ID != "" && cell.Count == nil {
				t.Errorf("a language leads to %q", cell.Filter)
			}
		}
	}
}

// The form must offer the other sources although the page shows one only.
func TestSourcesOfAFilteredPage(t *testing.T) {
	c := mixed(t, 80)
	page := build(t, embedded(t, "overview"), c, "source=poster")
	if len(page.Sources) != 4 {
		t.Errorf("sources = %v", page.Sources)
	}
	for p := range page.Panels() {
		if p.Kind == dashboard.SourceKind {
			t.Errorf("one source is compared with nothing: %+v", p.Table.Rows)
		}
	}
}

func TestSuspiciousAnswers(t *testing.T) {
	c := mixed(t, 100)
	flagged := len(c.people) - len(c.passing(tally.Filter{Unflagged: true}))
	figure := func(query string) dashboard.Figure {
		for _, f := range panel(t, build(t, embedded(t, "overview"), c, query), "figures").Figures {
			if f.Key == "flagged" {
				return f
			}
		}
		return dashboard.Figure{}
	}
	all := figure("q.leads=yes")
	if all.Link == nil || all.Link.Query != "flagged=leave-out&q.leads=yes" || *all.Number == 0 {
		t.Errorf("figure = %+v", all)
	}
	if got := figure(""); *got.Number != float64(flagged) || !strings.Contains(got.Note, "counted") {
		t.Errorf("figure = %+v, want %d", got, flagged)
	}
	without := figure("flagged=leave-out")
	if without.Value != "0" || without.Link != nil || without.Note != "left out here, of 6 in all" {
		t.Errorf("figure without them = %+v", without)
	}
}

func TestBaseOfAQuestionThatSomeWereNotShown(t *testing.T) {
	d := read(t, "id: x\ntitle: X\npanels: [{kind: histogram, question: team}, {kind: crosstab, rows: {question: roles}, columns: {question: team}}]\n")
	tests := []struct {
		name                   string
		answered, left, hidden int
		words, both            string
		notShown               int
	}{
		{"all who were shown it", 60, 0, 10, "All 60 people answered this question. It was not shown to 10 more because of other answers.",
			"All 60 people answered both questions. To 10 more, one of them was not shown because of other answers.", 10},
		{"most", 50, 10, 5, "50 people answered this question; 10 of 60 left it out. It was not shown to 5 more because of other answers.",
			"50 people answered both questions; 10 of 60 left one or both out. To 5 more, one of them was not shown because of other answers.", 5},
		{"nobody", 0, 2, 1, "Nobody of 2 people answered this question. It was not shown to 1 more because of other answers.",
			"Nobody of 2 people answered both questions. To 1 more, one of them was not shown because of other answers.", 1},
		{"shown to nobody", 0, 0, 3, "Nobody of 3 people was shown this question, because of other answers.",
			"Nobody of 3 people was shown both questions, because of other answers.", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := answering(t, "roles", slices.Repeat([][]string{{"support"}}, tt.answered+tt.left+tt.hidden)...)
			for i := range c.people {
				switch {
				case i < tt.answered:
					c.people[i].picks["team"], c.people[i].numbers["team"] = []string{"3-5"}, 4
				case i >= tt.answered+tt.left:
					c.people[i].hidden = []string{"team"}
				}
			}
			page := build(t, d, c, "")
			one, two := panel(t, page, "histogram-team").Base, panel(t, page, "crosstab-roles-team").Base
			if one.Words != tt.words || one.NotShown != tt.notShown || two.Words != tt.both {
				t.Errorf("%q, %d\n%q", one.Words, one.NotShown, two.Words)
			}
		})
	}
}
