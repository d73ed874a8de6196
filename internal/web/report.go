package web

import (
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"muster/internal/dashboard"
)

// What fits on one sheet, A4 or Letter.
const (
	reportLines    = 10 // of the longest list
	reportFewLines = 4  // of the lists beside it, and of meetings
	reportSaid     = 8  // lines of sentences beside which the lists have all of theirs
	reportWidth    = 95 // characters of a sentence that stand on one line
)

// reportPage is what a founder can send: one sheet that says what was found, made without script.
type reportPage struct {
	surveyHead
	Bar   filterBar
	Page  *dashboard.Page // nil while the counts are being made
	Lists []reportList
	Begin *dashboard.Panel // the programme, nil when there is none
	Table *dashboard.Table // its first meetings

	Workbook string // address of the same in sheets, with all answers
}

func (reportPage) view() string { return "founder/report" }

// reportList is a question with its first answers as bars.
type reportList struct {
	Title, Base, Warning string
	Lines                []reportLine
	More                 int // lines that are left out
}

// reportLine is one answer. The bar and its interval are in thousandths of everybody.
type reportLine struct {
	Label, Share, Interval string
	Bar, Low, High         int
}

// readReport reads what the report is made of, which is a dashboard like any other.
func readReport() (*dashboard.Dashboard, error) {
	data, err := templateFiles.ReadFile("templates/founder/report.yaml")
	if err != nil {
		return nil, err
	}
	d, problems := dashboard.Parse("report.yaml", data)
	if len(problems) > 0 {
		return nil, fmt.Errorf("read what the report is made of: %w", problems)
	}
	return d, nil
}

// showReport shows the sheet, of those whom the filters let through.
func (f *founders) showReport(c *gin.Context, v visit) error {
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	r, err := f.readAs(c, s, f.report)
	if err != nil {
		return err
	}
	path := surveyPath(s, "report")
	page := reportPage{surveyHead: f.surveyHead(s, &v.person, r.selection.String()), Bar: f.bar(r, path), Workbook: withQuery(path+".xlsx", r.selection.String())}
	page.here(path)
	if !r.fresh.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	if page.Page, err = r.build(c.Request.Context(), f); err != nil {
		return err
	}
	page.Bar = page.Bar.counted(page.Page)
	if page.Page.Responses > 0 {
		page.fill()
	}
	return f.site.render(c, http.StatusOK, page)
}

// Says tells whether the sentences at the top say that already, perhaps with a caution after it.
func (r reportPage) Says(text string) bool {
	return slices.ContainsFunc(r.Page.Sentences, func(s dashboard.Sentence) bool { return strings.HasPrefix(s.Text, text) })
}

// fill takes from the panels what the sheet has room for: the topics first, then the lists beside them.
// Where much is said in words the lists give up their last lines, which are counted beneath them.
func (r *reportPage) fill() {
	less := r.crowded()
	for panel := range r.Page.Panels() {
		switch {
		case panel.Table == nil:
		case panel.Kind == dashboard.RankingKind:
			most := reportFewLines - less
			if len(r.Lists) == 0 {
				most = reportLines - 2*less
			}
			r.Lists = append(r.Lists, newReportList(panel, most))
		case panel.Kind == dashboard.PlannerKind && len(panel.Table.Rows) > 0:
			r.Begin, r.Table = panel, firstMeetings(panel.Table)
		}
	}
}

// crowded tells by how many lines the short lists must be shorter for the sentences to have room: two
// lines of theirs, or four of the longest list, are as high as five of sentences.
func (r *reportPage) crowded() int {
	lines := 0
	for _, s := range r.Page.Sentences {
		lines += (utf8.RuneCountInString(s.Text) + reportWidth - 1) / reportWidth
	}
	return min(max(lines-reportSaid+1, 0)/2, 2)
}

func newReportList(p *dashboard.Panel, most int) reportList {
	list := reportList{Title: p.Title, Base: p.Base.Words, Warning: p.Base.Warning}
	for _, row := range p.Table.Rows {
		s, there := measuredIn(row)
		switch {
		case row.ID == "" || !there:
		case len(list.Lines) == most:
			list.More++
		default:
			list.Lines = append(list.Lines, s.line(row.Cells[0].Text))
		}
	}
	return list
}

// measured is what a line of a table says of a share.
type measured struct{ share, interval dashboard.Cell }

// line draws the share on the scale that all lists have: the whole room is 100%.
func (m measured) line(label string) reportLine {
	place := func(part *float64) int { return int(math.Round(1000 * *part)) }
	return reportLine{
		Label: label, Share: m.share.Text, Interval: m.interval.Text,
		Bar: place(m.share.Share), Low: place(m.interval.Low), High: place(m.interval.High),
	}
}

func measuredIn(row dashboard.Row) (found measured, there bool) {
	for _, cell := range row.Cells {
		if cell.Share != nil && found.share.Share == nil {
			found.share = cell
		}
		if cell.Low != nil && cell.High != nil && found.interval.Low == nil {
			found.interval = cell
		}
	}
	return found, found.share.Share != nil && found.interval.Low != nil
}

// firstMeetings cuts the programme's table to what the sheet has room for: the share of people reached is
// said above it, with that of others, and what each meeting adds is the rest of what is reached.
func firstMeetings(t *dashboard.Table) *dashboard.Table {
	cut := *t
	var kept []int
	cut.Columns, cut.Notes = nil, nil
	for i, column := range t.Columns {
		ofReach := i > 0 && (t.Columns[i-1].Kind == dashboard.Share || column.Kind == dashboard.Share)
		if !ofReach && column.Label != "Adds" {
			kept, cut.Columns = append(kept, i), append(cut.Columns, column)
		}
	}
	cut.Rows = each(t.Rows[:min(len(t.Rows), reportFewLines)], func(row dashboard.Row) dashboard.Row {
		var cells []dashboard.Cell
		for _, i := range kept {
			cells = append(cells, row.Cells[i])
		}
		row.Cells = cells
		return row
	})
	return &cut
}
