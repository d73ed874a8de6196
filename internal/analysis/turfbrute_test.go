package analysis_test

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"muster/internal/analysis"
)

// On small crowds every set can be tried.
func TestTurfAgainstAllSets(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 18))
	for range 2000 {
		plan := randomPlan(random)
		got, ok := plan.Best()
		reaches := allReaches(plan)
		if ok != (len(reaches) > 0) {
			t.Fatalf("%+v: %+v, %v of %d sets", plan, got, ok, len(reaches))
		}
		if !ok {
			continue
		}
		seen := []int{got.Reach}
		for _, other := range got.Others {
			seen = append(seen, other.Reach)
		}
		if want := reaches[:min(len(reaches), 1+plan.Others)]; !slices.Equal(seen, want) || !got.Exact {
			t.Fatalf("%+v: reaches %v, want %v", plan, seen, want)
		}
		holds(t, plan, got)
		again := plan
		again.Budget = 1
		rough, _ := again.Best()
		if rough.Ceiling < got.Reach || rough.Reach > got.Reach || rough.Exact && rough.Reach != got.Reach {
			t.Fatalf("%+v: with no budget %+v, truly %d", plan, rough, got.Reach)
		}
		holds(t, plan, rough)
	}
}

// holds fails the test unless a choice is what its plan allows and its numbers agree.
func holds(t *testing.T, plan analysis.Plan, c analysis.Choice) {
	t.Helper()
	reach, picks, people := count(plan.Crowd, c.Options)
	if !allowed(plan, c.Options) || c.Reach != reach || c.Picks != picks || c.People != people {
		t.Fatalf("%+v: %+v, but it reaches %d with %d picks of %d people", plan, c, reach, picks, people)
	}
	sum, last, set := 0, math.MaxInt, uint64(0)
	for _, step := range c.Steps {
		sum += step.Adds
		set |= 1 << step.Option
		if step.Reach != sum || step.Adds > last {
			t.Fatalf("steps %+v", c.Steps)
		}
		last = step.Adds
	}
	if set != c.Options || sum != c.Reach {
		t.Fatalf("steps %+v of %b, which reaches %d", c.Steps, c.Options, c.Reach)
	}
	for _, other := range c.Others {
		lead := float64(c.Reach-other.Reach) / float64(max(1, people))
		if other.Reach > c.Reach || other.Lead.High < lead-.5 || other.Noise != (other.Lead.Low <= 0) {
			t.Fatalf("%+v beside %+v", other, c)
		}
	}
}

func randomPlan(random *rand.Rand) analysis.Plan {
	options := 1 + random.IntN(9)
	plan := analysis.Plan{Options: options, Choose: 1 + random.IntN(options), Others: random.IntN(4)}
	all := uint64(1)<<options - 1
	for range random.IntN(40) {
		picks := random.Uint64() & all
		if random.IntN(2) == 0 {
			picks &= random.Uint64()
		}
		plan.Crowd = append(plan.Crowd, analysis.Picks{Options: picks, People: random.IntN(6)})
	}
	if random.IntN(3) == 0 {
		plan.Must = random.Uint64() & random.Uint64() & random.Uint64() & all
		plan.Never = random.Uint64() & random.Uint64() & random.Uint64() & all
	}
	if random.IntN(3) == 0 {
		group := random.Uint64() & all
		plan.Limits = []analysis.Limit{{Options: group, Most: random.IntN(4)}, {Options: all &^ group, Most: 1 + random.IntN(4)}}
	}
	return plan
}

func allowed(plan analysis.Plan, set uint64) bool {
	for _, l := range plan.Limits {
		if bits.OnesCount64(set&l.Options) > l.Most {
			return false
		}
	}
	return bits.OnesCount64(set) == plan.Choose && set&plan.Must == plan.Must && set&plan.Never == 0
}

func count(crowd []analysis.Picks, set uint64) (reach, picks, people int) {
	for _, p := range crowd {
		people += p.People
		picks += p.People * bits.OnesCount64(p.Options&set)
		if p.Options&set != 0 {
			reach += p.People
		}
	}
	return reach, picks, people
}

func allReaches(plan analysis.Plan) []int {
	var reaches []int
	for set := range uint64(1) << plan.Options {
		if allowed(plan, set) {
			reach, _, _ := count(plan.Crowd, set)
			reaches = append(reaches, reach)
		}
	}
	slices.SortFunc(reaches, func(a, b int) int { return b - a })
	return reaches
}

func TestTurfRefusesWhatCannotBe(t *testing.T) {
	crowd := []analysis.Picks{{Options: 1, People: 3}}
	for name, plan := range map[string]analysis.Plan{
		"none to choose":        {Options: 3},
		"more than there are":   {Options: 3, Choose: 4},
		"too many options":      {Options: 65, Choose: 4},
		"must and must not":     {Options: 3, Choose: 2, Must: 1, Never: 1},
		"must beyond the last":  {Options: 3, Choose: 2, Must: 8},
		"more must than choose": {Options: 3, Choose: 1, Must: 3},
		"too few left":          {Options: 3, Choose: 2, Never: 6},
		"limits too low":        {Options: 3, Choose: 2, Limits: []analysis.Limit{{Options: 7, Most: 1}}},
		"limit below must":      {Options: 3, Choose: 2, Must: 3, Limits: []analysis.Limit{{Options: 3, Most: 1}}},
		"limits that overlap":   {Options: 3, Choose: 1, Limits: []analysis.Limit{{Options: 3, Most: 1}, {Options: 6, Most: 1}}},
	} {
		plan.Crowd = crowd
		if got, ok := plan.Best(); ok {
			t.Errorf("%s: %+v", name, got)
		}
		if _, ok := plan.Stability(analysis.Choice{}, analysis.Resampling{Seed: 1}); ok {
			t.Errorf("%s: stable", name)
		}
	}
}

// Counting two crowds apart and together comes to the same, in whatever order, however often a set of
// picks is listed.
func TestTurfMergesCrowds(t *testing.T) {
	one, two := interests(300, 12, 3), interests(500, 12, 4)
	plan := analysis.Plan{Crowd: slices.Concat(one, two), Options: 12, Choose: 4, Others: 3}
	want, _ := plan.Best()
	merged := map[uint64]int{}
	for _, p := range plan.Crowd {
		merged[p.Options] += p.People
	}
	plan.Crowd = nil
	for picks, people := range merged {
		plan.Crowd = append(plan.Crowd, analysis.Picks{Options: picks, People: people})
	}
	got, _ := plan.Best()
	if got.Reach != want.Reach || got.Options != want.Options || got.People != 800 {
		t.Errorf("merged %+v, apart %+v", got, want)
	}
}

func TestTurfOf64Options(t *testing.T) {
	plan := analysis.Plan{Crowd: interests(2000, 64, 5), Options: 64, Choose: 5, Others: 2}
	got, ok := plan.Best()
	if !ok || !got.Exact {
		t.Fatalf("%+v", got)
	}
	holds(t, plan, got)
}

func TestStability(t *testing.T) {
	plan := analysis.Plan{Options: 4, Choose: 2, Crowd: []analysis.Picks{
		{Options: 1, People: 400}, {Options: 2, People: 60}, {Options: 4, People: 58}, {Options: 8, People: 2},
	}}
	best, _ := plan.Best()
	got, ok := plan.Stability(best, analysis.Resampling{Times: 500, Seed: 1})
	if !ok || best.Options != 3 {
		t.Fatalf("%+v, %v", best, ok)
	}
	near(t, "the sure one", got.Options[0], 1, 1e-9)
	near(t, "one of two alike", got.Options[1], .57, .07)
	near(t, "all", got.Options[0]+got.Options[1]+got.Options[2]+got.Options[3], 2, 1e-9)
	near(t, "the set", got.Set, got.Options[1], 1e-9)
	if got.Options[3] != 0 {
		t.Errorf("the rare one: %v", got.Options[3])
	}
	again, _ := plan.Stability(best, analysis.Resampling{Times: 500, Seed: 1})
	if !slices.Equal(again.Options, got.Options) {
		t.Errorf("the same seed gave %v and %v", got, again)
	}
}

func BenchmarkStability(b *testing.B) {
	plan := analysis.Plan{Crowd: interests(10_000, 40, 1), Options: 40, Choose: 6}
	best, _ := plan.Best()
	for b.Loop() {
		plan.Stability(best, analysis.Resampling{Times: 200, Seed: 1})
	}
}
