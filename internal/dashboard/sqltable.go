package dashboard

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"muster/internal/tally"
)

// valueColumn is one column of the rows of a query, with what stands in it.
type valueColumn struct {
	label    string
	kind     ColumnKind // text, number or date
	decimals int        // of a column of numbers
	values   []any
}

func (c valueColumn) numeric() bool { return c.kind == Number }

// valueColumns finds out what each column holds. A column of nothing is of text.
func valueColumns(rows tally.Rows) ([]valueColumn, error) {
	columns := make([]valueColumn, len(rows.Columns))
	for i, label := range rows.Columns {
		if columns[i].label = label; strings.TrimSpace(label) == "" {
			columns[i].label = fmt.Sprintf("Column %d", i+1)
		}
	}
	for _, row := range rows.Values {
		if len(row) != len(columns) {
			return nil, fmt.Errorf("a row of %d values for %d columns", len(row), len(columns))
		}
		for i, v := range row {
			columns[i].values = append(columns[i].values, v)
		}
	}
	for i := range columns {
		columns[i].kind = kindOfValues(columns[i].values)
		columns[i].decimals = decimalsOf(columns[i].values)
	}
	return columns, nil
}

// kindOfValues is what all values have in common that are not missing.
func kindOfValues(values []any) ColumnKind {
	kind := ColumnKind("")
	for _, v := range values {
		one := kindOfValue(v)
		if one == "" || one == kind {
			continue
		}
		if kind != "" {
			return Text
		}
		kind = one
	}
	if kind == "" {
		return Text
	}
	return kind
}

func kindOfValue(v any) ColumnKind {
	switch v := v.(type) {
	case nil:
		return ""
	case int64, float64:
		return Number
	case string:
		if _, err := time.Parse(time.DateOnly, v); err == nil {
			return Date
		}
	}
	return Text
}

// decimalsOf is how many decimals tell the numbers of a column apart: two where there are fractions,
// four where all are smaller than one, and never more than the numbers have.
func decimalsOf(values []any) int {
	most, fractions := 4, []float64(nil)
	for _, v := range values {
		if f, ok := v.(float64); ok {
			fractions = append(fractions, f)
			if math.Abs(f) >= 1 {
				most = 2
			}
		}
	}
	needed := 0
	for _, f := range fractions {
		for needed < most && round(f, needed) != round(f, most) {
			needed++
		}
	}
	return needed
}

// rowTable writes the rows of a query. Its first column heads the rows.
func rowTable(caption string, columns []valueColumn, rows tally.Rows) *Table {
	t := &Table{Caption: caption, Rows: []Row{}}
	for _, c := range columns {
		t.Columns = append(t.Columns, Column{Label: c.label, Kind: c.kind})
	}
	for at := range rows.Values {
		row := Row{ID: strconv.Itoa(at + 1)}
		for i, c := range columns {
			row.Cells = append(row.Cells, c.cell(at, i == 0))
		}
		t.Rows = append(t.Rows, row)
	}
	if n := len(rows.Values); rows.Cut {
		t.Notes = []string{fmt.Sprintf("The query brings more than the %s shown. Group or filter in it, or end it with LIMIT.", someRows(n))}
	}
	return t
}

func someRows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return thousands(n) + " rows"
}

func (c valueColumn) cell(at int, heading bool) Cell {
	cell := Cell{Text: c.text(at)}
	if f, ok := c.number(at); ok && !heading {
		cell.Number = new(f)
	}
	return cell
}

// number gives a value that can be drawn.
func (c valueColumn) number(at int) (float64, bool) {
	switch v := c.values[at].(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	return 0, false
}

func (c valueColumn) text(at int) string {
	switch v := c.values[at].(type) {
	case nil:
		return "–"
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v]
	case int64:
		return wholeText(v)
	case float64:
		return fractionText(v, c.decimals)
	case string:
		return v
	}
	return fmt.Sprint(c.values[at])
}

// wholeText parts thousands by commas from five digits on: a number of four may be a year.
func wholeText(n int64) string {
	if -10_000 < n && n < 10_000 || n == math.MinInt64 {
		return strings.Replace(strconv.FormatInt(n, 10), "-", minus, 1)
	}
	return thousands(int(n))
}

// fractionText writes a number with so many decimals, and one that is very large or small by its power of
// ten.
func fractionText(f float64, decimals int) string {
	size := math.Abs(f)
	text := strconv.FormatFloat(f, 'g', 4, 64)
	if size == 0 || size >= 1e-4 && size < 1e15 {
		whole, fraction := math.Modf(round(size, decimals))
		text = wholeText(int64(whole))
		if decimals > 0 {
			text += strconv.FormatFloat(round(fraction, decimals), 'f', decimals, 64)[1:]
		}
		if round(f, decimals) < 0 {
			text = minus + text
		}
		return text
	}
	return strings.ReplaceAll(text, "-", minus)
}
