package dashboard

import (
	"cmp"
	"math"
	"slices"

	"muster/internal/analysis"
)

// graphPlace is where an option stands in the drawing.
type graphPlace struct {
	option int
	x, y   float64 // from 1 to 3, from 1 down
	side   string  // of its label
}

// layout stands the members of each crowd around an oval, one oval below the other, half of them with
// their labels at the left and half at the right: so each label has a line of its own, and the drawing is
// the same on every load, on a phone and on a wall. It gives the height too, in CSS pixels.
func (x *interests) layout(ties []analysis.Tie) ([]graphPlace, int) {
	tied := map[int]bool{}
	for _, t := range ties {
		tied[t.A], tied[t.B] = true, true
	}
	row, y := x.rowHeight(tied), 1.0
	var places []graphPlace
	for _, members := range x.ovals(tied) {
		rows := (len(members) + 1) / 2
		for i, o := range members {
			at := float64(i / 2)
			// How far an oval of so many rows reaches to the side there, but never so little that a link
			// across could not be seen.
			reach := math.Max(.45, math.Sqrt(1-math.Pow((at+.5)/float64(rows)*2-1, 2)))
			place := graphPlace{option: o, x: round(2+reach, 3), y: y + at, side: "right"}
			if i%2 == 0 {
				place.x, place.side = round(2-reach, 3), "left"
			}
			places = append(places, place)
		}
		y += float64(rows) + .7
	}
	return places, int(math.Round((lowest(places)-1)*row)) + 44
}

// lowest is how far down the places go.
func lowest(places []graphPlace) float64 {
	last := 1.0
	for _, p := range places {
		last = math.Max(last, p.y)
	}
	return last
}

// ovals gives the options that are drawn, crowd by crowd, the most picked first, and in the end those in no crowd.
func (x *interests) ovals(tied map[int]bool) [][]int {
	all := make([][]int, len(x.crowds)+1)
	for o, option := range x.options {
		if !tied[o] {
			continue
		}
		at := option.crowd
		if at < 0 {
			at = len(x.crowds)
		}
		all[at] = append(all[at], o)
	}
	for _, members := range all {
		slices.SortStableFunc(members, func(a, b int) int { return cmp.Compare(x.options[b].count, x.options[a].count) })
	}
	return slices.DeleteFunc(all, func(members []int) bool { return len(members) == 0 })
}

// rowHeight leaves room for the longest label when it wraps.
func (x *interests) rowHeight(tied map[int]bool) float64 {
	const perLine = 11
	lines := 1
	for o := range tied {
		lines = max(lines, (len([]rune(plain(x.options[o].label)))+perLine-1)/perLine)
	}
	return float64(max(34, 14*lines+12))
}
