package web_test

import (
	"encoding/json"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/web"
	"muster/internal/workbook"
)

// pageOf is a dashboard as the site shows it.
func pageOf(t *testing.T, o *office, board string) *dashboard.Page {
	t.Helper()
	answer := o.send(http.MethodGet, "/surveys/charlotte/dashboards/"+board+".json", nil)
	data := must(io.ReadAll(answer.Body))(t)
	var page dashboard.Page
	if err := json.Unmarshal(data, &page); err != nil {
		t.Fatalf("%s: %v\n%s", board, err, data)
	}
	return &page
}

// TestPanelsAsSheets downloads a dashboard and finds a sheet for every panel, in their order, with the
// filters in words.
func TestPanelsAsSheets(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 150, nil)
	o.logIn(account.Viewer)
	book, answer := o.workbook("/surveys/charlotte/export.xlsx?dashboard=demand&q.roles=engineer")
	contains(t, answer.Header.Get("Content-Disposition"), "charlotte-demand-filtered-")
	sheets := book.GetSheetList()
	page := pageOf(t, o, "demand")
	var titles []string
	for p := range page.Panels() {
		titles = append(titles, p.Title)
	}
	for i, title := range titles {
		sheet := sheets[2+i]
		if got := must(book.GetCellValue(sheet, "A1"))(t); got != title {
			t.Errorf("sheet %q is titled %q, want %q", sheet, got, title)
		}
		if got := must(book.GetCellValue(sheet, "A3"))(t); !strings.HasPrefix(got, "Only part of the answers") {
			t.Errorf("sheet %q does not say whom it counts but %q", sheet, got)
		}
	}
	if got := sheets[2+len(titles)]; got != "Topics" {
		t.Errorf("behind the panels stands %q", got)
	}
}

// TestSinglePanels takes the panels that the address names, and says of the others why they are not there.
func TestSinglePanels(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 60, nil)
	o.logIn(account.Viewer)
	page := pageOf(t, o, "overview")
	second := slices.Collect(page.Panels())[1]
	book, _ := o.workbook("/surveys/charlotte/export.xlsx?dashboard=overview&panel=" + second.ID + "&panel=gone")
	if got, want := book.GetSheetList(), "Overview – "+second.Title; got[2] != want || got[3] != "Topics" {
		t.Errorf("sheets are %q, want %q alone", got, want)
	}
	var words strings.Builder
	for _, row := range must(book.GetRows("Read me"))(t) {
		words.WriteString(strings.Join(row, " ") + "\n")
	}
	contains(t, words.String(), `has no panel "gone" now`)
	for path, want := range map[string]string{
		"?dashboard=none":                        "Nothing is here",
		"?panel=topics":                          "does not say of which dashboard",
		"?dashboard=a&dashboard=b&panel=topics":  "does not say of which dashboard",
		"?dashboard=demand&q.none=1&panel=topic": "filters of this address could not be read",
	} {
		answer := o.send(http.MethodGet, "/surveys/charlotte/export.xlsx"+path, nil)
		data := must(io.ReadAll(answer.Body))(t)
		if answer.StatusCode == http.StatusOK || answer.Header.Get("Content-Disposition") != "" {
			t.Errorf("%s is sent a file", path)
		}
		if want != "Nothing is here" {
			contains(t, string(data), want)
		}
	}
}

// TestDesertedPanels gives panels without people no sheet, and counts them in one line a dashboard.
func TestDesertedPanels(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 0, nil)
	o.logIn(account.Viewer)
	book, _ := o.workbook("/surveys/charlotte/export.xlsx?dashboard=demand&dashboard=overview")
	for _, sheet := range book.GetSheetList() {
		if strings.Contains(sheet, " – ") {
			t.Errorf("%q tells of nobody", sheet)
		}
	}
	var left []string
	for _, row := range must(book.GetRows("Read me"))(t) {
		if len(row) > 1 && row[0] == "Left out" {
			left = append(left, row[1])
		}
	}
	if len(left) != 2 || !strings.HasSuffix(left[0], " panels of the dashboard Demand had nothing to show and have no sheets.") {
		t.Errorf("left out are %q", left)
	}
}

// TestLeftOutInOneLine says once how many panels a survey has no question for, or nobody answered.
func TestLeftOutInOneLine(t *testing.T) {
	t.Parallel()
	three := 3
	full := &dashboard.Panel{ID: "full", Base: dashboard.Base{People: 3}, Finding: "Something."}
	elsewhere := &dashboard.Panel{ID: "elsewhere", Table: &dashboard.Table{Rows: []dashboard.Row{{Cells: []dashboard.Cell{{Count: &three}}}}, Columns: make([]dashboard.Column, 1)}}
	nobody := &dashboard.Panel{ID: "nobody", Table: &dashboard.Table{Rows: []dashboard.Row{{Cells: []dashboard.Cell{{Text: "0", Count: new(int)}}}}, Columns: make([]dashboard.Column, 1)}}
	page := &dashboard.Page{
		Title: "Board", Sections: []dashboard.Section{{Panels: []*dashboard.Panel{full, elsewhere, nobody}}},
		LeftOut: []dashboard.LeftOut{{Title: "A", Reason: "Because."}, {Title: "B", Reason: "Because."}},
	}
	for _, test := range []struct {
		name   string
		ids    []string
		sheets int
		want   []string
	}{
		{"all", nil, 2, []string{"3 panels of the dashboard Board had nothing to show and have no sheets."}},
		{"one that has people", []string{"full"}, 1, nil},
		{"one that has none", []string{"nobody"}, 0, []string{"1 panel of the dashboard Board had nothing to show and has no sheet."}},
		{"one that is not there", []string{"gone"}, 0, []string{`The dashboard Board has no panel "gone" now, so there is no sheet of it.`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := len(web.WorkbookPanels(page, test.ids)); got != test.sheets {
				t.Errorf("%d sheets, want %d", got, test.sheets)
			}
			if diff := cmp.Diff(test.want, web.PanelsLeftOut(page, test.ids)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPanelsAreOffered leads from a dashboard to its workbook, with its filters.
func TestPanelsAreOffered(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 20, nil)
	o.logIn(account.Viewer)
	links := o.open("/surveys/charlotte/dashboards/demand?q.roles=engineer").Find(".export a[href*='dashboard=']")
	if got := links.AttrOr("href", ""); got != "/surveys/charlotte/export.xlsx?dashboard=demand&q.roles=engineer" || links.Text() != "Workbook with these panels" {
		t.Errorf("%q leads to %s", links.Text(), got)
	}
}

// TestDrawnAsOnThePage holds that whatever a page draws as bars, columns or a line is drawn from the same
// numbers in the workbook, with the same whiskers.
func TestDrawnAsOnThePage(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 200, nil)
	o.logIn(account.Viewer)
	for _, board := range []string{"overview", "demand", "meetings", "change"} {
		page := pageOf(t, o, board)
		sheets := web.WorkbookPanels(page, nil)
		i := 0
		for p := range page.Panels() {
			sheet := sheets[i]
			i++
			if p.Chart == nil || p.Chart.Draw.Shape == dashboard.Heat || p.Chart.Draw.Shape == dashboard.Graph {
				if len(sheet.Tables) > 0 && sheet.Tables[0].Chart != nil {
					t.Errorf("%s: %s is drawn, but not on the page", board, p.Title)
				}
				continue
			}
			if sheet.Tables[0].Chart == nil {
				t.Errorf("%s: %s is not drawn", board, p.Title)
				continue
			}
			compareWhiskers(t, p, sheet)
		}
	}
}

func compareWhiskers(t *testing.T, p *dashboard.Panel, sheet workbook.Panel) {
	t.Helper()
	c, first := sheet.Tables[0].Chart, sheet.Tables[0].Chart.Series[0]
	if len(p.Chart.Draw.Intervals) == 0 {
		return
	}
	if first.Low == first.High || c.Rows != len(p.Chart.Draw.Intervals) {
		t.Errorf("%s: %d intervals are not drawn: %+v", p.Title, len(p.Chart.Draw.Intervals), c)
		return
	}
	for i, ends := range p.Chart.Draw.Intervals {
		row := sheet.Tables[0].Rows[c.First+i]
		for j, column := range []int{first.Low, first.High} {
			got := 0.0
			switch v := row[column].(type) {
			case workbook.Share:
				got = 100 * v.Of1
			case workbook.Points:
				got = float64(v)
			}
			if math.Abs(got-ends[j]) > 0.051 {
				t.Errorf("%s: the whisker of %v ends at %v, want %v", p.Title, row[0], row[column], ends[j])
			}
		}
	}
}

// TestSheetOfCells makes numbers of what a table shows in words.
func TestSheetOfCells(t *testing.T) {
	t.Parallel()
	count, share, low, high := 3, .25, .1, .4
	difference, lift, seconds := 12.0, 1.5, 123.0
	page := &dashboard.Page{Title: "Board", Sections: []dashboard.Section{{Panels: []*dashboard.Panel{{
		ID: "one", Title: "One", Note: "Shares in %. ▲ more. Hatched: fewer than 30, not tested.",
		Figures: []dashboard.Figure{{Label: "Mean", Value: "1.50 days", Number: &lift, Note: "of 3 people"}, {Label: "Time", Value: "2 min"}, {Label: "Median", Value: "2 min 3 s", Number: &seconds}},
		Texts:   []dashboard.Quote{{Text: "=1+1", Question: "Why?", Who: "Student", Day: "3 Oct 2026"}},
		Table: &dashboard.Table{
			Columns: []dashboard.Column{
				{Label: "Answer", Kind: dashboard.Text}, {Label: "People", Kind: dashboard.Count}, {Label: "Role", Kind: dashboard.Cross},
				{Label: "Share", Kind: dashboard.Share}, {Label: "95% interval", Kind: dashboard.Interval},
				{Label: "Difference, points", Kind: dashboard.Number}, {Label: "95% interval", Kind: dashboard.Interval},
				{Label: "Lift", Kind: dashboard.Number}, {Label: "95% interval", Kind: dashboard.Interval}, {Label: "Expected", Kind: dashboard.Interval},
			},
			Rows: []dashboard.Row{
				{ID: "a", Cells: []dashboard.Cell{
					{Text: "A"}, {Text: "3", Count: &count}, {Text: "25% ▲", Share: &share, Count: &count, Mark: dashboard.More},
					{Text: "25%", Share: &share, Count: &count}, {Text: "10–40%", Low: &low, High: &high},
					{Text: "+12", Number: &difference}, {Text: "+10 to +40", Low: &low, High: &high},
					{Text: "1.50", Number: &lift}, {Text: "0.10–1.60", Low: &low, High: &lift}, {Text: "2–5"},
				}},
				{Cells: []dashboard.Cell{{Text: "Everybody"}, {Text: "–"}, {Text: "3", Count: &count, Note: "few people"}, {Text: "–", Count: new(int), Note: "0 people"}, {}, {}, {}, {}, {}, {}}},
			},
		},
	}}}}}
	got := web.WorkbookPanels(page, nil)[0]
	if got.From != "Board" || got.Note != "Shares in %. ▲ more." {
		t.Errorf("from %q, note %q", got.From, got.Note)
	}
	var heads []string
	for _, c := range got.Tables[0].Columns {
		heads = append(heads, c.Title)
	}
	if diff := cmp.Diff([]string{"Answer", "People", "△ Role", "Share", "Share, people", "95% from", "95% to", "Difference, points", "95% from", "95% to", "Lift", "95% from", "95% to", "Expected"}, heads); diff != "" {
		t.Error(diff)
	}
	want := []any{
		"△ A", workbook.Count(3), workbook.Share{Of1: .25, Sign: "▲"}, workbook.Share{Of1: .25}, workbook.Count(3), workbook.Share{Of1: .1}, workbook.Share{Of1: .4},
		workbook.Points(12), workbook.Points(10), workbook.Points(40), workbook.Decimal{Value: 1.5, Decimals: 2},
		workbook.Decimal{Value: .1, Decimals: 2}, workbook.Decimal{Value: 1.5, Decimals: 2}, "2–5",
	}
	if diff := cmp.Diff([][]any{want}, got.Tables[0].Rows); diff != "" {
		t.Error(diff)
	}
	if total := got.Tables[0].Totals[0]; total[0] != "Everybody" || total[1] != nil || total[2] != workbook.Count(3) {
		t.Errorf("totals are %v", total)
	}
	if remarks := got.Tables[0].Totals[1]; remarks[0] != "Remark" || remarks[2] != "few people" || got.Tables[0].Notes != nil {
		t.Errorf("remarks are %v, notes %v", remarks, got.Tables[0].Notes)
	}
	if diff := cmp.Diff([][]any{{"A", workbook.Count(3), workbook.Count(3)}}, [][]any{got.Tables[1].Rows[0][:3]}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]any{{"Mean", workbook.Decimal{Value: 1.5, Decimals: 2}, "of 3 people"}, {"Time", "2 min", ""}, {"Median", "2 min 3 s", ""}}, got.Tables[2].Rows); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]any{{"=1+1", "Why?", "Student", "3 Oct 2026"}}, got.Tables[3].Rows); diff != "" {
		t.Error(diff)
	}
}
