package web

import (
	"strconv"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// rank is an option with the list from which its place is chosen.
type rank struct {
	Words  *words.Words
	ID     string
	Name   string
	Label  survey.Text
	Hint   survey.Text
	Full   bool
	Bad    bool
	Places []seat
}

// seat is a place that an option can be given.
type seat struct {
	Value  string
	Chosen bool
}

// Closed tells whether the option can be given no place any more. Whoever gave it one may keep it.
func (r rank) Closed() bool {
	for _, s := range r.Places {
		if s.Chosen {
			return false
		}
	}
	return r.Full
}

func (d *drawing) ranking(view *field, q *survey.Question) {
	view.Shape = asRanks
	for _, o := range q.Shuffled(d.filling.order) {
		if o.Written {
			continue // there is no field left for its place
		}
		r := rank{
			Words: d.words, ID: view.ID + "--" + o.ID, Name: response.RankField(q.ID, o.ID), Label: o.Label, Hint: o.Hint,
			Full: d.filling.full[place{q.ID, o.ID}], Bad: view.Error != "",
		}
		given := d.filling.values.Get(r.Name)
		for n := range q.Options {
			value := strconv.Itoa(n + 1)
			r.Places = append(r.Places, seat{value, value == given})
		}
		view.Ranks = append(view.Ranks, r)
	}
	view.Ranks[0].ID = view.ID
}
