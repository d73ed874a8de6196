package dashboard

import "muster/internal/analysis"

// falseMarks is the share of marks that may be owed to chance.
const falseMarks = 0.05

// test finds the cells that stand out: the share of a column among the people of a row against its
// share among everybody else. Both are shares, so both need a base that a test may be made of; a row of
// few people, or one that nearly all people are of, is left untested.
func (x *crossed) test() {
	var tested []*crossedCell
	var p []float64
	for r := range x.cells {
		if x.untested(r) {
			continue
		}
		for col := range x.cells[r] {
			if x.colCats[col].fixed {
				continue
			}
			cell := &x.cells[r][col]
			residual, ok := analysis.AdjustedResidual(cell.count, x.rowTotals[r], x.colTotals[col], x.base)
			if !ok {
				continue
			}
			value, ok := analysis.CellTest(cell.count, x.rowTotals[r], x.colTotals[col], x.base)
			if !ok {
				continue
			}
			cell.tested, cell.residual = true, residual
			tested, p = append(tested, cell), append(p, value)
		}
	}
	x.tests = len(tested)
	for i, adjusted := range analysis.BenjaminiHochberg(p) {
		tested[i].adjusted = adjusted
		switch {
		case adjusted > falseMarks:
		case tested[i].residual < 0:
			tested[i].mark = Fewer
		default:
			tested[i].mark = More
		}
	}
}

// untested tells whether nothing is tested of the people of a row.
func (x *crossed) untested(r int) bool {
	return x.nested() || x.rowCats[r].fixed || x.rowTotals[r] < least || x.base-x.rowTotals[r] < least
}

// whyUntested says so in words.
func (x *crossed) whyUntested(r int) string {
	switch {
	case x.nested():
		return "not tested"
	case x.rowCats[r].fixed:
		return "filtered by"
	case x.rowTotals[r] < least:
		return "too few to test"
	}
	return "too few others to test against"
}
