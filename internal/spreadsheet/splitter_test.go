package spreadsheet_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

// FuzzSplit compares with encoding/csv: the same rows, the same texts refused.
func FuzzSplit(f *testing.F) {
	for _, text := range []string{
		"a,b\n1,2\n", "a,b\r\n1,2\r\n\r\n\n3,4", "\"a,\"\"b\"\n\",c\n", "\"a\r\nb\",c\r", "a,b\r", "\r", "\"\"", "\"a\"\r", "\"a\"b,c", "a\"b", "\"a\n", ",\n,,", "a\rb,c", "\n\r", "\"\"\"",
	} {
		f.Add(text, false)
		f.Add(strings.ReplaceAll(text, ",", "\t"), true)
	}
	f.Fuzz(func(t *testing.T, text string, tab bool) {
		delimiter := ','
		if tab {
			delimiter = '\t'
		}
		const most = 3
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord = delimiter, -1
		want, wrong := r.ReadAll()
		got, counts, err := spreadsheet.Split(text, delimiter, most)
		if (err == nil) != (wrong == nil) {
			t.Fatalf("%q: %v; encoding/csv says %v", text, err, wrong)
		}
		if wrong == nil && len(got) != len(want) {
			t.Fatalf("%q: %q; encoding/csv says %q", text, got, want)
		}
		for i, row := range want {
			cells := strings.Split(strings.ReplaceAll(strings.Join(got[i], "\x00"), "\r\n", "\n"), "\x00")
			whole := strings.Split(strings.Join(row[:min(most, len(row))], "\x00"), "\x00")
			if counts[i] != len(row) || !cmp.Equal(cells, whole) {
				t.Fatalf("%q: %q of %d; encoding/csv says %q", text, got[i], counts[i], row)
			}
		}
		if lazy := countedByTheStandard(text, delimiter); !cmp.Equal(lazy, spreadsheet.CountLazily(text, delimiter)) {
			t.Fatalf("%q: lazily %v; encoding/csv says %v", text, spreadsheet.CountLazily(text, delimiter), lazy)
		}
	})
}

func countedByTheStandard(text string, delimiter rune) (counts []int) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = delimiter, -1, true
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return counts
		}
		counts = append(counts, len(row))
	}
}

// allocated is what was ever allocated while a file was read, in megabytes.
func allocated(read func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

// A row is cut while it is read: what its cells would take is never there, and the row alone is refused.
func TestRowOfCommas(t *testing.T) {
	const commas = 30 << 20
	tests := []struct {
		name string
		data []byte
	}{
		{"plain", []byte("Timestamp,Q\n" + strings.Repeat(",", commas) + "\n1,2\n")},
		{"gzip", gzipped(t, "Timestamp,Q\n"+strings.Repeat(",", commas)+"\n1,2\n")},
		{"zip", zipped(t, map[string]string{"a.csv": "Timestamp,Q\n" + strings.Repeat(",", commas) + "\n1,2\n"})},
		{"quoted", []byte("Timestamp,Q\n" + strings.Repeat(",", commas-1) + "\"\",\n1,2\n")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got *spreadsheet.Table
			var err error
			mb := allocated(func() { got, err = spreadsheet.Read("x.csv", bytes.NewReader(test.data)) })
			if err != nil {
				t.Fatal(err)
			}
			want := []spreadsheet.Refusal{{Row: 2, Why: fmt.Sprintf("has %d cells where the header has 2 (line 2 of the file)", commas+1)}}
			if diff := cmp.Diff(want, got.Refused); diff != "" {
				t.Error(diff)
			}
			if got.Blank != 0 || len(got.Rows) != 1 {
				t.Errorf("%d blank, rows %v", got.Blank, got.Rows)
			}
			if mb > 400 {
				t.Errorf("%d MB were allocated", mb)
			}
		})
	}
}

func TestRowsOfTooManyCells(t *testing.T) {
	text := "A,B\n1,2\n\"x\ny\"" + strings.Repeat(",1", 3_000_000) + "\n3,4\n"
	got, err := spreadsheet.Read("x.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []spreadsheet.Refusal{{Row: 3, Why: "has 3000001 cells where the header has 2 (lines 3 to 4 of the file)"}}
	if diff := cmp.Diff(want, got.Refused); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"1", "2"}, {"3", "4"}}, cells(got)); diff != "" {
		t.Error(diff)
	}
	_, err = spreadsheet.Read("x.csv", strings.NewReader(strings.Repeat("a,", 3_000_000)+"b\n1,2\n"))
	if !errors.Is(err, spreadsheet.ErrTooLarge) || !strings.Contains(err.Error(), "the header has 3000001 columns; 500 is the most") {
		t.Errorf("got %v", err)
	}
}

// A cell that a lost quotation mark makes of half a file is named by the line in which its row begins.
func TestCellsAndRowsAreBounded(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	tests := []struct{ name, text, want string }{
		{"cell", "A,B\n1,2\n" + long + "and on,2\n", "line 3: one cell is longer than 1 MB"},
		{"quoted cell", "A,B\n1,\"" + strings.Repeat("line\n", 300_000) + "\"\n", "line 2: one cell is longer than 1 MB, as happens when the quotation mark that ends it is missing"},
		{"quoted cell with quotes", "A,B\n1,\"" + strings.Repeat("\"\"", 1<<20) + "\"\n", "line 2: one cell is longer than 1 MB"},
		{"row", "A" + strings.Repeat(",B", 19) + "\n" + strings.Repeat(long[:1<<19]+",", 19) + "x\n", "line 2: the cells of one row are longer than 8 MB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := spreadsheet.Read("x.csv", strings.NewReader(test.text))
			if !errors.Is(err, spreadsheet.ErrTooLarge) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v; want %q", err, test.want)
			}
		})
	}
	if got, err := spreadsheet.Read("x.csv", strings.NewReader("A,B\n"+long+",2\n")); err != nil || len(got.Rows[0].Cells[0]) != 1<<20 {
		t.Errorf("a cell of 1 MB was refused: %v", err)
	}
}

// A small packed text may not unpack to as much as a large one, as with workbooks.
func TestSmallPackedTextsUnpackLittle(t *testing.T) {
	text := "A,B\n" + strings.Repeat("1,2\n", 10<<20)
	for name, data := range map[string][]byte{"gzip": gzipped(t, text), "zip": zipped(t, map[string]string{"a.csv": text})} {
		if _, err := spreadsheet.Read("x", bytes.NewReader(data)); !errors.Is(err, spreadsheet.ErrTooLarge) || !strings.Contains(err.Error(), "the file unpacks to more than ") {
			t.Errorf("%s: %d KB were read: %v", name, len(data)>>10, err)
		}
	}
}
