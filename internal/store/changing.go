package store

import (
	"database/sql/driver"
	"slices"
	"time"

	"muster/internal/response"
)

// erase takes a response away, and leaves notes by which it is known when it is sent again, or a file brings it: by
// the name that exports gave it, and unless only its respondent could have sent it, by what it said.
func (a *appending) erase(k *kept) error {
	if err := a.remove(k, true); err != nil {
		return err
	}
	exported := exportedMark(k.text(columnSurvey), response.PublicID(k.text(columnID)))
	if err := a.note(k, exported); err != nil || k.receipt() != nil {
		return err
	}
	return a.note(k, k.said())
}

// note leaves a further mark by which a response that was erased is known.
func (a *appending) note(k *kept, by mark) error {
	survey := k.text(columnSurvey)
	a.entry(keyOfMark(by[:]), nil)
	a.grow(survey, 0)
	return a.change.do(a.last, survey, k.seq, nil, by[:])
}

// remove takes a response away, with the drafts under its id. What is not remembered may come again.
func (a *appending) remove(k *kept, remembered bool) error {
	if err := a.retire(k); err != nil {
		return err
	}
	survey := k.text(columnSurvey)
	mark := markOf(survey, k.text(columnID))
	var note driver.Value
	if a.last++; remembered {
		note = mark[:]
		a.came = append(a.came, pair{keyOfMark(mark[:]), a.last})
	}
	a.grow(survey, -1)
	if err := a.vacate(k); err != nil {
		return err
	}
	if err := a.dropDrafts.do(mark[:]); err != nil {
		return err
	}
	return a.change.do(a.last, survey, k.seq, nil, note)
}

// vacate gives back the places of a response. What it says is read only where places are counted at all.
func (a *appending) vacate(k *kept) error {
	survey := k.text(columnSurvey)
	places, err := a.placesOf(survey)
	if err != nil || len(places) == 0 {
		return err
	}
	before, err := k.answers()
	if err != nil {
		return err
	}
	return a.move(survey, before, nil)
}

// correction is a response that is to take the place of one that is kept.
type correction struct {
	was    *kept
	before response.Answers // those of was
	is     response.Response
	agreed time.Time // when the consent was given, if there is one
}

// revise puts r in the place of a response, unless both say the same or a place is taken.
func (a *appending) revise(r *response.Response, at time.Time) (response.Outcome, error) {
	c, err := a.correction(r, at)
	if err != nil {
		return response.Outcome{}, err
	}
	if a.changesNothing(c) {
		return response.Outcome{Duplicate: true}, nil
	}
	if refusal, err := a.placed(&c.is, c.before); refusal != nil || err != nil {
		return response.Outcome{Refused: refusal}, err
	}
	return response.Outcome{}, a.correct(c, at)
}

// correction finds what r is to replace.
func (a *appending) correction(r *response.Response, at time.Time) (*correction, error) {
	was, err := a.named(r.Survey, r.ID)
	if err != nil {
		return nil, err
	}
	return a.replacing(was, r, at)
}

// replacing is r in the place of what is kept, whose source, receipt and times it takes over.
func (a *appending) replacing(was *kept, r *response.Response, at time.Time) (c *correction, err error) {
	c = &correction{was: was, is: *r, agreed: at}
	c.is.Source, c.is.Receipt = was.text(columnSource), was.receipt()
	c.is.Started, c.is.Submitted = was.started(), was.submitted()
	if c.before, err = was.answers(); err != nil || r.Contact == nil || was.contact == nil {
		return c, err
	}
	row := a.contactRow(r.Contact, at)
	first, given := was.contact[contactConsented].(int64)
	if given && slices.EqualFunc(row[contactStatement:], was.contact[contactStatement:], equal) { // to the same words
		c.agreed = time.UnixMicro(first).UTC()
	}
	return c, nil
}

// changesNothing tells whether a correction says what is kept already.
func (a *appending) changesNothing(c *correction) bool {
	document := response.AppendDocument(nil, c.is.Answers, c.is.Circumstances)
	if c.is.Version != c.was.text(columnVersion) || string(document) != c.was.text(columnDocument) {
		return false
	}
	if c.is.Contact == nil || c.was.contact == nil {
		return c.is.Contact == nil && c.was.contact == nil
	}
	return slices.EqualFunc(a.contactRow(c.is.Contact, c.agreed), c.was.contact, equal)
}

// correct stores a correction under a new number.
func (a *appending) correct(c *correction, at time.Time) error {
	if err := a.retire(c.was); err != nil {
		return err
	}
	if err := a.insert(a.last+1, &c.is, c.agreed); err != nil {
		return err
	}
	a.entry(keyOf(c.is.Survey, c.is.ID), c.is.Receipt)
	a.grow(c.is.Survey, 0)
	if err := a.move(c.is.Survey, c.before, c.is.Answers); err != nil {
		return err
	}
	return a.change.do(a.last, c.is.Survey, c.was.seq, at.UnixMicro(), nil)
}

// equal compares two values of a table.
func equal(a, b driver.Value) bool {
	if x, ok := a.([]byte); ok {
		y, ok := b.([]byte)
		return ok && string(x) == string(y)
	}
	if _, ok := b.([]byte); ok {
		return false
	}
	return a == b
}
