package spreadsheet

import (
	"bytes"
	"cmp"
	"context"
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

// readAll reads at most limit bytes and tells when there were more. It makes room at once for as many as are expected:
// growing takes several times as much.
func readAll(r io.Reader, limit, expected int64) ([]byte, error) {
	var data bytes.Buffer
	data.Grow(int(max(0, min(expected, limit))) + bytes.MinRead)
	n, err := data.ReadFrom(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, fmt.Errorf("the file holds more than %s: %w", megabytes(limit), ErrTooLarge)
	}
	return data.Bytes(), nil
}

// sizeOf is how much a reader holds, as far as it tells.
func sizeOf(r io.Reader) int64 {
	if sized, ok := r.(interface{ Len() int }); ok {
		return int64(sized.Len())
	}
	return 0
}

// patient reads until a context ends.
type patient struct {
	ctx context.Context
	io.Reader
}

// Read reads on.
func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.Reader.Read(b)
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
