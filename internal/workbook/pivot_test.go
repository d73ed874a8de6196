package workbook_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestPivot(t *testing.T) {
	s := load(t, "charlotte")
	c := config(s, people(s, 60))
	file := write(t, c)
	f := open(t, file)
	pivots, err := f.GetPivotTables("Pivot")
	if err != nil || len(pivots) != 1 || pivots[0].DataRange != "Long" {
		t.Fatalf("pivot tables are %+v, %v", pivots, err)
	}
	var fields []string
	for _, row := range pivots[0].Rows {
		fields = append(fields, row.Data)
	}
	if !slices.Equal(fields, []string{"Question", "Group", "Option"}) || pivots[0].Data[0].Data != "Response" {
		t.Errorf("it counts %+v by %q", pivots[0].Data, fields)
	}
	slicers, err := f.GetSlicers("Pivot")
	if err != nil || len(slicers) != 2 || slicers[0].Name != "Question" {
		t.Errorf("slicers are %+v, %v", slicers, err)
	}
	if got, want := pivoted(t, cells(t, f, "Pivot")), len(cells(t, f, "Long"))-1; got != want {
		t.Errorf("it shows %d picks, Long has %d", got, want)
	}
	checkTables(t, file)
}

// pivoted adds up the last column beneath the headings.
func pivoted(t *testing.T, rows [][]string) (picks int) {
	t.Helper()
	head := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Question" })
	for _, row := range rows[head+1:] {
		if len(row) == 0 || strings.Contains(row[0], "Total") {
			continue
		}
		n, err := strconv.Atoi(row[len(row)-1])
		if err != nil {
			t.Errorf("%q", row)
		}
		picks += n
	}
	return picks
}

// TestNoPivot leaves the pivot table out where it would count a part: where Long goes on in a further
// sheet, or nobody picked anything.
func TestNoPivot(t *testing.T) {
	s := load(t, "powershell")
	full := config(s, people(s, 25))
	full.SheetRows = 20
	for name, c := range map[string]bool{"over two sheets": true, "nobody": false} {
		book := full
		if !c {
			book = config(s, nil)
		}
		f := open(t, write(t, book))
		if slices.Contains(f.GetSheetList(), "Pivot") {
			t.Errorf("%s: there is a pivot table", name)
		}
		if says := strings.Contains(text(t, f, "Read me"), "Long goes on in a further sheet"); says != c {
			t.Errorf("%s: Read me says why: %v", name, says)
		}
	}
}

// TestTooManyToPivot leaves the pivot table out where programs would compute it for long, and says so.
func TestTooManyToPivot(t *testing.T) {
	s := load(t, "powershell")
	c := config(s, people(s, 25))
	c.Tally = times(c.Tally, 1500)
	f := open(t, write(t, c))
	if slices.Contains(f.GetSheetList(), "Pivot") || !strings.Contains(text(t, f, "Read me"), "Up to 300,000 it is there") {
		t.Errorf("sheets are %q", f.GetSheetList())
	}
}
