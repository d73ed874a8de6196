package web

import (
	"slices"
	"strings"
	"time"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

func has(t *dashboard.Table, column int, what func(dashboard.Cell) bool) bool {
	return slices.ContainsFunc(t.Rows, func(r dashboard.Row) bool { return what(r.Cells[column]) })
}

func wordsOf(c dashboard.Cell, _ dashboard.Row) any {
	if c.Text == "–" {
		return nil
	}
	return c.Text
}

func countOf(c dashboard.Cell, row dashboard.Row) any {
	if c.Count == nil {
		return wordsOf(c, row)
	}
	return workbook.Count(*c.Count)
}

// shareOf is a share with the sign of a mark; in a line of totals it may be people.
func shareOf(c dashboard.Cell, row dashboard.Row) any {
	if c.Share == nil {
		return countOf(c, row)
	}
	return workbook.Share{Of1: *c.Share, Sign: signOf(c)}
}

func signOf(c dashboard.Cell) string {
	return map[dashboard.Mark]string{dashboard.More: "▲", dashboard.Fewer: "▼"}[c.Mark]
}

// crossOf is what a crosstab's cell is about, with the sign of its mark: a share, else a number, else people.
func crossOf(t *dashboard.Table, i int) func(dashboard.Cell, dashboard.Row) any {
	decimals := columnDecimals(t, i)
	return func(c dashboard.Cell, row dashboard.Row) any {
		switch {
		case c.Share != nil || c.Number == nil && c.Mark == dashboard.Unmarked:
			return shareOf(c, row)
		case c.Number != nil:
			return workbook.Decimal{Value: *c.Number, Decimals: decimals, Sign: signOf(c)}
		}
		return workbook.Decimal{Value: float64(*c.Count), Sign: signOf(c)}
	}
}

// columnDecimals is how many decimals the page shows of the numbers of a column.
func columnDecimals(t *dashboard.Table, i int) (decimals int) {
	for _, row := range t.Rows {
		decimals = max(decimals, decimalsOf(row.Cells[i].Text))
	}
	return decimals
}

// numberOf shows numbers with as many decimals as the page does. Points are told by their heading.
func numberOf(t *dashboard.Table, i int) func(dashboard.Cell, dashboard.Row) any {
	decimals := columnDecimals(t, i)
	points := strings.HasSuffix(t.Columns[i].Label, ", points")
	return func(c dashboard.Cell, row dashboard.Row) any {
		switch {
		case c.Number == nil:
			return wordsOf(c, row)
		case points:
			return workbook.Points(*c.Number)
		}
		return workbook.Decimal{Value: *c.Number, Decimals: decimals}
	}
}

// decimalsOf is how many digits stand behind the point of a number in words.
func decimalsOf(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction) - len(strings.TrimLeft(fraction, "0123456789"))
}

// dateOf reads the day of a line of time, which is its id, or stands in the cell.
func dateOf(c dashboard.Cell, row dashboard.Row) any {
	for _, text := range []string{row.ID, c.Text} {
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return workbook.Day(day)
		}
	}
	return wordsOf(c, row)
}
