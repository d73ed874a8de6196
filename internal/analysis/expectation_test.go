package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

// The best of thousands of sets suits the very people for whom it was chosen. What is told of others holds
// of them: in samples drawn from one large crowd the intervals about it hold the truth of that crowd about
// as often as they say, for every set-up there is, though without it they would hold it half as often.
func TestExpectationsHoldOfOthers(t *testing.T) {
	const samples = 100
	everybody := withTimes(interests(20_000, 24, 8), 5, 8)
	for _, test := range []struct {
		name    string
		times   int
		oneTime bool
		least   float64 // share of intervals that hold the truth
		fooled  float64 // the same at the most without the correction, of the fewest people
	}{
		{"one time", 5, true, .88, .9},
		{"times of their own", 5, false, .85, .4},
		{"whenever", 0, false, .88, .9},
	} {
		for _, people := range []int{40, 80, 150} {
			t.Run(fmt.Sprintf("%s/%d people", test.name, people), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(uint64(people), 3))
				plan := analysis.Plan{Options: 24, Choose: 4, Times: test.times, OneTime: test.oneTime, Budget: 20_000}
				var plain, held, meetings, off float64
				for range samples {
					crowd := make([]analysis.Picks, people)
					for i := range crowd {
						crowd[i] = everybody[random.IntN(len(everybody))]
					}
					plan.Crowd = crowd
					best, _ := plan.Best()
					stable, ok := plan.Stability(best, analysis.Resampling{Times: 60, Seed: 1})
					if !ok || len(stable.Others) != plan.Choose {
						t.Fatalf("%+v", stable)
					}
					plan.Crowd = everybody
					for i, truth := range plan.Follow(best.LargestFirst()) {
						share := float64(truth.People) / float64(len(everybody))
						meetings += holdsShare(analysis.WilsonAbout(stable.Others[i].People, people), share)
						if i == plan.Choose-1 {
							share = float64(truth.Reach) / float64(len(everybody))
							plain += holdsShare(analysis.Wilson(best.Reach, people), share)
							held += holdsShare(analysis.WilsonAbout(stable.Others[i].Reach, people), share)
							off += stable.Others[i].Reach - share
						}
					}
				}
				t.Logf("held %.3f, without correction %.3f, of meetings %.3f; off by %.3f", held/samples, plain/samples, meetings/samples/4, off/samples)
				if held/samples < test.least || meetings/samples/4 < test.least {
					t.Errorf("of 100 intervals %.0f hold the truth, of meetings %.0f", 100*held/samples, 100*meetings/samples/4)
				}
				if people == 40 && plain/samples > test.fooled {
					t.Errorf("without correction %.2f hold it, so this tests nothing", plain/samples)
				}
			})
		}
	}
}

func holdsShare(i analysis.Interval, share float64) float64 {
	if i.Low <= share && share <= i.High {
		return 1
	}
	return 0
}
