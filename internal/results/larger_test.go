package results_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/results"
)

// A founder is told of the answers that the page hides though they are the largest, before it is public and
// afterwards.
func TestLargerThanWhatIsShown(t *testing.T) {
	s := parse(t, town)
	all := []told{
		{60, person{"roles": {"dev", "ops"}}}, {240, person{"roles": {"dev"}}}, {20, person{"roles": {"dev", "boss"}}}, {9, person{"roles": {"ops"}}},
	}
	want := []results.Larger{{Category: "dev", People: 320, Rest: 9}}
	outlooks, err := results.New().Foresee(t.Context(), s, []results.Panel{{Rows: "roles"}, {Rows: "leads"}}, crowdOf(t, s, all...).tally)
	if err != nil || len(outlooks) != 2 || outlooks[0].State != results.Counted || outlooks[1].State != results.TooFew {
		t.Fatalf("%+v, %v", outlooks, err)
	}
	if diff := cmp.Diff(want, outlooks[0].Larger); diff != "" {
		t.Error(diff)
	}
	p, now := recount(t, wish(t, s, "roles"), s, all...)
	if diff := cmp.Diff(want, now[0].Larger); diff != "" {
		t.Error(diff)
	}
	if _, later, err := p.Recount(t.Context(), s, noon.Add(time.Hour), crowdOf(t, s, all...).tally); err != nil || len(later[0].Larger) != 1 {
		t.Errorf("%+v, %v", later, err)
	}
	if p.Counts["roles"].Axes[0].Totals[0].Shown() || !want[0].Complementary(10) || want[0].Complementary(9) {
		t.Error("what is told of is shown, or is hidden for another reason")
	}
}
