package workbook_test

import (
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"muster/internal/response"
	"muster/internal/workbook"
)

// TestLibreOffice lets another program open the workbook. What it reads, saved as one CSV file a
// sheet, must be the cells; a file that needs repair would lose some or not open at all.
func TestLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed; with it this test holds the workbook against a second program")
	}
	charlotte := config(load(t, "charlotte"), people(load(t, "charlotte"), 25))
	charlotte.SheetRows = 20
	charlotte.Panels = []workbook.Panel{topicsPanel(), besidePanel()}
	charlotte.Contacts = map[string]response.Contact{response.PublicID("3"): {Consent: true, Fields: map[string]string{"name": "Ann"}, Statement: "Yes"}}
	dir := t.TempDir()
	books := map[string][]byte{
		"charlotte": write(t, charlotte),
		"hostile":   write(t, config(hostile(), people(hostile(), 40))),
		"nobody":    write(t, config(load(t, "powershell"), nil)),
		"every":     write(t, config(load(t, "everything"), people(load(t, "everything"), 40))),
		"branching": write(t, config(parse(t, branching), given())),
	}
	var paths []string
	for name, file := range books {
		paths = append(paths, filepath.Join(dir, name+".xlsx"))
		if err := os.WriteFile(paths[len(paths)-1], file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	convert(t, soffice, dir, paths)
	for name, file := range books {
		t.Run(name, func(t *testing.T) {
			f := open(t, file)
			for _, sheet := range f.GetSheetList() {
				if sheet == "Pivot" { // its words are those of the program that computes it
					comparePivot(t, f, filepath.Join(dir, name+"-"+sheet+".csv"))
					continue
				}
				compareSheet(t, f, sheet, filepath.Join(dir, name+"-"+sheet+".csv"))
			}
		})
	}
}

// convert saves every sheet as CSV, with numbers and dates as they are shown.
func convert(t *testing.T, soffice, dir string, paths []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	arguments := append([]string{
		"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", "--outdir", dir,
	}, paths...)
	if out, err := exec.CommandContext(ctx, soffice, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice cannot convert the workbooks: %v\n%s", err, out)
	}
}

func compareSheet(t *testing.T, f *excelize.File, sheet, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("LibreOffice did not read sheet %s: %v", sheet, err)
		return
	}
	in := csv.NewReader(strings.NewReader(string(data)))
	in.FieldsPerRecord = -1
	got, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(trimmed(want), trimmed(got)); diff != "" {
		t.Errorf("LibreOffice reads sheet %s differently: %s", sheet, diff)
	}
}

// comparePivot holds what LibreOffice pivots against the rows of Long.
func comparePivot(t *testing.T, f *excelize.File, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(strings.NewReader(string(data)))
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := pivoted(t, trimmed(rows)), len(cells(t, f, "Long"))-1; got != want {
		t.Errorf("LibreOffice pivots %d picks, Long has %d", got, want)
	}
}

// trimmed drops blank cells at the ends of rows and blank rows at the end, of which the two
// programs keep different numbers.
func trimmed(rows [][]string) [][]string {
	out := make([][]string, 0, len(rows))
	for _, row := range rows {
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		out = append(out, append([]string{}, row...))
	}
	for len(out) > 0 && len(out[len(out)-1]) == 0 {
		out = out[:len(out)-1]
	}
	return out
}
