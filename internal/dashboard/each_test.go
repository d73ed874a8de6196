package dashboard_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
)

func panelIDs(p *dashboard.Page) []string {
	var ids []string
	for panel := range p.Panels() {
		ids = append(ids, panel.ID)
	}
	return ids
}

func TestEachQuestionWithoutAPanel(t *testing.T) {
	tests := []struct {
		name, panels string
		want         []string
	}{
		{"all of them", "- each: rest", []string{"ranking-usage", "scale-docs", "scale-forum", "ranking-platforms", "scale-likely"}},
		{"but those with a panel, wherever it stands", "- each: rest\n  - {kind: scale, question: docs}\n  - {kind: ranking, question: usage}",
			[]string{"scale-forum", "ranking-platforms", "scale-likely", "scale-docs", "ranking-usage"}},
		{"a crosstab is no panel of its own", "- {kind: crosstab, rows: {question: usage}, columns: {question: platforms}}\n  - each: choice",
			[]string{"crosstab-usage-platforms", "ranking-usage", "ranking-platforms"}},
		{"scales, then what is left", "- each: scale\n  - each: rest\n    most: 1", []string{"scale-docs", "scale-forum", "scale-likely", "ranking-usage"}},
		{"only without a purpose", "- each: choice\n    unless: [topic]\n    width: full", []string{"ranking-usage", "ranking-platforms"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, "id: x\ntitle: X\npanels:\n  "+tt.panels+"\n")
			page := build(t, d, gather(load(t, "testdata/grid.yaml"), 30), "")
			if diff := cmp.Diff(tt.want, panelIDs(page)); diff != "" {
				t.Errorf("panels (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnlessASurveyHasThePurpose(t *testing.T) {
	d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: trend}\n  - {each: rest, unless: [speak, topic]}\n")
	if got := panelIDs(build(t, d, gather(charlotte(t), 10), "")); len(got) != 1 || got[0] != "trend" {
		t.Errorf("panels = %v", got)
	}
}

func TestAGridSharesItsHeading(t *testing.T) {
	page := build(t, embedded(t, "demand"), gather(load(t, "testdata/grid.yaml"), 30), "")
	var got []string
	for _, s := range page.Sections {
		for _, p := range s.Panels {
			got = append(got, s.Heading+"/"+p.Title)
		}
	}
	want := []string{
		"/How often do you use it?", "How helpful are these?/Documentation", "How helpful are these?/Forum",
		"/Which platforms?", "/How likely are you to tell a friend?",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
}

func TestAuthorsWordsAndDefaults(t *testing.T) {
	d := read(t, `id: x
title: X
intro: Read on.
panels:
  - {kind: ranking, question: place, title: "In the room, or not?", note: Think of the venue., width: full}
  - {kind: ranking, question: style}
  - {kind: crosstab, rows: {purpose: role}, columns: {purpose: help}}
  - {kind: figures}
`)
	page := build(t, d, gather(charlotte(t), 30), "")
	type told struct {
		Title, Note string
		Width       dashboard.Width
	}
	var got []told
	for p := range page.Panels() {
		got = append(got, told{p.Title, p.Note, p.Width})
	}
	want := []told{
		{"In the room, or not?", "Think of the venue.", dashboard.Full},
		{"What should a meeting be like?", "", dashboard.Half},
		{"Roles × Taking part", "Shares in %. △ fewer than 50 people: read with care. Hatched: fewer than 30, not tested.", dashboard.Full},
		{"At a glance", "", dashboard.Full},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("panels (-want +got):\n%s", diff)
	}
	if page.Intro != "Read on." || page.Caveat == "" || page.Synthetic {
		t.Errorf("page = %+v", page)
	}
}

// A table is asked for once however many panels show it.
func TestTablesAreShared(t *testing.T) {
	c := gather(charlotte(t), 20)
	d := read(t, `id: x
title: X
panels:
  - {kind: figures, show: [picks]}
  - {kind: ranking, purpose: topic}
  - {kind: ranking, question: topics, limit: 3}
`)
	build(t, d, c, "q.place=both")
	if len(c.asked) != 2 || c.calls != 1 || len(c.asked[1].By) != 2 { // the topics, and who picked two of them
		t.Errorf("asked %d tables in %d calls: %+v", len(c.asked), c.calls, c.asked)
	}
	if picks := c.asked[0].Filter.Picks; len(picks) != 1 || picks[0].Question != "place" {
		t.Errorf("filter of the table = %+v", c.asked[0].Filter)
	}
}

func TestPagesAreTheSameEveryTime(t *testing.T) {
	d := embedded(t, "demand")
	s := charlotte(t)
	pages := make([]string, 4)
	var all sync.WaitGroup
	for i := range pages {
		all.Go(func() {
			data, err := json.Marshal(build(t, d, gather(s, 60), "q.roles=engineer"))
			if err != nil {
				t.Error(err)
			}
			pages[i] = string(data)
		})
	}
	all.Wait()
	for i := range pages {
		if pages[i] != pages[0] {
			t.Errorf("page %d differs (-first +this):\n%s", i, cmp.Diff(pages[0], pages[i]))
		}
	}
}

// heat is what the heat map's tests look at in its option.
type heat struct {
	Series []struct {
		Name string
		Data []struct{ Value []any }
	}
	VisualMap []struct{ Min, Max float64 }
	XAxis     []struct{ Data []string }
	YAxis     []struct{ Data []string }
}

func TestHeatMapAgreesWithItsTable(t *testing.T) {
	tests := []struct {
		colour string
		value  func(dashboard.Cell) any
	}{
		{"share", func(c dashboard.Cell) any { return strings.TrimRight(c.Text, "% ▲▼") }},
		{"count", func(c dashboard.Cell) any { return *c.Count }},
		{"residual", func(c dashboard.Cell) any { return *c.Residual }},
	}
	c := gather(charlotte(t), 500)
	for _, tt := range tests {
		t.Run(tt.colour, func(t *testing.T) {
			d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: crosstab, rows: {purpose: role}, columns: {purpose: topic}, colour: "+tt.colour+"}\n")
			p := panel(t, build(t, d, c, ""), "crosstab-roles-topics")
			var option heat
			if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
				t.Fatal(err)
			}
			if len(option.YAxis[0].Data) != 24 || len(option.XAxis[0].Data) != 7 {
				t.Fatalf("%d lines of %d cells; the longer side stands upright", len(option.YAxis[0].Data), len(option.XAxis[0].Data))
			}
			for i, datum := range option.Series[0].Data {
				across, down := int(datum.Value[0].(float64)), int(datum.Value[1].(float64))
				cell := p.Table.Rows[down].Cells[2+across]
				shown := datum.Value[2].(float64)
				if shown < option.VisualMap[0].Min || shown > option.VisualMap[0].Max {
					t.Errorf("%v lies outside the colours", shown)
				}
				if !agrees(tt.value(cell), shown) {
					t.Errorf("cell %d, %d shows %v, the table %+v", across, down, shown, cell)
				}
				if p.Chart.Draw.Filters[i] != cell.Filter || p.Chart.Draw.Marks[i] != cell.Mark {
					t.Errorf("cell %d, %d: filter %q, mark %q", across, down, p.Chart.Draw.Filters[i], p.Chart.Draw.Marks[i])
				}
			}
		})
	}
}

func agrees(table any, drawn float64) bool {
	switch v := table.(type) {
	case int:
		return float64(v) == drawn
	case float64:
		return drawn > v-.0501 && drawn < v+.0501
	case string:
		data, err := json.Marshal(drawn)
		return err == nil && string(data) == v
	}
	return false
}
