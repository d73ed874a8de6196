package spreadsheet_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"muster/internal/spreadsheet"
)

// dask reads a real export that lies beside the repository, not in it. What Windows-1252 cannot say
// is left out, so that all the ways of writing the same file can be compared.
func dask(t *testing.T, name string) [][]string {
	t.Helper()
	const shared = "../../../shared/data/"
	file, err := os.Open(shared + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not beside the repository; the real export is not copied into it", shared+name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	gz, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(gz)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Map(func(r rune) rune {
		if _, ok := charmap.Windows1252.EncodeRune(r); !ok {
			return -1
		}
		return r
	}, string(text))
	rows, err := csv.NewReader(strings.NewReader(known)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func written(t *testing.T, rows [][]string, delimiter rune, crlf bool) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = delimiter, crlf
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func workbook(t *testing.T, rows [][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A real export says the same however it was saved.
func TestDaskInEveryDress(t *testing.T) {
	for _, name := range []string{"dask-users-2019.csv.gz", "dask-users-2020.csv.gz"} {
		t.Run(name, func(t *testing.T) {
			rows := dask(t, name)
			commas := written(t, rows, ',', false)
			want := read(t, []byte(commas))
			if len(want.Rows) != len(rows)-1 || len(want.Refused) > 0 {
				t.Fatalf("%d rows, refused %v", len(want.Rows), want.Refused)
			}
			for dress, data := range map[string][]byte{
				"semicolons":          []byte(written(t, rows, ';', true)),
				"tabs":                []byte(written(t, rows, '\t', true)),
				"bars":                []byte(written(t, rows, '|', false)),
				"UTF-16":              utf16le(commas),
				"UTF-16 without mark": utf16Bytes(binary.BigEndian, commas),
				"Windows-1252":        encoded(t, charmap.Windows1252, commas),
				"old Mac lines":       bytes.ReplaceAll([]byte(commas), []byte("\n"), []byte("\r")),
				"gzip":                gzipped(t, commas),
				"workbook":            workbook(t, rows),
			} {
				got := read(t, data)
				got.Encoding, got.Sheet, got.Sheets, got.Notes = want.Encoding, want.Sheet, want.Sheets, want.Notes
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: %s", dress, diff)
				}
			}
		})
	}
}

// A workbook says the same as the CSV that is saved from it, where both hold words alone.
func TestWorkbookAsCSV(t *testing.T) {
	lines := [][]string{{"When", "What"}, {"a", "Tea, \"hot\"\nor cold"}, {"", ""}, {"b", "=1+1"}, {"c", " Käse 🙂 "}}
	want := read(t, []byte(written(t, lines, ',', false)))
	got := read(t, workbook(t, lines))
	if diff := cmp.Diff([][]string{{"a", "Tea, \"hot\"\nor cold"}, {"b", "=1+1"}, {"c", "Käse 🙂"}}, cells(got)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(cells(want), cells(got)); diff != "" || got.Blank != want.Blank {
		t.Error(diff, got.Blank, want.Blank)
	}
	if _, err := (spreadsheet.Options{Sheet: "Sheet1"}).Read("x.csv", strings.NewReader("A,B\n1,2\n")); err != nil {
		t.Errorf("a text file with a sheet asked for: %v", err)
	}
}
