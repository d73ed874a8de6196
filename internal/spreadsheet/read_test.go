package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

const small = "Timestamp,What?\n2026-01-02 10:00:00,Tea\n2026-01-02 11:00:00,\"Milk, with \"\"foam\"\"\"\n"

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func utf16le(text string) []byte {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

func TestReadWrappings(t *testing.T) {
	tests := []struct {
		name string
		data []byte
	}{
		{"plain", []byte(small)},
		{"byte order mark", []byte("\xef\xbb\xbf" + small)},
		{"UTF-16", utf16le(small)},
		{"gzip", gzipped(t, small)},
		{"zip", zipped(t, map[string]string{"My form.csv": small, "__MACOSX/._My form.csv": "x", "readme.txt": "x"})},
		{"semicolons between columns", []byte("Timestamp;What?\n2026-01-02 10:00:00;Tea\n2026-01-02 11:00:00;\"Milk, with \"\"foam\"\"\"\n")},
		{"tabs between columns", []byte("Timestamp\tWhat?\n2026-01-02 10:00:00\tTea\n2026-01-02 11:00:00\t\"Milk, with \"\"foam\"\"\"\n")},
		{"blank rows", []byte(strings.Replace(small, "\n2026-01-02 11", "\n,\n , \n2026-01-02 11", 1))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := spreadsheet.Read("/some/where/form.csv", bytes.NewReader(test.data))
			if err != nil {
				t.Fatal(err)
			}
			if got.Name != "form.csv" {
				t.Errorf("name %q", got.Name)
			}
			if diff := cmp.Diff([]string{"Timestamp", "What?"}, got.Header); diff != "" {
				t.Error(diff)
			}
			if len(got.Rows) != 2 || got.Rows[1].Cells[1] != `Milk, with "foam"` {
				t.Errorf("rows %+v", got.Rows)
			}
		})
	}
}

func TestReadRefusesWithAdvice(t *testing.T) {
	tests := []struct {
		name, want string
		data       []byte
	}{
		{"nothing", "the file is empty", nil},
		{"spaces", "the file is empty", []byte(" \n\n")},
		{"header alone", "no answers", []byte("a,b\n")},
		{"blank rows alone", "the file is empty", []byte(",\n,\n")},
		{"an answer for a title", "is the first row the header?", []byte("a," + strings.Repeat("long ", 500) + "\n1,2\n")},
		{"binary", "not text", []byte("a\x00\x01\x00\x02b\x03,\x00")},
		{"old workbook", "old kind (.xls)", []byte("\xd0\xcf\x11\xe0 rest")},
		{"PDF", "PDF", []byte("%PDF-1.7")},
		{"zip without CSV", "holds no file of answers", zipped(t, map[string]string{"a.txt": "x"})},
		{"zip with two", "holds 2 files of answers: “a.csv”, “b.csv”; say which of them with --sheet", zipped(t, map[string]string{"a.csv": small, "b.csv": small})},
		{"cut zip", "damaged", zipped(t, map[string]string{"a.csv": small})[:60]},
		{"cut gzip", "damaged", gzipped(t, small)[:30]},
		{"open quote", "line 3, character 3: the quotation mark that opens this cell is never closed", []byte("a,b\n1,2\n3,\"four\n5,6\n")},
		{"stray quote", "line 2, character 4: a quotation mark stands inside a cell that is not quoted, in row 2, column “b”", []byte("a,b\n1,2\"3\n")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := spreadsheet.Read("x.csv", bytes.NewReader(test.data))
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), `read "x.csv": `) {
				t.Errorf("got %v, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestReadIsBounded(t *testing.T) {
	bomb := gzipped(t, "a\n"+strings.Repeat("0", 4<<20))
	tests := []struct {
		name   string
		limits spreadsheet.Limits
		data   []byte
	}{
		{"upload", spreadsheet.Limits{Upload: 10, Unpacked: 100, Rows: 10, Columns: 10, Cells: 100}, []byte(small)},
		{"gzip bomb", spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Rows: 10, Columns: 10, Cells: 100}, bomb},
		{"zip bomb", spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Rows: 10, Columns: 10, Cells: 100},
			zipped(t, map[string]string{"a.csv": "a\n" + strings.Repeat("0", 4<<20)})},
		{"rows", spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Rows: 1, Columns: 10, Cells: 100}, []byte(small)},
		{"columns", spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Rows: 10, Columns: 1, Cells: 100}, []byte(small)},
		{"cells", spreadsheet.Limits{Upload: 1 << 20, Unpacked: 1 << 20, Rows: 10, Columns: 10, Cells: 3}, []byte(small)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := (spreadsheet.Options{Limits: test.limits}).Read("x", bytes.NewReader(test.data)); !errors.Is(err, spreadsheet.ErrTooLarge) {
				t.Errorf("got %v; want ErrTooLarge", err)
			}
		})
	}
}

func TestRaggedRowsAreNamed(t *testing.T) {
	const ragged = "Timestamp,A,B\n2026-01-02 10:00:00,x,y\n2026-01-02 10:01:00,\"x\nz\"\n\n2026-01-02 10:02:00,x,y,z\n,,\n2026-01-02 10:03:00,x,y\n"
	got, err := spreadsheet.Read("x.csv", strings.NewReader(ragged))
	if err != nil {
		t.Fatal(err)
	}
	want := []spreadsheet.Refusal{
		{Row: 3, Why: "has 2 cells where the header has 3 (lines 3 to 4 of the file)"},
		{Row: 5, Why: "has 4 cells where the header has 3 (line 6 of the file)"},
	}
	if diff := cmp.Diff(want, got.Refused); diff != "" {
		t.Error(diff)
	}
	if len(got.Rows) != 2 || got.Blank != 2 || got.Rows[1].Number != 7 {
		t.Errorf("%d rows, %d blank: %+v", len(got.Rows), got.Blank, got.Rows)
	}
}
