package warehouse_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
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
		answered := true
		for i, id := range q.Questions {
			for _, c := range optionsOf(s.Question(id), r) {
				masks[i] |= 1 << slices.Index(out.Categories[i], c)
			}
			answered = answered && masks[i] != 0
		}
		if answered {
			people[masks]++
			out.Base++
		}
	}
	for masks, n := range people {
		out.Combinations = append(out.Combinations, tally.Combination{Masks: masks, People: n})
	}
	slices.SortFunc(out.Combinations, func(a, b tally.Combination) int {
		return cmp.Or(cmp.Compare(a.Masks[0], b.Masks[0]), cmp.Compare(a.Masks[1], b.Masks[1]))
	})
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
		name      string
		survey    string
		questions []string
		filter    tally.Filter
		want      error
	}{
		{"no such survey", "nowhere", []string{"topics"}, tally.Filter{}, warehouse.ErrUnknownSurvey},
		{"no such question", s.ID, []string{"topic"}, tally.Filter{}, warehouse.ErrUnknownQuestion},
		{"free text", s.ID, []string{"topics", "anything"}, tally.Filter{}, warehouse.ErrQuery},
		{"contact details", s.ID, []string{"email"}, tally.Filter{}, warehouse.ErrQuery},
		{"no question", s.ID, nil, tally.Filter{}, warehouse.ErrQuery},
		{"the same twice", s.ID, []string{"topics", "topics"}, tally.Filter{}, warehouse.ErrQuery},
		{"three", s.ID, []string{"topics", "roles", "help"}, tally.Filter{}, warehouse.ErrQuery},
		{"a filter by no option", s.ID, []string{"topics"}, tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"x"}}}}, warehouse.ErrUnknownOption},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Crowd(context.Background(), test.survey, tally.CrowdQuery{Filter: test.filter, Questions: test.questions})
			if !errors.Is(err, test.want) {
				t.Error(fmt.Sprint(err), "is not", test.want)
			}
		})
	}
}
