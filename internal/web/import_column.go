package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/survey"
)

// valuesOnPage is how many values of a column stand on one page.
const valuesOnPage = 50

// columnPage is where one column is corrected.
type columnPage struct {
	importHead
	File      string
	Told      []string
	Card      columnCard
	Take      string       // what the column is: answers, times or nothing
	Asked     [][]pickable // a list of questions for each that the column answers, and one more
	Option    []pickable   // what the column is about; nil when its question has no options
	Name      string       // of the question, in a survey that is being made
	Kinds     []pickable
	Purposes  []pickable
	Cuts      []cutting
	Values    []valueField
	Keeps     bool // what is no option can be said to be somebody's own words
	Kept      bool // and is
	Asks      bool // several questions of the survey share the column
	Typed     bool // values are read as what is typed, not as an option
	Merging   bool // a value may be another one's spelling
	Pager     pager
	Number    int // of the page of values
	Remaining string
	Unusual   bool           // there is more to say about the column than its question
	Unfolded  bool           // and something of it is decided
	Lacks     string         // where a question or an option that the survey lacks is added; ""
	Further   []furtherField // questions that share the column in a survey that is being made, and one more; nil otherwise
	Shared    bool           // there are such questions
	Trouble   string         // why nothing could be made of the file
}

func (columnPage) view() string { return "founder/import-column" }

// valueField is one value with what it may mean.
type valueField struct {
	Field  string
	Key    string // stands for the value, which may be long
	Value  string
	People string
	Open   bool // it has no place yet
	Means  []choiceGroup
	Typed  string     // what it is read as
	Of     []pickable // the questions that share the column; nil when there is one
}

// choiceGroup is a part of a list; its label is "" for the part without one.
type choiceGroup struct {
	Label   string
	Choices []pickable
}

// editing is one column of an upload, with what was decided about it.
type editing struct {
	in      incoming
	u       *upload
	is      *understood
	at      int // in the report
	column  importer.ColumnReport
	decided importer.MappedColumn // as the draft has it; its title is "" when it has nothing
	survey  *survey.Survey        // that the column is for; nil when nothing could be made of the file
}

// edit finds the column of an address.
func (f *founders) edit(c *gin.Context, in incoming, u *upload) (editing, error) {
	is, err := u.understand(c.Request.Context(), f, in.survey)
	if err != nil {
		return editing{}, err
	}
	n, err := strconv.Atoi(c.Param("column"))
	if err != nil || n < 1 || n > len(is.report.Columns) {
		return editing{}, notFound("The file has no such column. Go back to what was understood of it.")
	}
	e := editing{in: in, u: u, is: is, at: n - 1, column: is.report.Columns[n-1], survey: in.survey}
	if is.plan != nil {
		e.survey = is.plan.Survey
	}
	if at := mappedAt(u.draft.Mapping, e.column); at >= 0 {
		e.decided = u.draft.Mapping.Columns[at]
	}
	return e, nil
}

// mappedAt finds what a mapping has of a column, or -1.
func mappedAt(m *importer.Mapping, c importer.ColumnReport) int {
	return slices.IndexFunc(m.Columns, func(decided importer.MappedColumn) bool {
		return plainTitle(decided.Column) == plainTitle(c.Title) && max(decided.Nth, 1) == max(c.Nth, 1)
	})
}

func (f *founders) showColumn(c *gin.Context, in incoming, u *upload) error {
	e, err := f.edit(c, in, u)
	if err != nil {
		return err
	}
	page := f.columnPage(e, pageNumber(c))
	if c.Query(toldKey) != "" {
		page.Told = u.told
	}
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) columnPage(e editing, number int) columnPage {
	path := e.in.path(e.u.id)
	card := newColumnCard(e.is, e.in.survey, e.at, e.column, path)
	page := columnPage{
		importHead: f.importHead(e.in, path), File: e.u.name, Card: card, Take: e.taken(),
		Cuts: e.cuts(), Merging: e.in.survey == nil,
	}
	if e.in.survey != nil {
		page.Asked, page.Option = e.asked(), e.options()
	} else {
		page.Name, page.Kinds, page.Purposes = e.name(), e.kinds(), purposeChoices(e.purpose())
	}
	page.Further, page.Shared, page.Trouble = e.furtherFields(), e.shares(), e.is.trouble
	if e.in.survey != nil && f.config.PutSurvey != nil {
		page.Lacks = "/surveys/" + url.PathEscape(e.in.survey.ID) + "/definition"
	}
	page.Asks = e.in.survey != nil && len(e.column.Questions) > 1
	page.Keeps, page.Kept = e.keeps(), e.decided.Own
	page.Unusual = len(page.Asked) > 0 || len(page.Cuts) > 0
	page.Unfolded = len(e.column.Questions) > 1 || e.decided.Option != "" || e.decided.Separator != ""
	e.fillValues(&page, number)
	return page
}

// What a column is said to be.
const (
	asAnswers = "answers"
	asTimes   = "times"
)

func (e editing) taken() string {
	switch {
	case e.column.Use == importer.Skipped:
		return asSkipped
	case e.column.Sent:
		return asTimes
	}
	return asAnswers
}

// asked offers the survey's questions, once for each that the column answers and once more.
func (e editing) asked() [][]pickable {
	var lists [][]pickable
	for _, id := range append(slices.Clone(e.column.Questions), "") {
		list := []pickable{{"", "none", id == ""}}
		if len(lists) == 0 {
			list[0].Label = "as its title says"
		}
		for _, q := range e.survey.Questions {
			list = append(list, pickable{q.ID, longTitle(q), q.ID == id})
		}
		lists = append(lists, list)
	}
	return lists
}

// longTitle tells the rows of a grid apart.
func longTitle(q *survey.Question) string {
	if q.Grid != "" {
		return string(q.Grid + ": " + q.Title)
	}
	return string(q.Title)
}

// question is the first that the column answers, or nil.
func (e editing) question() *survey.Question {
	if e.survey == nil || len(e.column.Questions) == 0 {
		return nil
	}
	return e.survey.Question(e.column.Questions[0])
}

// options offers the one option that a column may be about.
func (e editing) options() []pickable {
	q := e.question()
	if q == nil || !q.Choice() || q.Single() {
		return nil
	}
	list := []pickable{{"", "all of them", e.column.Option == ""}}
	for _, o := range q.Options {
		list = append(list, pickable{o.ID, string(o.Label), o.ID == e.column.Option})
	}
	return list
}

func (e editing) name() string {
	if q := e.question(); q != nil {
		return string(q.Title)
	}
	return firstOf(e.decided.Title, e.column.Title)
}

// purpose is what the question is for, decided or found.
func (e editing) purpose() survey.Purpose {
	if q := e.question(); q != nil {
		return q.Purpose
	}
	return e.decided.Purpose
}

func (e editing) kinds() []pickable {
	list := []pickable{{"", "as the answers show", true}}
	if e.decided.Kind == "" && e.column.Kind != "" {
		list[0].Label = "as the answers show: " + kindWords(e.column.Kind)
	}
	kinds := []survey.Kind{survey.One, survey.Many, survey.YesNo, survey.Scale, survey.Ranking, survey.Number, survey.Date,
		survey.Short, survey.Long, survey.Place, survey.Email, survey.Link}
	if e.shares() {
		kinds = sharedKinds()
	}
	for _, k := range kinds {
		list = append(list, pickable{string(k), kindWords(k), false})
	}
	return chosen(list, string(e.decided.Kind))
}

func purposeChoices(is survey.Purpose) []pickable {
	return chosen([]pickable{
		{"", "none", false}, {string(survey.Role), "the role of people", false}, {string(survey.Topic), "topics of interest", false},
		{string(survey.Speak), "what people could speak about", false}, {string(survey.Help), "how people would help", false},
		{string(survey.Time), "when people could come", false}, {string(survey.Needs), "what people look for or offer", false},
		{string(survey.Challenge), "what people would like help with", false}, {string(survey.Contact), "a contact detail, kept apart", false},
	}, string(is))
}

// shortened cuts what is only an example.
func shortened(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return text
}
