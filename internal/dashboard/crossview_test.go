package dashboard_test

import (
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
)

func TestParseCrosstab(t *testing.T) {
	tests := []struct {
		name, query, want string
		problems          int
	}{
		{"nothing said", "", "cells=column_share&columns=roles&rows=topics", 0},
		{"empty fields", "rows=&columns=&cells=&sort_rows=", "cells=column_share&columns=roles&rows=topics", 0},
		{"two questions", "rows=place&columns=topics", "cells=column_share&columns=topics&rows=place", 0},
		{"groups", "rows=g.topics&columns=place&cells=count", "cells=count&columns=place&rows=g.topics", 0},
		{"where people came from", "rows=by.source&columns=by.language", "cells=column_share&columns=by.language&rows=by.source", 0},
		{"orders", "sort_rows=size&sort_columns=down.azure", "cells=column_share&columns=roles&rows=topics&sort_columns=down.azure&sort_rows=size", 0},
		{"an order of its own", "sort_rows=wild", "cells=column_share&columns=roles&rows=topics", 0},
		{"no such question", "rows=nowhere&columns=place", "cells=column_share&columns=place&rows=topics", 1},
		{"groups of none", "rows=g.place&columns=place", "cells=column_share&columns=place&rows=topics", 1},
		{"a contact detail", "rows=email&columns=place", "cells=column_share&columns=place&rows=topics", 1},
		{"hostile", "rows=%3Cscript%3E&columns=%00&cells=DROP", "cells=column_share&columns=roles&rows=topics", 3},
		{"an unknown question beside what is shown first", "rows=nowhere&columns=topics", "cells=column_share&columns=topics&rows=roles", 1},
		{"an unknown question beside groups of it", "rows=nowhere&columns=g.topics", "cells=column_share&columns=g.topics&rows=roles", 1},
		{"one side alone", "columns=topics", "cells=column_share&columns=topics&rows=roles", 0},
		{"the other side alone", "rows=roles", "cells=column_share&columns=topics&rows=roles", 0},
	}
	s := charlotte(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			values, err := url.ParseQuery(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			c, problems := dashboard.ParseCrosstab(s, values)
			if got := c.Parameters().Encode(); got != tt.want || len(problems) != tt.problems {
				t.Errorf("%q, problems %+v; want %q", got, problems, tt.want)
			}
			again, _ := dashboard.ParseCrosstab(s, c.Parameters())
			if diff := cmp.Diff(c.Parameters(), again.Parameters()); diff != "" {
				t.Errorf("it reads back as %s", diff)
			}
		})
	}
	grid, problems := dashboard.ParseCrosstab(load(t, "testdata/grid.yaml"), nil)
	if got := grid.Parameters(); got.Get("rows") != "usage" || got.Get("columns") != "docs" || len(problems) > 0 {
		t.Errorf("a survey without purposes begins with %v", got)
	}
}

func FuzzParseCrosstab(f *testing.F) {
	for _, seed := range []string{"", "rows=topics&columns=roles", "sort_rows=up.%00&cells=residual", "rows=g.topics&columns=by.source&sort_columns=down."} {
		f.Add(seed)
	}
	s := charlotte(f)
	people := gather(s, 40)
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		c, _ := dashboard.ParseCrosstab(s, values)
		c.Form()
		build(t, c.Dashboard(), people, "")
	})
}

// Swapped, a table has the same shares of the same people, its lines for columns.
func TestSwapped(t *testing.T) {
	c := gather(charlotte(t), 300)
	for _, cells := range []string{"share", "column_share", "count", "expected"} {
		cross, _ := dashboard.ParseCrosstab(c.survey, url.Values{"rows": {"roles"}, "columns": {"place"}, "cells": {cells}})
		plain := panel(t, build(t, cross.Dashboard(), c, ""), "crosstab").Table
		swapped := panel(t, build(t, cross.Swapped().Dashboard(), c, ""), "crosstab").Table
		for r, row := range plain.Rows[:len(plain.Rows)-1] {
			for col := range plain.Columns[2:] {
				a, b := row.Cells[2+col], swapped.Rows[col].Cells[2+r]
				if strings.Trim(a.Text, " ▲▼") != strings.Trim(b.Text, " ▲▼") || *a.Count != *b.Count {
					t.Errorf("%s: %s × %s shows %s, swapped %s", cells, row.ID, plain.Columns[2+col].ID, a.Text, b.Text)
				}
			}
		}
		if back := cross.Swapped().Swapped(); back.Parameters().Encode() != cross.Parameters().Encode() {
			t.Errorf("swapped twice it is %v", back.Parameters())
		}
	}
}

// The lines of a share table add up to what the totals say, whichever people the shares are of.
func TestSharesOfRowsAndColumns(t *testing.T) {
	c := gather(charlotte(t), 300)
	for cells, ofColumns := range map[string]bool{"share": false, "column_share": true} {
		p := theCrosstab(t, c, "rows=topics&columns=place&cells="+cells)
		for _, row := range p.Table.Rows[:len(p.Table.Rows)-1] {
			for at, cell := range row.Cells[2:] {
				of := row.ID
				in := c.in("topics", of)
				if ofColumns {
					in = c.in("place", p.Table.Columns[2+at].ID)
				}
				base := countIf(c.people, func(one person) bool {
					return c.answered("topics")(one) && c.answered("place")(one) && in(one)
				})
				if base == 0 {
					if cell.Text != "–" || cell.Share != nil {
						t.Errorf("a share of nobody is shown as %q", cell.Text)
					}
					continue
				}
				if want := float64(*cell.Count) / float64(base); math.Abs(*cell.Share-want) > 1e-12 {
					t.Errorf("%s, %s: %v, want %v of %d", cells, row.ID, *cell.Share, want, base)
				}
			}
		}
	}
}

func TestOrderOfACrosstab(t *testing.T) {
	c := gather(charlotte(t), 300)
	cross, _ := dashboard.ParseCrosstab(c.survey, url.Values{"rows": {"topics"}, "columns": {"place"}, "cells": {"count"}})
	column := cross.SortRows("online")
	tests := []struct {
		name  string
		cross dashboard.Crosstab
		aria  string
		is    func(a, b dashboard.Row) bool
	}{
		{"highest first", column, "descending", func(a, b dashboard.Row) bool { return *at(a, "online", c).Count >= *at(b, "online", c).Count }},
		{"lowest first", column.SortRows("online"), "ascending", func(a, b dashboard.Row) bool { return *at(a, "online", c).Count <= *at(b, "online", c).Count }},
		{"highest first again", column.SortRows("online").SortRows("online"), "descending", func(a, b dashboard.Row) bool { return *at(a, "online", c).Count >= *at(b, "online", c).Count }},
		{"by people", cross.SortRows(""), "", func(a, b dashboard.Row) bool { return *a.Cells[1].Count >= *b.Cells[1].Count || b.ID == "none" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := panel(t, build(t, tt.cross.Dashboard(), c, ""), "crosstab")
			rows := p.Table.Rows[:len(p.Table.Rows)-1]
			for i := range len(rows) - 1 {
				if !tt.is(rows[i], rows[i+1]) {
					t.Errorf("%s comes before %s", rows[i].ID, rows[i+1].ID)
				}
			}
			if tt.cross.RowsSorted("online") != tt.aria {
				t.Errorf("sorted %q", tt.cross.RowsSorted("online"))
			}
			c.holds(t, p, "topics", "place") // every number went along
		})
	}
	columns := panel(t, build(t, cross.SortColumns("azure").Dashboard(), c, ""), "crosstab")
	azure := columns.Table.Rows[slices.IndexFunc(columns.Table.Rows, func(r dashboard.Row) bool { return r.ID == "azure" })].Cells[2:]
	if !slices.IsSortedFunc(azure, func(a, b dashboard.Cell) int { return *b.Count - *a.Count }) || cross.SortColumns("azure").ColumnsSorted("azure") != "descending" {
		t.Errorf("columns by a row: %+v", azure)
	}
	c.holds(t, columns, "topics", "place")
	if form := cross.SortRows("online").Form(); form.RowOrders[2].Label != "By “Online”, highest first" || !form.RowOrders[2].Selected {
		t.Errorf("the form says %+v", form.RowOrders)
	}
}

// at is the cell of a row in the column of a place; the columns stand as in the survey.
func at(r dashboard.Row, place string, c *crowd) dashboard.Cell {
	return r.Cells[2+slices.Index(options(c.survey.Question("place")), place)]
}

// The form offers every question and its groups, each as a side that works, and chooses what is shown.
func TestFormOfACrosstab(t *testing.T) {
	cross, _ := dashboard.ParseCrosstab(load(t, everything), url.Values{"rows": {"g.times"}, "columns": {"travel"}, "cells": {"residual"}})
	form := cross.Form()
	chosen := func(choices []dashboard.Choice) string {
		var values []string
		for _, c := range choices {
			if c.Selected {
				values = append(values, c.Value)
			}
		}
		return strings.Join(values, " ")
	}
	got := []string{chosen(form.Rows), chosen(form.Columns), chosen(form.Cells), chosen(form.RowOrders), chosen(form.ColumnOrders)}
	if diff := cmp.Diff([]string{"g.times", "travel", "residual", "", ""}, got); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
	if last := form.Rows[len(form.Rows)-2:]; last[0].Value != "by.source" || last[1].Value != "by.language" {
		t.Errorf("beside the questions stand %+v", last)
	}
}

// From a dashboard one goes on to the same table, with the same shares of the same people.
func TestADashboardLeadsToItsCrosstab(t *testing.T) {
	c := gather(charlotte(t), 300)
	tests := []struct{ name, keys, want string }{
		{"upright", "rows: {purpose: role}, columns: {purpose: topic}", "cells=column_share&columns=roles&rows=topics"},
		{"lying", "rows: {purpose: topic}, columns: {purpose: role}", "cells=share&columns=roles&rows=topics"},
		{"column shares", "rows: {purpose: topic}, columns: {purpose: role}, colour: column_share", "cells=column_share&columns=roles&rows=topics"},
		{"groups by size", "rows: {purpose: topic, by: groups}, columns: {question: place}, colour: expected, sort: size", "cells=expected&columns=place&rows=g.topics&sort_columns=size&sort_rows=size"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, "id: x\ntitle: X\npanels: [{kind: crosstab, "+tt.keys+"}]\n")
			for p := range build(t, d, c, "q.place=both").Panels() {
				if p.More == nil || p.More.Page != "crosstab" || p.More.Query != tt.want {
					t.Fatalf("it leads to %+v", p.More)
				}
				there := theCrosstab(t, c, p.More.Query+"&q.place=both")
				for r, row := range p.Table.Rows {
					for at, cell := range row.Cells[1:] {
						other := there.Table.Rows[r].Cells[1+at]
						if *cell.Count != *other.Count || cell.Mark != other.Mark {
							t.Errorf("%s: %+v there is %+v", row.ID, cell, other)
						}
					}
				}
			}
		})
	}
}

// Of a crosstab file, column_share turns whose people the shares are of, and size the order.
func TestColumnSharesOfAFile(t *testing.T) {
	c := gather(charlotte(t), 300)
	d := read(t, "id: x\ntitle: X\npanels: [{kind: crosstab, rows: {purpose: topic}, columns: {question: place}, colour: column_share, sort: size}]\n")
	p := panel(t, build(t, d, c, ""), "crosstab-topics-place")
	if p.Title != "Topics × In person or online?" || !p.Chart.Draw.Percent || p.Table.Rows[len(p.Table.Rows)-1].Cells[0].Text != "People" {
		t.Errorf("%q, %+v", p.Title, p.Table.Rows[len(p.Table.Rows)-1])
	}
	before := math.MaxInt
	for _, row := range p.Table.Rows[:len(p.Table.Rows)-2] { // the last are "none" and the people
		if n := *row.Cells[1].Count; n > before {
			t.Errorf("%s with %d people stands after %d", row.ID, n, before)
		} else {
			before = n
		}
	}
}
