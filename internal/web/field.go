package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// field is one question as the form shows it.
type field struct {
	Words     *words.Words
	Anchor    string // of the whole question; "" when nothing points at it
	ID        string // of the input the error summary leads to
	Name      string
	Title     survey.Text
	Level     int    // of its heading
	Mark      string // beside the title: whether it must be answered, where that is not plain
	Only      []string
	Notes     []note
	Error     survey.Text
	Described string // the ids of notes and error
	Small     bool   // stands under a heading it shares
	Required  bool
	Shape     shape
	Privacy   string // the address of what is agreed to; "" at any question but a consent

	// Questions that are answered by choosing.
	Single bool // only one can be chosen
	Clear  bool // offers to take a choice back, which radio buttons alone cannot
	Blocks []block
	Points []choice
	Ends   []string // of a scale that shows numbers only between its ends
	Few    bool     // its points fit side by side on a phone
	Ranks  []rank
	Parts  []survey.Group // of the day
	Days   []day

	// Questions that are answered in writing.
	Value    string
	Type     string
	Complete string // what a browser may fill in
	Keys     string // which keys a phone shows
	Verbatim bool   // nothing in it is to be corrected or capitalised
	Narrow   bool   // what is typed is short
	First    string // of days
	Last     string
	Unit     survey.Text
	Lines    int
}

// shape is how a question is drawn.
type shape string

const (
	asOptions shape = "options"
	asPoints  shape = "points"
	asRanks   shape = "ranks"
	asSlots   shape = "slots"
	asSelect  shape = "select"
	asLine    shape = "line"
)

// Fieldset tells whether a question has several inputs, which stand in a fieldset.
func (view field) Fieldset() bool { return view.Shape != asLine && view.Shape != asSelect }

// note is a hint beneath a title.
type note struct {
	ID   string
	Text string
}

// filling is what a form is shown filled with; the zero value is an empty form.
type filling struct {
	values   url.Values
	problems response.Problems
	hidden   map[string]bool // questions that are not shown because of other answers
	full     places
	order    int    // of shuffled options
	privacy  string // the address of the privacy notice; "" for none
}

func (f filling) has(name, value string) bool {
	return slices.Contains(f.values[name], value)
}

// text gives a posted text as it can be shown: bytes that are not UTF-8 are marked.
func (f filling) text(name string) string {
	return strings.ToValidUTF8(f.values.Get(name), "\uFFFD")
}

func (d *drawing) field(q *survey.Question, level int) field {
	view := field{
		Words: d.words, ID: "q-" + q.ID, Name: q.ID, Title: q.Title, Level: level, Mark: d.marks.mark(q),
		Error: d.problem(q), Small: q.Grid != "", Required: q.Required, Shape: asLine,
	}
	view.Anchor = d.hung.anchor(questionAnchor(q))
	view.Only = d.onlyIf(q.ShowIf)
	d.shape(&view, q)
	d.note(&view, q)
	return view
}

func (d *drawing) shape(view *field, q *survey.Question) {
	switch {
	case q.Kind == survey.Agree:
		view.Shape, view.Privacy = asOptions, d.filling.privacy
		view.Blocks = []block{{Choices: []choice{{Words: d.words, Type: "checkbox", ID: view.ID, Name: q.ID, Value: "yes",
			Label: q.Statement, Checked: d.filling.values.Get(q.ID) != ""}}}}
	case q.Kind == survey.Scale:
		view.scale(q, d.filling)
	case q.Kind == survey.Ranking:
		d.ranking(view, q)
	case q.Kind == survey.Slots:
		d.slots(view, q)
	case q.Choice():
		d.options(view, q)
	default:
		view.written(q, d.filling)
	}
}

// problem is what must be mended at a question or at one of its levels, which are a part of it.
func (d *drawing) problem(q *survey.Question) survey.Text {
	problems := d.filling.problems
	if message := problems.Of(q.ID); message != "" || len(problems) == 0 {
		return message
	}
	for _, level := range d.levels(q) {
		if message := problems.Of(level.ID); message != "" {
			return level.Title + ": " + message
		}
	}
	return ""
}

func (d *drawing) note(view *field, q *survey.Question) {
	text := q.Hint
	if text == "" {
		text = survey.Text(d.wanted(q))
	}
	for _, paragraph := range paragraphs(text) {
		view.addNote(paragraph)
	}
	if q == d.survey.ByPurpose(survey.Contact) {
		view.addNote(d.words.Say("form.about_contact"))
	}
	view.describe()
}

func (view *field) addNote(text string) {
	view.Notes = append(view.Notes, note{view.ID + "-hint" + strconv.Itoa(len(view.Notes)), text})
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

// wanted says what an answer may be where the author left it out.
func (d *drawing) wanted(q *survey.Question) string {
	switch q.Kind {
	case survey.Many, survey.Slots:
		return d.picksWanted(q)
	case survey.Ranking:
		return d.words.Say("form.rank_hint")
	case survey.Number:
		return d.numberWanted(q)
	case survey.Date:
		return d.words.Say("form.between_days", words.T("from", d.words.Date(q.First)), words.T("to", d.words.Date(q.Last)))
	case survey.Link:
		return d.words.Say("form.link_hint")
	}
	return ""
}

func (d *drawing) picksWanted(q *survey.Question) string {
	switch {
	case q.Min > 0 && q.Min == q.Max:
		return d.words.Say("form.choose_exactly", words.N("n", q.Min))
	case q.Min > 0 && q.Max > 0:
		return d.words.Say("form.choose_between", words.N("min", q.Min), words.N("max", q.Max))
	case q.Max > 0:
		return d.words.Say("form.choose_most", words.N("n", q.Max))
	case q.Min > 1:
		return d.words.Say("form.choose_least", words.N("n", q.Min))
	}
	return d.words.Say("form.choose_all")
}

func (d *drawing) numberWanted(q *survey.Question) string {
	lowest, highest := words.T("from", q.Bounds.Min), words.T("to", q.Bounds.Max)
	switch {
	case q.Bounds.Max != "":
		return d.words.Say("form.from_to", lowest, highest)
	case q.Bounds.Min != "0": // which is what a number may be when nobody set a bound
		return d.words.Say("form.from", lowest)
	}
	return ""
}
