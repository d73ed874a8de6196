package tally_test

import (
	"testing"
	"time"

	"muster/internal/tally"
)

func TestEmptyFilter(t *testing.T) {
	tests := []struct {
		name   string
		filter tally.Filter
		want   bool
	}{
		{"nothing", tally.Filter{}, true},
		{"lists of nothing", tally.Filter{Picks: []tally.Pick{}, Sources: []string{}}, true},
		{"picks", tally.Filter{Picks: []tally.Pick{{Question: "roles"}}}, false},
		{"sources", tally.Filter{Sources: []string{"poster"}}, false},
		{"without the flagged", tally.Filter{Unflagged: true}, false},
		{"from", tally.Filter{From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, false},
		{"to", tally.Filter{To: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.filter.Empty(); got != test.want {
				t.Errorf("%t", got)
			}
		})
	}
}

func TestCell(t *testing.T) {
	table := tally.Table{
		Axes: []tally.Axis{
			{Categories: []string{"a", "b"}},
			{Dimension: tally.Dimension{Unit: tally.Source}, Categories: []string{"poster", "form", tally.Rest}},
		},
		Cells: []int{1, 2, 3, 4, 5, 6},
	}
	for _, test := range []struct{ row, column, want int }{{0, 0, 1}, {0, 2, 3}, {1, 0, 4}, {1, 2, 6}} {
		if got := table.Cell(test.row, test.column); got != test.want {
			t.Errorf("cell %d, %d: %d, want %d", test.row, test.column, got, test.want)
		}
	}
}
