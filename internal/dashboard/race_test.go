package dashboard_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/analysis"
	"muster/internal/dashboard"
)

// pairOf counts who picked one of two answers and not the other.
func pairOf(people []person, question, a, b string) (first, second, base int) {
	for _, p := range people {
		picks := p.picks[question]
		if len(picks) == 0 {
			continue
		}
		base++
		hasA, hasB := slices.Contains(picks, a), slices.Contains(picks, b)
		if hasA && !hasB {
			first++
		}
		if hasB && !hasA {
			second++
		}
	}
	return first, second, base
}

// ahead tells by the definition whether one answer is ahead of another: the interval of their difference
// among the same people leaves out 0.
func ahead(people []person, question, a, b string) bool {
	first, second, base := pairOf(people, question, a, b)
	return analysis.Net(first, second, base).Low > 0
}

func rankingOf(t *testing.T, c *crowd, question, more string) *dashboard.Panel {
	t.Helper()
	d := read(t, "id: x\ntitle: X\npanels: [{kind: ranking, question: "+question+more+"}]\n")
	return panel(t, build(t, d, c, ""), "ranking-"+question)
}

// No bracket says more than is so, none is missing between neighbours, and every place follows from all
// pairs, whatever the number of people.
func TestBracketsAndPlaces(t *testing.T) {
	for _, n := range []int{29, 30, 60, 263, 2000} {
		c := gather(charlotte(t), n)
		p := rankingOf(t, c, "topics", "")
		ids := slices.DeleteFunc(rowIDs(p), func(id string) bool { return id == "none" })
		if n < 35 && p.Base.People < 30 {
			if len(p.Chart.Draw.Brackets) > 0 || slices.ContainsFunc(p.Table.Columns, func(c dashboard.Column) bool { return c.Label == "Place" }) {
				t.Errorf("%d people are compared", n)
			}
			continue
		}
		closeTo := func(i, j int) bool {
			return !ahead(c.people, "topics", ids[i], ids[j]) && !ahead(c.people, "topics", ids[j], ids[i])
		}
		joined := map[int]bool{}
		for _, b := range p.Chart.Draw.Brackets {
			for i := b[0]; i <= b[1]; i++ {
				for j := i + 1; j <= b[1]; j++ {
					if !closeTo(i, j) {
						t.Errorf("%d people: %s and %s stand in one bracket, but one is ahead", n, ids[i], ids[j])
					}
				}
				joined[i] = joined[i] || i < b[1]
			}
		}
		for i := range len(ids) - 1 {
			if joined[i] != closeTo(i, i+1) {
				t.Errorf("%d people: %s and %s are joined %t", n, ids[i], ids[i+1], joined[i])
			}
		}
		for i, id := range ids {
			best, worst := 1, len(ids)
			for _, other := range ids {
				if ahead(c.people, "topics", other, id) {
					best++
				}
				if ahead(c.people, "topics", id, other) {
					worst--
				}
			}
			want := fmt.Sprintf("%d–%d", best, worst)
			if best == worst {
				want = fmt.Sprint(best)
			}
			if got := p.Table.Rows[i].Cells[5].Text; got != want {
				t.Errorf("%d people: %s has the place %s, want %s", n, id, got, want)
			}
		}
	}
}

// Who picked both says nothing about which is wanted more: where many did, a small lead is a clear one.
func TestWhoPickedBothDecidesNothing(t *testing.T) {
	picks := func(n int, ids ...string) []person {
		return slices.Repeat([]person{{picks: map[string][]string{"topics": ids}}}, n)
	}
	tests := []struct {
		name           string
		both, one, two int
		place, finding string
	}{
		{"the same people", 180, 16, 4, "1", "Picked most: Azure, by 196 of 200 (95–99%)."},
		{"other people", 4, 104, 92, "1–2", "Picked most: Azure, by 108 of 200 (47–61%), too close to call with “PKI”."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &crowd{survey: charlotte(t), people: slices.Concat(picks(tt.both, "azure", "pki"), picks(tt.one, "azure"), picks(tt.two, "pki"))}
			p := rankingOf(t, c, "topics", "")
			if got := p.Table.Rows[0].Cells[5].Text; got != tt.place || p.Finding != tt.finding {
				t.Errorf("place %s, %q", got, p.Finding)
			}
		})
	}
}

// Of a question of one answer nobody picked both, and neighbours in the order of the survey are no ranking.
func TestBracketsOfOneAnswer(t *testing.T) {
	s := twoQuestions(t, [][]int{{300, 280, 20}, {0, 0, 0}})
	p := rankingOf(t, s, "party", "")
	if diff := cmp.Diff([][2]int{{0, 1}}, p.Chart.Draw.Brackets); diff != "" {
		t.Errorf("brackets (-want +got):\n%s", diff)
	}
	if p.Note != "Lines that a bracket joins are too close to call, each with every other." {
		t.Errorf("note %q", p.Note)
	}
	if p := rankingOf(t, s, "party", ", sort: survey"); p.Chart.Draw.Brackets != nil || p.Table.Rows[2].Cells[4].Text != "3" {
		t.Errorf("brackets %v, %+v", p.Chart.Draw.Brackets, p.Table.Rows[2].Cells)
	}
	if p := rankingOf(t, s, "party", ", limit: 1"); p.Chart.Draw.Brackets != nil {
		t.Errorf("brackets of one line: %v", p.Chart.Draw.Brackets)
	}
}

func TestSmallBasesAreHatched(t *testing.T) {
	for n, want := range map[int]bool{12: true, 49: true, 50: false, 300: false} {
		c := twoQuestions(t, [][]int{{n, 0, 0}, {0, 0, 0}})
		if got := rankingOf(t, c, "party", "").Chart.Draw.Hatched; got != want {
			t.Errorf("%d people: hatched %t", n, got)
		}
	}
}
