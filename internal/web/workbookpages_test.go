package web_test

import (
	"context"
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestCrosstabAsSheets holds every number of a crosstab's sheets against the crosstab as data, whatever its
// cells show.
func TestCrosstabAsSheets(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Viewer)
	for _, test := range []struct{ query, first string }{
		{"rows=topics&columns=roles&cells=column_share", "share of the column"},
		{"rows=topics&columns=roles&cells=share", "share of the line"},
		{"rows=roles&columns=topics&cells=count&sort_rows=size", "people"},
		{"rows=place&columns=topics&cells=residual&q.roles=engineer&q.roles=architect", "adjusted residual"},
		{"rows=g.topics&columns=place&cells=expected", "people to expect from the totals"},
	} {
		t.Run(test.first, func(t *testing.T) {
			page, asked := data[dashboard.Page](o, crosstabPath+".json?"+test.query), must(url.ParseQuery(test.query))(t)
			p := page.Sections[0].Panels[0]
			book, answer := o.workbook(crosstabPath + ".xlsx?" + test.query)
			contains(t, answer.Header.Get("Content-Disposition"), `filename="charlotte-crosstab-`+asked.Get("rows")+"-"+asked.Get("columns")+"-")
			whole, every := book.GetSheetList()[2], book.GetSheetList()[3]
			holdCells(t, book, whole, every, p)
			rows := must(book.GetRows(whole))(t)
			first := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && strings.HasPrefix(r[0], p.Title+": ") })
			if got := rows[first][0]; got != p.Title+": "+test.first {
				t.Errorf("first stands %q", got)
			}
			for _, point := range p.Points {
				if !slices.ContainsFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "• "+point }) {
					t.Errorf("the sheet does not say %q", point)
				}
			}
			if said := readme(t, book); !strings.Contains(said["Crosstab"], p.Table.Caption) || said[whole] == "" || said[every] == "" {
				t.Errorf("Read me says %q of the crosstab", said["Crosstab"])
			}
			contains(t, rows[2][0], map[bool]string{true: "Only part of the answers", false: "Everybody who answered"}[len(page.Words) > 0])
		})
	}
}

// TestRemarksStandAtTheirLines says why a line or a column of a crosstab is not tested where it stands, and
// how to read it once.
func TestRemarksStandAtTheirLines(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 90, nil)
	o.logIn(account.Viewer)
	for _, query := range []string{"rows=topics&columns=roles&cells=share", "rows=topics&columns=roles&cells=column_share"} {
		p := data[dashboard.Page](o, crosstabPath+".json?"+query).Sections[0].Panels[0]
		book, _ := o.workbook(crosstabPath + ".xlsx?" + query)
		sheet := book.GetSheetList()[2]
		rows := must(book.GetRows(sheet))(t)
		said := map[string]bool{}
		for _, row := range rows {
			if len(row) > 0 && len(row[0]) > 40 && said[row[0]] {
				t.Errorf("twice stands %q", row[0])
			} else if len(row) > 0 {
				said[row[0]] = true
			}
		}
		beside := laidTable(t, book, sheet, p.Title+": "+map[bool]string{true: "share of the line", false: "share of the column"}[strings.HasSuffix(query, "=share")])
		found := 0
		for _, row := range p.Table.Rows[:len(p.Table.Rows)-1] {
			if why := row.Cells[1].Note; why == "too few to test" {
				found++
				if got := beside.line(row.Cells[0].Text)["Remark"]; got != why {
					t.Errorf("%s: beside %s stands %q", query, row.Cells[0].Text, got)
				}
			}
		}
		last := p.Table.Rows[len(p.Table.Rows)-1]
		beneath := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == "Remark" })
		for i, cell := range last.Cells {
			if cell.Note != "too few to test" {
				continue
			}
			if found++; beneath < 0 || rows[beneath][i] != cell.Note {
				t.Errorf("%s: beneath %s nothing says that it is not tested", query, p.Table.Columns[i].Label)
			}
		}
		if found == 0 {
			t.Errorf("%s: everything is tested", query)
		}
	}
}

// holdCells compares every cell of a crosstab on its own line, and in the five tables of readings.
func holdCells(t *testing.T, book *excelize.File, whole, every string, p *dashboard.Panel) {
	t.Helper()
	cells := laidTable(t, book, every, p.Details.Caption)
	var readings []laid
	for _, what := range []string{"people", "share of the line", "share of the column", "people to expect from the totals", "adjusted residual"} {
		readings = append(readings, laidTable(t, book, whole, p.Title+": "+what))
	}
	if len(cells.lines) != len(p.Details.Rows) {
		t.Errorf("%d cells, want %d", len(cells.lines), len(p.Details.Rows))
	}
	for _, row := range p.Details.Rows {
		line := cells.line(row.Cells[0].Text, row.Cells[1].Text)
		for i, c := range p.Details.Columns {
			cells.cell(line, "", c, row.Cells[i])
		}
		for i, reading := range readings {
			at := dashboard.Column{Label: row.Cells[1].Text, Kind: p.Details.Columns[2+i].Kind}
			reading.cell(reading.line(row.Cells[0].Text), "", at, row.Cells[2+i])
		}
	}
}

// TestComparisonAsSheets holds every number of both groups, and of how they differ, against the comparison
// as data.
func TestComparisonAsSheets(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 400, nil)
	o.logIn(account.Viewer)
	for _, test := range []struct{ name, query string }{
		{"two that nobody is in together", "q.roles=engineer&vs=" + url.QueryEscape("q.roles=support")},
		{"one against everybody", "q.roles=engineer"},
		{"too few to test", "q.roles=leader&vs=" + url.QueryEscape("q.roles=analyst")},
	} {
		t.Run(test.name, func(t *testing.T) {
			address := "dashboard=demand&" + test.query
			found := data[dashboard.Comparison](o, "/surveys/charlotte/compare.json?"+address)
			book, answer := o.workbook("/surveys/charlotte/compare.xlsx?" + address)
			contains(t, answer.Header.Get("Content-Disposition"), `filename="charlotte-compare-`)
			sheets := book.GetSheetList()
			said := readme(t, book)
			for i, pair := range found.Pairs {
				holdPair(t, book, sheets[2+i], pair)
				if name := "Compare " + strconv.Itoa(i+1) + " – "; !strings.HasPrefix(sheets[2+i], name) {
					t.Errorf("sheet %q does not begin with %q", sheets[2+i], name)
				}
				for _, words := range []string{"A (" + found.A.Text + ")", "B (" + found.B.Text + ")"} {
					contains(t, said[sheets[2+i]], words)
				}
				whom := must(book.GetCellValue(sheets[2+i], "A3"))(t)
				for _, words := range []string{found.A.Text, found.B.Text, found.Tested} {
					contains(t, whom, words)
				}
			}
			if sheets[2+len(found.Pairs)] != "Topics" {
				t.Errorf("sheets are %q", sheets)
			}
			contains(t, said["Group A"], found.A.Text)
			contains(t, said["Group B"], found.B.Text)
			contains(t, said["Comparison"], found.Tested)
			contains(t, said["Who is counted"], "Everybody who answered.")
		})
	}
}

func holdPair(t *testing.T, book *excelize.File, sheet string, pair dashboard.Pair) {
	t.Helper()
	if got := must(book.GetCellValue(sheet, "A1"))(t); got != pair.Title {
		t.Errorf("sheet %q is titled %q", sheet, got)
	}
	both := laidTable(t, book, sheet, pair.A.Table.Caption)
	for prefix, p := range map[string]*dashboard.Panel{"A: ": pair.A, "B: ": pair.B} {
		for _, row := range p.Table.Rows {
			for i, c := range p.Table.Columns {
				both.cell(both.line(row.Cells[0].Text), prefix, c, row.Cells[i])
			}
		}
	}
	differ := laidTable(t, book, sheet, "How they differ")
	for _, row := range pair.Difference.Table.Rows {
		line, low, high := differ.line(row.Cells[0].Text), row.Cells[4].Low, row.Cells[4].High
		for i, c := range pair.Difference.Table.Columns[:4] {
			differ.cell(line, "", c, row.Cells[i])
		}
		if low != nil {
			differ.holds(line, "95% from", 100**low)
			differ.holds(line, "95% to", 100**high)
		}
		if line["Beyond chance"] != row.Cells[5].Text {
			t.Errorf("%s, %s is %q beyond chance", sheet, row.Cells[0].Text, line["Beyond chance"])
		}
	}
}

// TestGroupsAreDrawnSideBySide draws both groups with their intervals, and the differences where they are
// tested.
func TestGroupsAreDrawnSideBySide(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 400, nil)
	o.logIn(account.Viewer)
	address := "dashboard=demand&q.roles=engineer&vs=" + url.QueryEscape("q.roles=support")
	found := data[dashboard.Comparison](o, "/surveys/charlotte/compare.json?"+address)
	both, differences := 0, 0
	for _, part := range unpacked(o, "/surveys/charlotte/compare.xlsx?"+address, "xl/charts/chart") {
		switch n := strings.Count(part, "<errBars>"); {
		case n == 2 && strings.Count(part, "<ser>") == 2:
			both++
		case n == 1 && strings.Contains(part, "How they differ, in percentage points"):
			differences++
		}
	}
	want := 0
	for _, pair := range found.Pairs {
		if pair.A.Chart.Draw.Shape != dashboard.Heat {
			want++
		}
	}
	if both != want || differences != len(found.Pairs) || want < 5 {
		t.Errorf("%d of %d pairs are drawn, and %d of %d differences", both, want, differences, len(found.Pairs))
	}
}

// TestEveryKindSideBySide sets questions of every kind beside each other, with means and scores.
func TestEveryKindSideBySide(t *testing.T) {
	t.Parallel()
	everything := sample(t, "everything")
	o := openOffice(t, []*survey.Survey{everything}, townsfolk(t, everything, 250), func(c *web.Config) {
		c.SaveDraft = func(context.Context, []byte, store.Draft) error { return nil }
		c.Draft = func(context.Context, []byte) (store.Draft, error) { return store.Draft{}, store.ErrNotFound }
		c.DropDraft = func(context.Context, []byte) error { return nil }
	})
	o.logIn(account.Viewer)
	address := "dashboard=demand&q.setting=in_person"
	found := data[dashboard.Comparison](o, "/surveys/everything/compare.json?"+address)
	book, _ := o.workbook("/surveys/everything/compare.xlsx?" + address)
	sheets, figures := book.GetSheetList(), 0
	for i, pair := range found.Pairs {
		holdPair(t, book, sheets[2+i], pair)
		for group, p := range map[string]*dashboard.Panel{"A": pair.A, "B": pair.B} {
			figures += holdFigures(t, must(book.GetRows(sheets[2+i], excelize.Options{RawCellValue: true}))(t), group, p.Figures)
		}
	}
	if figures < 6 {
		t.Errorf("%d figures stand side by side", figures)
	}
}

// holdFigures compares the figures of a group and gives how many of them are numbers.
func holdFigures(t *testing.T, rows [][]string, group string, figures []dashboard.Figure) (numbers int) {
	t.Helper()
	for _, f := range figures {
		at := slices.IndexFunc(rows, func(r []string) bool { return len(r) > 2 && r[0] == f.Label && r[1] == group })
		if at < 0 || len(rows[at]) > 3 && rows[at][3] != f.Note {
			t.Errorf("%s of group %s stands at line %d", f.Label, group, at)
			continue
		}
		if got, err := strconv.ParseFloat(rows[at][2], 64); f.Number != nil {
			numbers++
			if err != nil || math.Abs(got-*f.Number) > 1e-9 {
				t.Errorf("%s of group %s is %q, want %v", f.Label, group, rows[at][2], *f.Number)
			}
		}
	}
	return numbers
}

// TestPlanAsSheets holds the programme's sheets against the plan as data.
func TestPlanAsSheets(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Viewer)
	for _, test := range []struct{ name, query, told string }{
		{"no conditions", "", "At most 4 meetings are planned. All meetings are at the same time, the best."},
		{"conditions", "meetings=3&must=pki&per_group=2&turnout=40&spoken=yes", "Must be in: PKI."},
		{"own times, filtered", "times=own&q.roles=engineer", "Each meeting is at its best time."},
		{"no times", "times=none&meetings=2", "Times are left out."},
		{"few people", "q.roles=leader&q.place=online", "At most 4 meetings are planned."},
	} {
		t.Run(test.name, func(t *testing.T) {
			plan := data[dashboard.Programme](o, "/surveys/charlotte/plan.json?"+test.query)
			book, answer := o.workbook("/surveys/charlotte/plan.xlsx?" + test.query)
			contains(t, answer.Header.Get("Content-Disposition"), `filename="charlotte-plan-`)
			if sheets := book.GetSheetList(); sheets[2] != "Plan – The programme" || sheets[3] != "Plan – How sure this is" || sheets[4] != "Topics" {
				t.Fatalf("sheets are %q", sheets)
			}
			contains(t, readme(t, book)["Plan"], test.told)
			holdProgramme(t, book, &plan)
			holdSureness(t, book, &plan)
		})
	}
}

// TestWhiskersHoldTheirBars draws no interval that leaves out the figure it is drawn on, and of few people none.
func TestWhiskersHoldTheirBars(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Viewer)
	for _, query := range []string{"", "times=own&q.roles=engineer", "meetings=8&times=none", "q.roles=leader&q.place=online"} {
		plan := data[dashboard.Programme](o, "/surveys/charlotte/plan.json?"+query)
		var option struct {
			Series []struct{ Data []struct{ Value float64 } }
		}
		if err := json.Unmarshal(plan.Chart.Option, &option); err != nil {
			t.Fatal(err)
		}
		few := plan.Base.People < 30
		if ends := plan.Chart.Draw.Intervals; few != (len(ends) == 0) {
			t.Errorf("%q: of %d people %d intervals are drawn", query, plan.Base.People, len(ends))
		}
		for i, ends := range plan.Chart.Draw.Intervals {
			if value := option.Series[0].Data[i].Value; value < ends[0] || value > ends[1] {
				t.Errorf("%q: %v is outside of %v", query, value, ends)
			}
		}
		charts := 0
		for _, part := range unpacked(o, "/surveys/charlotte/plan.xlsx?"+query, "xl/charts/chart") {
			if strings.Contains(part, "from meeting to meeting") {
				charts++
				if whiskers := strings.Contains(part, "<errBars>"); whiskers == few {
					t.Errorf("%q: whiskers are drawn: %t", query, whiskers)
				}
			}
		}
		if charts != 1 {
			t.Errorf("%q: the programme is drawn %d times", query, charts)
		}
	}
}

func holdProgramme(t *testing.T, book *excelize.File, plan *dashboard.Programme) {
	t.Helper()
	const sheet = "Plan – The programme"
	table := laidTable(t, book, sheet, plan.Table.Caption)
	for _, m := range plan.Meetings {
		line := table.line(m.Label)
		for head, want := range map[string]int{
			"People expected": m.Expected.People, "Adds": m.Adds, "Reached so far": m.Reach.People,
		} {
			table.holds(line, head, float64(want))
		}
		table.holds(line, "Share", m.Reach.Share)
		for head, want := range map[string]float64{
			"Expected of others": math.Round(m.Expected.Others * float64(m.Expected.Of)), "Expected of others, 95% from": float64(m.Expected.Low),
			"Expected of others, 95% to": float64(m.Expected.High), "Others reached": m.Reach.Others,
			"Others reached, 95% from": m.Reach.LowShare, "Others reached, 95% to": m.Reach.HighShare,
		} {
			if plan.Outlook != "" {
				table.holds(line, head, want)
			} else if _, there := line[head]; there {
				t.Errorf("of %d people is told: %s", plan.Base.People, head)
			}
		}
		if m.When != line["When"] {
			t.Errorf("%s is at %q, want %q", m.Label, line["When"], m.When)
		}
		if m.Come != nil {
			table.holds(line, "If 40% come", float64(m.Come.People))
		}
		if m.Speakers != nil && len(plan.Words) == 0 {
			table.holds(line, "Could speak", float64(*m.Speakers))
		}
	}
	if len(table.lines) != len(plan.Meetings) {
		t.Errorf("%d meetings, want %d", len(table.lines), len(plan.Meetings))
	}
	contains(t, whole(t, book, sheet), plan.Headline)
}

func holdSureness(t *testing.T, book *excelize.File, plan *dashboard.Programme) {
	t.Helper()
	const sheet = "Plan – How sure this is"
	words := whole(t, book, sheet)
	contains(t, words, plan.Search)
	figures := laidTable(t, book, sheet, "In numbers")
	figures.holds(figures.line("People reached"), "Value", float64(plan.Reach.People))
	figures.holds(figures.line("Share reached"), "Value", plan.Reach.Share)
	if plan.Outlook != "" {
		likely := figures.line("Share to expect of others like them")
		figures.holds(likely, "Value", plan.Reach.Others)
		figures.holds(likely, "95% from", plan.Reach.LowShare)
		figures.holds(likely, "95% to", plan.Reach.HighShare)
	}
	contains(t, words, plan.Outlook)
	if plan.Exact || plan.Ceiling < plan.Reach.Of {
		figures.holds(figures.line("Most people that anything under these conditions could reach"), "Value", float64(plan.Ceiling))
	}
	if plan.Stability != nil {
		contains(t, words, plan.Stability.Words)
		figures.holds(figures.line("Crowds drawn anew that led to the same topics"), "Value", plan.Stability.Same)
	}
	if plan.Stability == nil {
		return
	}
	meetings := laidTable(t, book, sheet, "Meeting by meeting")
	for _, m := range plan.Meetings {
		if m.Stable != nil {
			meetings.holds(meetings.line(m.Label), "Comes out again", *m.Stable)
		}
		for _, other := range m.OrAt {
			laidTable(t, book, sheet, "Or at").line(m.Label, other)
		}
	}
	for caption, others := range map[string][]dashboard.Alternative{"Not clearly worse": plan.Alternatives, "Other times that are not clearly worse": plan.OtherTimes} {
		for _, o := range others {
			table := laidTable(t, book, sheet, caption)
			table.holds(table.line(o.Text), "People reached", float64(o.Reach))
			table.holds(table.line(o.Text), "Fewer than the programme", float64(plan.Reach.People-o.Reach))
		}
	}
}

// TestReportAsSheets gives what the report says, and the panels that it comes from.
func TestReportAsSheets(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 200, nil)
	o.logIn(account.Viewer)
	doc := o.open("/surveys/charlotte/report?q.place=both")
	address := doc.Find(".export a[href*='report.xlsx']").AttrOr("href", "")
	book, answer := o.workbook(address)
	contains(t, answer.Header.Get("Content-Disposition"), `filename="charlotte-report-filtered-`)
	said := whole(t, book, "Report – What was found")
	for _, sentence := range textsOf(doc.Find(".said li")) {
		contains(t, said, sentence)
	}
	for _, title := range []string{"What people would come for", "Who they are", "When they could come", "What to start with"} {
		if !slices.ContainsFunc(book.GetSheetList(), func(sheet string) bool { return must(book.GetCellValue(sheet, "A1"))(t) == title }) {
			t.Errorf("%q is on no sheet of %q", title, book.GetSheetList())
		}
	}
}

// TestPagesOfferTheirWorkbook leads from every page to the workbook with what is chosen on it, which names
// nobody.
func TestPagesOfferTheirWorkbook(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	for _, test := range []struct{ name, page, want string }{
		{"crosstab", "/crosstab?rows=place&columns=roles&cells=count&q.topics=azure", "/crosstab.xlsx?cells=count&columns=roles&rows=place&q.topics=azure"},
		{"plan", "/plan?meetings=2&turnout=30&q.roles=engineer", "/plan.xlsx?meetings=2&turnout=30&q.roles=engineer"},
		{"report", "/report?q.roles=engineer", "/report.xlsx?q.roles=engineer"},
		{"compare", "/compare?dashboard=demand&q.roles=engineer&vs.q.roles=support", "/compare.xlsx?dashboard=demand&q.roles=engineer&vs=q.roles%3Dsupport"},
	} {
		t.Run(test.name, func(t *testing.T) {
			link := o.open("/surveys/charlotte" + test.page).Find(".export a[href*='.xlsx']")
			if got := link.AttrOr("href", ""); link.Length() != 1 || got != "/surveys/charlotte"+test.want || !strings.HasPrefix(link.Text(), "Workbook with this ") {
				t.Fatalf("%q leads to %s, want %s", link.Text(), got, test.want)
			}
			book, _ := o.workbook(link.AttrOr("href", "") + "&contacts=1")
			for _, sheet := range book.GetSheetList() {
				if sheet == "Contacts" {
					t.Error("a workbook to pass on names people")
				}
				if len([]rune(sheet)) > 31 {
					t.Errorf("%q is too long a name", sheet)
				}
			}
		})
	}
}

// TestPagesThatHaveNoSheets says why there is no file, or in the file why there are no sheets.
func TestPagesThatHaveNoSheets(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 30, nil)
	for _, file := range []string{"crosstab.xlsx", "crosstab.json", "compare.xlsx", "plan.xlsx", "report.xlsx"} {
		o.see(http.StatusUnauthorized, http.MethodGet, "/surveys/charlotte/"+file, nil)
	}
	o.logIn(account.Viewer)
	for path, want := range map[string]string{
		"crosstab.xlsx?rows=king": "king", "crosstab.json?rows=king": "king", "plan.xlsx?meetings=99": "meetings", "report.xlsx?q.roles=king": "king",
		"compare.xlsx?vs=q.roles%3Dking": "king", "compare.xlsx": "which groups are compared", "compare.xlsx?q.roles=leader&vs=q.roles%3Dleader": "which groups are compared",
	} {
		contains(t, text(o.see(http.StatusBadRequest, http.MethodGet, "/surveys/charlotte/"+path, nil), "body"), want)
	}
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/nowhere/plan.xlsx", nil)
	book, _ := o.workbook(crosstabPath + ".xlsx?rows=topics&columns=g.topics")
	contains(t, readme(t, book)["Left out"], "the same question")
	o.ready.Store(false)
	for _, path := range []string{"crosstab.xlsx", "crosstab.json", "plan.xlsx", "report.xlsx", "compare.xlsx?q.roles=leader"} {
		o.see(http.StatusServiceUnavailable, http.MethodGet, "/surveys/charlotte/"+path, nil)
	}
}

// TestPagesOfNobody gives a workbook that says so.
func TestPagesOfNobody(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 0, nil)
	o.logIn(account.Viewer)
	for path, want := range map[string]string{
		"crosstab.xlsx": "Nobody stands behind the crosstab", "plan.xlsx": "There is nobody to plan for yet.",
		"report.xlsx": "panels of the report had nothing to show", "compare.xlsx?dashboard=demand&q.roles=leader": "questions that nobody of either group answered",
	} {
		book, _ := o.workbook("/surveys/charlotte/" + path)
		contains(t, readme(t, book)["Left out"], want)
		if third := book.GetSheetList()[2]; third != "Topics" {
			t.Errorf("%s has the sheet %q", path, third)
		}
	}
}
