package dashboard_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"muster/internal/analysis"
	"muster/internal/dashboard"
)

// wave is a number of people who answer the PowerShell survey within some days.
type wave struct {
	from   string // first day
	days   int
	people int
	source string
	share  float64 // of them who pick the first topic; the others all have .4
}

// waves gives people who answer in waves.
func waves(t *testing.T, all ...wave) *crowd {
	t.Helper()
	c := repeat(t, 0, 0, nil)
	random := rand.New(rand.NewPCG(6, 6))
	topics := slices.DeleteFunc(options(c.survey.Question("topics")), func(id string) bool { return id == "none" || id == "other" })
	for _, w := range all {
		first, err := time.ParseInLocation(time.DateOnly, w.from, c.survey.Zone)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w.people {
			p := person{at: first.AddDate(0, 0, i*w.days/w.people).Add(12 * time.Hour), source: w.source, picks: map[string][]string{}}
			for at, id := range topics {
				share := .4
				if at == 0 {
					share = w.share
				}
				if random.Float64() < share {
					p.picks["topics"] = append(p.picks["topics"], id)
				}
			}
			if len(p.picks["topics"]) == 0 {
				p.picks["topics"] = []string{"none"}
			}
			c.people = append(c.people, p)
		}
	}
	return c
}

const changePanels = `id: x
title: X
panels:
  - {kind: change, purpose: topic}
  - {kind: change, purpose: topic, by: sources}
`

func TestChangeGoldens(t *testing.T) {
	twoWaves := waves(t, wave{"2026-01-05", 10, 120, "", .3}, wave{"2026-02-20", 12, 150, "poster", .7}, wave{"2026-03-01", 5, 40, "mail", .5})
	tests := []struct {
		name, query string
		crowd       *crowd
		charts      bool
	}{
		{"change", "", twoWaves, true},
		{"change-filtered", "source=poster&source=mail", twoWaves, false},
		{"change-noise", "", waves(t, wave{"2026-01-05", 10, 120, "a", .4}, wave{"2026-01-15", 12, 150, "b", .4}), false},
		{"change-few", "", waves(t, wave{"2026-01-05", 10, 20, "a", .4}, wave{"2026-01-15", 12, 25, "b", .4}), false},
		{"change-nobody", "", waves(t), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := build(t, read(t, changePanels), tt.crowd, tt.query)
			golden(t, tt.name+".txt", outline(page))
			if tt.charts {
				golden(t, tt.name+".charts.json", drawings(t, page))
			}
		})
	}
}

func TestWhereAnswersAreParted(t *testing.T) {
	tests := []struct {
		name, since string
		waves       []wave
		want        string // first note
		bases       [2]int
	}{
		{"at a pause of two weeks", "", []wave{{"2026-01-01", 5, 40, "", .4}, {"2026-01-20", 5, 60, "", .4}},
			"Split where nobody answered for 14 days, before 20 Jan 2026.", [2]int{40, 60}},
		{"not at one of thirteen days", "", []wave{{"2026-01-01", 5, 40, "", .4}, {"2026-01-19", 5, 60, "", .4}},
			"Split in the middle of the answers, before 20 Jan 2026.", [2]int{52, 48}},
		{"not where a side is too small", "", []wave{{"2026-01-01", 2, 29, "", .4}, {"2026-03-01", 4, 60, "", .4}},
			"Split in the middle of the answers, before 2 Mar 2026.", [2]int{44, 45}},
		{"at the longest of several", "", []wave{{"2026-01-01", 2, 40, "", .4}, {"2026-01-20", 2, 40, "", .4}, {"2026-03-01", 4, 60, "", .4}},
			"Split where nobody answered for 38 days, before 1 Mar 2026.", [2]int{80, 60}},
		{"where the author says", "2026-01-03", []wave{{"2026-01-01", 5, 50, "", .4}, {"2026-03-20", 5, 60, "", .4}},
			"Split on 2026-01-03, as this dashboard asks for.", [2]int{20, 90}},
		{"before everything", "2020-01-01", []wave{{"2026-01-01", 5, 50, "", .4}},
			"Split on 2020-01-01, as this dashboard asks for.", [2]int{0, 50}},
		{"after everything", "2030-01-01", []wave{{"2026-01-01", 5, 50, "", .4}},
			"Split on 2030-01-01, as this dashboard asks for.", [2]int{50, 0}},
		{"on one day", "", []wave{{"2026-01-01", 1, 80, "", .4}}, "All answers came on one day.", [2]int{0, 80}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			keys := ""
			if tt.since != "" {
				keys = ", since: " + tt.since
			}
			d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: change, purpose: topic"+keys+"}\n")
			p := panel(t, build(t, d, waves(t, tt.waves...), ""), "change-topics")
			if p.Table.Notes[0] != tt.want {
				t.Errorf("note = %q, want %q", p.Table.Notes[0], tt.want)
			}
			for side, want := range tt.bases {
				if label := p.Table.Columns[1+side].Label; !strings.Contains(label, fmt.Sprintf("(%d people)", want)) {
					t.Errorf("side %d is %q, want %d people", side, label, want)
				}
			}
			if few := min(tt.bases[0], tt.bases[1]) < 30; few != strings.HasPrefix(p.Finding, "Nothing can be said yet") {
				t.Errorf("finding = %q", p.Finding)
			}
			if drawn := p.Chart != nil; drawn == (min(tt.bases[0], tt.bases[1]) < 30) {
				t.Errorf("drawn: %t; too few people are told of in the table only", drawn)
			}
		})
	}
}

// The numbers of the table are those of package analysis, and the drawing shows them.
func TestTheDrawingOfAChange(t *testing.T) {
	c := waves(t, wave{"2026-01-05", 10, 120, "", .3}, wave{"2026-02-20", 12, 150, "", .7})
	p := panel(t, build(t, read(t, changePanels), c, ""), "change-topics")
	var option struct {
		XAxis  []struct{ Min, Max float64 }
		YAxis  []struct{ Data []string }
		Series []struct{ Data []struct{ Value float64 } }
	}
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	for i, row := range p.Table.Rows {
		before, after := *row.Cells[1].Count, *row.Cells[2].Count
		want := analysis.Newcombe(after, 150, before, 120)
		if got := *row.Cells[4].Low; got < want.Low-1e-6 || got > want.Low+1e-6 {
			t.Errorf("%s: interval from %v, want %v", row.Cells[0].Text, got, want.Low)
		}
		drawn, ends := option.Series[0].Data[i].Value, p.Chart.Draw.Intervals[i]
		if drawn < *row.Cells[3].Number-.051 || drawn > *row.Cells[3].Number+.051 {
			t.Errorf("%s: drawn %v, told %v", row.Cells[0].Text, drawn, *row.Cells[3].Number)
		}
		if ends[0] > drawn || ends[1] < drawn || ends[0] < option.XAxis[0].Min || ends[1] > option.XAxis[0].Max {
			t.Errorf("%s: %v within %v on an axis %+v", row.Cells[0].Text, drawn, ends, option.XAxis[0])
		}
		if p.Chart.Draw.Filters[i] != row.Filter || option.YAxis[0].Data[i] != row.Cells[0].Text {
			t.Errorf("line %d is %q, %q", i, option.YAxis[0].Data[i], p.Chart.Draw.Filters[i])
		}
	}
	if !strings.HasPrefix(p.Finding, "Rose: ") || !strings.Contains(p.Finding, "from 25% to 74%") {
		t.Errorf("finding = %q", p.Finding)
	}
}

func TestSourceAgainstSource(t *testing.T) {
	tests := []struct {
		name    string
		waves   []wave
		columns []string
	}{
		{"the two largest, others beside", []wave{{"2026-01-01", 2, 60, "poster", .4}, {"2026-01-02", 2, 90, "mail", .4}, {"2026-01-03", 2, 40, "fair", .4}, {"2026-01-03", 2, 10, "web", .4}},
			[]string{"mail (90 people)", "poster (60 people)", "fair (40 people)"}},
		{"the largest against all others", []wave{{"2026-01-01", 2, 60, "poster", .4}, {"2026-01-02", 2, 20, "mail", .4}, {"2026-01-03", 2, 15, "fair", .4}},
			[]string{"poster (60 people)", "All others (35 people)"}},
		{"two, one of them small", []wave{{"2026-01-01", 2, 60, "poster", .4}, {"2026-01-02", 2, 20, "mail", .4}},
			[]string{"poster (60 people)", "mail (20 people)"}},
		{"one alone", []wave{{"2026-01-01", 2, 60, "poster", .4}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := build(t, read(t, changePanels), waves(t, tt.waves...), "")
			var shares []string
			for p := range page.Panels() {
				if p.ID != "change-topics-sources" {
					continue
				}
				for _, c := range p.Table.Columns {
					if c.Kind == dashboard.Share {
						shares = append(shares, c.Label)
					}
				}
			}
			if !slices.Equal(shares, tt.columns) {
				t.Errorf("columns = %q, want %q", shares, tt.columns)
			}
		})
	}
}

func TestChecksOfAChange(t *testing.T) {
	tests := []struct{ name, panel, want string }{
		{"no day", "{kind: change, purpose: topic, since: yesterday}", "since is a day such as 2026-01-31"},
		{"a day beside sources", "{kind: change, purpose: topic, by: sources, since: 2026-01-31}", "means nothing beside by: sources"},
		{"unknown division", "{kind: change, purpose: topic, by: days}", "unknown by"},
		{"no question", "{kind: change}", "say whose answers are counted"},
		{"an unknown drawing", "{kind: together, purpose: topic, draw: pie}", "unknown draw"},
		{"a limit below 0", "{kind: together, purpose: topic, limit: -1}", "limit counts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := dashboard.Parse("test.yaml", []byte("id: x\ntitle: X\npanels:\n  - "+tt.panel+"\n"))
			if len(problems) != 1 || !strings.Contains(problems[0].Message, tt.want) {
				t.Errorf("problems = %v", problems)
			}
		})
	}
}

// What was not tested is neither said at the top nor given an interval, which would be read as a test.
func TestNothingIsSaidOfWhatWasNotTested(t *testing.T) {
	for name, c := range map[string]*crowd{
		"one answer":      waves(t, wave{"2026-01-05", 1, 1, "", 1}),
		"few":             waves(t, wave{"2026-01-05", 10, 20, "a", .1}, wave{"2026-02-20", 12, 25, "b", .9}),
		"one side of few": waves(t, wave{"2026-01-05", 10, 120, "a", .1}, wave{"2026-02-20", 12, 29, "b", .9}),
	} {
		page := build(t, read(t, "id: x\ntitle: X\npanels: [{kind: change, purpose: topic, since: 2026-02-01}]\n"), c, "")
		for _, s := range page.Sentences {
			if strings.Contains(s.Text, "earlier") || strings.Contains(s.Text, "moved") {
				t.Errorf("%s: %q", name, s.Text)
			}
		}
		for p := range page.Panels() {
			for _, row := range p.Table.Rows {
				if cell := row.Cells[4]; cell.Low != nil || cell.Text != "–" || row.Cells[5].Text != "not tested" {
					t.Errorf("%s: %s has the interval %q and is %q", name, row.ID, cell.Text, row.Cells[5].Text)
				}
			}
		}
	}
}

func TestChangeFromTheWarehouse(t *testing.T) {
	c := waves(t, wave{"2026-01-05", 10, 60, "", .3}, wave{"2026-02-20", 12, 70, "poster", .7})
	want := build(t, read(t, changePanels), c, "")
	got, err := read(t, changePanels).Build(t.Context(), c.survey, selectionOf(t, c.survey, ""), stocked(t, c))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := string(outline(want)), string(outline(got)); a != b {
		t.Errorf("person by person:\n%s\nby the engine:\n%s", a, b)
	}
}
