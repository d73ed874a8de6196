package web

import (
	"fmt"
	"strconv"

	"muster/internal/importer"
	"muster/internal/survey"
)

// What a card lists of a column; its own page has all.
const (
	cardValues  = 100
	cardMisfits = 6
)

// columnCard says what was understood of one column.
type columnCard struct {
	ID       string
	Title    string
	Address  string   // where it is corrected
	Is       string   // what it is for, in words
	Answered string   // how many cells hold something
	Misfits  []string // what has no place in the survey
	Why      []string
	ByHand   bool
	Values   []cardValue
	More     int // values that are not listed

	use importer.Use
	at  int // in the report
}

// cardValue is one value with what it counts for.
type cardValue struct {
	Value  string
	Means  string
	People string
}

func newColumnCard(is *understood, s *survey.Survey, at int, c importer.ColumnReport, path string) columnCard {
	n := strconv.Itoa(at + 1)
	card := columnCard{
		ID: "column-" + n, Title: columnTitle(c), Address: path + "/columns/" + n, ByHand: c.ByHand,
		Answered: answersWords(c.Answered), use: c.Use, at: at, Misfits: misfits(is, c), More: c.More,
	}
	for _, reason := range c.Why {
		card.Why = append(card.Why, sentence(reason))
	}
	if is.plan != nil {
		s = is.plan.Survey
	}
	card.Is = useWords(s, c)
	for i, v := range c.Values {
		if i == cardValues {
			card.More += len(c.Values) - i
			break
		}
		means := meaning(v)
		if len(c.Questions) > 1 && v.Question != "" && s != nil {
			means += ", of " + questionTitle(s, v.Question)
		}
		card.Values = append(card.Values, cardValue{v.Value, means, grouped(int64(v.People))})
	}
	return card
}

// columnTitle tells columns of one title apart.
func columnTitle(c importer.ColumnReport) string {
	if c.Nth > 1 {
		return fmt.Sprintf("%s (%d)", c.Title, c.Nth)
	}
	return c.Title
}

func answersWords(n int) string {
	if n == 0 {
		return "nobody answered"
	}
	return howMany(n, "answer", "answers")
}

// useWords says what a column is for.
func useWords(s *survey.Survey, c importer.ColumnReport) string {
	switch c.Use {
	case importer.Times:
		if !c.Sent {
			return "When people opened the form"
		}
		return "When people answered"
	case importer.Address:
		return "Addresses that the form tool collected"
	case importer.Tooling:
		return "The form tool's own"
	case importer.Skipped:
		return "Left out"
	case importer.Unknown:
		return "No question of the survey"
	}
	if s == nil || len(c.Questions) == 0 {
		return "Answers"
	}
	kind := kindWords(c.Kind)
	if len(c.Questions) == 1 && c.Option == "" && plainTitle(string(s.Question(c.Questions[0]).Title)) == plainTitle(c.Title) {
		return sentence(kind)
	}
	var titles []string
	for _, id := range c.Questions {
		title := questionTitle(s, id)
		if q := s.Question(id); q != nil && len(c.Questions) > 1 {
			title += " (" + kindWords(q.Kind) + ")"
		}
		titles = append(titles, title)
	}
	said := "Answers " + listWords(titles)
	if len(c.Questions) > 1 {
		return said
	}
	if c.Option != "" {
		said += ", of which it is about “" + optionLabel(s, c.Questions[0], c.Option) + "”"
	}
	return said + ": " + kind
}

// optionLabel is what an option, or a point of a scale, is called.
func optionLabel(s *survey.Survey, question, id string) string {
	if q := s.Question(question); q != nil {
		for _, c := range q.Categories() {
			if c.ID == id && c.Label != "" {
				return string(c.Label)
			}
		}
	}
	return id
}

// meaning says what a value counts for.
func meaning(v importer.ValueReport) string {
	switch {
	case v.Skip:
		return "left out"
	case v.Own:
		return "own words"
	case v.Label != "":
		return v.Label
	case v.Option != "":
		return v.Option
	}
	return "nothing yet"
}

// misfits says what of a column has no place in the survey.
func misfits(is *understood, c importer.ColumnReport) []string {
	if is.plan == nil {
		return nil
	}
	var said []string
	for _, u := range is.plan.Unmatched {
		if !isOf(u, c) {
			continue
		}
		if len(said) == cardMisfits {
			return append(said, "and more values like these.")
		}
		said = append(said, misfit(is.plan.Survey, u))
	}
	return said
}

// isOf tells whether what has no place stands in the column; of several columns with one title, in this one.
func isOf(u importer.Unmatched, c importer.ColumnReport) bool {
	return u.Column == c.Title && max(u.Nth, 1) == max(c.Nth, 1)
}

func misfit(s *survey.Survey, u importer.Unmatched) string {
	near, whose := ".", ""
	if u.Nearest != "" {
		near = fmt.Sprintf("; it looks like “%s”.", u.Nearest)
	}
	switch {
	case u.Option == "":
		return fmt.Sprintf("The survey has no question for it (%s)", answersWords(u.People)) + near
	case u.Wanted != "":
		return fmt.Sprintf("“%s” is no %s that the question takes (%s)", shortened(u.Option), u.Wanted, answersWords(u.People)) + near
	}
	if u.Question != "" {
		whose = " of " + questionTitle(s, u.Question)
	}
	if u.Own {
		near = "; it is kept as own words" + whose + " unless you decide otherwise" + near
	}
	return fmt.Sprintf("“%s” is no option (%s)", shortened(u.Option), answersWords(u.People)) + near
}

// kindWords says how a question is answered.
func kindWords(k survey.Kind) string {
	switch k {
	case survey.One:
		return "one option"
	case survey.Many:
		return "several options"
	case survey.YesNo:
		return "yes or no"
	case survey.Ranking:
		return "options in order of preference"
	case survey.Slots:
		return "times of the week"
	case survey.Place:
		return "a place"
	case survey.Scale:
		return "a point on a scale"
	case survey.Number:
		return "a number"
	case survey.Date:
		return "a date"
	case survey.Short:
		return "own words, one line"
	case survey.Long:
		return "own words, several lines"
	case survey.Email:
		return "an e-mail address"
	case survey.Link:
		return "an address of a web page"
	case survey.Agree:
		return "consent"
	}
	return ""
}
