package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/store"
	"muster/internal/survey"
)

// mostRefused is how many refused rows a page lists.
const mostRefused = 50

// uploadPage shows what was understood of a file.
type uploadPage struct {
	importHead
	File       string
	Told       []string
	Trouble    string // why nothing can be stored as it is
	Remembered string // the day on which the mapping was kept; ""
	Borrowed   string // the other form whose mapping that is; ""
	Tool       string
	Figures    []importFigure
	Next       *columnCard  // the column behind the one that was saved; nil when there is none
	Unheeded   []string     // decisions that make no sense
	Needs      []columnCard // what a person has to decide, or to let go
	Misfit     string       // how much has no place, in words; "" when all has
	Partial    string       // what becomes of that where nothing is decided
	Columns    []columnCard // that hold answers
	Others     []columnCard
	Stamps     *stampsRead
	Fields     fileFields
	Orders     []pickable
	Sheets     []pickable
	Tongues    []pickable // that a survey which is being made can be in; nil for another
	Bundle     bool       // which are files of a zip file
	Encodings  []pickable
	Refused    []spreadsheet.Refusal
	More       int // refused rows that are not listed
	Notes      []string
	Ready      bool // there is something to store
	Store      string
}

func (uploadPage) view() string { return "founder/import-file" }

// fileFields are what was decided about the file as a whole, as it stands in the form.
type fileFields struct{ Form, Zone, Dates, Sheet, Encoding, Title, ID, Language string }

// importFigure is a number with its name.
type importFigure struct{ Label, Value, Note string }

// pickable is one of those that a list offers.
type pickable struct {
	Value, Label string
	Chosen       bool
}

func (f *founders) showUpload(c *gin.Context, in incoming, u *upload) error {
	if u.done != nil {
		return f.showStored(c, in, u)
	}
	return f.renderUpload(c, http.StatusOK, in, u, nil)
}

// renderUpload shows an upload. change, if there is one, puts over the page what was wrong with a decision.
func (f *founders) renderUpload(c *gin.Context, status int, in incoming, u *upload, change func(*uploadPage)) error {
	is, err := u.understand(c.Request.Context(), f, in.survey)
	if err != nil {
		return err
	}
	page := f.uploadPage(in, u, is)
	if is.plan != nil {
		if err := f.fillPlan(c, in, u, &page); err != nil {
			return err
		}
	}
	page.Next = page.nextColumn(c.Query(savedKey))
	if change != nil {
		change(&page)
	}
	return f.site.render(c, status, page)
}

func (f *founders) uploadPage(in incoming, u *upload, is *understood) uploadPage {
	path := in.path(u.id)
	page := uploadPage{
		importHead: f.importHead(in, path), File: u.name, Borrowed: u.draft.Borrowed, Told: u.told, Trouble: is.trouble, Tool: is.report.Tool,
		Store: path + "/store", Bundle: u.table.Bundle, Ready: is.plan != nil,
	}
	if !u.draft.Remembered.IsZero() {
		page.Remembered = u.draft.Remembered.In(f.zone(in, u)).Format(dayOfYear)
	}
	page.Fields = fileFields{
		Form: u.draft.Mapping.Form, Zone: firstOf(u.draft.Mapping.Zone, f.zoneOf(in)), Dates: string(u.draft.Mapping.Dates),
		Sheet: u.table.Sheet, Encoding: u.table.Encoding, Title: u.draft.Title, ID: u.draft.ID, Language: u.draft.Mapping.Language,
	}
	if in.survey == nil {
		if is.plan != nil {
			page.Fields.Language = is.plan.Survey.Language
		}
		page.Tongues = f.site.languageChoices(page.Fields.Language)
	}
	page.Orders = chosen([]pickable{{"", "as the file shows", false}, {string(importer.DayFirst), "day first", false},
		{string(importer.MonthFirst), "month first", false}}, page.Fields.Dates)
	for _, sheet := range u.table.Sheets {
		page.Sheets = append(page.Sheets, pickable{sheet, sheet, sheet == u.table.Sheet})
	}
	page.Encodings = encodingChoices(u.table.Encoding)
	for i, column := range is.report.Columns {
		page.add(newColumnCard(is, in.survey, i, column, path))
	}
	return page
}

// encodingChoices offers the encodings of a text file; a workbook has none.
func encodingChoices(is string) []pickable {
	if is == "" {
		return nil
	}
	all := []pickable{}
	if !slices.Contains(encodings(), is) {
		all = append(all, pickable{is, is, true})
	}
	for _, name := range encodings() {
		all = append(all, pickable{name, name, name == is})
	}
	return all
}

// chosen marks one of the choices.
func chosen(all []pickable, value string) []pickable {
	for i := range all {
		all[i].Chosen = all[i].Value == value
	}
	return all
}

func (page *uploadPage) add(card columnCard) {
	switch {
	case card.Misfits != nil:
		page.Needs = append(page.Needs, card)
	case card.use == importer.Answers:
		page.Columns = append(page.Columns, card)
	default:
		page.Others = append(page.Others, card)
	}
}

// fillPlan adds what would be stored.
func (f *founders) fillPlan(c *gin.Context, in incoming, u *upload, page *uploadPage) error {
	plan := u.is.plan
	rows := plan.Len()
	would, err := f.preview(c, in, u)
	if err != nil {
		return err
	}
	page.Figures = figuresOf(plan, would)
	page.Misfit, page.Partial = misfitWords(plan), partialWords(plan)
	page.Ready = rows > 0
	page.Stamps = u.stamps(f.zone(in, u))
	page.Fields.Form, page.Unheeded = plan.Form, plan.Problems
	page.Notes = slices.Clone(u.table.Notes)
	for _, absent := range plan.Absent {
		page.Notes = append(page.Notes, absent.String())
	}
	page.Refused = plan.Refused[:min(len(plan.Refused), mostRefused)]
	page.More = len(plan.Refused) - len(page.Refused)
	if in.survey == nil {
		page.Fields.Title = string(plan.Survey.Title)
	}
	return nil
}

// figuresOf are the rows of a file by what would become of them; would is nil for a survey that is to be made.
func figuresOf(plan *importer.Plan, would *store.Imported) []importFigure {
	all := []importFigure{{"Rows with answers", grouped(int64(plan.Len())), ""}}
	if would != nil {
		all = append(all, importFigure{"New", grouped(int64(would.New)), ""}, importFigure{"Stored before", grouped(int64(would.Same)), ""})
		all = append(all, rarerFigures(*would, "will be corrected")...)
	}
	all = append(all, importFigure{"Refused", grouped(int64(len(plan.Refused))), ""})
	if plan.Blank > 0 {
		all = append(all, importFigure{"Blank", grouped(int64(plan.Blank)), "passed over"})
	}
	return all
}

// preview finds out what would become of the rows; nil for a survey that is to be made.
func (f *founders) preview(c *gin.Context, in incoming, u *upload) (*store.Imported, error) {
	if in.survey == nil {
		return nil, nil
	}
	if u.is.would == nil {
		leave, err := enter(c.Request.Context(), f.uploads.desk, deskPatience)
		if err != nil {
			return nil, err
		}
		defer leave()
		plan := u.is.plan
		would, err := f.config.PreviewImport(c.Request.Context(), store.Import{Survey: plan.Survey, Responses: plan.Responses(), Dated: plan.Dated})
		if err != nil {
			return nil, err
		}
		u.is.would = &would
	}
	return u.is.would, nil
}

// misfitWords says how much of a file has no place in the survey.
func misfitWords(plan *importer.Plan) string {
	columns, values := 0, 0
	for _, u := range plan.Unmatched {
		if u.Option == "" {
			columns++
		} else {
			values++
		}
	}
	return countWords(columns, values, len(plan.Problems))
}

// partialWords says what becomes of it where nothing is decided: what is lost apart from what is not.
func partialWords(plan *importer.Plan) string {
	columns, values, own := 0, 0, 0
	for _, u := range plan.Unmatched {
		switch {
		case u.Option == "":
			columns++
		case u.Own:
			own++
		default:
			values++
		}
	}
	var said []string
	if lost := countWords(columns, values, len(plan.Problems)); lost != "" {
		said = append(said, "leave out what has no place: "+lost)
	}
	if own > 0 {
		said = append(said, "keep "+howMany(own, "value", "values")+" as own words")
	}
	return sentence(strings.Join(said, "; "))
}

func countWords(columns, values, decisions int) string {
	said := []string{}
	if columns > 0 {
		said = append(said, howMany(columns, "column", "columns"))
	}
	if values > 0 {
		said = append(said, howMany(values, "value", "values"))
	}
	if decisions > 0 {
		said = append(said, howMany(decisions, "decision", "decisions"))
	}
	return listWords(said)
}

// howMany says how many there are.
func howMany(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + more
}

// listWords joins words as a sentence does.
func listWords(all []string) string {
	if len(all) < 2 {
		return firstOf(all...)
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// questionTitle is what a question is called in words.
func questionTitle(s *survey.Survey, id string) string {
	if q := s.Question(id); q != nil {
		return fmt.Sprintf("“%s”", q.Title)
	}
	return "“" + id + "”"
}

// columnAt gives where a column stands in the table, or -1.
func columnAt(t *spreadsheet.Table, c importer.ColumnReport) int {
	nth := 0
	return slices.IndexFunc(t.Header, func(title string) bool {
		if title == c.Title {
			nth++
		}
		return title == c.Title && nth == max(c.Nth, 1)
	})
}
