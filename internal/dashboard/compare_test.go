package dashboard_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/analysis"
	"muster/internal/dashboard"
	"muster/internal/tally"
)

func versus(tb testing.TB, c *crowd, query string) dashboard.Versus {
	tb.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	v, problems := dashboard.ParseVersus(c.survey, values)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return v
}

func compare(tb testing.TB, d *dashboard.Dashboard, c *crowd, query string) *dashboard.Comparison {
	tb.Helper()
	page, err := d.Compare(tb.Context(), c.survey, versus(tb, c, query), c.source())
	if err != nil {
		tb.Fatal(err)
	}
	return page
}

// aloud writes what a comparison adds to the panels of both groups as a person would read it.
func aloud(c *dashboard.Comparison) []byte {
	page := &dashboard.Page{SurveyTitle: c.SurveyTitle, Title: c.Title, Responses: c.A.Responses, All: c.A.All}
	for _, pair := range c.Pairs {
		if pair.Difference != nil {
			page.Sections = append(page.Sections, dashboard.Section{
				Heading: fmt.Sprintf("%s: %s | %s", pair.Title, pair.A.Title, pair.B.Title), Panels: []*dashboard.Panel{pair.Difference},
			})
		}
	}
	head := fmt.Sprintf("A: %s (%d)\nB: %s (%d)\nboth: %d. %s\n", c.A.Text, c.A.Responses, c.B.Text, c.B.Responses, c.Both, c.Tested)
	return append([]byte(head), outline(page)...)
}

const comparePanels = `id: x
title: X
panels:
  - {kind: ranking, purpose: topic}
  - {kind: ranking, purpose: topic, by: groups}
  - {kind: figures}
`

func TestCompareGoldens(t *testing.T) {
	c := gather(charlotte(t), 400)
	tests := []struct{ name, query string }{
		{"compare-apart", "q.place=online&vs=q.place%3Din_person"},
		{"compare-crossing", "q.roles=engineer&vs=q.roles%3Dleader"},
		{"compare-rest", "q.roles=engineer"},
		{"compare-few", "q.roles=engineer&from=2026-01-05&to=2026-01-12&vs=q.roles%3Dleader"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			golden(t, tt.name+".txt", aloud(compare(t, read(t, comparePanels), c, tt.query)))
		})
	}
}

func TestCompareEveryKindOfQuestion(t *testing.T) {
	c := mixed(t, 300)
	page := compare(t, embedded(t, "demand"), c, "source=poster&vs=source%3Dmail")
	golden(t, "compare-everything.txt", aloud(page))
	if n := embedded(t, "demand").Comparable(c.survey); n != len(page.Pairs) {
		t.Errorf("%d panels can be compared, %d are", n, len(page.Pairs))
	}
	kinds := map[dashboard.Kind]bool{}
	for _, pair := range page.Pairs {
		kinds[pair.A.Kind] = true
		if pair.Difference == nil || pair.Difference.Table == nil {
			t.Errorf("%s: nothing told of the difference", pair.Title)
		}
	}
	for _, kind := range []dashboard.Kind{dashboard.RankingKind, dashboard.ScaleKind, dashboard.HistogramKind, dashboard.SlotsKind, dashboard.PreferenceKind} {
		if !kinds[kind] {
			t.Errorf("no panel of kind %s was compared", kind)
		}
	}
}

// Tests compare different people: each side of a difference is counted here person by person, from those
// who are in the one group and not in the other.
func TestNobodyIsOnBothSides(t *testing.T) {
	c := gather(charlotte(t), 300)
	tests := []struct {
		name, a, b    string
		first, second string // names of the sides
		both          bool
	}{
		{"apart", "q.place=online", "q.place=in_person", "A", "B", false},
		{"crossing", "q.roles=engineer", "q.roles=leader", "A alone", "B alone", true},
		{"crossing, with several filters", "q.roles=engineer&q.roles=support&from=2026-01-10", "q.roles=leader&q.place=in_person&to=2026-02-20", "A alone", "B alone", true},
		{"inside", "q.roles=engineer&q.place=in_person", "q.roles=engineer", "A", "B without A", true},
		{"outside", "q.roles=engineer", "q.roles=engineer&q.place=in_person", "A without B", "B", true},
		{"against everybody else", "q.roles=leader", "", "A", "Everybody else", true},
		{"everybody else against one", "", "q.roles=leader", "Everybody else", "B", true},
	}
	d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: ranking, purpose: topic, sort: survey}\n")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := compare(t, d, c, tt.a+"&vs="+url.QueryEscape(tt.b))
			a, b := c.passing(selectionOf(t, c.survey, tt.a).Filter), c.passing(selectionOf(t, c.survey, tt.b).Filter)
			if page.A.Responses != len(a) || page.B.Responses != len(b) || (page.Both > 0) != tt.both {
				t.Fatalf("%d and %d people, %d in both; want %d and %d", page.A.Responses, page.B.Responses, page.Both, len(a), len(b))
			}
			first, second := a, b
			if tt.first != "A" {
				first = missing(a, b)
			}
			if tt.second != "B" {
				second = missing(b, a)
			}
			table := page.Pairs[0].Difference.Table
			for _, row := range table.Rows {
				x, n := picking(first, row.ID)
				y, m := picking(second, row.ID)
				if *row.Cells[1].Count != x || *row.Cells[2].Count != y {
					t.Errorf("%s: %d and %d people, want %d of %d and %d of %d", row.ID, *row.Cells[1].Count, *row.Cells[2].Count, x, n, y, m)
				}
				want := analysis.Newcombe(x, n, y, m)
				if (row.Cells[4].Low == nil) != (row.Cells[5].Text == "not tested") {
					t.Errorf("%s: the interval is %q, and beyond chance %q", row.ID, row.Cells[4].Text, row.Cells[5].Text)
				}
				if row.Cells[4].Low == nil {
					continue
				}
				if low := *row.Cells[4].Low; low < want.Low-1e-6 || low > want.Low+1e-6 {
					t.Errorf("%s: interval from %v, want %v", row.ID, low, want.Low)
				}
			}
			if !strings.HasPrefix(table.Columns[1].Label, tt.first+" (") || !strings.HasPrefix(table.Columns[2].Label, tt.second+" (") {
				t.Errorf("columns %q and %q", table.Columns[1].Label, table.Columns[2].Label)
			}
		})
	}
}

// missing gives the people who are not among the others. Everybody in a made-up crowd comes at another
// moment.
func missing(from, others []person) []person {
	in := map[int64]bool{}
	for _, p := range others {
		in[p.at.UnixNano()] = true
	}
	var left []person
	for _, p := range from {
		if !in[p.at.UnixNano()] {
			left = append(left, p)
		}
	}
	return left
}

func picking(people []person, topic string) (picked, base int) {
	for _, p := range people {
		if len(p.picks["topics"]) == 0 {
			continue
		}
		base++
		if strings.Contains(" "+strings.Join(p.picks["topics"], " ")+" ", " "+topic+" ") {
			picked++
		}
	}
	return picked, base
}

func TestGroupsThatCannotDiffer(t *testing.T) {
	c := gather(charlotte(t), 200)
	tests := []struct{ name, query, want string }{
		{"the same filters", "q.roles=engineer&vs=q.roles%3Dengineer", "Both groups are the same people"},
		{"everybody", "", "Both groups are the same people"},
		{"nobody", "q.roles=engineer&from=2031-01-01", "One of the groups is empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := compare(t, read(t, comparePanels), c, tt.query)
			if !strings.HasPrefix(page.Tested, tt.want) {
				t.Errorf("tested = %q", page.Tested)
			}
			for _, pair := range page.Pairs {
				if pair.Difference != nil && strings.Contains(pair.Difference.Finding, "often") {
					t.Errorf("finding = %q", pair.Difference.Finding)
				}
			}
		})
	}
}

func TestVersusReadsWhatItWrites(t *testing.T) {
	c := gather(charlotte(t), 1)
	tests := []struct{ name, query, a, b string }{
		{"nothing", "", "", ""},
		{"the first alone", "q.roles=engineer", "q.roles=engineer", ""},
		{"one query", "q.roles=engineer&vs=q.roles%3Dleader%26from%3D2026-01-01", "q.roles=engineer", "from=2026-01-01&q.roles=leader"},
		{"as a form sends it", "q.roles=engineer&vs.q.roles=leader&vs.q.roles=support&vs.from=2026-01-01&from=&vs.to=", "q.roles=engineer", "from=2026-01-01&q.roles=support&q.roles=leader"},
		{"everybody by name", "q.roles=engineer&vs=all", "q.roles=engineer", ""},
		{"a second within the second", "vs=q.roles%3Dleader%26vs%3Dq.roles%253Dengineer", "", "q.roles=leader"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := versus(t, c, tt.query)
			if v.A.String() != tt.a || v.B.String() != tt.b {
				t.Errorf("%q and %q, want %q and %q", v.A, v.B, tt.a, tt.b)
			}
			again := versus(t, c, v.String())
			if again.String() != v.String() || again.Swapped().A.String() != v.B.String() || v.Chosen() != (tt.a != tt.b) {
				t.Errorf("%q is read back as %q", v, again)
			}
		})
	}
}

func TestProblemsOfTheSecondGroup(t *testing.T) {
	s := charlotte(t)
	for _, query := range []string{"vs=q.nothing%3D1", "vs.q.roles=king", "vs=q.roles%3Dleader%3Bq%25", "vs=from%3Dyesterday", "vs=%25zz"} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, problems := dashboard.ParseVersus(s, values); len(problems) != 1 {
			t.Errorf("%s: problems = %v", query, problems)
		}
	}
}

func FuzzParseVersus(f *testing.F) {
	s := charlotte(f)
	for _, seed := range []string{"", "vs=q.roles%3Dengineer", "vs.q.roles=leader&vs.from=2026-01-01", "vs=%25", "vs.vs=q.roles", "vs.=1&q.=2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, _ := url.ParseQuery(query)
		v, _ := dashboard.ParseVersus(s, values)
		again, problems := dashboard.ParseVersus(s, v.Query())
		if len(problems) > 0 || again.String() != v.String() {
			t.Errorf("%q is written as %q and read as %q, %v", query, v, again, problems)
		}
	})
}

// Everything that narrows a group leads to the comparison with the other group kept.
func TestLinksKeepTheOtherGroup(t *testing.T) {
	c := gather(charlotte(t), 400)
	page := compare(t, read(t, comparePanels), c, "q.roles=engineer&vs=q.roles%3Dleader")
	pair := page.Pairs[0]
	for _, tt := range []struct {
		panel *dashboard.Panel
		a, b  string
	}{
		{pair.A, "q.roles=engineer&q.topics=azure", "q.roles=leader"},
		{pair.B, "q.roles=engineer", "q.roles=leader&q.topics=azure"},
	} {
		for i, row := range tt.panel.Table.Rows {
			if row.ID != "azure" {
				continue
			}
			for _, query := range []string{row.Filter, tt.panel.Chart.Draw.Filters[i]} {
				v := versus(t, c, query)
				if v.A.String() != tt.a || v.B.String() != tt.b || !strings.Contains(query, "dashboard=x") {
					t.Errorf("%s leads to %q", tt.panel.ID, query)
				}
			}
		}
	}
	ids := map[string]bool{}
	for _, pair := range page.Pairs {
		for _, p := range []*dashboard.Panel{pair.A, pair.B, pair.Difference} {
			if ids[p.ID] || ids[p.Chart.ID] {
				t.Errorf("the id %s, or %s, stands on the page twice", p.ID, p.Chart.ID)
			}
			ids[p.ID], ids[p.Chart.ID] = true, true
		}
	}
}

func TestFormsOfTwoGroups(t *testing.T) {
	c := gather(charlotte(t), 10)
	v := versus(t, c, "q.roles=engineer&vs=q.roles%3Dleader%26to%3D2026-03-01")
	a, b := v.Forms(c.survey, "poster", "mail")
	values := url.Values{"from": {a.From}, "to": {a.To}, "vs.from": {b.From}, "vs.to": {b.To}}
	for _, q := range append(a.All(), b.All()...) {
		for _, o := range q.Options {
			if o.Selected {
				values.Add(o.Name, o.Value)
			}
		}
	}
	if got := versus(t, c, values.Encode()); got.String() != v.String() {
		t.Errorf("the form sends %q, want %q", got, v)
	}
	first, second := v.Words()
	if len(first) != 1 || len(second) != 2 || versus(t, c, first[0].Without).A.String() != "" {
		t.Errorf("words = %+v and %+v", first, second)
	}
	if without := versus(t, c, second[0].Without); without.A.String() != "q.roles=engineer" || without.B.String() != "to=2026-03-01" {
		t.Errorf("without its first filter the second group is %q", without)
	}
	picks := v.Picks(c.survey)
	if len(picks) != 7 || picks[2].Query != "q.roles=engineer" || picks[2].Text != "Systems / network / infrastructure engineer" {
		t.Errorf("picks = %+v", picks)
	}
	if picks := v.Picks(load(t, "testdata/grid.yaml"), "poster", "mail"); len(picks) != 2 || picks[0].Query != "source=poster" {
		t.Errorf("picks of a survey without roles = %+v", picks)
	}
}

func TestCompareFromTheWarehouse(t *testing.T) {
	c := gather(charlotte(t), 200)
	for _, query := range []string{"q.roles=engineer&vs=q.roles%3Dleader", "q.roles=engineer", "source=form&vs=source%3Dnowhere"} {
		want := compare(t, read(t, comparePanels), c, query)
		got, err := read(t, comparePanels).Compare(t.Context(), c.survey, versus(t, c, query), stocked(t, c))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(aloud(want)), string(aloud(got))); diff != "" {
			t.Errorf("%s (-person by person +engine):\n%s", query, diff)
		}
		if _, err := json.Marshal(got); err != nil {
			t.Error(err)
		}
	}
}

func TestCompareSaysWhatTheSourceSays(t *testing.T) {
	c := gather(charlotte(t), 20)
	source := c.source()
	source.Tally = func(ctx context.Context, queries []tally.Query) ([]tally.Table, error) { return nil, errDown }
	_, err := read(t, comparePanels).Compare(t.Context(), c.survey, versus(t, c, "q.roles=engineer"), source)
	if !errors.Is(err, errDown) {
		t.Errorf("error = %v", err)
	}
}

var errDown = errors.New("the counts are down")
