package spreadsheet

import "fmt"

// maxAbove is how many rows are looked at for the header: titles and remarks stand above it.
const maxAbove = 20

// grid is the filled rows of a file before it is known which of them is the header.
type grid struct {
	limits  Limits
	records []record
	width   int // of the widest
	cells   int
}

// record is a row that has a filled cell.
type record struct {
	number int      // as spreadsheets count: the file's first row is 1
	line   int      // of a text file, where the row begins
	last   int      // of a text file, where it ends
	cells  []string // of a workbook, up to the last filled one
	count  int      // how many there are in the file; cells hold one more than is allowed at the most
	typed  bool     // it holds a number, a day or a truth value, as headers seldom do
}

func (r record) filled() int {
	n := 0
	for _, cell := range r.cells {
		if cell != "" {
			n++
		}
	}
	return n
}

func (r record) cell(column int) string {
	if column >= len(r.cells) {
		return ""
	}
	return r.cells[column]
}

// add keeps a row as long as the grid stays within its limits.
func (g *grid) add(r record) error {
	g.records = append(g.records, r)
	g.cells += len(r.cells)
	g.width = max(g.width, len(r.cells))
	return g.limits.hold(len(g.records)-maxAbove, g.cells-maxAbove*g.limits.Columns)
}

// hold tells whether so much may be kept.
func (l Limits) hold(rows, cells int) error {
	if rows > l.Rows {
		return fmt.Errorf("the file has more than %d rows: %w", l.Rows, ErrTooLarge)
	}
	if cells > l.Cells {
		return fmt.Errorf("the file has more than %d cells: %w", l.Cells, ErrTooLarge)
	}
	return nil
}

// header finds the row of titles: the first one that fills at least half as many cells as the widest
// near it. What stands above it is a title of the file itself. Should it hold numbers, a row with
// fewer titles above it is the likelier header.
func (g *grid) header() int {
	near := g.records[:min(len(g.records), maxAbove)]
	widest := 0
	for _, r := range near {
		widest = max(widest, r.filled())
	}
	before := -1
	for i, r := range near {
		n := r.filled()
		if n*2 >= widest && (n > 1 || widest == 1) {
			if r.typed && before >= 0 {
				return before
			}
			return i
		}
		if n > 1 {
			before = i
		}
	}
	return 0
}
