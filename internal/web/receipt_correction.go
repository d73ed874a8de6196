package web

import (
	"net/url"
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// correction is a posted change of an answer.
type correction struct {
	held
	form     *form
	values   url.Values
	given    response.Given
	problems response.Problems
}

// response is the stored answer with what was changed. It keeps its id, its place among the answers,
// its flags and its receipt.
func (e *correction) response(now time.Time) *response.Response {
	corrected := *e.stored
	corrected.Version, corrected.Corrected = e.form.version, now.UTC()
	corrected.Answers, corrected.Contact, corrected.NotShown = e.given.Answers, e.given.Contact, e.given.NotShown
	e.keepStrays(&corrected)
	corrected.Language = languageOf(e.survey)
	if corrected.Admission = response.AdmissionOf(e.survey, e.given.Answers, nil); corrected.Admission != nil {
		corrected.Admission.Most = 0 // it has its place
	}
	return &corrected
}

// keepStrays keeps what the form no longer asks for: nobody was shown it, so nobody has taken it back.
func (e *correction) keepStrays(corrected *response.Response) {
	for id, given := range e.stored.Answers {
		if e.survey.Question(id) == nil {
			corrected.Answers[id] = given
		}
	}
	if e.stored.Contact == nil {
		return
	}
	for id, told := range e.stored.Contact.Fields {
		if e.survey.Question(id) != nil {
			continue
		}
		if corrected.Contact == nil {
			corrected.Contact = &response.Contact{Fields: map[string]string{}}
		}
		corrected.Contact.Fields[id] = told
	}
}

func (e *correction) fullProblem(refused *response.Refusal) response.Problem {
	label := survey.Text(refused.Option)
	if q := e.survey.Question(refused.Question); q != nil {
		if o, at := q.Option(refused.Option); at >= 0 {
			label = o.Label
		}
	}
	return response.Problem{
		Question: refused.Question, Message: survey.Text(e.words.Say("flow.option_full", words.T("option", label))),
	}
}

// othersPlaces are the full options but those in which the person has a place.
func (e *correction) othersPlaces() places {
	others := places{}
	for p := range e.form.edition.Load().full {
		if !slices.Contains(e.stored.Answers[p.question].Picks, p.option) {
			others[p] = true
		}
	}
	return others
}
