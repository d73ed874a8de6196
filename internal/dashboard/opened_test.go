package dashboard_test

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/analysis"
	"muster/internal/dashboard"
	"muster/internal/survey"
)

// opened builds the crosstab of an address over people.
func opened(tb testing.TB, c *crowd, query string) *dashboard.Page {
	tb.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	cross, problems := dashboard.ParseCrosstab(c.survey, values)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	for name := range cross.Parameters() {
		values.Del(name)
	}
	return build(tb, cross.Dashboard(), c, values.Encode())
}

func theCrosstab(tb testing.TB, c *crowd, query string) *dashboard.Panel {
	tb.Helper()
	return panel(tb, opened(tb, c, query), "crosstab")
}

// sides are all that a crosstab of a survey may have for rows or columns.
func sides(s *survey.Survey) []string {
	cross, _ := dashboard.ParseCrosstab(s, nil)
	var all []string
	for _, c := range cross.Form().Rows {
		all = append(all, c.Value)
	}
	return all
}

// in tells who of the people stands in a category of a side.
func (c *crowd) in(side, id string) func(person) bool {
	q := strings.TrimPrefix(side, "g.")
	switch {
	case side == "by.source":
		return func(p person) bool { return p.from() == id }
	case side == "by.language":
		return func(p person) bool { return p.language == id }
	case q != side:
		group := c.survey.Question(q).Group(id)
		return func(p person) bool {
			return slices.ContainsFunc(group, func(o survey.Option) bool { return slices.Contains(p.picks[q], o.ID) })
		}
	}
	return func(p person) bool { return slices.Contains(p.picks[q], id) }
}

func (c *crowd) answered(side string) func(person) bool {
	q := strings.TrimPrefix(side, "g.")
	return func(p person) bool { return strings.HasPrefix(side, "by.") || len(p.picks[q]) > 0 }
}

// Any two sides make a table, and every number of it is what counting person by person gives.
func TestEveryCrosstab(t *testing.T) {
	c := mixed(t, 150)
	all := sides(c.survey)
	for i, rows := range all {
		for j, columns := range all {
			page := opened(t, c, url.Values{"rows": {rows}, "columns": {columns}, "cells": {"count"}}.Encode())
			if strings.TrimPrefix(rows, "g.") == strings.TrimPrefix(columns, "g.") {
				if len(page.LeftOut) != 1 || len(page.Sections) != 0 || !strings.Contains(page.LeftOut[0].Reason, "the same") {
					t.Errorf("%s × %s: %+v", rows, columns, page.LeftOut)
				}
				continue
			}
			if (i+j)%3 > 0 {
				continue // a third of the pairs will do
			}
			c.holds(t, panel(t, page, "crosstab"), rows, columns)
		}
	}
}

// holds counts a crosstab of people anew.
func (c *crowd) holds(t *testing.T, p *dashboard.Panel, rows, columns string) {
	t.Helper()
	var base []person
	for _, one := range c.people {
		if c.answered(rows)(one) && c.answered(columns)(one) {
			base = append(base, one)
		}
	}
	if p.Base.People != len(base) {
		t.Errorf("%s × %s: a base of %d, want %d", rows, columns, p.Base.People, len(base))
	}
	for _, row := range p.Table.Rows[:len(p.Table.Rows)-1] {
		for at, cell := range row.Cells[2:] {
			column := p.Table.Columns[2+at].ID
			want := countIf(base, func(one person) bool { return c.in(rows, row.ID)(one) && c.in(columns, column)(one) })
			if text, _, _ := strings.Cut(cell.Text, " "); *cell.Count != want || text != strconv.Itoa(want) {
				t.Errorf("%s × %s: %d people in %s, %s; want %d", rows, columns, *cell.Count, row.ID, column, want)
			}
		}
	}
}

// What is tested, and what comes of it, follows from the counts alone: the same is found here from the
// table of every cell, by the definitions.
func TestTestsOfACrosstab(t *testing.T) {
	tests := []struct {
		name, query string
		people      int
	}{
		{"many by many", "rows=roles&columns=topics&cells=share", 400},
		{"of the columns' people", "rows=topics&columns=roles&cells=column_share", 400},
		{"few", "rows=roles&columns=topics&cells=share", 70},
		{"too few", "rows=roles&columns=topics&cells=share", 28},
		{"groups that nearly all are in", "rows=g.topics&columns=place&cells=share", 400},
		{"one by many", "rows=place&columns=topics&cells=residual", 300},
		{"filtered", "rows=topics&columns=roles&cells=column_share&q.place=both", 500},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := theCrosstab(t, gather(charlotte(t), tt.people), tt.query)
			rederive(t, p, strings.Contains(tt.query, "column_share"))
		})
	}
}

// rederive makes the tests of a panel anew. Of column shares the columns' people are the base.
func rederive(t *testing.T, p *dashboard.Panel, ofColumns bool) {
	t.Helper()
	base := p.Base.People
	totals := func(share *float64, count int) int {
		if share == nil || *share == 0 {
			return 0
		}
		return int(math.Round(float64(count) / *share))
	}
	var ps, told []float64
	for _, row := range p.Details.Rows {
		count := *row.Cells[2].Count
		line, column := totals(row.Cells[3].Share, count), totals(row.Cells[4].Share, count)
		if line == 0 || column == 0 {
			continue // nobody in the cell: the totals cannot be had from its shares
		}
		own := line
		if ofColumns {
			own = column
		}
		tested := row.Cells[7].Number != nil
		if want := base >= 30 && own >= 30 && base-own >= 30 && min(line, column) > 0 && max(line, column) < base; tested != want {
			t.Errorf("%s × %s: tested %t with %d of %d people", row.Cells[0].Text, row.Cells[1].Text, tested, own, base)
		}
		if expected := float64(line) * float64(column) / float64(base); math.Abs(*row.Cells[5].Number-expected) > 1e-9 {
			t.Errorf("expected %v, want %v", *row.Cells[5].Number, expected)
		}
		if tested {
			value, _ := analysis.CellTest(count, line, column, base)
			ps, told = append(ps, value), append(told, *row.Cells[7].Number)
			if z, _ := analysis.AdjustedResidual(count, line, column, base); math.Abs(*row.Cells[6].Number-z) > 1e-9 {
				t.Errorf("residual %v, want %v", *row.Cells[6].Number, z)
			}
			marked := row.Cells[8].Text != ""
			if marked != (*row.Cells[7].Number <= .05) {
				t.Errorf("%+v is marked %t", row.Cells, marked)
			}
		}
	}
	complete := !slices.ContainsFunc(p.Details.Rows, func(r dashboard.Row) bool { return *r.Cells[2].Count == 0 && r.Cells[7].Number != nil })
	if complete {
		if diff := cmp.Diff(analysis.BenjaminiHochberg(ps), told, cmp.Comparer(near)); diff != "" && len(ps) > 0 {
			t.Errorf("adjusted p (-want +got):\n%s", diff)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// twoQuestions makes people of a table of two questions of one answer each.
func twoQuestions(tb testing.TB, counts [][]int) *crowd {
	tb.Helper()
	s, problems := survey.Parse("two.yaml", []byte(`
id: two
title: Two
questions:
  - {id: sex, kind: one, title: Sex, options: [{id: r0, label: Women}, {id: r1, label: Men}]}
  - {id: party, kind: one, title: Party, options: [{id: c0, label: Democrat}, {id: c1, label: Independent}, {id: c2, label: Republican}]}
`))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	c := &crowd{survey: s}
	for r, line := range counts {
		for col, n := range line {
			one := person{picks: map[string][]string{"sex": {"r" + string(rune('0'+r))}, "party": {"c" + string(rune('0'+col))}}}
			c.people = append(c.people, slices.Repeat([]person{one}, n)...)
		}
	}
	return c
}

func figure(p *dashboard.Panel, key string) dashboard.Figure {
	for _, f := range p.Figures {
		if f.Key == key {
			return f
		}
	}
	return dashboard.Figure{}
}

func TestAssociation(t *testing.T) {
	const cohen = ", by Cohen's convention (1988); less what chance adds (Bergsma, 2013)"
	type told struct{ ChiSquare, Freedom, P, Caution, V, Corrected, Strength string }
	tests := []struct {
		name   string
		counts [][]int
		want   told
	}{
		{"by party", [][]int{{762, 327, 468}, {484, 239, 477}}, told{
			"30.1", "2 degrees of freedom", "below 0.001", "chance alone, if the two had nothing to do with each other", "0.10", "0.10", "weak" + cohen}},
		{"none", [][]int{{100, 100, 100}, {100, 100, 100}}, told{
			"0.0", "2 degrees of freedom", "1.00", "chance alone, if the two had nothing to do with each other", "0.00", "0.00", "no word for how strong that is: chance alone may bring it"}},
		{"strong, few in some cells", [][]int{{30, 2, 1}, {0, 25, 2}}, told{
			"49.8", "2 degrees of freedom", "below 0.001", "a rough guide only: fewer than 5 people are to be expected in 2 of 6 cells", "0.91", "0.90", "no word for how strong that is: too few people for the test"}},
		{"an answer nobody gave", [][]int{{40, 20, 0}, {20, 40, 0}}, told{
			"13.3", "1 degree of freedom", "below 0.001", "chance alone, if the two had nothing to do with each other", "0.33", "0.32", "medium" + cohen}},
		{"noise of few people", [][]int{{12, 2, 4}, {9, 4, 2}}, told{
			"1.5", "2 degrees of freedom", "0.47", "a rough guide only: fewer than 5 people are to be expected in 4 of 6 cells", "0.21", "0.00", "no word for how strong that is: too few people for the test"}},
		{"too few", [][]int{{10, 5, 0}, {0, 5, 5}}, told{}},
		{"all alike", [][]int{{40, 20, 10}, {0, 0, 0}}, told{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := theCrosstab(t, twoQuestions(t, tt.counts), "rows=sex&columns=party&cells=count")
			x2, value, v := figure(p, "chi_square"), figure(p, "p"), figure(p, "cramers_v")
			corrected := figure(p, "cramers_v_corrected")
			got := told{x2.Value, x2.Note, value.Value, value.Note, v.Value, corrected.Value, corrected.Note}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
			if tt.name == "by party" && (math.Abs(*x2.Number-30.0701491) > 1e-7 || math.Abs(*value.Number-2.953589e-07) > 1e-13 || math.Abs(*v.Number-.104436) > 1e-6) {
				t.Errorf("%v, %v, %v", *x2.Number, *value.Number, *v.Number)
			}
		})
	}
}

// A person who picks several answers stands in several cells: chi-square would be wrong, and it is said.
func TestNoChiSquareOfSeveralPicks(t *testing.T) {
	c := mixed(t, 200)
	for _, query := range []string{"rows=topics&columns=leads", "rows=leads&columns=g.topics", "rows=times&columns=by.source", "rows=by.source&columns=formats"} {
		p := theCrosstab(t, c, query)
		if len(p.Figures) > 0 || !slices.ContainsFunc(p.Table.Notes, func(n string) bool { return strings.Contains(n, "stands in several cells") }) {
			t.Errorf("%s: %+v, %q", query, p.Figures, p.Table.Notes)
		}
	}
	for _, query := range []string{"rows=years&columns=leads", "rows=leads&columns=by.language", "rows=travel&columns=lives"} {
		p := theCrosstab(t, c, query)
		if len(p.Figures) != 4 || slices.ContainsFunc(p.Table.Notes, func(n string) bool { return strings.Contains(n, "several cells") }) {
			t.Errorf("%s: %+v, %q", query, p.Figures, p.Table.Notes)
		}
	}
}

// A question that goes on from another hangs together with it by the way it is asked.
func TestLevelsAreNotTestedAgainstTheirQuestion(t *testing.T) {
	c := mixed(t, 300)
	for _, query := range []string{"rows=topics&columns=topics_very", "rows=topics_very&columns=topics_present", "rows=topics_very&columns=g.topics"} {
		p := theCrosstab(t, c, query)
		for _, row := range p.Details.Rows {
			if row.Cells[7].Number != nil || row.Cells[8].Text != "" {
				t.Fatalf("%s: %+v", query, row.Cells)
			}
		}
		if p.Finding != "" || len(p.Points) > 0 || !strings.Contains(strings.Join(p.Table.Notes, " "), "Nothing is tested.") {
			t.Errorf("%s: %q %q %q", query, p.Finding, p.Points, p.Table.Notes)
		}
	}
}

func TestPointsOfACrosstab(t *testing.T) {
	p := theCrosstab(t, twoQuestions(t, [][]int{{762, 327, 468}, {484, 239, 477}}), "rows=sex&columns=party&cells=share")
	want := []string{
		"“Republican” by “Women”: 468 of 1,557 (30%) against 477 of 1,200 others (40%), 6–13 points fewer; very strong evidence (adjusted p below 0.001).",
		"“Republican” by “Men”: 477 of 1,200 (40%) against 468 of 1,557 others (30%), 6–13 points more; very strong evidence (adjusted p below 0.001).",
		"“Democrat” by “Women”: 762 of 1,557 (49%) against 484 of 1,200 others (40%), 5–12 points more; very strong evidence (adjusted p below 0.001).",
		"“Democrat” by “Men”: 484 of 1,200 (40%) against 762 of 1,557 others (49%), 5–12 points fewer; very strong evidence (adjusted p below 0.001).",
	}
	if diff := cmp.Diff(want, p.Points); diff != "" {
		t.Errorf("points (-want +got):\n%s", diff)
	}
	many := theCrosstab(t, gather(charlotte(t), 3000), "")
	if len(many.Points) != 8 {
		t.Errorf("%d points", len(many.Points))
	}
}
