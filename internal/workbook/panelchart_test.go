package workbook_test

import (
	"bytes"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"muster/internal/workbook"
)

// besidePanel has two tables that are drawn: two series with intervals, and one that goes below 0.
func besidePanel() workbook.Panel {
	share := func(v float64) workbook.Share { return workbook.Share{Of1: v} }
	return workbook.Panel{
		Title: "Beside", From: "Compare", Page: "the comparison", Whom: "Group A: everybody.",
		Tables: []workbook.PanelTable{
			{
				Caption: "Both", Columns: []workbook.PanelColumn{{Title: "Answer"}, {Title: "A"}, {Title: "A from"}, {Title: "A to"}, {Title: "B"}, {Title: "B from"}, {Title: "B to"}},
				Rows: [][]any{
					{"Azure", share(.5), share(.4), share(.6), share(.3), share(.1), share(.7)},
					{"Linux", share(.2), share(.1), share(.3), nil, nil, nil},
				},
				Chart: &workbook.PanelChart{Rows: 2, Series: []workbook.Series{{Column: 1, Low: 2, High: 3}, {Column: 4, Low: 5, High: 6}}},
			},
			{
				Caption: "Difference", Columns: []workbook.PanelColumn{{Title: "Answer"}, {Title: "Points"}, {Title: "From"}, {Title: "To"}},
				Rows:  [][]any{{"Azure", workbook.Points(-20), workbook.Points(-30), workbook.Points(-10)}},
				Chart: &workbook.PanelChart{Title: "How they differ", Rows: 1, Series: []workbook.Series{{Column: 1, Low: 2, High: 3}}},
			},
			{
				Caption: "Residuals", Diverging: true, Columns: []workbook.PanelColumn{{Title: "Answer"}, {Title: "Role", Heat: true}},
				Rows: [][]any{{"Azure", workbook.Decimal{Value: -2.53, Decimals: 1, Sign: "▼"}}, {"Linux", workbook.Decimal{Value: 3, Sign: "▲"}}},
			},
		},
	}
}

// TestEverySeriesHasWhiskers draws each table above itself, each series with its own intervals.
func TestEverySeriesHasWhiskers(t *testing.T) {
	file, f := bookOf(t, besidePanel())
	const sheet = "Compare – Beside"
	var both, alone []byte
	for name, part := range unzip(t, file) {
		switch {
		case !strings.HasPrefix(name, "xl/charts/chart"):
		case bytes.Contains(part, []byte("How they differ")):
			alone = part
		case bytes.Contains(part, []byte("Beside</a:t>")), bytes.Contains(part, []byte("Compare – Beside")):
			both = part
		}
	}
	if n := bytes.Count(alone, []byte("<errBars>")); n != 1 {
		t.Errorf("the difference is drawn with %d whiskers", n)
	}
	series := regexp.MustCompile(`<ser>.*?</ser>`).FindAll(both, -1)
	if len(series) != 2 {
		t.Fatalf("%d series side by side", len(series))
	}
	ends := regexp.MustCompile(`<plus><numRef><f>[^!]*!\$([A-Z]+)\$`)
	seen := map[string]bool{}
	for i, one := range series {
		found := ends.FindAllSubmatch(one, -1)
		if len(found) != 1 || seen[string(found[0][1])] {
			t.Fatalf("series %d has the whiskers %q, where others have %v", i, found, seen)
		}
		seen[string(found[0][1])] = true
	}
	rows := cells(t, f, sheet)
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Azure" })
	for column, want := range map[int]float64{8: .1, 9: .1, 10: .4, 11: .2} {
		if got, err := strconv.ParseFloat(rows[at][column], 64); err != nil || math.Abs(got-want) > 1e-9 {
			t.Errorf("in column %d a whisker reaches %s, want %v", column, rows[at][column], want)
		}
	}
	if rows[2][0] != "Group A: everybody." {
		t.Errorf("it counts %q", rows[2][0])
	}
}

// TestSignsBehindNumbers shows signs behind numbers that stay numbers, on a scale with two ends.
func TestSignsBehindNumbers(t *testing.T) {
	_, f := bookOf(t, besidePanel())
	const sheet = "Compare – Beside"
	shown, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(shown, func(r []string) bool { return len(r) > 0 && r[0] == "Residuals" })
	if got := []string{shown[at+2][1], shown[at+3][1]}; !slices.Equal(got, []string{"-2.5 ▼", "3 ▲"}) {
		t.Errorf("shown are %q", got)
	}
	if raw := cells(t, f, sheet)[at+2][1]; raw != "-2.53" {
		t.Errorf("the number is %q", raw)
	}
	formats, err := f.GetConditionalFormats(sheet)
	if err != nil || len(formats) != 1 {
		t.Fatalf("%d areas are coloured, %v", len(formats), err)
	}
	for area, scale := range formats {
		if scale[0].Type != "3_color_scale" || scale[0].MinValue != "-4" || scale[0].MaxValue != "4" {
			t.Errorf("%s is coloured by %+v", area, scale[0])
		}
	}
}

// TestFactsOnReadMe tells beside whom the workbook counts what a page was made under.
func TestFactsOnReadMe(t *testing.T) {
	s := load(t, "powershell")
	c := config(s, people(s, 3))
	c.Facts = []workbook.Fact{{Label: "Group A", Text: "=everybody"}}
	rows := cells(t, open(t, write(t, c)), "Read me")
	at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 1 && r[0] == "Group A" })
	if at < 1 || rows[at-1][0] != "Who is counted" || rows[at][1] != "'=everybody" {
		t.Errorf("Group A stands at line %d", at)
	}
}
