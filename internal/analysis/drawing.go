package analysis

import (
	"math"
	"math/rand/v2"
)

// drawing draws resamples of a crowd.
type drawing struct {
	crowd  []Picks
	random *rand.Rand
	all    int      // people
	most   int      // of a resample, on average
	drawn  []Picks  // a resample
	left   []Picks  // who does not stand in it; nobody is told where it is of fewer people than there are
	people []uint32 // of a resample of fewer people than there are: by person, the place in the crowd
}

func newDrawing(crowd []Picks, how Resampling) *drawing {
	all := Plan{Crowd: crowd}.people()
	d := &drawing{crowd: crowd, random: rand.New(rand.NewPCG(how.Seed, uint64(how.Times))), all: all, most: all}
	if how.Most > 0 && how.Most < d.most {
		d.people = make([]uint32, 0, d.most)
		for i, p := range crowd {
			for range p.People {
				d.people = append(d.people, uint32(i))
			}
		}
		d.most = how.Most
	}
	return d
}

// draw makes a resample, which holds until the next.
func (d *drawing) draw() {
	d.drawn, d.left = d.drawn[:0], d.left[:0]
	if d.people != nil {
		in, _ := often(d.random, d.most)
		for range in {
			p := d.crowd[d.people[d.random.IntN(len(d.people))]]
			p.People = 1
			d.drawn = append(d.drawn, p)
		}
		return
	}
	for _, p := range d.crowd {
		in, out := often(d.random, p.People)
		if p.People = in; in > 0 {
			d.drawn = append(d.drawn, p)
		}
		if p.People = out; out > 0 {
			d.left = append(d.left, p)
		}
	}
}

// often tells how often so many people stand in a resample, each a Poisson number of times with a mean of
// 1, and how many of them do not at all. Of many both are rounded normal values, which is much the same:
// first how many are out, then how often the others are in, who are so 1/(1-1/e) times on average.
func often(random *rand.Rand, people int) (in, out int) {
	const (
		many   = 50
		never  = 1 / math.E
		mean   = 1 / (1 - never)
		spread = 2*mean - mean*mean // the variance of a Poisson number that is not 0
	)
	if people > many {
		n := float64(people)
		out = min(people, max(0, int(math.Round(n*never+math.Sqrt(n*never*(1-never))*random.NormFloat64()))))
		n -= float64(out)
		return max(0, int(math.Round(n*mean+math.Sqrt(n*spread)*random.NormFloat64()))), out
	}
	for range people {
		times, odds := 0, never
		for left := random.Float64() - odds; left >= 0 && odds > 0; left -= odds {
			times++
			odds /= float64(times)
		}
		if in += times; times == 0 {
			out++
		}
	}
	return in, out
}
