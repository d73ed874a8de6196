package analysis_test

import (
	"cmp"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"muster/internal/analysis"
)

// attending counts, person by person, whom offers reach and how often.
func attending(crowd []analysis.Picks, offers []analysis.Offer) (reach, hits int) {
	for _, p := range crowd {
		times := 0
		for _, o := range offers {
			if p.Options>>o.Option&1 == 1 && p.Times>>o.Time&1 == 1 {
				times++
			}
		}
		hits += times * p.People
		if times > 0 {
			reach += p.People
		}
	}
	return reach, hits
}

// timedPlan is a small plan with times, which may have every kind of condition.
func timedPlan(random *rand.Rand) analysis.Plan {
	plan := randomPlan(random)
	for plan.Options > 6 || plan.Choose > 3 {
		plan = randomPlan(random)
	}
	plan.Times = 1 + random.IntN(4)
	for i := range plan.Crowd {
		plan.Crowd[i].Times = random.Uint64() & random.Uint64() & (1<<plan.Times - 1)
	}
	plan.OneTime = random.IntN(2) == 0
	return plan
}

// everyReach gives the best reach of every set of options that a plan allows, the largest first, and
// of plans of one time the best at every time.
func everyReach(plan analysis.Plan) (reaches, byTime []int) {
	byTime = make([]int, plan.Times)
	for set := range uint64(1) << plan.Options {
		if !allowed(plan, set) {
			continue
		}
		best := 0
		for offers := range everyTime(plan, set) {
			reach, _ := attending(plan.Crowd, offers)
			best = max(best, reach)
			byTime[offers[0].Time] = max(byTime[offers[0].Time], reach)
		}
		reaches = append(reaches, best)
	}
	slices.SortFunc(reaches, func(a, b int) int { return b - a })
	return reaches, byTime
}

// everyTime gives the options of a set at all times that a plan allows.
func everyTime(plan analysis.Plan, set uint64) func(func([]analysis.Offer) bool) {
	return func(yield func([]analysis.Offer) bool) {
		ways := plan.Times
		if !plan.OneTime {
			ways = 1
			for range bits.OnesCount64(set) {
				ways *= plan.Times
			}
		}
		for way := range ways {
			var offers []analysis.Offer
			for left, code := set, way; left != 0; left &= left - 1 {
				offers = append(offers, analysis.Offer{Option: bits.TrailingZeros64(left), Time: code % plan.Times})
				if !plan.OneTime {
					code /= plan.Times
				}
			}
			if !yield(offers) {
				return
			}
		}
	}
}

// On small crowds every set can be tried at all times.
func TestPlansWithTimesAgainstAll(t *testing.T) {
	random := rand.New(rand.NewPCG(27, 28))
	for range 1500 {
		plan := timedPlan(random)
		got, ok := plan.Best()
		reaches, byTime := everyReach(plan)
		if ok != (len(reaches) > 0) {
			t.Fatalf("%+v: %+v, %v of %d sets", plan, got, ok, len(reaches))
		}
		if !ok {
			continue
		}
		if got.Reach != reaches[0] || !got.Exact || got.Ceiling != got.Reach {
			t.Fatalf("%+v: %+v, want %d", plan, got, reaches[0])
		}
		agrees(t, plan, got)
		if plan.OneTime {
			rivalsHold(t, got, byTime)
		} else if len(got.Others) != min(plan.Others, len(reaches)-1) {
			t.Fatalf("%+v: %d others of %d", plan, len(got.Others), len(reaches)-1)
		} else {
			for i, other := range got.Others {
				if other.Reach != reaches[i+1] {
					t.Fatalf("%+v: others %+v, want %v", plan, got.Others, reaches)
				}
			}
		}
		plan.Budget = 1
		rough, _ := plan.Best()
		if rough.Ceiling < got.Reach || rough.Reach > got.Reach || rough.Exact && rough.Reach != got.Reach {
			t.Fatalf("%+v: with no budget %+v, truly %d", plan, rough, got.Reach)
		}
		agrees(t, plan, rough)
	}
}

// rivalsHold fails the test unless the best at every other time is told that chance alone may have put
// behind.
func rivalsHold(t *testing.T, c analysis.Choice, byTime []int) {
	t.Helper()
	told := map[int]bool{c.Steps[0].Time: true}
	for _, rival := range c.Rivals {
		time := rival.Offers[0].Time
		if told[time] || rival.Reach != byTime[time] {
			t.Fatalf("at time %d %d are reached, want %d", time, rival.Reach, byTime[time])
		}
		told[time] = true
	}
	for time, reach := range byTime {
		if !told[time] && analysis.Lead(c.Reach, reach, c.People).Low <= 0 {
			t.Fatalf("time %d with %d against %d is not told", time, reach, c.Reach)
		}
	}
}

// agrees fails the test unless a choice is what its plan allows and its numbers are those of its
// offers.
func agrees(t *testing.T, plan analysis.Plan, c analysis.Choice) {
	t.Helper()
	reach, hits := attending(plan.Crowd, c.Offers())
	if !allowed(plan, c.Options) || c.Reach != reach || c.Picks != hits {
		t.Fatalf("%+v: %+v, but it reaches %d, %d times", plan, c, reach, hits)
	}
	var set uint64
	before := []analysis.Offer{}
	last := 0
	for _, step := range c.Steps {
		set |= 1 << step.Option
		alone, _ := attending(plan.Crowd, []analysis.Offer{step.Offer})
		before = append(before, step.Offer)
		together, _ := attending(plan.Crowd, before)
		if step.People != alone || step.Reach != together || step.Adds != together-last || step.Time >= plan.Times {
			t.Fatalf("%+v: step %+v reaches %d alone, %d with those before", plan, step, alone, together)
		}
		if plan.OneTime && step.Time != c.Steps[0].Time {
			t.Fatalf("several times: %+v", c.Steps)
		}
		last = together
	}
	if !slices.Equal(reaches(plan.Follow(c.Offers())), reaches(c.Steps)) {
		t.Fatalf("followed %+v, chosen %+v", plan.Follow(c.Offers()), c.Steps)
	}
	if set != c.Options {
		t.Fatalf("steps %+v of %b", c.Steps, c.Options)
	}
	moved := slices.Concat(plan.OtherTimes(c.Offers())...)
	for _, other := range slices.Concat(c.Others, c.Rivals, moved) {
		if reach, _ := attending(plan.Crowd, other.Offers); reach != other.Reach || !allowed(plan, other.Options) {
			t.Fatalf("%+v: %+v reaches %d", plan, other, reach)
		}
	}
}

func reaches(steps []analysis.Step) []int {
	var all []int
	for _, s := range steps {
		all = append(all, s.Option, s.Time, s.People, s.Adds, s.Reach)
	}
	return all
}

// One meeting more never reaches fewer, and times of their own never fewer than one time for all.
func TestMoreReachesNoFewer(t *testing.T) {
	for seed := range uint64(20) {
		plan := analysis.Plan{Crowd: withTimes(interests(150, 10, seed), 4, seed), Options: 10, Times: 4}
		last := 0
		for k := 1; k <= 6; k++ {
			plan.Choose, plan.OneTime = k, false
			own, _ := plan.Best()
			plan.OneTime = true
			shared, _ := plan.Best()
			free, _ := analysis.Plan{Crowd: plan.Crowd, Options: 10, Choose: k}.Best()
			if own.Reach < last || own.Reach < shared.Reach || free.Reach < own.Reach {
				t.Errorf("%d of seed %d: own times %d, one time %d, whenever %d, one fewer %d", k, seed, own.Reach, shared.Reach, free.Reach, last)
			}
			last = own.Reach
		}
	}
}

// withTimes gives everybody times, some more than others; entries of one person each.
func withTimes(crowd []analysis.Picks, times int, seed uint64) []analysis.Picks {
	random := rand.New(rand.NewPCG(seed, 2))
	var out []analysis.Picks
	slices.SortFunc(crowd, func(a, b analysis.Picks) int { return cmp.Compare(a.Options, b.Options) })
	for _, p := range crowd {
		for range p.People {
			one := analysis.Picks{Options: p.Options, People: 1}
			ease := .1 + .5*random.Float64()
			for time := range times {
				if random.Float64() < ease*(1.4-float64(time)/float64(times)) {
					one.Times |= 1 << time
				}
			}
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b analysis.Picks) int {
		return cmp.Or(cmp.Compare(a.Options, b.Options), cmp.Compare(a.Times, b.Times))
	})
	return out
}

// Of two times one of which is hardly better, chance decides; where it is much better, never.
func TestStabilityOfATime(t *testing.T) {
	for _, test := range []struct {
		name          string
		first, second int
		low, high     float64
	}{
		{"alike", 51, 50, .4, .7},
		{"clearly better", 300, 100, 1, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := analysis.Plan{Options: 2, Choose: 1, Times: 2, OneTime: true, Crowd: []analysis.Picks{
				{Options: 1, Times: 1, People: test.first}, {Options: 1, Times: 2, People: test.second}, {Options: 2, Times: 3, People: 9},
			}}
			best, _ := plan.Best()
			got, ok := plan.Stability(best, analysis.Resampling{Times: 400, Seed: 3})
			if !ok || got.Time < test.low || got.Time > test.high || got.Set != 1 || got.Drawn != best.People {
				t.Errorf("%+v, %v", got, ok)
			}
			if noise := len(best.Rivals) > 0 && best.Rivals[0].Noise; noise != (test.low < 1) {
				t.Errorf("the other time is noise: %v", noise)
			}
		})
	}
}

// A resample of fewer people than there are varies more, about the same middle.
func TestStabilityOfFewerPeople(t *testing.T) {
	plan := analysis.Plan{Options: 3, Choose: 1, Crowd: []analysis.Picks{
		{Options: 1, People: 3300}, {Options: 2, People: 3000}, {Options: 4, People: 100}, {Options: 0, People: 600},
	}}
	best, _ := plan.Best()
	all, _ := plan.Stability(best, analysis.Resampling{Times: 400, Seed: 5})
	fewer, ok := plan.Stability(best, analysis.Resampling{Times: 400, Seed: 5, Most: 200})
	if !ok || fewer.Drawn != 200 || all.Drawn != 7000 {
		t.Fatalf("%+v, %+v", all, fewer)
	}
	for i, e := range all.Others { // the correction of a crowd this large is small, whichever way it is made
		near(t, "people expected", fewer.Others[i].People, e.People, .006)
		near(t, "reach expected", fewer.Others[i].Reach, e.Reach, .006)
	}
	if all.Set < .99 || fewer.Set > .9 || fewer.Set < .6 || fewer.Options[2] != 0 {
		t.Errorf("of all %+v, of fewer %+v", all, fewer)
	}
}

func BenchmarkTimes(b *testing.B) {
	for _, mode := range []string{"one", "own"} {
		plan := analysis.Plan{
			Crowd: withTimes(interests(10_000, 40, 1), 24, 1), Options: 40, Choose: 6, Times: 24, OneTime: mode == "one", Others: 5, Budget: 2000,
		}
		b.Run(mode, func(b *testing.B) {
			for b.Loop() {
				got, _ := plan.Best()
				b.ReportMetric(float64(got.Ceiling-got.Reach), "gap")
				b.ReportMetric(float64(got.Reach), "reach")
			}
		})
		best, _ := plan.Best()
		b.Run(mode+"-stability", func(b *testing.B) {
			for b.Loop() {
				plan.Stability(best, analysis.Resampling{Times: 200, Seed: 1})
			}
		})
	}
}
