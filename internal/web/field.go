package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// field is one question as the form shows it.
type field struct {
	ID        string // of the input the error summary leads to
	Name      string
	Title     survey.Text
	Mark      string // beside the title: whether it must be answered, where that is not plain
	Notes     []note
	Error     survey.Text
	Described string // the ids of notes and error
	Nested    bool   // stands under a heading it shares
	Required  bool

	// Questions that are answered by choosing.
	Single bool // only one can be chosen
	Clear  bool // offers to take a choice back, which radio buttons alone cannot
	Blocks []block
	Points []choice
	Ends   []string // of a scale that shows numbers only between its ends
	Few    bool     // its points fit side by side on a phone

	// Questions that are answered in writing.
	Written  bool
	Value    string
	Type     string
	Complete string // what a browser may fill in
	Lines    int
}

// note is a hint beneath a title.
type note struct {
	ID   string
	Text string
}

// block is a run of options: one group, or those in none.
type block struct {
	ID      string
	Label   survey.Text
	Or      bool // stands apart from the others as their alternative
	Two     bool // labels are short enough for two columns on a wide screen
	Choices []choice
}

// choice is one box or button.
type choice struct {
	Type    string
	ID      string
	Name    string
	Value   string
	Label   survey.Text
	Hint    survey.Text
	Checked bool
	Bad     bool
	OwnName string // the field for own words; "" when there is none
	Own     string
}

// filling is what a form is shown filled with; the zero value is an empty form.
type filling struct {
	values   url.Values
	problems response.Problems
}

func (f filling) has(name, value string) bool {
	return slices.Contains(f.values[name], value)
}

// text gives a posted text as it can be shown: bytes that are not UTF-8 are marked.
func (f filling) text(name string) string {
	return strings.ToValidUTF8(f.values.Get(name), "\uFFFD")
}

func newField(q *survey.Question, mark string, f filling) field {
	view := field{
		ID: "q-" + q.ID, Name: q.ID, Title: q.Title, Mark: mark, Error: f.problems.Of(q.ID),
		Nested: q.Grid != "", Required: q.Required,
	}
	view.note(q)
	switch {
	case q.Kind == survey.Agree:
		view.Blocks = []block{{Choices: []choice{{Type: "checkbox", ID: view.ID, Name: q.ID, Value: "yes",
			Label: q.Statement, Checked: f.values.Get(q.ID) != ""}}}}
	case q.Kind == survey.Scale:
		view.scale(q, f)
	case q.Choice():
		view.options(q, f)
	default:
		view.written(q, f)
	}
	return view
}

func (view *field) note(q *survey.Question) {
	hint := string(q.Hint)
	if hint == "" && q.Kind == survey.Many {
		hint = picksWanted(q)
	}
	for _, text := range paragraphs(survey.Text(hint)) {
		view.addNote(text)
	}
	view.describe()
}

func (view *field) addNote(text string) {
	view.Notes = append(view.Notes, note{view.ID + "-hint" + strconv.Itoa(len(view.Notes)), text})
	view.describe()
}

// describe names everything a screen reader reads out after the title.
func (view *field) describe() {
	var ids []string
	for _, n := range view.Notes {
		ids = append(ids, n.ID)
	}
	if view.Error != "" {
		ids = append(ids, view.ID+"-error")
	}
	view.Described = strings.Join(ids, " ")
}

// picksWanted says how many options may be picked where the author left it out.
func picksWanted(q *survey.Question) string {
	switch {
	case q.Min > 0 && q.Min == q.Max:
		return "Choose " + strconv.Itoa(q.Min) + "."
	case q.Min > 0 && q.Max > 0:
		return "Choose " + strconv.Itoa(q.Min) + " to " + strconv.Itoa(q.Max) + "."
	case q.Max > 0:
		return "Choose up to " + strconv.Itoa(q.Max) + "."
	case q.Min > 1:
		return "Choose at least " + strconv.Itoa(q.Min) + "."
	}
	return "Choose all that apply."
}
