package results_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/results"
)

// A sybil is one person who may answer as often as they like, erase what they sent and send it again, and
// who knows all of it. The tests below hold what that costs them, and say what remains possible: only a
// survey that lets everybody answer once (invited: true) prevents it.

func journeys(t *testing.T) (results.Publication, func(a, b, c, d int) []told) {
	t.Helper()
	s := parse(t, fourWays)
	counts := func(a, b, c, d int) []told {
		one := func(n int, pick string) told { return told{n, person{"journey": {pick}}} }
		return []told{one(a, "a"), one(b, "b"), one(c, "c"), one(d, "d")}
	}
	p, _ := recount(t, wish(t, s, "journey"), s, counts(40, 30, 6, 4)...)
	if diff := cmp.Diff([]results.Number{40, 30, hidden, hidden}, p.Counts["journey"].Axes[0].Totals); diff != "" {
		t.Fatal(diff)
	}
	return p, counts
}

const fourWays = "id: a\ntitle: A\nquestions:\n  - id: journey\n    title: Journey\n    kind: one\n    options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}]\n"

// The few answers that are missing to the threshold show no hidden number: it takes two thresholds in each.
func TestSybilFillsUpHiddenNumbers(t *testing.T) {
	s := parse(t, fourWays)
	first, counts := journeys(t)
	for c := range 40 {
		for d := range 40 {
			p, _ := recount(t, first, s, counts(40, 30, 6+c, 4+d)...)
			totals := p.Counts["journey"].Axes[0].Totals
			if shown := totals[2].Shown() || totals[3].Shown(); shown && (6+c < 20 || 4+d < 20) {
				t.Fatalf("%d and %d answers of one person show %v", c, d, totals)
			}
		}
	}
	// What remains possible: as many answers that are no other person's.
	p, _ := recount(t, first, s, counts(40, 30, 6+14, 4+16)...)
	if diff := cmp.Diff([]results.Number{40, 30, 20, 20}, p.Counts["journey"].Axes[0].Totals); diff != "" {
		t.Errorf("the limit that is documented is another: %s", diff)
	}
}

// Answers that are erased and sent again bring no version, however often and in whatever portions.
func TestSybilSendsAgain(t *testing.T) {
	s := parse(t, fourWays)
	p, counts := journeys(t)
	random := rand.New(rand.NewPCG(9, 9))
	p, _ = recount(t, p, s, counts(40+15, 30, 6, 4)...) // fifteen of their own are in
	before := p.Counts["journey"]
	for range 200 {
		mine := random.IntN(15 + 10) // nine more than ever were public
		next, outlooks := recount(t, p, s, counts(40+mine, 30, 6, 4)...)
		if outlooks[0].State != results.Waiting || outlooks[0].Next != before.Base+10-80-mine {
			t.Fatalf("with %d answers: %+v", mine, outlooks[0])
		}
		p = next
	}
	if diff := cmp.Diff(before, p.Counts["journey"]); diff != "" {
		t.Error(diff)
	}
}

// Between two versions lies a day, in which others come too.
func TestSybilWaitsADay(t *testing.T) {
	s := parse(t, fourWays)
	p, counts := journeys(t)
	victim := crowdOf(t, s, counts(40+9, 30, 7, 4)...) // and nine of somebody else
	for _, test := range []struct {
		name  string
		after time.Duration
		state results.State
	}{
		{"at once", time.Minute, results.Waiting},
		{"past midnight", 13 * time.Hour, results.Waiting},
		{"almost a day", 24*time.Hour - time.Second, results.Waiting},
		{"by a clock that was put back", -time.Hour, results.Waiting},
		{"a day", 24 * time.Hour, results.Counted},
	} {
		t.Run(test.name, func(t *testing.T) {
			next, outlooks, err := p.Recount(t.Context(), s, noon.Add(test.after), victim.tally)
			if err != nil || outlooks[0].State != test.state {
				t.Fatalf("%+v, %v", outlooks, err)
			}
			if test.state == results.Waiting && (!outlooks[0].After.Equal(noon.AddDate(0, 0, 1)) || outlooks[0].Next != 0) {
				t.Errorf("%+v", outlooks[0])
			}
			// What remains possible: where nobody else came in that day, those nine can be subtracted.
			if c := next.Counts["journey"]; test.state == results.Counted && (c.Base != 90 || c.Axes[0].Totals[0] != 49 || c.Axes[0].Totals[1] != 30) {
				t.Errorf("%+v", c)
			}
		})
	}
}

// With as many answers as the threshold, of whatever kind and at whatever time, nobody makes a number
// public that stands for few others and was hidden when they began.
func TestSybilOfAThreshold(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 17))
	seen := 0
	for range 60 {
		s := randomSurvey(t, random)
		p := openPage(t, random, s, 10)
		p.crowd = newCrowd(t, s, random)
		p.crowd.come(40 + random.IntN(150))
		p.recount()
		first := p.is.Counts
		for range 6 {
			p.crowd.come(random.IntN(30))
			others := p.crowd.people
			p.crowd.come(random.IntN(11))
			p.recount()
			p.crowd.people = others
			for panel := range p.versions {
				if was, public := first[panel.ID()]; public {
					seen += p.fewOf(panel, was)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no number was hidden; nothing is tested")
	}
}

// fewOf counts the hidden numbers of a panel that stand for few of those who are in the crowd now, and fails
// the test where one is public.
func (p *page) fewOf(panel results.Panel, first results.Count) int {
	p.t.Helper()
	is, seen := p.is.Counts[panel.ID()], 0
	for axis, question := range questions(panel) {
		for at, category := range first.Axes[axis].Categories {
			base, n := 0, 0
			for _, somebody := range p.crowd.people {
				reduced, in := p.reduce(panel, somebody)
				if !in {
					continue
				}
				base++
				for _, pick := range reduced[question] {
					if pick == category {
						n++
					}
				}
			}
			if first.Axes[axis].Totals[at].Shown() || min(n, base-n) >= p.is.Threshold {
				continue
			}
			if seen++; is.Axes[axis].Totals[at].Shown() {
				p.t.Errorf("%s of %v, which is of %d of %d others, is shown as %d", category, panel, n, base, is.Axes[axis].Totals[at])
			}
		}
	}
	return seen
}
