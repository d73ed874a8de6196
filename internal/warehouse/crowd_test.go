package warehouse_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// naiveCrowd counts one person after the other.
func naiveCrowd(s *survey.Survey, q tally.CrowdQuery, all []*response.Response) tally.Crowd {
	var out tally.Crowd
	for _, id := range q.Questions {
		out.Categories = append(out.Categories, axisOf(s, tally.Dimension{Question: id}, nil))
	}
	people := map[[2]uint64]int{}
	for _, r := range all {
		if r.Survey != s.ID || !passes(s, q.Filter, r) {
			continue
		}
		out.Responses++
		var masks [2]uint64
		answered, shown := true, true
		for i, id := range q.Questions {
			picks := optionsOf(s.Question(id), r)
			for _, c := range picks {
				if q.Only == nil || slices.Contains(q.Only[i], c) {
					masks[i] |= 1 << slices.Index(out.Categories[i], c)
				}
			}
			answered = answered && len(picks) > 0
			shown = shown && !slices.Contains(r.NotShown, id)
		}
		if answered {
			people[masks]++
			out.Base++
		}
		if !shown {
			out.NotShown++
		}
	}
	out.Counted = out.Base
	for masks, n := range people {
		out.Combinations = append(out.Combinations, tally.Combination{Masks: masks, People: n})
	}
	slices.SortFunc(out.Combinations, byMasks)
	return out
}

func TestCrowdIsAsAPersonWouldSeeIt(t *testing.T) {
	surveys := []*survey.Survey{sample(t, "charlotte"), wide(t), sample(t, "everything")}
	var store ledger
	var all []*response.Response
	for round := range uint64(2) {
		for _, s := range surveys {
			all = append(all, people(s, round, 400)...)
		}
	}
	store.add(t, all...)
	w := open(t, store.config("", surveys...))
	random := rand.New(rand.NewPCG(2, 2))
	for _, s := range surveys {
		var ids []string
		for _, q := range s.Questions {
			if q.Countable() {
				ids = append(ids, q.ID)
			}
		}
		for i := range 3 * len(ids) {
			q := tally.CrowdQuery{Questions: []string{ids[i%len(ids)]}}
			if other := ids[random.IntN(len(ids))]; other != q.Questions[0] {
				q.Questions = append(q.Questions, other)
			}
			if i >= len(ids) {
				q.Filter = randomFilter(random, s)
			}
			if i%3 == 0 {
				q.Most, q.Only = 1000, someOf(random, s, q.Questions)
			}
			for range 2 { // counted, then remembered
				got, err := w.Crowd(context.Background(), s.ID, q)
				if err != nil {
					t.Fatal(err)
				}
				if diff := gocmp.Diff(naiveCrowd(s, q, all), got, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("%s %+v:\n%s", s.ID, q, diff)
				}
				if len(got.Combinations) > 0 { // what a caller does with it is the caller's matter
					got.Combinations[0].People, got.Categories[0][0] = -1, "spoilt"
				}
			}
		}
	}
}

// someOf gives a few categories of each question.
func someOf(random *rand.Rand, s *survey.Survey, questions []string) [][]string {
	var only [][]string
	for _, id := range questions {
		all := axisOf(s, tally.Dimension{Question: id}, nil)
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		only = append(only, all[:random.IntN(len(all)+1)])
	}
	return only
}

// A sample is drawn by who people are: its size is as asked for but for chance, and so is what it says of
// everybody; asking again, or anew after a restart, changes nobody in it.
func TestCrowdOfASample(t *testing.T) {
	const all, most = 40_000, 4_000
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 5, all)...)
	w := open(t, store.config("", s))
	q := tally.CrowdQuery{Questions: []string{"topics"}}
	whole := crowdOfQuery(t, w, s, q)
	q.Most = most
	part := crowdOfQuery(t, w, s, q)
	if whole.Sampled() || !part.Sampled() || part.Base != whole.Base || part.Responses != all {
		t.Fatalf("%d of %d people of %d, and %d of %d", part.Counted, part.Base, part.Responses, whole.Counted, whole.Base)
	}
	if math.Abs(float64(part.Counted-most)) > 4*math.Sqrt(most) {
		t.Errorf("a sample of %d people where %d were asked for", part.Counted, most)
	}
	for bit, id := range whole.Categories[0] {
		share := float64(pickers(whole, bit)) / float64(whole.Base)
		got := float64(pickers(part, bit)) / float64(part.Counted)
		if math.Abs(got-share) > 4*math.Sqrt(share*(1-share)/most) {
			t.Errorf("%s: %.3f of the sample, %.3f of all", id, got, share)
		}
	}
	w.Forget()
	again := open(t, store.config("", s))
	for _, other := range []*warehouse.Warehouse{w, again} {
		if diff := gocmp.Diff(part, crowdOfQuery(t, other, s, q)); diff != "" {
			t.Errorf("asked again:\n%s", diff)
		}
	}
	q.Most = most / 2
	for _, c := range crowdOfQuery(t, w, s, q).Combinations {
		i, found := slices.BinarySearchFunc(part.Combinations, c, byMasks)
		if !found || part.Combinations[i].People < c.People {
			t.Fatalf("%v is in a smaller sample only", c)
		}
	}
}

func byMasks(a, b tally.Combination) int {
	return cmp.Or(cmp.Compare(a.Masks[0], b.Masks[0]), cmp.Compare(a.Masks[1], b.Masks[1]))
}

// pickers counts who picked the category of a bit.
func pickers(c tally.Crowd, bit int) int {
	n := 0
	for _, one := range c.Combinations {
		n += one.People * int(one.Masks[0]>>bit&1)
	}
	return n
}

func crowdOfQuery(t *testing.T, w *warehouse.Warehouse, s *survey.Survey, q tally.CrowdQuery) tally.Crowd {
	t.Helper()
	crowd, err := w.Crowd(t.Context(), s.ID, q)
	if err != nil {
		t.Fatal(err)
	}
	return crowd
}

// TestCrowdOfWhoIsLeft asks the same before and after answers are corrected and erased.
func TestCrowdOfWhoIsLeft(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 1, 60)
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	q := tally.CrowdQuery{Questions: []string{"topics", "roles"}}
	left := slices.Clone(all)
	for i := range 20 {
		if i%2 == 0 {
			store.erase(t, left[0])
			left = left[1:]
		} else {
			left[i] = revised(s, left[i], uint64(i))
			store.correct(t, left[i])
		}
		if err := w.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
		got, err := w.Crowd(context.Background(), s.ID, q)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(naiveCrowd(s, q, left), got); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestCrowdRefuses(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	w := open(t, store.config("", s))
	tests := []struct {
		name   string
		survey string
		query  tally.CrowdQuery
		want   error
	}{
		{"no such survey", "nowhere", tally.CrowdQuery{Questions: []string{"topics"}}, warehouse.ErrUnknownSurvey},
		{"no such question", s.ID, tally.CrowdQuery{Questions: []string{"topic"}}, warehouse.ErrUnknownQuestion},
		{"free text", s.ID, tally.CrowdQuery{Questions: []string{"topics", "anything"}}, warehouse.ErrQuery},
		{"contact details", s.ID, tally.CrowdQuery{Questions: []string{"email"}}, warehouse.ErrQuery},
		{"no question", s.ID, tally.CrowdQuery{}, warehouse.ErrQuery},
		{"the same twice", s.ID, tally.CrowdQuery{Questions: []string{"topics", "topics"}}, warehouse.ErrQuery},
		{"three", s.ID, tally.CrowdQuery{Questions: []string{"topics", "roles", "help"}}, warehouse.ErrQuery},
		{"a filter by no option", s.ID, tally.CrowdQuery{
			Questions: []string{"topics"}, Filter: tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"x"}}}},
		}, warehouse.ErrUnknownOption},
		{"fewer than nobody", s.ID, tally.CrowdQuery{Questions: []string{"topics"}, Most: -1}, warehouse.ErrQuery},
		{"told apart by no option", s.ID, tally.CrowdQuery{Questions: []string{"topics"}, Only: [][]string{{"basics", "x"}}}, warehouse.ErrUnknownOption},
		{"told apart by other questions", s.ID, tally.CrowdQuery{Questions: []string{"topics"}, Only: [][]string{{}, {}}}, warehouse.ErrQuery},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Crowd(context.Background(), test.survey, test.query)
			if !errors.Is(err, test.want) {
				t.Error(fmt.Sprint(err), "is not", test.want)
			}
		})
	}
}
