package store

import (
	"database/sql/driver"
	"slices"

	"muster/internal/response"
)

// Place is what a respondent takes by picking an option that only so many may pick.
type Place struct{ Question, Option string }

// measure gives a place its row, with the responses that picked it already.
const measure = `INSERT INTO places (survey, question, option, taken)
	SELECT ?1, ?2, ?3, count(*) FROM responses WHERE survey = ?1
		AND json_type(document, '$.' || ?2) IN ('array', 'object') AND EXISTS (
			SELECT 1 FROM json_each(document, '$.' || ?2 || iif(json_type(document, '$.' || ?2) = 'object', '.picks', ''))
			WHERE value = ?3)
	ON CONFLICT DO NOTHING`

// admitted tells why a response is kept out; nil when it is not.
func (a *appending) admitted(r *response.Response) (*response.Refusal, error) {
	if r.Admission == nil {
		return nil, nil
	}
	if refusal, err := a.invited(r); refusal != nil || err != nil {
		return refusal, err
	}
	if refusal, err := a.room(r); refusal != nil || err != nil {
		return refusal, err
	}
	return a.placed(r, nil)
}

// admit takes for a response that was stored what it needs.
func (a *appending) admit(r *response.Response) error {
	if err := a.move(r.Survey, nil, r.Answers); err != nil || r.Admission == nil || r.Admission.Invitation == nil {
		return err
	}
	return a.useInvitation.do(r.Admission.Invitation)
}

// invited looks at the invitation when one is needed.
func (a *appending) invited(r *response.Response) (*response.Refusal, error) {
	if r.Admission.Invitation == nil {
		return nil, nil
	}
	refusal := &response.Refusal{Reason: response.InvitationUnknown}
	err := a.invitation.each(1, func(row []driver.Value) {
		if refusal = nil; row[0].(int64) != 0 {
			refusal = &response.Refusal{Reason: response.InvitationUsed}
		}
	}, r.Admission.Invitation, r.Survey)
	return refusal, err
}

// room looks whether the survey takes one more.
func (a *appending) room(r *response.Response) (*response.Refusal, error) {
	if r.Admission.Most == 0 {
		return nil, nil
	}
	has := a.growth[r.Survey].responses
	if err := a.counted.each(1, func(row []driver.Value) { has += row[0].(int64) }, r.Survey); err != nil {
		return nil, err
	}
	if has >= int64(r.Admission.Most) {
		return &response.Refusal{Reason: response.SurveyFull}, nil
	}
	return nil, nil
}

// placed looks whether the places that the response takes are free, but for those that its respondent
// has by the answers given before.
func (a *appending) placed(r *response.Response, before response.Answers) (*response.Refusal, error) {
	if r.Admission == nil {
		return nil, nil
	}
	for _, q := range r.Admission.Quotas {
		place := Place{q.Question, q.Option}
		taken, err := a.taken(r.Survey, place)
		if err != nil {
			return nil, err
		}
		if place.in(r.Answers) && !place.in(before) && taken >= q.Most {
			return &response.Refusal{Reason: response.OptionFull, Question: q.Question, Option: q.Option}, nil
		}
	}
	return nil, nil
}

// in tells whether answers take the place.
func (p Place) in(answers response.Answers) bool {
	return slices.Contains(answers[p.Question].Picks, p.Option)
}

// taken returns how often a place is taken. One that has no row yet is measured.
func (a *appending) taken(survey string, place Place) (int, error) {
	places, err := a.placesOf(survey)
	if err != nil {
		return 0, err
	}
	if taken, known := places[place]; known {
		return taken, nil
	}
	if err := a.measure.do(survey, place.Question, place.Option); err != nil {
		return 0, err
	}
	a.limited = true
	if places, err = a.placesOf(survey); err != nil {
		return 0, err
	}
	err = a.surveyPlaces.each(3, func(row []driver.Value) {
		if place == (Place{row[0].(string), row[1].(string)}) {
			places[place] = int(row[2].(int64))
		}
	}, survey)
	return places[place], err
}

// seat is a place in a survey.
type seat struct {
	survey string
	Place
}

// placesOf returns how often each place of a survey is taken, as this transaction leaves it.
func (a *appending) placesOf(survey string) (map[Place]int, error) {
	if !a.limited {
		return nil, nil
	}
	if places, known := a.places[survey]; known {
		return places, nil
	}
	places := map[Place]int{}
	err := a.surveyPlaces.each(3, func(row []driver.Value) {
		places[Place{row[0].(string), row[1].(string)}] = int(row[2].(int64))
	}, survey)
	a.places[survey] = places
	return places, err
}

// move gives back the places of the answers before and takes those of the answers after.
func (a *appending) move(survey string, before, after response.Answers) error {
	places, err := a.placesOf(survey)
	for place := range places {
		if had, has := place.in(before), place.in(after); had != has {
			by := 1
			if had {
				by = -1
			}
			places[place] += by
			a.moved[seat{survey, place}] += by
		}
	}
	return err
}

// settlePlaces writes down what was taken and given back.
func (a *appending) settlePlaces() error {
	for seat, by := range a.moved {
		if err := a.movePlace.do(int64(by), seat.survey, seat.Question, seat.Option); err != nil {
			return err
		}
	}
	return nil
}
