package web

import (
	"unicode/utf8"

	"muster/internal/response"
	"muster/internal/survey"
)

func (view *field) options(q *survey.Question, f filling) {
	view.Single = q.Kind == survey.One
	view.Clear = view.Single && !q.Required
	for _, o := range q.Options {
		c := view.option(q, o, f)
		last := len(view.Blocks) - 1
		alone := o.Exclusive && last >= 0
		if last < 0 || alone || view.Blocks[last].ID != view.blockID(o) {
			view.Blocks = append(view.Blocks, block{ID: view.blockID(o), Label: groupLabel(q, o.Group), Or: alone})
			last++
		}
		view.Blocks[last].Choices = append(view.Blocks[last].Choices, c)
	}
	view.Blocks[0].Choices[0].ID = view.ID
	for i := range view.Blocks {
		view.Blocks[i].Two = inTwoColumns(view.Blocks[i].Choices)
	}
}

func (view *field) blockID(o survey.Option) string { return view.ID + "-group-" + o.Group }

func groupLabel(q *survey.Question, id string) survey.Text {
	for _, g := range q.Groups {
		if g.ID == id {
			return g.Label
		}
	}
	return ""
}

func (view *field) option(q *survey.Question, o survey.Option, f filling) choice {
	c := choice{
		Type: "checkbox", ID: view.ID + "--" + o.ID, Name: q.ID, Value: o.ID, Label: o.Label, Hint: o.Hint,
		Checked: f.has(q.ID, o.ID), Bad: view.Error != "" && !view.Single,
	}
	if view.Single {
		c.Type = "radio"
	}
	if o.Written {
		c.OwnName, c.Own = response.OtherField(q.ID), f.text(response.OtherField(q.ID))
	}
	return c
}

const (
	fewForTwoColumns = 4
	wideLabel        = 28 // characters that fit half the column
)

func inTwoColumns(choices []choice) bool {
	for _, c := range choices {
		if c.OwnName != "" || utf8.RuneCountInString(string(c.Label)) > wideLabel {
			return false
		}
	}
	return len(choices) >= fewForTwoColumns
}
