package web

import "muster/internal/survey"

// form is a survey as it is served.
type form struct {
	survey *survey.Survey
}

func newForm(*pages, *survey.Survey) (*form, error) { return &form{}, nil }
