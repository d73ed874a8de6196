package dashboard_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/analysis"
	"muster/internal/dashboard"
	"muster/internal/survey"
)

// powershell gives people with these answers to the role question, which has an "other".
func powershell(tb testing.TB, roles ...[]string) *crowd {
	tb.Helper()
	c := repeat(tb, len(roles), 0, nil)
	for i := range roles {
		c.people[i].picks = map[string][]string{"roles": roles[i]}
	}
	return c
}

func rowIDs(p *dashboard.Panel) []string {
	var ids []string
	for _, r := range p.Table.Rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestOrderOfARanking(t *testing.T) {
	c := powershell(t, []string{"other", "student"}, []string{"other", "student"}, []string{"other", "engineer"})
	tests := []struct {
		name, keys string
		want       []string
	}{
		{"by share, level ones as in the survey, other last", "", []string{"student", "engineer", "helpdesk", "administrator", "developer", "other"}},
		{"as in the survey", "sort: survey, ", []string{"helpdesk", "administrator", "engineer", "developer", "student", "other"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: ranking, "+tt.keys+"purpose: role}\n")
			if diff := cmp.Diff(tt.want, rowIDs(panel(t, build(t, d, c, ""), "ranking-roles"))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLimitIsOfTheDrawing(t *testing.T) {
	c := gather(charlotte(t), 90)
	p := panel(t, build(t, embedded(t, "overview"), c, ""), "ranking-topics")
	if len(p.Table.Rows) != 24 || len(p.Chart.Draw.Tips) != 10 {
		t.Errorf("%d rows and %d bars, want 24 and 10", len(p.Table.Rows), len(p.Chart.Draw.Tips))
	}
	if !slices.Contains(p.Table.Notes, "The drawing shows the first 10 of 24 lines.") {
		t.Errorf("notes = %q", p.Table.Notes)
	}
}

func TestAGroupCountsAPersonOnce(t *testing.T) {
	c := repeat(t, 3, 3, map[string][]string{"topics": {"basics", "errors", "classes", "linux"}})
	c.people = append(c.people, repeat(t, 1, 1, map[string][]string{"topics": {"none"}}).people...)
	d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: ranking, purpose: topic, by: groups}\n")
	p := panel(t, build(t, d, c, ""), "ranking-topics-groups")
	for i, want := range []int{3, 3, 0} {
		if got := *p.Table.Rows[i].Cells[1].Count; got != want {
			t.Errorf("%s: %d people, want %d", p.Table.Rows[i].ID, got, want)
		}
	}
	if p.Base.People != 4 {
		t.Errorf("base of %d people; who wants none of these has answered", p.Base.People)
	}
}

func TestFindingOfARanking(t *testing.T) {
	many := func(n int, picks ...string) [][]string { return slices.Repeat([][]string{picks}, n) }
	tests := []struct {
		name  string
		roles [][]string
		want  string
	}{
		{"nobody", nil, ""},
		{"a clear lead", slices.Concat(many(90, "engineer"), many(10, "student")), "Picked most: Engineer, by 90 of 100 (83–94%)."},
		{"a lead by chance", slices.Concat(many(52, "engineer"), many(48, "student")), "Picked most: Engineer, by 52 of 100 (42–62%), too close to call with “Student”."},
		{"two level", many(40, "engineer", "student"), "Picked most: Engineer and Student, by 40 of 40 each (91–100%)."},
		{"too many level", many(40, "engineer", "student", "helpdesk", "developer"), "None leads: 4 were picked most, by 40 of 40 each."},
		{"many near", slices.Concat(many(20, "engineer"), many(19, "student"), many(19, "helpdesk"), many(19, "developer"), many(18, "administrator")),
			"Picked most: Engineer, by 20 of 95 (14–30%), but none leads clearly: 4 others are within chance of it."},
		{"few and near", slices.Concat(many(15, "engineer"), many(14, "student")), "Picked most: Engineer, by 15 of 29 (34–69%); “Student” was picked by 14."},
		{"too few to compare", many(9, "engineer"), "Picked most: Engineer, by 9 of 9 (70–100%)."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: ranking, purpose: role}\n")
			if got := panel(t, build(t, d, powershell(t, tt.roles...), ""), "ranking-roles").Finding; got != tt.want {
				t.Errorf("finding = %q, want %q", got, tt.want)
			}
		})
	}
}

// The drawing, the words beside it and the table must say the same.
func TestDrawingAgreesWithItsTable(t *testing.T) {
	c := gather(charlotte(t), 150)
	p := panel(t, build(t, embedded(t, "demand"), c, ""), "ranking-topics")
	var option struct {
		Series []struct{ Data []struct{ Value float64 } }
		YAxis  []struct{ Data []string }
	}
	if err := json.Unmarshal(p.Chart.Option, &option); err != nil {
		t.Fatal(err)
	}
	for i, row := range p.Table.Rows {
		label, count, share := row.Cells[0].Text, *row.Cells[2].Count, row.Cells[3]
		if option.YAxis[0].Data[i] != label || option.YAxis[1].Data[i] != share.Text {
			t.Errorf("line %d is drawn as %q %q, want %q %q", i, option.YAxis[0].Data[i], option.YAxis[1].Data[i], label, share.Text)
		}
		if drawn := option.Series[0].Data[i].Value; drawn < *share.Share*100-.051 || drawn > *share.Share*100+.051 {
			t.Errorf("%s is drawn as %v, want %v", label, drawn, *share.Share*100)
		}
		w, drawn := analysis.Wilson(count, p.Base.People), p.Chart.Draw.Intervals[i]
		if *row.Cells[4].Low != w.Low || drawn[0] < w.Low*100-.051 || drawn[1] > w.High*100+.051 {
			t.Errorf("%s: interval %v drawn as %v", label, w, drawn)
		}
		if !strings.HasPrefix(p.Chart.Draw.Tips[i], label+"\n") || p.Chart.Draw.Filters[i] != row.Filter {
			t.Errorf("%s: tip %q, filter %q", label, p.Chart.Draw.Tips[i], p.Chart.Draw.Filters[i])
		}
	}
}

func TestLongLabelsGetRoom(t *testing.T) {
	heights := map[string]int{}
	for name, label := range map[string]string{"short": "A", "long": strings.Repeat("a long label ", 8)} {
		s := hostile(t)
		s.Questions[0].Options[0].Label, s.Questions[0].Options[1].Label = "x", "y"
		for i := range s.Questions[1].Options {
			s.Questions[1].Options[i].Label += survey.Text(label)
		}
		heights[name] = panel(t, build(t, embedded(t, "demand"), gather(s, 40), ""), "ranking-topics").Chart.Height
	}
	if heights["long"] <= heights["short"] {
		t.Errorf("heights = %v", heights)
	}
}

func TestTrend(t *testing.T) {
	day := func(text string) person {
		at, err := time.Parse(time.RFC3339, text+"Z")
		if err != nil {
			t.Fatal(err)
		}
		return person{at: at}
	}
	tests := []struct {
		name, by string
		people   []person
		ids      []string
		counts   []int
		finding  string
	}{
		{
			name: "days without gaps, in the survey's zone", by: "auto",
			people:  []person{day("2026-01-01T03:00:00"), day("2026-01-02T12:00:00"), day("2026-01-02T13:00:00")}, // still New Year's Eve in New York
			ids:     []string{"2025-12-31", "2026-01-01", "2026-01-02"},
			counts:  []int{1, 0, 2},
			finding: "Most came on 2 Jan 2026: 2 people.",
		},
		{
			name: "a long time goes by weeks from Monday", by: "auto",
			people:  []person{day("2026-01-07T12:00:00"), day("2026-01-08T12:00:00"), day("2026-03-20T12:00:00")},
			ids:     []string{"2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09", "2026-03-16"},
			counts:  []int{2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
			finding: "Most came in the week from 5 Jan 2026: 2 people.",
		},
		{
			name: "weeks when asked, level ones not named", by: "week",
			people: []person{day("2026-01-07T12:00:00"), day("2026-01-13T12:00:00")},
			ids:    []string{"2026-01-05", "2026-01-12"}, counts: []int{1, 1},
		},
		{name: "nobody", by: "day"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &crowd{survey: charlotte(t), people: tt.people}
			p := panel(t, build(t, read(t, "id: x\ntitle: X\npanels:\n  - {kind: trend, by: "+tt.by+"}\n"), c, ""), "trend")
			if len(tt.people) == 0 {
				if p.Table != nil || p.Chart != nil || p.Base.Words != "Nobody has answered yet." {
					t.Errorf("of nobody: %+v", p)
				}
				return
			}
			if diff := cmp.Diff(tt.ids, rowIDs(p)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			sum := 0
			for i, row := range p.Table.Rows {
				sum += tt.counts[i]
				if *row.Cells[1].Count != tt.counts[i] || *row.Cells[2].Count != sum {
					t.Errorf("%s: %d new, %d so far; want %d, %d", row.ID, *row.Cells[1].Count, *row.Cells[2].Count, tt.counts[i], sum)
				}
			}
			if p.Finding != tt.finding || (p.Chart == nil) != (len(tt.people) == 0) {
				t.Errorf("finding = %q, chart %v", p.Finding, p.Chart)
			}
		})
	}
}

func TestMeanAndMedian(t *testing.T) {
	tests := []struct {
		name         string
		answers      string
		mean, median float64
	}{
		{"one", "4", 4, 4},
		{"the middle one", "1 2 5", 8.0 / 3, 2},
		{"between two", "2 3 1 5", 2.75, 2.5},
		{"all level", "3 3 3 3", 3, 3},
	}
	d := read(t, "id: x\ntitle: X\npanels:\n  - {kind: scale, question: comfort}\n")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answers := strings.Fields(tt.answers)
			c := repeat(t, len(answers), 0, nil)
			for i, a := range answers {
				c.people[i].picks = map[string][]string{"comfort": {a}}
			}
			f := panel(t, build(t, d, c, ""), "scale-comfort").Figures
			if *f[0].Number != tt.mean || *f[1].Number != tt.median {
				t.Errorf("mean %v, median %v; want %v, %v", *f[0].Number, *f[1].Number, tt.mean, tt.median)
			}
		})
	}
	if f := panel(t, build(t, d, repeat(t, 2, 0, nil), ""), "scale-comfort").Figures; f[0].Number != nil || f[1].Value != "–" {
		t.Errorf("figures of nobody = %+v", f)
	}
}
