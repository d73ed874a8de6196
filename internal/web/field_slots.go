package web

import "muster/internal/survey"

// day is a row of times to choose from.
type day struct {
	ID    string
	Label survey.Text
	Slots []choice // one a part of the day; without a name where there is none to choose
}

// slots lays times out by day and part of the day. What fits neither follows as ordinary options.
func (d *drawing) slots(view *field, q *survey.Question) {
	view.Shape, view.Parts = asSlots, q.Parts
	for _, g := range q.Groups {
		row := day{ID: view.ID + "-day-" + g.ID, Label: g.Label, Slots: make([]choice, len(q.Parts))}
		for i, p := range q.Parts {
			if o, at := q.Option(g.ID + "_" + p.ID); at >= 0 {
				row.Slots[i] = d.option(view, q, o)
				row.Slots[i].Label = p.Label
			}
		}
		view.Days = append(view.Days, row)
	}
	for _, o := range q.Options {
		if o.Group == "" {
			view.place(q, o, d.option(view, q, o))
		}
	}
	view.firstSlot().ID = view.ID
}

func (view *field) firstSlot() *choice {
	for _, row := range view.Days {
		for i := range row.Slots {
			if row.Slots[i].Name != "" {
				return &row.Slots[i]
			}
		}
	}
	return &view.Blocks[0].Choices[0]
}
