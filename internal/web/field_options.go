package web

import (
	"unicode/utf8"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// block is a run of options: one group, or those in none.
type block struct {
	Words   *words.Words
	ID      string
	Level   int // of its heading
	Label   survey.Text
	Or      bool // stands apart from the others as their alternative
	Two     bool // labels are short enough for two columns on a wide screen
	Pair    bool // there are two, side by side even on a phone
	Choices []choice
}

// choice is one box or button.
type choice struct {
	Words   *words.Words
	Type    string
	ID      string
	Name    string
	Value   string
	Label   survey.Text
	Hint    survey.Text
	Checked bool
	Full    bool // nobody else may pick it
	Bad     bool
	OwnName string // the field for own words; "" when there is none
	Own     string
	Levels  []choice    // what can be said of it once it is picked
	Of      survey.Text // the option that a level is about
}

// Closed tells whether it can no longer be picked. Whoever has picked it may keep it or let it go.
func (c choice) Closed() bool { return c.Full && !c.Checked }

// mostRadios is how long a list may be before it folds into one line; a page of places to scroll past
// is worse than a tap more.
const mostRadios = 8

func folded(q *survey.Question) bool { return q.Kind == survey.Place && len(q.Options) > mostRadios }

func (d *drawing) options(view *field, q *survey.Question) {
	view.Shape, view.Single = asOptions, q.Single()
	if folded(q) {
		view.Shape = asSelect
	}
	view.Clear = view.Single && !q.Required
	levels := d.levels(q)
	for _, o := range q.Shuffled(d.filling.order) {
		c := d.option(view, q, o)
		for _, level := range levels {
			c.Levels = append(c.Levels, d.level(level, o))
		}
		view.place(q, o, c)
	}
	view.Blocks[0].Choices[0].ID = view.ID
	for i := range view.Blocks {
		view.Blocks[i].Two = inTwoColumns(view.Blocks[i].Choices)
		view.Blocks[i].Pair = q.Kind == survey.YesNo
	}
}

// place adds an option to its block, beginning one where the group changes.
func (view *field) place(q *survey.Question, o survey.Option, c choice) {
	last := len(view.Blocks) - 1
	alone := o.Exclusive && last >= 0
	id := view.ID + "-group-" + o.Group
	if last < 0 || alone || view.Blocks[last].ID != id {
		view.Blocks = append(view.Blocks, block{Words: view.Words, ID: id, Level: view.Level + 1, Label: groupLabel(q, o.Group), Or: alone})
		last++
	}
	view.Blocks[last].Choices = append(view.Blocks[last].Choices, c)
}

func groupLabel(q *survey.Question, id string) survey.Text {
	for _, g := range q.Groups {
		if g.ID == id {
			return g.Label
		}
	}
	return ""
}

func (d *drawing) option(view *field, q *survey.Question, o survey.Option) choice {
	c := d.pick(q, o)
	c.Bad = view.Error != "" && !view.Single
	if view.Single {
		c.Type = "radio"
	}
	if o.Written {
		c.OwnName, c.Own = response.OtherField(q.ID), d.filling.text(response.OtherField(q.ID))
		c.Checked = c.Checked || c.Own != "" // words without a tick are taken for one
	}
	return c
}

func (d *drawing) pick(q *survey.Question, o survey.Option) choice {
	return choice{
		Words: d.words, Type: "checkbox", ID: "q-" + q.ID + "--" + o.ID, Name: q.ID, Value: o.ID, Label: o.Label, Hint: o.Hint,
		Checked: d.filling.has(q.ID, o.ID), Full: d.filling.full[place{q.ID, o.ID}],
	}
}

// levels are the questions that say more about picks of q.
func (d *drawing) levels(q *survey.Question) []*survey.Question {
	var all []*survey.Question
	for _, level := range d.survey.Questions {
		if level.LevelOf == q.ID {
			all = append(all, level)
		}
	}
	return all
}

// level is a box beneath an option.
func (d *drawing) level(level *survey.Question, o survey.Option) choice {
	c := d.pick(level, o)
	c.Of, c.Label, c.Hint = o.Label, level.Title, ""
	return c
}

const (
	fewForTwoColumns = 4
	wideLabel        = 28 // characters that fit half the column
)

func inTwoColumns(choices []choice) bool {
	for _, c := range choices {
		if c.OwnName != "" || len(c.Levels) > 0 || utf8.RuneCountInString(string(c.Label)) > wideLabel {
			return false
		}
	}
	return len(choices) >= fewForTwoColumns
}
