package dashboard_test

import (
	"net/url"
	"strings"
	"testing"

	"muster/internal/dashboard"
	"muster/internal/survey"
)

const filteredBoard = `id: f
title: F
panels:
  - {kind: ranking, purpose: topic}
  - {kind: ranking, purpose: topic, by: groups}
  - {kind: crosstab, rows: {purpose: role}, columns: {purpose: topic}, colour: share}
  - {kind: together, purpose: topic, draw: matrix}
  - {kind: change, purpose: topic, by: periods}
  - {kind: needs}
`

// TestTheFilterIsNoFinding holds that what people were chosen by is neither found nor tested, and that
// each panel says so.
func TestTheFilterIsNoFinding(t *testing.T) {
	page := build(t, read(t, filteredBoard), madeUp(t, 600), "q.topics=azure")
	for _, s := range page.Sentences {
		if s.Panel == "ranking-topics" && strings.Contains(s.Text, "100%") || strings.Contains(s.Text, "want Azure") {
			t.Errorf("it opens with %q", s.Text)
		}
	}
	for _, id := range []string{"ranking-topics", "ranking-topics-groups", "crosstab-roles-topics", "together-topics-matrix", "change-topics"} {
		p := panel(t, page, id)
		if !strings.Contains(p.Note, "filter") {
			t.Errorf("%s does not say that it is filtered by: %q", id, p.Note)
		}
		if strings.Contains(p.Finding, "Azure,") || strings.Contains(p.Finding, "Azure by") {
			t.Errorf("%s finds %q", id, p.Finding)
		}
		for _, row := range p.Table.Rows {
			if row.ID != "azure" {
				continue
			}
			for _, cell := range row.Cells {
				if cell.Mark != dashboard.Unmarked || cell.Residual != nil || strings.Contains(cell.Text, "▲") {
					t.Errorf("%s tests %+v", id, cell)
				}
			}
		}
	}
}

// TestWhatFiltersFix is about questions of every kind, their groups and levels.
func TestWhatFiltersFix(t *testing.T) {
	tests := []struct{ name, survey, board, query, panel, want string }{
		{"one answer fixes all", "everything", "{kind: ranking, question: leads}", "q.leads=yes", "ranking-leads", "nothing of it is a finding"},
		{"a scale", "everything", "{kind: scale, question: wishes_vendors}", "q.wishes_vendors=1", "scale-wishes_vendors", "nothing of it is a finding"},
		{"a number", "everything", "{kind: histogram, question: years}", "q.years=YEARS", "histogram-years", "nothing of it is a finding"},
		{"a ranking", "everything", "{kind: preference, question: formats}", "q.formats=talks", "preference-formats", "“Talks” is filtered by"},
		{"a level", "everything", "{kind: ranking, question: topics_very}", "q.topics=storage", "ranking-topics_very", "is filtered by"},
		{"by a level", "everything", "{kind: ranking, purpose: topic}", "q.topics_very=storage", "ranking-topics", "is filtered by"},
		{"options of many", "charlotte", "{kind: ranking, purpose: topic}", "q.topics=azure&q.topics=pki", "ranking-topics", "are filtered by"},
		{"a group", "charlotte", "{kind: ranking, purpose: topic}", "g.topics=security", "ranking-topics", "filter"},
		{"another question", "charlotte", "{kind: ranking, purpose: topic}", "q.roles=engineer", "ranking-topics", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := load(t, "../../sample-data/"+test.survey+".yaml")
			if test.survey == "charlotte" {
				s = charlotte(t)
			}
			query := strings.ReplaceAll(test.query, "YEARS", firstBin(s))
			page := build(t, read(t, "id: f\ntitle: F\npanels: ["+test.board+"]\n"), gather(s, 300), query)
			p := panel(t, page, test.panel)
			if !strings.Contains(p.Note, test.want) || test.want == "" && p.Note != "" && strings.Contains(p.Note, "filter") {
				t.Errorf("note %q", p.Note)
			}
			if strings.HasPrefix(test.want, "nothing") && p.Finding != "" {
				t.Errorf("it finds %q", p.Finding)
			}
		})
	}
}

func firstBin(s *survey.Survey) string {
	for _, q := range s.Questions {
		if q.ID == "years" {
			return q.Bins[0].ID
		}
	}
	return ""
}

// TestAComparisonDoesNotFindItsFilters holds that what one of the groups is chosen by is not compared.
func TestAComparisonDoesNotFindItsFilters(t *testing.T) {
	c := madeUp(t, 600)
	values, _ := url.ParseQuery("q.roles=administrator&vs=" + url.QueryEscape("q.roles=administrator&q.topics=azure"))
	versus, problems := dashboard.ParseVersus(c.survey, values)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	found, err := read(t, "id: f\ntitle: F\npanels: [{kind: ranking, purpose: topic}]\n").Compare(t.Context(), c.survey, versus, c.source())
	if err != nil {
		t.Fatal(err)
	}
	p := found.Pairs[0].Difference
	if strings.Contains(p.Finding, "Azure,") || !strings.Contains(p.Note, "filtered by") {
		t.Errorf("%q, %q", p.Finding, p.Note)
	}
	for _, row := range p.Table.Rows {
		if row.ID == "azure" && row.Cells[5].Text != "filtered by" {
			t.Errorf("%+v", row.Cells)
		}
	}
}

// TestNoEmptyTables holds that a head alone is never shown, and that a note of a drawing stands by one.
func TestNoEmptyTables(t *testing.T) {
	for _, n := range []int{0, 1, 12, 40, 200} {
		for _, id := range []string{"overview", "demand", "meetings", "change", "words"} {
			page := build(t, embedded(t, id), madeUp(t, n), "")
			for p := range page.Panels() {
				if p.Table != nil && len(p.Table.Rows) == 0 {
					t.Errorf("%s of %d: %s has a table without lines", id, n, p.ID)
				}
				if p.Table != nil && p.Chart == nil && strings.Contains(strings.Join(p.Table.Notes, " "), "The drawing") {
					t.Errorf("%s of %d: %s speaks of a drawing it has not", id, n, p.ID)
				}
			}
		}
	}
}

// TestOneWay holds that a panel of sources that is not shown says why.
func TestOneWay(t *testing.T) {
	c := gather(charlotte(t), 200)
	for i := range c.people {
		c.people[i].source = "poster"
	}
	for id, want := range map[string][]string{"change": {"Topics, by where people came from"}, "demand": {"Topics by where people came from"}, "overview": {"Where they came from"}} {
		page := build(t, embedded(t, id), c, "")
		for _, title := range want {
			found := false
			for _, l := range page.LeftOut {
				found = found || l.Title == title && strings.HasPrefix(l.Reason, "Everybody came the same way")
			}
			if !found {
				t.Errorf("%s leaves out %+v", id, page.LeftOut)
			}
		}
	}
}

// TestOneDayIsOn holds how a filter of one day is said.
func TestOneDayIsOn(t *testing.T) {
	for query, want := range map[string]string{
		"from=2026-09-28&to=2026-09-28": "on 28 Sep 2026",
		"from=2026-09-28&to=2026-09-29": "from 28 Sep 2026 to 29 Sep 2026",
	} {
		values, _ := url.ParseQuery(query)
		selection, _ := dashboard.ParseSelection(charlotte(t), values)
		if len(selection.Words) != 1 || selection.Words[0].Text != want {
			t.Errorf("%+v, want %q", selection.Words, want)
		}
	}
}
