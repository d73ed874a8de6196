package dataset_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dataset"
	"muster/internal/survey"
)

func readCSV(tb testing.TB, data []byte) [][]string {
	tb.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return rows
}

// unguarded takes off the apostrophe in front of what looks like a formula.
func unguarded(text string) string {
	if bare := strings.TrimLeft(text, "'"); bare != text && strings.ContainsAny(bare[:min(3, len(bare))], "=+-@＝") {
		return text[1:]
	}
	return text
}

// canonical is a cell of a CSV in the terms of expected.
func canonical(v dataset.Variable, text string) string {
	switch {
	case text == "":
		return missing
	case v.Kind == dataset.Number:
		return decimals(text)
	case v.Kind == dataset.Text:
		return unguarded(text)
	}
	return text
}

func TestCodes(t *testing.T) {
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			responses := people(s, 200)
			files := parts(t, write(t, dataset.Codes, config(t, s, responses)))
			rows := readCSV(t, files["data.csv"])
			variables := dataset.Variables(s)
			for i, v := range variables {
				if rows[0][i] != v.Name {
					t.Errorf("column %d is called %q, not %q", i, rows[0][i], v.Name)
				}
			}
			got := rows[1:]
			for _, row := range got {
				for i := range row {
					row[i] = canonical(variables[i], row[i])
				}
			}
			if diff := cmp.Diff(expectedRows(s, responses, false), got); diff != "" {
				t.Error(diff)
			}
			if bytes.HasPrefix(files["data.csv"], []byte("\uFEFF")) || !bytes.HasPrefix(files["codebook.csv"], []byte("\uFEFF")) {
				t.Error("the codebook is for people and has a byte order mark, the data are for programs and have none")
			}
			checkCodebook(t, s, readCSV(t, files["codebook.csv"]), expectedRows(s, responses, true))
		})
	}
}

// checkCodebook holds that every variable and value of the data is explained, with its people.
func checkCodebook(t *testing.T, s *survey.Survey, book, rows [][]string) {
	t.Helper()
	column := func(name string) int { return slices.Index(book[0], name) }
	people := map[[3]string]string{} // by variable, value and its label
	for _, line := range book[1:] {
		people[[3]string{line[column("variable")], line[column("value")], line[column("value_label")]}] = line[column("people")]
	}
	for i, v := range dataset.Variables(s) {
		answered, hidden, of := 0, 0, map[string]int{}
		for _, row := range rows {
			switch row[i] {
			case missing:
			case notShown:
				hidden++
			default:
				answered++
				of[row[i]]++
			}
		}
		if got := people[[3]string{v.Name, "", ""}]; got != strconv.Itoa(answered) {
			t.Errorf("%s: %s people in the codebook, %d in the data", v.Name, got, answered)
		}
		if got := people[[3]string{v.Name, "", "Not shown because of other answers"}]; v.Hides && got != strconv.Itoa(hidden) {
			t.Errorf("%s: not shown to %s people in the codebook, to %d in the data", v.Name, got, hidden)
		}
		for _, value := range v.Values {
			written := value.ID
			if written == "" {
				written = strconv.Itoa(value.Code)
			}
			if v.Kind == dataset.Picked && value.Code == 0 {
				continue
			}
			if got := people[[3]string{v.Name, written, unguarded(value.Label)}]; got != strconv.Itoa(of[written]) && people[[3]string{v.Name, written, "'" + value.Label}] != strconv.Itoa(of[written]) {
				t.Errorf("%s = %s: %q people in the codebook, %d in the data", v.Name, written, got, of[written])
			}
		}
	}
}

func TestReadme(t *testing.T) {
	c := config(t, parse(t, hostile), nil)
	c.FilterWords = []string{"Leads?: Yes", "from 1 May"}
	for _, f := range []dataset.Format{dataset.Codes, dataset.JSONL, dataset.Parquet} {
		readme := string(parts(t, write(t, f, c))["README.txt"])
		for _, want := range []string{"MADE UP", "Leads?: Yes; from 1 May", "Europe/Zurich", "20 November 2026 at 18:30 CET", "never in this file", "codebook.csv"} {
			if !strings.Contains(readme, want) {
				t.Errorf("%s: the README does not tell %q:\n%s", f, want, readme)
			}
		}
	}
}
