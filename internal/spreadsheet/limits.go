package spreadsheet

import (
	"bytes"
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
	Unpacked int64 // bytes after unzipping
	Rows     int
	Columns  int
	Cells    int
}

// DefaultLimits take any form export there is: the largest known come to some ten megabytes.
func DefaultLimits() Limits {
	return Limits{Upload: 64 << 20, Unpacked: 256 << 20, Rows: 500_000, Columns: 500, Cells: 20_000_000}
}

// ErrTooLarge says that a file exceeds a limit; the error that wraps it says which.
var ErrTooLarge = errors.New("too large")

// Read reads an export within DefaultLimits. name is the file's name; only its last part is kept.
func Read(name string, r io.Reader) (*Table, error) {
	return DefaultLimits().Read(name, r)
}

// Read reads an export within the limits: CSV, or one CSV in a .gz or .zip, told apart by what
// they contain and not by their names. Its errors say what to do about the file.
func (l Limits) Read(name string, r io.Reader) (*Table, error) {
	name = baseName(name)
	table, err := l.read(name, r)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, err)
	}
	return table, nil
}

func (l Limits) read(name string, r io.Reader) (*Table, error) {
	data, err := readAll(r, l.Upload)
	if err != nil {
		return nil, err
	}
	if data, err = unpack(data, l.Unpacked); err != nil {
		return nil, err
	}
	text, converted, err := toUTF8(data)
	if err != nil {
		return nil, err
	}
	t := &Table{Name: name}
	if converted != "" {
		t.Notes = append(t.Notes, "The file was converted from "+converted+".")
	}
	if err := t.parse(bytes.NewReader(text), delimiterOf(text), l); err != nil {
		return nil, err
	}
	return t, nil
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
