package warehouse_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

const rankingSurvey = `
id: s
title: T
questions:
  - {id: plain, kind: many, title: T, options: [{id: a, label: A}]}
  - {id: order, kind: ranking, title: T, max: 2, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}
`

func ranks(question string) []tally.Dimension {
	return []tally.Dimension{{Question: question}, {Question: question, Unit: tally.Ranks}}
}

// rankings stores orders of preference and counts them.
func rankings(t *testing.T, s *survey.Survey, orders ...[]string) (*warehouse.Warehouse, tally.Table) {
	t.Helper()
	var store ledger
	for i, picks := range orders {
		store.add(t, &response.Response{ID: strconv.Itoa(i), Survey: s.ID, Submitted: now, Answers: response.Answers{"order": {Picks: picks}}})
	}
	w := open(t, store.config("", s))
	got, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: ranks("order")}})
	if err != nil {
		t.Fatal(err)
	}
	return w, got[0]
}

func TestRanks(t *testing.T) {
	w, got := rankings(t, parse(t, rankingSurvey),
		[]string{"c", "a"},
		[]string{"b"},
		[]string{"gone", "c", "b"}, // places are among the options that are left
		[]string{"c", "c", "a"},    // nobody writes that, but a store may hold it
		[]string{"a", "b", "c"},    // given while three places were asked for
	)
	want := tally.Table{
		Responses: 5, Base: 5,
		Axes: []tally.Axis{
			{Dimension: ranks("order")[0], Categories: []string{"a", "b", "c"}, Totals: []int{3, 3, 4}},
			{Dimension: ranks("order")[1], Categories: []string{"1", "2"}, Totals: []int{5, 4}},
		},
		Cells: []int{1, 2, 1, 2, 3, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var orders [][]string
	for r, err := range w.Responses(context.Background(), "s", tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		orders = append(orders, clone(r).Answers["order"].Picks)
	}
	if diff := cmp.Diff([][]string{{"c", "a"}, {"b"}, {"c", "b"}, {"c", "a"}, {"a", "b", "c"}}, orders); diff != "" {
		t.Error(diff)
	}
}

// TestRanksOfAsManyAsThereMayBe fills every place of the widest ranking.
func TestRanksOfAsManyAsThereMayBe(t *testing.T) {
	var text strings.Builder
	text.WriteString("id: s\ntitle: T\nquestions:\n  - {id: order, kind: ranking, title: T, options: [")
	var up, down []string
	for i := range survey.MaxRanked {
		id := "o" + strconv.Itoa(i)
		text.WriteString("{id: " + id + ", label: " + id + "},")
		up, down = append(up, id), append([]string{id}, down...)
	}
	_, got := rankings(t, parse(t, text.String()+"]}\n"), up, down)
	for option := range survey.MaxRanked {
		for place := range survey.MaxRanked {
			want := 0
			if place == option {
				want++
			}
			if place == survey.MaxRanked-1-option {
				want++
			}
			if n := got.Cell(option, place); n != want {
				t.Errorf("option %d at place %d: %d, want %d", option, place, n, want)
			}
		}
	}
}

func TestRanksRefuse(t *testing.T) {
	s := parse(t, rankingSurvey)
	tests := []struct {
		name string
		by   []tally.Dimension
	}{
		{"alone", ranks("order")[1:]},
		{"first", []tally.Dimension{ranks("order")[1], ranks("order")[0]}},
		{"beside another question", []tally.Dimension{ranks("plain")[0], ranks("order")[1]}},
		{"beside days", []tally.Dimension{{Unit: tally.Day}, ranks("order")[1]}},
		{"twice", []tally.Dimension{ranks("order")[1], ranks("order")[1]}},
		{"of no ranking", ranks("plain")},
		{"of no question", ranks("")},
	}
	w, _ := rankings(t, s)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Tally(context.Background(), "s", []tally.Query{{By: test.by}})
			if !errors.Is(err, warehouse.ErrQuery) && !errors.Is(err, warehouse.ErrUnknownQuestion) {
				t.Errorf("%v", err)
			}
		})
	}
}
