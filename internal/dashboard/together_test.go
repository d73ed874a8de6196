package dashboard_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"muster/internal/analysis"
	"muster/internal/dashboard"
	"muster/internal/survey"
)

// crowded gives n people of the Charlotte survey who want the topics of one area with that share and the
// others with a smaller one. Nobody is in an area where within is the same as outside.
func crowded(t *testing.T, n int, within, outside float64) *crowd {
	t.Helper()
	c := &crowd{survey: charlotte(t)}
	random := rand.New(rand.NewPCG(5, uint64(n)))
	q := c.survey.Question("topics")
	for i := range n {
		area := q.Groups[i%len(q.Groups)].ID
		var picks []string
		for _, o := range q.Options {
			share := outside
			if o.Group == area && !o.Exclusive {
				share = within
			}
			if !o.Exclusive && !o.Written && random.Float64() < share {
				picks = append(picks, o.ID)
			}
		}
		at := time.Date(2026, 3, 2, 12, i, 0, 0, c.survey.Zone)
		one := person{at: at}
		if len(picks) > 0 {
			one.picks = map[string][]string{"topics": picks}
		}
		c.people = append(c.people, one)
	}
	return c
}

const togetherPanels = `id: x
title: X
panels:
  - {kind: together, purpose: topic}
  - {kind: together, purpose: topic, draw: matrix}
`

func TestTogetherGoldens(t *testing.T) {
	tests := []struct {
		name, query string
		crowd       *crowd
		charts      bool
	}{
		{"together", "", crowded(t, 300, .6, .15), true},
		{"together-filtered", "g.topics=security", crowded(t, 300, .6, .15), false},
		{"together-random", "", crowded(t, 300, .3, .3), false},
		{"together-few", "", crowded(t, 28, .6, .15), false},
		{"together-nobody", "", crowded(t, 0, .6, .15), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := build(t, read(t, togetherPanels), tt.crowd, tt.query)
			golden(t, tt.name+".txt", outline(page))
			if tt.charts {
				golden(t, tt.name+".charts.json", drawings(t, page))
			}
		})
	}
}

// network is what the tests look at in the option of a graph.
type network struct {
	Series []struct {
		Layout     string
		Categories []struct{ Name string }
		Data       []networkNode
		Links      []struct{ Source, Target int }
	}
}

type networkNode struct {
	Name, Symbol string
	Value        [3]float64 // across, down, people
	Category     int
	SymbolSize   float64
	Label        struct{ Position string }
}

func TestTheNetworkAgreesWithItsTable(t *testing.T) {
	p := panel(t, build(t, read(t, togetherPanels), crowded(t, 300, .6, .15), ""), "together-topics")
	var option network
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	series := option.Series[0]
	if p.Chart.Draw.Shape != dashboard.Graph || series.Layout != "none" {
		t.Errorf("a %s laid out as %q", p.Chart.Draw.Shape, series.Layout)
	}
	if len(series.Links) != len(p.Table.Rows) || len(p.Chart.Draw.LinkTips) != len(series.Links) {
		t.Fatalf("%d links, %d rows, %d tips", len(series.Links), len(p.Table.Rows), len(p.Chart.Draw.LinkTips))
	}
	for i, link := range series.Links {
		a, b := series.Data[link.Source], series.Data[link.Target]
		row := p.Table.Rows[i]
		if want := a.Name + " + " + b.Name; row.Cells[0].Text != want {
			t.Errorf("row %q is drawn between %s", row.Cells[0].Text, want)
		}
		if float64(*row.Cells[3].Count) != a.Value[2] || float64(*row.Cells[4].Count) != b.Value[2] {
			t.Errorf("%s: nodes of %v and %v people", row.Cells[0].Text, a.Value[2], b.Value[2])
		}
		link, _ := analysis.Lift(*row.Cells[2].Count, *row.Cells[3].Count, *row.Cells[4].Count, p.Base.People)
		if diff := link.Lift - *row.Cells[5].Number; diff > 1e-6 || diff < -1e-6 {
			t.Errorf("%s: lift %v, want %v", row.Cells[0].Text, *row.Cells[5].Number, link.Lift)
		}
	}
	lines := map[string]string{}
	for i, n := range series.Data {
		line := fmt.Sprint(n.Label.Position, n.Value[1])
		if lines[line] != "" || n.Value[0] < 1 || n.Value[0] > 3 || n.Value[1] < 1 {
			t.Errorf("%s and %s share a line, or %v is no place", n.Name, lines[line], n.Value)
		}
		lines[line] = n.Name
		if !strings.HasPrefix(p.Chart.Draw.Tips[i], n.Name+"\n") || !strings.HasPrefix(p.Chart.Draw.Filters[i], "q.topics=") {
			t.Errorf("%s: tip %q, filter %q", n.Name, p.Chart.Draw.Tips[i], p.Chart.Draw.Filters[i])
		}
	}
}

// The crowds that were planted are those that are told, and nobody can take them for each other who sees
// no colours.
func TestCrowdsAreTold(t *testing.T) {
	c := crowded(t, 600, .6, .15)
	p := panel(t, build(t, read(t, togetherPanels), c, ""), "together-topics")
	var option network
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	if len(p.Figures) != len(c.survey.Question("topics").Groups) {
		t.Fatalf("%d crowds: %q", len(p.Figures), p.Finding)
	}
	symbols := map[int]string{}
	for _, n := range option.Series[0].Data {
		if seen, ok := symbols[n.Category]; ok && seen != n.Symbol {
			t.Errorf("crowd %d has the symbols %s and %s", n.Category, seen, n.Symbol)
		}
		symbols[n.Category] = n.Symbol
		i := slices.IndexFunc(c.survey.Question("topics").Options, func(o survey.Option) bool {
			return n.Name == string(o.Label) || strings.HasPrefix(n.Name, string(o.Label)+" (")
		})
		if i < 0 {
			t.Errorf("no topic %q", n.Name)
		}
	}
	different := map[string]bool{}
	for _, s := range symbols {
		different[s] = true
	}
	if len(different) != len(symbols) {
		t.Errorf("symbols = %v", symbols)
	}
	for _, f := range p.Figures {
		members := strings.Split(strings.NewReplacer(" and ", ", ").Replace(strings.SplitN(f.Label, " ", 2)[1]), ", ")
		if len(members) != 3 || f.Number == nil || *f.Number <= 0 || *f.Number >= 1 {
			t.Errorf("figure %+v names %v", f, members)
		}
	}
}

func TestRandomInterestsMakeNoCrowds(t *testing.T) {
	p := panel(t, build(t, read(t, togetherPanels), crowded(t, 500, .3, .3), ""), "together-topics")
	if len(p.Figures) != 0 || !strings.HasPrefix(p.Finding, "Interests do not fall into crowds") {
		t.Errorf("finding = %q, figures %+v", p.Finding, p.Figures)
	}
}

func TestTheMatrixHidesWhatFewPicked(t *testing.T) {
	p := panel(t, build(t, read(t, togetherPanels), crowded(t, 120, .6, .2), ""), "together-topics-matrix")
	var option heat
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	drawn := 0
	for i, datum := range option.Series[0].Data {
		if datum.Value[2] == "-" {
			if datum.Value[4] != "-" || p.Chart.Draw.Marks[i] != dashboard.Unmarked {
				t.Errorf("cell %d without a lift is %v, %q", i, datum.Value, p.Chart.Draw.Marks[i])
			}
			continue
		}
		drawn++
		if at := datum.Value[4].(float64); at < option.VisualMap[0].Min || at > option.VisualMap[0].Max {
			t.Errorf("%v lies outside the colours", at)
		}
	}
	if drawn != 2*len(p.Table.Rows) || drawn == 0 {
		t.Errorf("%d cells of %d pairs", drawn, len(p.Table.Rows))
	}
	for _, row := range p.Table.Rows {
		if *row.Cells[1].Count < 10 {
			t.Errorf("%s is told, though %d picked both", row.Cells[0].Text, *row.Cells[1].Count)
		}
	}
}

func TestTogetherWithoutAQuestionForIt(t *testing.T) {
	tests := []struct{ name, panel, want string }{
		{"one answer only", "{kind: together, question: place}", "nobody can pick several answers"},
		{"no such question", "{kind: together, question: nothing}", "no question “nothing”"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := build(t, read(t, "id: x\ntitle: X\npanels:\n  - "+tt.panel+"\n"), gather(charlotte(t), 40), "")
			if len(page.LeftOut) != 1 || !strings.Contains(page.LeftOut[0].Reason, tt.want) {
				t.Errorf("left out = %+v", page.LeftOut)
			}
		})
	}
}

func TestTogetherFromTheWarehouse(t *testing.T) {
	c := crowded(t, 150, .6, .15)
	want := build(t, read(t, togetherPanels), c, "q.topics=azure")
	selection := selectionOf(t, c.survey, "q.topics=azure")
	got, err := read(t, togetherPanels).Build(t.Context(), c.survey, selection, stocked(t, c))
	if err != nil {
		t.Fatal(err)
	}
	if a, b := string(outline(want)), string(outline(got)); a != b {
		t.Errorf("person by person:\n%s\nby the engine:\n%s", a, b)
	}
}

func selectionOf(tb testing.TB, s *survey.Survey, query string) dashboard.Selection {
	tb.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	selection, problems := dashboard.ParseSelection(s, values)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return selection
}
