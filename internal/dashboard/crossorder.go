package dashboard

import (
	"cmp"
	"math"
	"slices"
)

// The orders of a side of a crosstab.
const (
	surveyOrder   = "survey"
	sizeOrder     = "size"     // the most people first; "other" and "none" stay at the end
	categoryOrder = "category" // by the cells of one category of the other side
)

// crossOrder is the order of a side of a crosstab. Its zero value is that of the survey.
type crossOrder struct {
	by       string
	category string // of the other side, for categoryOrder
	up       bool   // the lowest first
}

// sort puts both sides in their orders. What they are sorted by is read before either is moved.
func (x *crossed) sort() {
	rows := orderOf(x.rowOrder, x.rowCats, x.rowTotals, x.colCats, func(r, col int) float64 { return x.worth(x.cells[r][col]) })
	cols := orderOf(x.columnOrder, x.colCats, x.colTotals, x.rowCats, func(col, r int) float64 { return x.worth(x.cells[r][col]) })
	x.rowCats, x.rowTotals, x.cells = moved(x.rowCats, rows), moved(x.rowTotals, rows), moved(x.cells, rows)
	x.colCats, x.colTotals = moved(x.colCats, cols), moved(x.colTotals, cols)
	for r := range x.cells {
		x.cells[r] = moved(x.cells[r], cols)
		for col := range x.cells[r] {
			x.cells[r][col].row, x.cells[r][col].col = r, col
		}
	}
}

// orderOf gives the places of the categories of a side in the order they are to stand. A category of the
// other side that is not there sorts nothing.
func orderOf(o crossOrder, own []category, totals []int, other []category, worth func(own, other int) float64) []int {
	places := make([]int, len(own))
	for i := range places {
		places[i] = i
	}
	at := slices.IndexFunc(other, func(c category) bool { return c.id == o.category })
	switch {
	case o.by == sizeOrder:
		slices.SortStableFunc(places, func(a, b int) int {
			return cmp.Or(boolOrder(own[a].last, own[b].last), cmp.Compare(totals[b], totals[a]))
		})
	case o.by == categoryOrder && at >= 0:
		slices.SortStableFunc(places, func(a, b int) int { return compareWorth(worth(a, at), worth(b, at), o.up) })
	}
	return places
}

// compareWorth puts what has no worth at the end, whichever way the rest is sorted.
func compareWorth(a, b float64, up bool) int {
	switch {
	case math.IsNaN(a) || math.IsNaN(b):
		return boolOrder(math.IsNaN(a), math.IsNaN(b))
	case up:
		return cmp.Compare(a, b)
	}
	return cmp.Compare(b, a)
}

func moved[T any](items []T, places []int) []T {
	out := make([]T, len(places))
	for i, at := range places {
		out[i] = items[at]
	}
	return out
}

// worth is the number that a cell shows, NaN where it shows none.
func (x *crossed) worth(c crossedCell) float64 {
	switch {
	case x.colour == "count":
		return float64(c.count)
	case x.colour == "expected" && x.base > 0:
		return x.expected(c)
	case x.colour == "residual" && c.tested:
		return c.residual
	case x.colour == "share" && x.rowTotals[c.row] > 0:
		return x.share(c)
	}
	return math.NaN()
}
