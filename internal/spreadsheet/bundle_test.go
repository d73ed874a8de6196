package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

// packed is a zip file with its files in this order: name, text, name, text.
func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		out, err := w.Create(files[i])
		if err == nil {
			_, err = io.WriteString(out, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestZipWithSeveralFiles(t *testing.T) {
	book := string(newBook(nil).sheet("One", rows("A", "x")).sheet("Two", rows("B", "y")).bytes(t))
	data := packed(t, "years/2024.csv", "Q\n1\n2\n", "years/2025.csv", "Q\n3\n", "Book.xlsx", book, "__MACOSX/._Book.xlsx", "x", "readme.txt", "x")
	tests := []struct {
		asked, name, sheet, first string
		sheets                    []string
	}{
		{"years/2024.csv", "2024.csv", "years/2024.csv", "1", []string{"years/2024.csv", "years/2025.csv", "Book.xlsx"}},
		{" years/2025.csv ", "2025.csv", "years/2025.csv", "3", []string{"years/2024.csv", "years/2025.csv", "Book.xlsx"}},
		{"Book.xlsx", "Book.xlsx", "Book.xlsx: One", "x", []string{"years/2024.csv", "years/2025.csv", "Book.xlsx: One", "Book.xlsx: Two"}},
		{"Book.xlsx: Two", "Book.xlsx", "Book.xlsx: Two", "y", []string{"years/2024.csv", "years/2025.csv", "Book.xlsx: One", "Book.xlsx: Two"}},
	}
	for _, test := range tests {
		t.Run(test.asked, func(t *testing.T) {
			got, err := spreadsheet.Options{Sheet: test.asked}.Read("all.zip", bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if got.Name != test.name || got.Sheet != test.sheet || !got.Bundle || got.Rows[0].Cells[0] != test.first {
				t.Errorf("%+v", got)
			}
			if diff := cmp.Diff(test.sheets, got.Sheets); diff != "" {
				t.Error(diff)
			}
		})
	}
	_, err := spreadsheet.Read("all.zip", bytes.NewReader(data))
	var choice *spreadsheet.ChoiceError
	if !errors.As(err, &choice) || cmp.Diff([]string{"years/2024.csv", "years/2025.csv", "Book.xlsx"}, choice.Files) != "" {
		t.Errorf("%v", err)
	}
}

func TestZipWithSeveralFilesRefusesWithAdvice(t *testing.T) {
	many := []string{}
	for i := range 101 {
		many = append(many, fmt.Sprintf("%d.csv", i), "a\n1\n")
	}
	two := []string{"a.csv", "a\n1\n", "b.csv", "b\n\"open\n"}
	for _, test := range []struct {
		name, sheet, want string
		data              []byte
	}{
		{"no such file", "c.csv", "no file “c.csv”; it has “a.csv”, “b.csv”", packed(t, two...)},
		{"a sheet of text", "b.csv", "never closed", packed(t, two...)},
		{"one name twice", "a.csv", "holds “A.csv” twice", packed(t, "a.csv", "a\n1\n", "A.csv", "a\n2\n")},
		{"too many", "1.csv", "holds 101 files", packed(t, many...)},
		{"no such sheet", "b.xlsx: Gone", "no sheet “Gone”", packed(t, "a.csv", "a\n1\n", "b.xlsx", string(newBook(nil).sheet("One", rows("A", "x")).bytes(t)))},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := spreadsheet.Options{Sheet: test.sheet}.Read("x.zip", bytes.NewReader(test.data))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v", err)
			}
		})
	}
}
