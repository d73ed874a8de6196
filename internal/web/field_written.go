package web

import (
	"strings"
	"time"

	"muster/internal/survey"
)

const (
	shortAnswer = 400 // characters; longer ones get a taller box
	fewLines    = 3
	manyLines   = 6
)

func (view *field) written(q *survey.Question, f filling) {
	view.Value, view.Type = f.text(q.ID), "text"
	switch {
	case q.Kind == survey.Long && q.MaxLength <= shortAnswer:
		view.Lines = fewLines
	case q.Kind == survey.Long:
		view.Lines = manyLines
	case q.Kind == survey.Email:
		view.Type, view.Complete, view.Keys, view.Verbatim = "email", "email", "email", true
	case q.Kind == survey.Link:
		view.Type, view.Complete, view.Keys, view.Verbatim = "url", "url", "url", true
	case q.Kind == survey.Number:
		view.number(q)
	case q.Kind == survey.Date:
		view.date(q)
	case q.Personal():
		view.Complete = completion(q.ID)
		if view.Complete == "tel" {
			view.Type = "tel" // a phone shows its number keys
		}
	}
}

// number is a line of text: browsers change what is typed into a field for numbers, by a turn of the
// wheel or by dropping what they cannot read.
func (view *field) number(q *survey.Question) {
	view.Unit, view.Verbatim, view.Narrow = q.Unit, true, true
	switch {
	case q.Bounds.Min == "" || strings.HasPrefix(q.Bounds.Min, "-"):
		// The number keys of some phones have no minus.
	case q.Bounds.Decimals > 0:
		view.Keys = "decimal"
	default:
		view.Keys = "numeric"
	}
}

// date is the browser's own field for days, unless it would drop what was typed.
func (view *field) date(q *survey.Question) {
	view.Narrow, view.First, view.Last = true, q.First.Format(time.DateOnly), q.Last.Format(time.DateOnly)
	if _, err := time.Parse(time.DateOnly, view.Value); err == nil || view.Value == "" {
		view.Type = "date"
	}
}

// completion is what a browser may offer for a contact question, judged by its id.
func completion(id string) string {
	switch id {
	case "name", "full_name":
		return "name"
	case "first_name":
		return "given-name"
	case "last_name", "surname":
		return "family-name"
	case "phone", "telephone", "mobile":
		return "tel"
	case "company", "organisation", "organization", "employer":
		return "organization"
	case "job", "job_title":
		return "organization-title"
	}
	return ""
}
