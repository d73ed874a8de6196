package dataset_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"muster/internal/dataset"
	"muster/internal/response"
	"muster/internal/spreadsheet"
)

// FuzzWords holds for whatever somebody writes that no cell of it begins like a formula, unless it is a
// plain number, and that a reader gets the very words back.
func FuzzWords(f *testing.F) {
	for _, words := range dangerous() {
		f.Add(words)
	}
	s := parse(f, hostile)
	number := regexp.MustCompile(`^[+-][0-9]+([.,][0-9]+)?%?$`)
	f.Fuzz(func(t *testing.T, words string) {
		words = spreadsheet.Lines(words) // as the form leaves it
		if words == "" || !utf8.ValidString(words) {
			t.Skip("nothing that a form takes")
		}
		r := &response.Response{ID: "r", Source: "form", Submitted: now, Answers: response.Answers{"why": {Text: words}}}
		file := write(t, dataset.CSV, config(t, s, []*response.Response{r}))
		at := 0
		for i, title := range readCSV(t, file)[0] {
			if title == "Why not?" {
				at = i
			}
		}
		if raw := readCSV(t, file)[1][at]; strings.ContainsAny(raw[:1], "=+-@\t\r") && !number.MatchString(raw) {
			t.Errorf("%q stands as %q", words, raw)
		}
		table, err := spreadsheet.Read("x.csv", bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if got := table.Rows[0].Cells[at]; got != words {
			t.Errorf("%q came back as %q", words, got)
		}
	})
}
