package analysis_test

import (
	"math/bits"
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

// Of all sets that reach most people, the one that is chosen has most of the options that are preferred; and
// what is preferred never costs a person.
func TestPreferenceDecidesAmongEquals(t *testing.T) {
	random := rand.New(rand.NewPCG(51, 52))
	decided := 0
	for range 1500 {
		plan := randomPlan(random)
		indifferent, ok := plan.Best()
		if !ok || indifferent.Reach == 0 {
			continue
		}
		plan.Prefer = random.Uint64() & (1<<plan.Options - 1)
		got, _ := plan.Best()
		most := 0
		for set := range uint64(1) << plan.Options {
			if reach, _, _ := count(plan.Crowd, set); allowed(plan, set) && reach == indifferent.Reach {
				most = max(most, bits.OnesCount64(set&plan.Prefer))
			}
		}
		liked := bits.OnesCount64(got.Options & plan.Prefer)
		if got.Reach != indifferent.Reach || liked != most || !got.Exact {
			t.Fatalf("%+v: %+v has %d of %d preferred", plan, got, liked, most)
		}
		if liked > bits.OnesCount64(indifferent.Options&plan.Prefer) {
			decided++
		}
	}
	if decided < 100 {
		t.Errorf("only %d choices were decided by it", decided)
	}
}

// The same where options have times, shared or their own.
func TestPreferenceAmongTimes(t *testing.T) {
	random := rand.New(rand.NewPCG(53, 54))
	for range 500 {
		plan := timedPlan(random)
		indifferent, ok := plan.Best()
		if !ok || indifferent.Reach == 0 {
			continue
		}
		plan.Prefer = random.Uint64() & (1<<plan.Options - 1)
		got, _ := plan.Best()
		most := 0
		for set := range uint64(1) << plan.Options {
			if !allowed(plan, set) {
				continue
			}
			for offers := range everyTime(plan, set) {
				if reach, _ := attending(plan.Crowd, offers); reach == indifferent.Reach {
					most = max(most, bits.OnesCount64(set&plan.Prefer))
				}
			}
		}
		if liked := bits.OnesCount64(got.Options & plan.Prefer); got.Reach != indifferent.Reach || liked != most {
			t.Fatalf("%+v: %+v has %d of %d preferred", plan, got, liked, most)
		}
	}
}

func TestBesideComparesChoices(t *testing.T) {
	plan := analysis.Plan{Options: 3, Choose: 1, Crowd: []analysis.Picks{{Options: 1, People: 30}, {Options: 2, People: 28}, {Options: 4, People: 3}}}
	best, _ := plan.Best()
	plan.Never = 1
	second, _ := plan.Best()
	plan.Never = 3
	third, _ := plan.Best()
	if o := plan.Beside(best, second); o.Reach != 28 || !o.Noise || o.Options != 2 {
		t.Errorf("the second %+v", o)
	}
	if o := plan.Beside(best, third); o.Reach != 3 || o.Noise {
		t.Errorf("the third %+v", o)
	}
}
