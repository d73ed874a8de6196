package web

import (
	"slices"
	"strconv"
	"time"

	"muster/internal/results"
	"muster/internal/survey"
	"muster/internal/words"
)

// resultsPage is what everybody may see of a survey's answers.
type resultsPage struct {
	Words     *words.Words
	Title     survey.Text
	Tongues   []tongue
	Synthetic bool
	Preview   bool   // for founders, before anybody else sees it
	Back      string // from a preview
	Form      string // where the form is; "" when it takes no answers
	Panels    []resultPanel
	Rules     []string
}

func (resultsPage) view() string { return "results" }

// resultPanel is one table.
type resultPanel struct {
	panel   results.Panel
	Words   *words.Words
	ID      string
	Title   string
	Base    string
	Counted string
	Notes   []string
	Warns   []string      // for founders, in a preview
	Hidden  string        // says so where answers are not shown
	Columns []survey.Text // of a table of two questions, behind that of all people
	Rows    []resultRow
}

// resultRow is one answer: how many people gave it, or of two questions how many of those in each column.
type resultRow struct {
	Label   string
	Numbers []resultNumber
}

// resultNumber is a number with its share; both are empty where it is hidden.
type resultNumber struct {
	Text, Share string
	Bar         int // its share in percent
}

// newResultsPage draws a publication in the language of s.
func newResultsPage(s *survey.Survey, said *words.Words, is results.Publication) resultsPage {
	page := resultsPage{Words: said, Title: s.Title, Synthetic: s.Synthetic}
	d := resultsDrawing{s, said}
	for _, panel := range results.Offered(s) {
		if c, public := is.Counts[panel.ID()]; public && slices.Contains(is.Panels, panel.ID()) && c.Fits(s, panel) {
			page.Panels = append(page.Panels, d.panel(panel, c))
		}
	}
	page.Rules = []string{
		said.Say("results.rule_small", words.N("n", is.Threshold)), said.Say("results.rule_batch", words.N("n", is.Batch)),
		said.Say("results.rule_day"), said.Say("results.rule_changes"), said.Say("results.rule_words"),
	}
	return page
}

// resultsDrawing is what panels are drawn with.
type resultsDrawing struct {
	survey *survey.Survey // in the language of the page
	words  *words.Words
}

func (d resultsDrawing) panel(panel results.Panel, c results.Count) resultPanel {
	rows := d.survey.Question(panel.Rows)
	drawn := resultPanel{panel: panel, Words: d.words, ID: "panel-" + rows.ID, Title: d.title(panel), Counted: d.counted(c), Base: d.base(panel, c.Base)}
	if columns := d.survey.Question(panel.Columns); columns != nil {
		drawn.ID += "-" + columns.ID
		drawn.Notes = append(drawn.Notes, d.words.Say("results.cells"))
		d.columns(&drawn, columns, c)
	}
	if severalOf(rows) {
		drawn.Notes = append(drawn.Notes, d.words.Say("results.several"))
	}
	if n := hiddenAnswers(c); n > 0 {
		drawn.Hidden = d.words.Say("results.not_shown", words.N("n", n))
	}
	labels := d.labels(rows)
	for _, r := range order(rows, c) {
		row := resultRow{Label: labels[c.Axes[0].Categories[r]], Numbers: []resultNumber{d.number(c.Axes[0].Totals[r], results.Number(c.Base))}}
		for col := range drawn.Columns {
			row.Numbers = append(row.Numbers, d.number(c.Cell(r, col), c.Axes[1].Totals[col]))
		}
		drawn.Rows = append(drawn.Rows, row)
	}
	return drawn
}

// columns adds the answers to the second question, with everybody who gave them in the first row.
func (d resultsDrawing) columns(drawn *resultPanel, q *survey.Question, c results.Count) {
	labels, all := d.labels(q), resultRow{Label: d.words.Say("results.all")}
	all.Numbers = append(all.Numbers, d.number(results.Number(c.Base), results.Hidden))
	for i, id := range c.Axes[1].Categories {
		drawn.Columns = append(drawn.Columns, survey.Text(labels[id]))
		all.Numbers = append(all.Numbers, d.number(c.Axes[1].Totals[i], results.Hidden))
	}
	drawn.Rows = append(drawn.Rows, all)
}

// order puts the answers of a list by how many gave them, as long as all are shown. Where some are not,
// all stand as in the survey: what is hidden may be the largest, and no place among the others may tell so.
// What has an order of its own keeps it.
func order(q *survey.Question, c results.Count) []int {
	at := make([]int, len(c.Axes[0].Categories))
	for i := range at {
		at[i] = i
	}
	if q.Choice() && q.Kind != survey.Slots && hiddenAnswers(c) == 0 {
		totals := c.Axes[0].Totals
		slices.SortStableFunc(at, func(a, b int) int { return int(totals[b]) - int(totals[a]) })
	}
	return at
}

// hiddenAnswers is how many answers of the first question are not shown. Of which size they are, nobody is
// told: that is what is protected.
func hiddenAnswers(c results.Count) int {
	n := 0
	for _, total := range c.Axes[0].Totals {
		if !total.Shown() {
			n++
		}
	}
	return n
}

func severalOf(q *survey.Question) bool {
	return q.Choice() && !q.Single() && q.Kind != survey.Ranking && q.Max != 1
}

// number writes a number and its share of others, unless one of them is hidden.
func (d resultsDrawing) number(n, of results.Number) resultNumber {
	if !n.Shown() {
		return resultNumber{}
	}
	number := resultNumber{Text: localDecimal(strconv.Itoa(int(n)), d.words.Language())}
	if of.Shown() && of > 0 {
		number.Bar = (200*int(n) + int(of)) / (2 * int(of))
		number.Share = d.words.Say("results.percent", words.N("n", number.Bar))
	}
	return number
}

func (d resultsDrawing) counted(c results.Count) string {
	day, err := time.Parse(time.DateOnly, c.Day)
	if err != nil {
		return ""
	}
	return d.words.Say("results.counted", words.T("day", d.words.Date(day)))
}

func (d resultsDrawing) base(panel results.Panel, people int) string {
	for _, q := range []string{panel.Rows, panel.Columns} {
		if asked := d.survey.Question(q); asked != nil && slices.ContainsFunc(asked.Options, func(o survey.Option) bool { return o.Exclusive }) {
			return d.words.Say("results.picked", words.N("n", people))
		}
	}
	if panel.Columns != "" {
		return d.words.Say("results.both", words.N("n", people))
	}
	return d.words.Say("results.people", words.N("n", people))
}

func (d resultsDrawing) title(panel results.Panel) string {
	rows := d.survey.Question(panel.Rows)
	title := d.asked(rows)
	if rows.Kind == survey.Ranking {
		return d.words.Say("results.first", words.T("question", title))
	}
	if columns := d.survey.Question(panel.Columns); columns != nil {
		return d.words.Say("results.by", words.T("question", title), words.T("other", d.asked(columns)))
	}
	return title
}

// asked is what a question asks, with the heading or the question it stands under.
func (d resultsDrawing) asked(q *survey.Question) string {
	heading := q.Grid
	if parent := d.survey.Question(q.LevelOf); parent != nil {
		heading = parent.Title
	}
	if heading == "" {
		return string(q.Title)
	}
	return d.words.Say("receipt.statement", words.T("heading", heading), words.T("statement", q.Title))
}

// labels are what the categories of a question are called. Where two would have the same name, their
// groups tell them apart.
func (d resultsDrawing) labels(q *survey.Question) map[string]string {
	times := map[survey.Text]int{}
	for _, category := range q.Categories() {
		times[category.Label]++
	}
	labels := map[string]string{}
	tell := telling{survey: d.survey, words: d.words}
	for _, category := range q.Categories() {
		label := string(category.Label)
		switch {
		case q.Kind == survey.Scale:
			point, _ := strconv.Atoi(category.ID) // the id of a point is its number
			label = tell.point(q, point)
		case q.Kind == survey.Number && q.Unit != "":
			label = d.words.Say("receipt.unit", words.T("number", label), words.T("unit", q.Unit))
		case times[category.Label] > 1:
			label = d.grouped(q, category, label)
		}
		labels[category.ID] = label
	}
	return labels
}

func (d resultsDrawing) grouped(q *survey.Question, category survey.Category, label string) string {
	for _, g := range q.Groups {
		if g.ID == category.Group {
			return d.words.Say("receipt.group", words.T("group", g.Label), words.T("option", label))
		}
	}
	return label
}
