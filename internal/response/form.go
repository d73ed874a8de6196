package response

import (
	"net/url"
	"strconv"

	"muster/internal/survey"
)

// ticked is what the box of a consent posts.
const ticked = "yes"

// FormOf gives the form fields that would give this response again, so that its respondent can correct
// it: Parse of them gives the same answers and contact details. Answers that the survey no longer asks
// for are left out.
func FormOf(s *survey.Survey, r *Response) url.Values {
	form := url.Values{}
	for _, q := range s.Questions {
		if q.Personal() {
			r.Contact.fill(form, q)
		} else if a, answered := r.Answers[q.ID]; answered {
			a.fill(form, q)
		}
	}
	return form
}

func (a Answer) fill(form url.Values, q *survey.Question) {
	switch {
	case q.Kind == survey.Ranking:
		for i, id := range a.Picks {
			form.Set(RankField(q.ID, id), strconv.Itoa(i+1))
		}
	case q.Choice():
		form[q.ID] = append([]string(nil), a.Picks...)
		if a.Other != "" {
			form.Set(OtherField(q.ID), a.Other)
		}
	case q.Kind == survey.Scale:
		form.Set(q.ID, strconv.Itoa(a.Number))
	default:
		form.Set(q.ID, a.Text)
	}
}

func (c *Contact) fill(form url.Values, q *survey.Question) {
	switch {
	case c == nil:
	case q.Kind == survey.Agree && c.Consent:
		form.Set(q.ID, ticked)
	case c.Fields[q.ID] != "":
		form.Set(q.ID, c.Fields[q.ID])
	}
}
