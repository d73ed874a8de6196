package analysis

import "math"

// AdjustedResidual tells how far a cell of a crosstab lies from what its row and column lead to
// expect, in standard deviations (S. J. Haberman, The analysis of residuals in cross-classified
// tables, Biometrics 29, 1973). cell is the people in both row and col, base all people of the
// table. Categories may overlap: the number equals the pooled two-proportion z of the share of
// col in row against its share in the rest. It is false where the row or column holds nobody or
// everybody.
func AdjustedResidual(cell, row, col, base int) (float64, bool) {
	if row <= 0 || col <= 0 || row >= base || col >= base {
		return 0, false
	}
	n, r, c := float64(base), float64(row), float64(col)
	expected := r * c / n
	return (float64(cell) - expected) / math.Sqrt(expected*(1-r/n)*(1-c/n)), true
}

// PearsonResidual is the plain residual of a cell, (observed - expected) / sqrt(expected), whose
// squares add up to chi-square. It is false where nobody is expected.
func PearsonResidual(cell, row, col, base int) (float64, bool) {
	if row <= 0 || col <= 0 || base <= 0 {
		return 0, false
	}
	expected := float64(row) * float64(col) / float64(base)
	return (float64(cell) - expected) / math.Sqrt(expected), true
}

// CellTest gives the two-sided p of a cell's people in its row against the rest of the base:
// Fisher's exact test where fewer than 5 people are expected in a cell of the two by two table,
// the pooled two-proportion test elsewhere. It is false where AdjustedResidual is, and where the
// four numbers are not those of a table.
func CellTest(cell, row, col, base int) (float64, bool) {
	if row <= 0 || col <= 0 || row >= base || col >= base {
		return 1, false
	}
	if cell < 0 || cell > min(row, col) || row+col-cell > base {
		return 1, false
	}
	n := float64(base)
	least := float64(min(row, base-row)) * float64(min(col, base-col)) / n
	if least < 5 {
		_, two := Fisher(cell, row-cell, col-cell, base-row-col+cell)
		return two, true
	}
	_, p, ok := TwoProportions(cell, row, col-cell, base-row)
	return p, ok
}
