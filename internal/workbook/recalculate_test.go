package workbook_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"muster/internal/tally"
	"muster/internal/workbook"
)

// TestRecalculated has LibreOffice compute every formula from the answers alone: the values that were
// written beside the formulas are taken out before. What it gets must be what the workbook says.
func TestRecalculated(t *testing.T) {
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed; with it this test has another program compute the formulas")
	}
	dir := t.TempDir()
	books := map[string][]byte{}
	fewest := map[string]int{"charlotte": 900, "everything": 900, "filtered": 900, "full": 900, "hostile": 100, "branching": 60}
	for name, c := range formulaBooks(t) {
		books[name] = write(t, c)
		if err := os.WriteFile(filepath.Join(dir, name+".xlsx"), withoutValues(t, books[name]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	recalculate(t, soffice, dir)
	for name, file := range books {
		t.Run(name, func(t *testing.T) {
			again, err := os.ReadFile(filepath.Join(dir, "again", name+".xlsx"))
			if err != nil {
				t.Fatal(err)
			}
			if n := compareFormulas(t, open(t, file), open(t, again)); n < fewest[name] {
				t.Errorf("%d formulas, want %d", n, fewest[name])
			} else {
				t.Logf("%d formulas", n)
			}
		})
	}
}

// formulaBooks are workbooks of every kind of question: of all answers, of some, and over several sheets.
func formulaBooks(t *testing.T) map[string]workbook.Config {
	charlotte, everything := load(t, "charlotte"), load(t, "everything")
	answers := people(charlotte, 240)
	for i, r := range answers {
		r.Source = []string{"form", "form:poster", "form:a*b?", "import:members", "form:=x"}[i%5]
	}
	filtering := config(charlotte, answers)
	filtering.Filter = tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"engineer"}}}}
	filtering.Responses = filtered(filtering.Filter, answers)
	filtering.Panels = []workbook.Panel{topicsPanel()}
	full := config(everything, people(everything, 130))
	full.SheetRows = 50
	return map[string]workbook.Config{
		"charlotte": config(charlotte, answers), "filtered": filtering, "full": full,
		"everything": config(everything, people(everything, 180)),
		"hostile":    config(hostile(), people(hostile(), 60)),
		"branching":  config(parse(t, branching), given()),
	}
}

// withoutValues is the workbook as it would be had nobody computed its formulas.
func withoutValues(t *testing.T, file []byte) []byte {
	t.Helper()
	value := regexp.MustCompile(`</f><v>[^<]*</v>`)
	return rezipped(t, file, func(name string, part []byte) []byte { return value.ReplaceAll(part, []byte("</f>")) })
}

// recalculate has LibreOffice open all workbooks of a folder and save them beneath it.
func recalculate(t *testing.T, soffice, dir string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	paths, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	arguments := append([]string{
		"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx", "--outdir", filepath.Join(dir, "again"),
	}, paths...)
	if out, err := exec.CommandContext(ctx, soffice, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice cannot convert the workbooks: %v\n%s", err, out)
	}
}

// compareFormulas holds what was computed against what was written, and gives the number of formulas.
func compareFormulas(t *testing.T, written, computed *excelize.File) (formulas int) {
	t.Helper()
	for _, sheet := range written.GetSheetList() {
		for row, values := range cells(t, written, sheet) {
			for column, want := range values {
				cell, _ := excelize.CoordinatesToCellName(column+1, row+1)
				formula, err := written.GetCellFormula(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" || want == "" { // the second of two cells that are one
					continue
				}
				formulas++
				got, err := computed.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
				if err != nil || !same(got, want) {
					t.Errorf("%s!%s is written as %s, computed as %s, %v: %s", sheet, cell, want, got, err, formula)
				}
			}
		}
	}
	return formulas
}

// same tells whether two numbers are equal but for the last digits.
func same(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err == nil && err2 == nil && math.Abs(x-y) <= 1e-9*math.Max(1, math.Abs(y))
}

var (
	textInFormula   = regexp.MustCompile(`"(?:[^"]|"")*"`)
	columnInFormula = regexp.MustCompile(`Answers[0-9]*\[(?:\[(?:'.|[^'\[\]])*\]:\[(?:'.|[^'\[\]])*\]|(?:'.|[^'\[\]#])*)\]|'Answers(?: [0-9]+)?'!\$[A-Z]+\$[0-9]+(?::\$[A-Z]+\$[0-9]+)?`)
	cellInFormula   = regexp.MustCompile(`\$?[A-Z]+\$?[0-9]+`)
	functions       = []string{"AVERAGE", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "MAX", "MEDIAN", "MIN", "NORMSINV", "QUARTILE", "SQRT", "SUM", "SUMPRODUCT"}
)

// ours tells whether a formula is of our making alone: functions of a short list over cells of the
// workbook, whatever labels are in it.
func ours(formula string) error {
	rest := textInFormula.ReplaceAllString(columnInFormula.ReplaceAllString(formula, "R"), "T")
	for _, word := range regexp.MustCompile(`[A-Za-z_.!]+\(`).FindAllString(rest, -1) {
		if !slices.Contains(functions, word[:len(word)-1]) {
			return fmt.Errorf("%s in %s", word, formula)
		}
	}
	rest = cellInFormula.ReplaceAllString(rest, "C")
	if odd := regexp.MustCompile(`[^A-Z0-9.,+*/^()<>=&:-]`).FindString(rest); odd != "" {
		return fmt.Errorf("%q in %s", odd, formula)
	}
	return nil
}

// TestFormulasAreOurs holds that no label of a survey becomes part of what a formula does.
func TestFormulasAreOurs(t *testing.T) {
	for name, c := range formulaBooks(t) {
		t.Run(name, func(t *testing.T) {
			formula := regexp.MustCompile(`<f>([^<]*)</f>`)
			unescape := func(s []byte) string {
				for _, e := range [][2]string{{"&lt;", "<"}, {"&gt;", ">"}, {"&#34;", `"`}, {"&quot;", `"`}, {"&#39;", "'"}, {"&amp;", "&"}} {
					s = bytes.ReplaceAll(s, []byte(e[0]), []byte(e[1]))
				}
				return string(s)
			}
			for part, body := range unzip(t, write(t, c)) {
				if !bytes.HasPrefix([]byte(part), []byte("xl/worksheets/")) {
					continue
				}
				for _, found := range formula.FindAllSubmatch(body, -1) {
					if err := ours(unescape(found[1])); err != nil {
						t.Error(part, err)
					}
				}
			}
		})
	}
}
