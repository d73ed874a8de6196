package analysis_test

import (
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

// Where nobody can be reached twice, what is left to be earned is all there is, so that the best choice
// is proven without looking at any other.
func TestCeilingOfOptionsThatDoNotOverlap(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 14))
	plan := analysis.Plan{Options: 40, Times: 21, Choose: 8, Budget: 1, Must: 1 << 39, Limits: []analysis.Limit{{Options: 0xff, Most: 2}}}
	for option := range plan.Options {
		for time := range plan.Times {
			plan.Crowd = append(plan.Crowd, analysis.Picks{Options: 1 << option, Times: 1 << time, People: random.IntN(90)})
		}
	}
	c, ok := plan.Best()
	if !ok || !c.Exact || c.Ceiling != c.Reach {
		t.Errorf("%+v", c)
	}
}

// The ceiling of a plan that is too large to be searched stays near what was found: sums of what each
// option reaches would be half as much again.
func TestCeilingIsNear(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 71))
	plan := analysis.Plan{Options: 40, Times: 21, Choose: 8, Budget: 10_000}
	for range 3000 {
		plan.Crowd = append(plan.Crowd, analysis.Picks{
			Options: random.Uint64() & random.Uint64() & random.Uint64(), Times: random.Uint64() & random.Uint64(), People: 1,
		})
	}
	c, ok := plan.Best()
	if !ok || c.Exact || c.Ceiling < c.Reach || c.Ceiling > c.Reach+c.Reach/4 {
		t.Errorf("%d reached, at most %d", c.Reach, c.Ceiling)
	}
}

// With times shared by all options a small budget proves what it takes a larger one to prove of every
// time by itself: no other time need be searched further than that it does no better.
func TestOneTimeIsProven(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 61))
	plan := analysis.Plan{Options: 30, Times: 12, OneTime: true, Choose: 6, Budget: 60_000}
	for range 6000 {
		times := random.Uint64() & random.Uint64() & 0xfff
		if random.IntN(3) > 0 {
			times |= 1 << 7
		}
		plan.Crowd = append(plan.Crowd, analysis.Picks{Options: random.Uint64() & random.Uint64() & random.Uint64(), Times: times, People: 1})
	}
	c, ok := plan.Best()
	if !ok || !c.Exact || c.Steps[0].Time != 7 {
		t.Errorf("time %d, %d reached, at most %d", c.Steps[0].Time, c.Reach, c.Ceiling)
	}
}
