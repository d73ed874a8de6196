package web

import (
	"strconv"

	"muster/internal/survey"
)

const fewPoints = 7

// scale shows bare numbers side by side when only the ends are labelled, else a list.
func (view *field) scale(q *survey.Question, f filling) {
	view.Shape, view.Single, view.Clear = asPoints, true, !q.Required
	last := len(q.Points) - 1
	row := true
	for i, p := range q.Points {
		value := strconv.Itoa(p.Value)
		view.Points = append(view.Points, choice{Type: "radio", ID: view.ID + "--" + value, Name: q.ID, Value: value,
			Label: p.Label, Checked: f.has(q.ID, value)})
		row = row && (p.Label == "" || i == 0 || i == last)
	}
	view.Points[0].ID = view.ID
	if row {
		view.Few = len(q.Points) <= fewPoints
		view.Ends = []string{
			view.Points[0].Value + " – " + string(q.Points[0].Label),
			view.Points[last].Value + " – " + string(q.Points[last].Label),
		}
		return
	}
	for i, p := range view.Points {
		if p.Label == "" {
			view.Points[i].Label = survey.Text(p.Value)
		}
	}
}
