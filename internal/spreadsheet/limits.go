package spreadsheet

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits bound what a foreign file may cost. Cells are rows times columns: a cell costs memory even
// when it is empty.
type Limits struct {
	Upload   int64 // bytes as they come
	Unpacked int64 // bytes after unzipping that are held: a text file, the words of a workbook and of all its cells
	Workbook int64 // bytes after unzipping that only pass through: the sheets of a workbook
	Rows     int
	Columns  int
	Cells    int
}

// DefaultLimits take any form export there is: the largest known come to some ten megabytes.
func DefaultLimits() Limits {
	return Limits{Upload: 64 << 20, Unpacked: 256 << 20, Workbook: 1 << 30, Rows: 500_000, Columns: 500, Cells: 20_000_000}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	return Limits{
		Upload: cmp.Or(l.Upload, d.Upload), Unpacked: cmp.Or(l.Unpacked, d.Unpacked), Workbook: cmp.Or(l.Workbook, d.Workbook),
		Rows: cmp.Or(l.Rows, d.Rows), Columns: cmp.Or(l.Columns, d.Columns), Cells: cmp.Or(l.Cells, d.Cells),
	}
}

// ErrTooLarge says that a file exceeds a limit; the error that wraps it says which.
var ErrTooLarge = errors.New("too large")

// Read reads an export within DefaultLimits. name is the file's name; only its last part is kept.
func Read(name string, r io.Reader) (*Table, error) {
	return Options{}.Read(name, r)
}

// readAll reads at most limit bytes and tells when there were more.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("the file holds more than %s: %w", megabytes(limit), ErrTooLarge)
	}
	return data, nil
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d MB", n>>20)
}

// baseName drops folders, whichever way the sender's machine writes them, and what cannot be shown.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return Line(strings.ToValidUTF8(name, ""))
}
