package workbook_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"muster/internal/workbook"
)

// topicsPanel is a panel with a value of every kind.
func topicsPanel() workbook.Panel {
	return workbook.Panel{
		Title: "Topics: which? [all] & *more*", From: "Demand", Page: "the dashboard Demand", Finding: "Most want Azure.", Base: "12 of 40 answered.",
		Warning: "Fewer than 30 people: read with care.", Note: "=1+1", Points: []string{"One point."},
		Tables: []workbook.PanelTable{{
			Caption: "What they want",
			Columns: []workbook.PanelColumn{{Title: "Answer"}, {Title: "People"}, {Title: "Share", Heat: true}, {Title: "95% from"}, {Title: "95% to"}, {Title: "Mean"}, {Title: "Moved"}, {Title: "Day"}},
			Rows: [][]any{
				{"Azure", workbook.Count(6), workbook.Share{Of1: .5, Sign: "▲"}, workbook.Share{Of1: .25}, workbook.Share{Of1: .75}, workbook.Decimal{Value: 1.234, Decimals: 2}, workbook.Points(-3.14), workbook.Day(now)},
				{"=Linux", workbook.Count(3), workbook.Share{Of1: .25}, workbook.Share{Of1: .1}, workbook.Share{Of1: .5}, nil, workbook.Points(2), nil},
			},
			Totals: [][]any{{"Everybody", workbook.Count(12)}},
			Notes:  []string{"Shares are of who answered."},
			Chart:  &workbook.PanelChart{Rows: 2, Series: []workbook.Series{{Column: 2, Low: 3, High: 4}, {Column: 1, Line: true}}, Alt: "Bars."},
		}},
	}
}

// bookOf is a workbook with panels.
func bookOf(t *testing.T, panels ...workbook.Panel) ([]byte, *excelize.File) {
	t.Helper()
	s := load(t, "powershell")
	c := config(s, people(s, 40))
	c.Panels = panels
	c.LeftOut = []string{"The panel “Sources” has no sheet."}
	file := write(t, c)
	return file, open(t, file)
}

const topicsSheet = "Demand – Topics which all &…"

func TestPanelSheet(t *testing.T) {
	file, f := bookOf(t, topicsPanel())
	if got := f.GetSheetList(); got[2] != topicsSheet {
		t.Fatalf("sheets are %q", got)
	}
	shown, err := f.GetRows(topicsSheet)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range shown {
		if line := strings.Trim(strings.Join(row, "|"), "|"); line != "" {
			lines = append(lines, line)
		}
	}
	want := []string{
		"Topics: which? [all] & *more*", "← All sheets", "Everybody who answered.",
		"Values of 20 November 2026, 12:30. They stay as they are when Answers is changed; those on Summary follow.", "12 of 40 answered.",
		"Fewer than 30 people: read with care.", "Most want Azure.", "'=1+1", "• One point.", "What they want",
		"Answer|People|Share|95% from|95% to|Mean|Moved|Day||Whisker up|Whisker down",
		"Azure|6|50.0% ▲|25.0%|75.0%|1.23|-3.1|2026-11-20||0.250|0.250",
		"'=Linux|3|25.0%|10.0%|50.0%||+2.0|||0.250|0.150",
		"Everybody|12", "Shares are of who answered.",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	tables, err := f.GetTables(topicsSheet)
	if err != nil || len(tables) != 1 || strings.Contains(tables[0].Range, "Everybody") {
		t.Fatalf("tables are %+v, %v", tables, err)
	}
	first, last, _ := strings.Cut(tables[0].Range, ":")
	if column, row, _ := excelize.CellNameToCoordinates(last); column != 8 || !strings.HasSuffix(first, fmt.Sprint(row-2)) {
		t.Errorf("the table is %s: totals are beneath it, whiskers beside it", tables[0].Range)
	}
	if formats, err := f.GetConditionalFormats(topicsSheet); err != nil || len(formats) != 1 {
		t.Errorf("coloured are %v, %v", formats, err)
	}
	checkTables(t, file)
}

// TestWhiskers holds that whiskers are drawn on the first series, from cells that say how far they reach.
func TestWhiskers(t *testing.T) {
	file, f := bookOf(t, topicsPanel())
	cells := regexp.MustCompile(`<plus><numRef><f>([^<]*)</f></numRef></plus><minus><numRef><f>([^<]*)</f>`)
	drawn := 0
	for name, part := range unzip(t, file) {
		if !strings.HasPrefix(name, "xl/charts/chart") || !bytes.Contains(part, []byte("<errBars>")) {
			continue
		}
		drawn++
		if bytes.Count(part, []byte("<errBars>")) != 1 || bytes.Index(part, []byte("<errBars>")) > bytes.Index(part, []byte("<cat>")) {
			t.Errorf("%s has whiskers where they do not belong", name)
		}
		found := cells.FindSubmatch(part)
		if found == nil {
			t.Fatalf("%s: %s", name, part)
		}
		for _, area := range found[1:] {
			sheet, reference, _ := strings.Cut(strings.NewReplacer("&amp;", "&", "$", "").Replace(string(area)), "!")
			first, _, _ := strings.Cut(reference, ":")
			formula, err := f.GetCellFormula(strings.Trim(sheet, "'"), first)
			if err != nil || !regexp.MustCompile(`^[A-Z]+[0-9]+-[A-Z]+[0-9]+$`).MatchString(formula) {
				t.Errorf("%s takes its whiskers from %s, which holds %q, %v", name, area, formula, err)
			}
		}
	}
	if drawn < 5 {
		t.Errorf("%d charts have whiskers", drawn)
	}
}

// TestSheetNames holds Excel's rules of what a sheet may be called.
func TestSheetNames(t *testing.T) {
	for _, test := range []struct{ name, title, want string }{
		{"plain", "Growth", "Growth"},
		{"signs that are not allowed", `a[b]c:d*e?f/g\h`, "a b c d e f g h"},
		{"too long", strings.Repeat("Lorem ipsum ", 5), "Lorem ipsum Lorem ipsum Lorem…"},
		{"too long beyond the basic plane", strings.Repeat("👋", 30), strings.Repeat("👋", 15) + "…"},
		{"apostrophes at the ends", "'quoted'", "quoted"},
		{"nothing left", "???", "Panel"},
		{"a sheet there is", "TOPICS", "TOPICS (2)"},
		{"a sheet that may come", "Answers 2", "Answers 2 (2)"},
		{"kept by Excel", "History", "History (2)"},
		{"control characters", "a\x00b\nc", "ab c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, f := bookOf(t, workbook.Panel{Title: test.title}, workbook.Panel{Title: test.title})
			names := f.GetSheetList()
			if names[2] != test.want || strings.EqualFold(names[2], names[3]) {
				t.Errorf("sheets are %q and %q, want %q", names[2], names[3], test.want)
			}
		})
	}
}

// TestLinks holds that the list of sheets leads to every sheet, and every sheet back.
func TestLinks(t *testing.T) {
	_, f := bookOf(t, topicsPanel(), workbook.Panel{Title: "It's \"one\"", Base: "Nobody answered."})
	rows := cells(t, f, "Read me")
	listed := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Sheets" })
	for i, sheet := range f.GetSheetList()[1:] {
		row := listed + 2 + i
		found, target, err := f.GetCellHyperLink("Read me", fmt.Sprint("A", row))
		if want := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!A1"; err != nil || !found || target != want {
			t.Errorf("row %d leads to %q, %v, want %s", row, target, err, want)
		}
		if len(rows[row-1]) < 2 || rows[row-1][1] == "" {
			t.Errorf("nothing says what %s is", sheet)
		}
		back := false
		for at := 1; at <= 5; at++ {
			_, target, err := f.GetCellHyperLink(sheet, fmt.Sprint("A", at))
			back = back || err == nil && target == "'Read me'!A1"
		}
		if !back {
			t.Errorf("%s does not lead back", sheet)
		}
	}
	words := text(t, f, "Read me")
	for _, want := range []string{"From the dashboard Demand. Most want Azure.", "The panel “Sources” has no sheet.", "Nobody answered."} {
		if !strings.Contains(words, want) {
			t.Errorf("Read me does not say %q", want)
		}
	}
}

// TestPrintedPanels holds areas, headers and pages of what is printed.
func TestPrintedPanels(t *testing.T) {
	_, f := bookOf(t, topicsPanel())
	named := map[string]string{}
	for _, n := range f.GetDefinedName() {
		named[n.Scope+" "+n.Name] = n.RefersTo
	}
	if got := named[topicsSheet+" _xlnm.Print_Area"]; !strings.HasPrefix(got, "'"+topicsSheet+"'!$A$1:$H$") {
		t.Errorf("printed is %q: all but what is behind the chart", got)
	}
	layout, err := f.GetPageLayout(topicsSheet)
	if err != nil || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 1 {
		t.Errorf("the page is %+v, %v", layout, err)
	}
}

// TestHeaders holds what every page is headed with, whatever signs are in the survey's name.
func TestHeaders(t *testing.T) {
	s := load(t, "everything")
	s.Title = "Cats & dogs"
	c := config(s, people(s, 10))
	c.FilterWords = []string{"Topics: R&D"}
	f := open(t, write(t, c))
	for _, sheet := range f.GetSheetList() {
		got, err := f.GetHeaderFooter(sheet)
		if err != nil || got.OddHeader != "&LCats && dogs&REnglish" || got.OddFooter != "&LOnly: Topics: R&&D&C&A&RPage &P of &N" {
			t.Errorf("%s is headed %+v, %v", sheet, got, err)
		}
	}
}

// TestTooManyToCompute leaves formulas out where computing them would keep a reader waiting, and says so.
func TestTooManyToCompute(t *testing.T) {
	s := load(t, "powershell")
	c := config(s, people(s, 30))
	c.Summary = many(c.Summary, 200_001)
	file := write(t, c)
	for name, part := range unzip(t, file) {
		if strings.HasPrefix(name, "xl/worksheets/") && bytes.Contains(part, []byte("COUNTIFS")) {
			t.Errorf("%s counts again", name)
		}
	}
	f := open(t, file)
	if words := text(t, f, "Read me"); !strings.Contains(words, "Of more than 200,000 answers the counts and shares are values") {
		t.Error("Read me does not say why nothing is computed")
	}
	if got, err := f.GetCellValue("Topics", "C6"); err != nil || got == "" {
		t.Errorf("the first topic has %q people, %v", got, err)
	}
}

func TestProperties(t *testing.T) {
	s := load(t, "everything")
	f := open(t, write(t, config(s, people(s, 10))))
	props, err := f.GetDocProps()
	if err != nil || props.Language != "en" || props.Identifier != s.ID || props.Created != now.Format(time.RFC3339) || !strings.Contains(props.Keywords, s.ID) {
		t.Errorf("properties are %+v, %v", props, err)
	}
	custom, err := f.GetCustomProps()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	for _, p := range custom {
		got[p.Name] = p.Value
	}
	want := map[string]any{"Survey": s.ID, "Wording": s.Version(), "Languages": strings.Join(s.Languages, ", "), "Responses": int32(10)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestPanelsStandApart holds that a panel's sheet is not taken for the workbook's own.
func TestPanelsStandApart(t *testing.T) {
	for _, test := range []struct{ name, from, title, want string }{
		{"of the same matter", "Demand", "Topics", "Demand – Topics"},
		{"cut between words", "Demand", "How each two interests go together", "Demand – How each two…"},
		{"a long dashboard", "Where the people come from", "Roles", "Where the… – Roles"},
		{"one long word", "Demand", strings.Repeat("x", 40), "Demand – " + strings.Repeat("x", 21) + "…"},
	} {
		t.Run(test.name, func(t *testing.T) {
			panel := workbook.Panel{From: test.from, Title: test.title}
			_, f := bookOf(t, panel, panel)
			names := f.GetSheetList()
			if names[2] != test.want || len(utf16.Encode([]rune(names[3]))) > 31 || names[2] == names[3] {
				t.Errorf("sheets are %q and %q, want %q", names[2], names[3], test.want)
			}
			if names[4] != "Topics" {
				t.Errorf("the workbook's own sheet is %q", names[4])
			}
		})
	}
}

// TestClearOfNeighbours holds that numbers stand clear of the text beside them, beneath their headings.
func TestClearOfNeighbours(t *testing.T) {
	panel := topicsPanel()
	panel.Tables[0].Columns = append(panel.Tables[0].Columns, workbook.PanelColumn{Title: "Verdict"})
	for i := range panel.Tables[0].Rows {
		panel.Tables[0].Rows[i] = append(panel.Tables[0].Rows[i], "▲ together")
	}
	panel.Tables = append(panel.Tables, workbook.PanelTable{
		Columns: []workbook.PanelColumn{{Title: "Figure"}, {Title: "Value"}, {Title: "Of"}},
		Rows:    [][]any{{"Crowd", workbook.Share{Of1: .3}, strings.Repeat("a sentence ", 9)}},
	})
	_, f := bookOf(t, panel)
	rows := cells(t, f, topicsSheet)
	head := 1 + slices.IndexFunc(rows, func(r []string) bool { return len(r) > 1 && r[1] == "People" })
	for column, side := range map[string]string{"B": "right", "C": "right", "H": "right", "I": "left"} {
		for _, row := range []int{head, head + 1} {
			style := styleOf(t, f, fmt.Sprint(column, row))
			if style.Alignment == nil || style.Alignment.Horizontal != side || style.Alignment.Indent < 1 {
				t.Errorf("%s%d stands %+v, want %s", column, row, style.Alignment, side)
			}
		}
	}
	if width, err := f.GetColWidth(topicsSheet, "C"); err != nil || width > 16 {
		t.Errorf("a sentence in a table beneath makes a column of numbers %g wide, %v", width, err)
	}
	merged, err := f.GetMergeCells(topicsSheet)
	if err != nil || !slices.ContainsFunc(merged, func(m excelize.MergeCell) bool {
		return strings.HasPrefix(m.GetCellValue(), "a sentence") && strings.HasPrefix(m.GetEndAxis(), "I")
	}) {
		t.Errorf("the sentence does not run over the columns: %v, %v", merged, err)
	}
}

func styleOf(t *testing.T, f *excelize.File, cell string) *excelize.Style {
	t.Helper()
	id, err := f.GetCellStyle(topicsSheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

// TestLongPanel prints the beginning of a long table, and what stands beneath it.
func TestLongPanel(t *testing.T) {
	panel := workbook.Panel{From: "Demand", Title: "Pairs", Tables: []workbook.PanelTable{{
		Columns: []workbook.PanelColumn{{Title: "Pair"}, {Title: "People"}}, Notes: []string{"How to read it."},
	}}}
	for i := range 276 {
		panel.Tables[0].Rows = append(panel.Tables[0].Rows, []any{fmt.Sprint("Pair ", i), workbook.Count(i)})
	}
	_, f := bookOf(t, panel)
	const sheet = "Demand – Pairs"
	rows := cells(t, f, sheet)
	place := func(want string) int {
		return 1 + slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == want })
	}
	if place("How to read it.") > place("Pair") || place("On paper stand the first 40 of 276 lines.") == 0 {
		t.Error("paper does not tell how to read what is on it")
	}
	area := ""
	for _, n := range f.GetDefinedName() {
		if n.Scope == sheet && n.Name == "_xlnm.Print_Area" {
			area = n.RefersTo
		}
	}
	if want := fmt.Sprintf("'%s'!$A$1:$F$%d", sheet, place("Pair 39")); area != want {
		t.Errorf("printed is %s, want %s", area, want)
	}
	if words := text(t, f, "Read me"); !strings.Contains(words, "more than 80 lines the first 40 are printed") {
		t.Error("Read me does not say what is printed")
	}

	panel.Tables[0].Totals = [][]any{{"Everybody", workbook.Count(9)}}
	_, f = bookOf(t, panel)
	for _, n := range f.GetDefinedName() {
		if n.Scope == sheet && n.Name == "_xlnm.Print_Area" && strings.Count(n.RefersTo, "'"+sheet+"'!") != 2 {
			t.Errorf("printed is %s, without the totals", n.RefersTo)
		}
	}
}

// TestPanelsStayStill says on the sheet and in Read me that a panel's numbers do not follow the answers.
func TestPanelsStayStill(t *testing.T) {
	_, f := bookOf(t, topicsPanel())
	if words := text(t, f, topicsSheet); !strings.Contains(words, "They stay as they are when Answers is changed; those on Summary follow.") {
		t.Error("the sheet does not say that it holds values")
	}
	if words := text(t, f, "Read me"); !strings.Contains(words, "They do not follow when Answers is changed or filtered; Summary and the other sheets of findings do") {
		t.Error("Read me does not say that panels hold values")
	}
	_, f = bookOf(t)
	if words := text(t, f, "Read me"); strings.Contains(words, "named after a page") {
		t.Error("Read me explains panels that are not there")
	}
}
