package analysis

import "math"

// Expectation is what to expect of other people like those for whom offers were chosen. Who chooses the
// best of thousands of sets for some people finds one that suits these very people, chance included, so
// that it reaches fewer of any others.
type Expectation struct {
	People float64 // share of people whom an offer reaches
	Reach  float64 // share of people whom it or one before it reaches
}

// outlook adds up over the resamples what the sets chosen there are worth there, to all people, and to
// those who do not stand in the resample. Sets are compared by the places of their offers, the largest
// first.
type outlook struct {
	plan  Plan
	whole *crowd
	found []Step // the choice among all people

	fewer, none int           // resamples in which anybody was drawn, and in which anybody was not
	excess      []Expectation // by place: how much larger a share of the resample is than of all people
	left        []Expectation // by place: the share of those who were not drawn
}

func newOutlook(p Plan, best Choice) *outlook {
	return &outlook{
		plan: p, whole: newTimedCrowd(p.Crowd, p.Options, p.Times), found: p.Follow(best.LargestFirst()),
		excess: make([]Expectation, p.Choose), left: make([]Expectation, p.Choose),
	}
}

// add takes a set that was chosen for a resample.
func (l *outlook) add(d *drawing, chosen []Offer) {
	l.plan.Crowd = d.drawn
	offers := LargestFirst(l.plan.Follow(chosen))
	if n := float64(l.plan.people()); n > 0 {
		l.fewer++
		everybody := l.whole.follow(offers)
		for i, s := range l.plan.Follow(offers) {
			l.excess[i].People += float64(s.People)/n - float64(everybody[i].People)/float64(d.all)
			l.excess[i].Reach += float64(s.Reach)/n - float64(everybody[i].Reach)/float64(d.all)
		}
	}
	l.plan.Crowd = d.left
	if n := float64(l.plan.people()); n > 0 {
		l.none++
		for i, s := range l.plan.Follow(offers) {
			l.left[i].Reach += float64(s.Reach) / n
		}
	}
}

// expectations corrects the shares of the choice for its being the best, by the bootstrap (B. Efron,
// Estimating the error rate of a prediction rule: improvement on cross-validation, JASA 78, 1983). For
// the reach it is his .632 estimate, of what it is and of what sets chosen in resamples reach of those
// who were not drawn: a resample chooses among its own doubles, so that its excess alone tells too little
// where many sets were to choose from. How many an offer reaches is not what is chosen by; there the
// excess tells enough. Of resamples of fewer people than there are all have the excess, which is larger
// by the square root of how much fewer they are, at least.
func (l *outlook) expectations(d *drawing) []Expectation {
	const out = .632
	all, shrink := float64(max(1, d.all)), math.Sqrt(float64(d.most)/float64(max(1, d.all)))
	expected := make([]Expectation, len(l.found))
	for i, s := range l.found {
		now := Expectation{float64(s.People) / all, float64(s.Reach) / all}
		e := now
		if l.fewer > 0 {
			e.People -= shrink * l.excess[i].People / float64(l.fewer)
			e.Reach -= shrink * l.excess[i].Reach / float64(l.fewer)
		}
		if l.none > 0 {
			e.Reach = (1-out)*now.Reach + out*l.left[i].Reach/float64(l.none)
		}
		expected[i] = Expectation{People: min(max(e.People, 0), now.People), Reach: min(max(e.Reach, 0), now.Reach)}
	}
	if len(expected) > 0 {
		expected[0].Reach = expected[0].People // they are the same people
	}
	for i := 1; i < len(expected); i++ {
		expected[i].Reach = max(expected[i].Reach, expected[i-1].Reach)
	}
	return expected
}
