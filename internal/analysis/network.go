package analysis

import "math/bits"

// network holds the cells of a table as arcs from rows to columns. A flow that goes round in it
// changes cells and keeps every total: it leads to another table that looks the same to whoever sees
// the totals and the arcs that do not change.
type network struct {
	nodes int
	arcs  []arc
	rows  int
	cells [][]int // arc of each cell, by line
}

// arc is a cell, or how often people stand in several categories of a line.
type arc struct {
	from, to  int
	value     int
	low, high int // what the totals allow
	shown     bool
	cost      int  // of not showing it; 0 where it is not shown anyway
	scarce    bool // few are in it, or in neither its row nor its column
	plenty    bool // few of its row or of its column are not in it
}

// unbounded stands for more people than there are.
const unbounded = 1 << 40

func newNetwork(p *public, rows, cols *lines) *network {
	n := &network{nodes: len(rows.totals) + len(cols.totals) + 1, rows: len(rows.totals)}
	values := n.join(p, rows, cols)
	for r, line := range values {
		n.cells = append(n.cells, nil)
		for c, value := range line {
			n.cells[r] = append(n.cells[r], len(n.arcs))
			n.arcs = append(n.arcs, newArc(p, rows, cols, r, c, value))
		}
	}
	n.hide(p, rows, cols)
	n.slacken(p, rows, cols)
	return n
}

// join adds up the cells of each pair of lines.
func (n *network) join(p *public, rows, cols *lines) [][]int {
	values := make([][]int, len(rows.totals))
	for r := range values {
		values[r] = make([]int, len(cols.totals))
	}
	for i, line := range p.cells {
		for j, value := range line {
			if r, c := rows.of[i], cols.of[j]; r >= 0 && c >= 0 {
				values[r][c] += value
			}
		}
	}
	return values
}

// newArc makes the arc of a cell. Its bounds are those of M. Frechet: nobody is in both who is not in
// each, and who is in neither is one of the base.
func newArc(p *public, rows, cols *lines, r, c, value int) arc {
	row, col, base := rows.totals[r], cols.totals[c], p.table.Base
	a := arc{from: r, to: len(rows.totals) + c, value: value, low: max(0, row+col-base), high: min(row, col)}
	a.shown = r != rows.merged && c != cols.merged
	if a.shown {
		a.cost = 64 + bits.Len(uint(max(0, value)))
	}
	a.scarce = value < p.threshold || base-row-col+value < p.threshold
	a.plenty = col-value < p.threshold || row-value < p.threshold
	return a
}

// hide takes away cells that were not shown before and those of people in none of the categories.
func (n *network) hide(p *public, rows, cols *lines) {
	rowNames, colNames := p.axes[0].categories, p.axes[1].categories
	for i := range p.cells {
		for j := range p.cells[i] {
			r, c := rows.of[i], cols.of[j]
			if r < 0 || c < 0 {
				continue
			}
			if i >= len(rowNames) || j >= len(colNames) || p.hidden[[2]string{rowNames[i], colNames[j]}] {
				n.omit(&n.arcs[n.cells[r][c]])
			}
		}
	}
}

func (n *network) omit(a *arc) { a.shown, a.cost = false, 0 }

// slacken gives the lines across an axis whose categories overlap an arc for the picks beyond one a
// person: everybody in the line picked at least one.
func (n *network) slacken(p *public, rows, cols *lines) {
	hub := n.nodes - 1
	if !rows.exclusive {
		picks := make([]int, len(cols.totals))
		for j := range p.cells[0] {
			if c := cols.of[j]; c >= 0 {
				picks[c] += p.columnSum(j)
			}
		}
		for c, total := range cols.totals {
			n.addSlack(n.rows+c, hub, picks[c]-total)
		}
	}
	if !cols.exclusive {
		picks := make([]int, len(rows.totals))
		for i, line := range p.cells {
			if r := rows.of[i]; r >= 0 {
				picks[r] += sum(line)
			}
		}
		for r, total := range rows.totals {
			n.addSlack(hub, r, picks[r]-total)
		}
	}
}

func (n *network) addSlack(from, to, value int) {
	n.arcs = append(n.arcs, arc{from: from, to: to, value: max(0, value), high: unbounded})
}

// shown tells for each cell of the table whether its arc is.
func (n *network) shown(p *public, rows, cols *lines) []bool {
	var shown []bool
	for i := range p.axes[0].categories {
		for j := range p.axes[1].categories {
			r, c := rows.of[i], cols.of[j]
			shown = append(shown, r >= 0 && c >= 0 && n.arcs[n.cells[r][c]].shown)
		}
	}
	return shown
}
