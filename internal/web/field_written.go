package web

import "muster/internal/survey"

const (
	shortAnswer = 400 // characters; longer ones get a taller box
	fewLines    = 3
	manyLines   = 6
)

func (view *field) written(q *survey.Question, f filling) {
	view.Written, view.Value, view.Type = true, f.text(q.ID), "text"
	switch {
	case q.Kind == survey.Long && q.MaxLength <= shortAnswer:
		view.Lines = fewLines
	case q.Kind == survey.Long:
		view.Lines = manyLines
	case q.Kind == survey.Email:
		view.Type, view.Complete = "email", "email"
	case q.Personal():
		view.Complete = completion(q.ID)
		if view.Complete == "tel" {
			view.Type = "tel" // a phone shows its number keys
		}
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
