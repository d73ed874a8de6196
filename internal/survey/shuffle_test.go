package survey_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

// listing makes a shuffled question of so many options.
func listing(t testing.TB, n int, more string) *survey.Question {
	t.Helper()
	var options []string
	for i := range n {
		options = append(options, fmt.Sprintf("{id: o%d, label: Option %d}", i, i))
	}
	return ask(t, "kind: many, shuffle: true, options: ["+strings.Join(options, ", ")+"]"+more)
}

func ids(options []survey.Option) []string {
	var all []string
	for _, o := range options {
		all = append(all, o.ID)
	}
	return all
}

func TestShuffledIsFair(t *testing.T) {
	for _, n := range []int{1, 2, 3, 7, 16, 24, 62} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			q := listing(t, n, ", other: Else, none: None")
			first := map[string]int{}
			for variant := 1; variant <= survey.Variants; variant++ {
				shown := ids(q.Shuffled(variant))
				first[shown[0]]++
				if diff := cmp.Diff([]string{"other", "none"}, shown[n:]); diff != "" {
					t.Errorf("variant %d does not end with other and none: %s", variant, diff)
				}
				if !slices.Equal(slices.Sorted(slices.Values(shown)), slices.Sorted(slices.Values(ids(q.Options)))) {
					t.Errorf("variant %d shows %v", variant, shown)
				}
				if diff := cmp.Diff(shown, ids(q.Shuffled(variant))); diff != "" {
					t.Errorf("variant %d is shown in two ways: %s", variant, diff)
				}
			}
			least, most := survey.Variants/n, (survey.Variants+n-1)/n
			for _, times := range first {
				if times < least || times > most {
					t.Errorf("an option is first %d times, want %d to %d", times, least, most)
				}
			}
			if want := min(n, survey.Variants); len(first) != want {
				t.Errorf("%d options are ever first, want %d", len(first), want)
			}
		})
	}
}

// In a round of as many variants as there are options, each stands once at every place.
func TestShuffledSpreadsPlaces(t *testing.T) {
	const n = 8
	q := listing(t, n, "")
	at := map[string]bool{}
	followed := map[string]int{}
	for variant := 1; variant <= n; variant++ {
		shown := ids(q.Shuffled(variant))
		for i, id := range shown {
			at[fmt.Sprint(id, " at ", i)] = true
			if i > 0 {
				followed[shown[i-1]+" before "+id]++
			}
		}
	}
	if len(at) != n*n {
		t.Errorf("%d of %d places are taken", len(at), n*n)
	}
	if len(followed) != n*(n-1) {
		t.Errorf("%d of %d pairs follow each other", len(followed), n*(n-1))
	}
}

func TestGroupsStayTogether(t *testing.T) {
	q := ask(t, `kind: many, shuffle: true, none: None, groups: [
		{id: g, label: G, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]},
		{id: h, label: H, options: [{id: d, label: D}, {id: e, label: E}]},
		{id: i, label: I, options: [{id: f, label: F}]}]`)
	orders := map[string]bool{}
	for variant := 1; variant <= survey.Variants; variant++ {
		var runs []string
		for _, o := range q.Shuffled(variant) {
			if len(runs) == 0 || runs[len(runs)-1] != o.Group {
				runs = append(runs, o.Group)
			}
		}
		if len(runs) != 4 || runs[3] != "" {
			t.Errorf("variant %d shows groups %q", variant, runs)
		}
		orders[strings.Join(ids(q.Shuffled(variant)), " ")] = true
	}
	if len(orders) < survey.Variants/2 {
		t.Errorf("only %d orders", len(orders))
	}
}

func TestNotShuffled(t *testing.T) {
	plain := ask(t, "kind: many, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]")
	for variant := -1; variant <= survey.Variants+1; variant++ {
		if diff := cmp.Diff(plain.Options, plain.Shuffled(variant)); diff != "" {
			t.Errorf("variant %d: %s", variant, diff)
		}
	}
	for _, variant := range []int{0, -1} {
		if q := listing(t, 5, ""); !cmp.Equal(q.Options, q.Shuffled(variant)) {
			t.Errorf("variant %d is not as written", variant)
		}
	}
}

// The number of the order that a respondent saw is kept, so what a number stands for may never change.
func TestOrdersStay(t *testing.T) {
	var out strings.Builder
	q := ask(t, `kind: many, shuffle: true, none: None, groups: [
		{id: g, label: G, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]},
		{id: h, label: H, options: [{id: d, label: D}, {id: e, label: E}]}]`)
	for variant := 0; variant <= survey.Variants; variant++ {
		fmt.Fprintln(&out, variant, strings.Join(ids(q.Shuffled(variant)), " "), "|", strings.Join(ids(listing(t, 7, "").Shuffled(variant)), " "))
	}
	golden(t, "testdata/orders.golden", out.String())
}
