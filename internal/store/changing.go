package store

import (
	"database/sql/driver"
	"slices"
	"time"

	"muster/internal/response"
)

// kept is a response as its tables have it.
type kept struct {
	seq     int64
	row     []driver.Value // in the order of columns below
	contact []driver.Value // fields, consented, statement, notice; nil when there are none
}

// Where columns stand in kept.row.
const (
	columnSurvey = iota
	columnID
	columnVersion
	columnSource
	columnStarted
	columnSubmitted
	columnReceipt
	columnDocument
	columns
)

// Where columns stand in kept.contact.
const (
	contactFields = iota
	contactConsented
	contactStatement
	contactNotice
	contactColumns
)

func (k *kept) text(column int) string { return k.row[column].(string) }

func (k *kept) receipt() []byte {
	receipt, _ := k.row[columnReceipt].([]byte)
	return receipt
}

func (k *kept) started() time.Time {
	if micros, known := k.row[columnStarted].(int64); known {
		return time.UnixMicro(micros).UTC()
	}
	return time.Time{}
}

func (k *kept) submitted() time.Time {
	return time.UnixMicro(k.row[columnSubmitted].(int64)).UTC()
}

func (k *kept) answers() (response.Answers, error) {
	answers, _, err := response.DecodeDocument([]byte(k.text(columnDocument)))
	return answers, err
}

// named returns the response with that id, or ErrNotFound.
func (a *appending) named(survey, id string) (*kept, error) {
	a.found = a.found[:0]
	if err := a.candidates(keyOf(survey, id)); err != nil {
		return nil, err
	}
	for _, seq := range a.found {
		k, err := a.numbered(seq)
		if err != nil {
			return nil, err
		}
		if k != nil && k.text(columnSurvey) == survey && k.text(columnID) == id {
			return k, nil
		}
	}
	return nil, ErrNotFound
}

// numbered returns the response with that sequence number, or nil when there is none, or none any
// more.
func (a *appending) numbered(seq int64) (*kept, error) {
	var k *kept
	err := a.wholeResponse.each(columns, func(row []driver.Value) { k = &kept{seq: seq, row: slices.Clone(row)} }, seq)
	if err != nil || k == nil {
		return nil, err
	}
	err = a.wholeContact.each(contactColumns, func(row []driver.Value) { k.contact = slices.Clone(row) }, seq)
	return k, err
}

// retire overwrites a response and its contact details, and takes its keys away.
func (a *appending) retire(k *kept) error {
	if err := a.blankResponse.do(append(blanks(k.row), k.seq)...); err != nil {
		return err
	}
	if err := a.retireContact(k); err != nil {
		return err
	}
	keys := []int64{keyOf(k.text(columnSurvey), k.text(columnID))}
	if receipt := k.receipt(); receipt != nil {
		keys = append(keys, receiptKey(receipt))
	}
	for _, key := range keys {
		if err := a.dropKey.do(key, k.seq); err != nil {
			return err
		}
		a.went = append(a.went, pair{key, k.seq})
	}
	return nil
}

// retireContact overwrites contact details where there are any.
func (a *appending) retireContact(k *kept) error {
	if k.contact == nil {
		return nil
	}
	return a.blankContact.do(append(blanks(k.contact), k.seq)...)
}

// erase takes a response away and leaves a note of it.
func (a *appending) erase(k *kept) error {
	survey := k.text(columnSurvey)
	mark := markOf(survey, k.text(columnID))
	before, err := k.answers()
	if err != nil {
		return err
	}
	if err := a.retire(k); err != nil {
		return err
	}
	if err := a.move(survey, before, nil); err != nil {
		return err
	}
	a.entry(keyOfMark(mark[:]), nil)
	a.grow(survey, -1)
	return a.change.do(a.last, survey, k.seq, nil, mark[:])
}

// revise puts r in the place of a response, unless both say the same.
func (a *appending) revise(r *response.Response, at time.Time) (response.Outcome, error) {
	was, err := a.named(r.Survey, r.ID)
	if err != nil {
		return response.Outcome{}, err
	}
	is := *r
	is.Source, is.Started, is.Submitted, is.Receipt = was.text(columnSource), was.started(), was.submitted(), was.receipt()
	agreed, err := a.agreed(was, &is, at)
	if err != nil {
		return response.Outcome{}, err
	}
	same, err := a.saysTheSame(was, &is, agreed)
	if same || err != nil {
		return response.Outcome{Duplicate: same}, err
	}
	before, err := was.answers()
	if err != nil {
		return response.Outcome{}, err
	}
	if refusal, err := a.placed(&is, before); refusal != nil || err != nil {
		return response.Outcome{Refused: refusal}, err
	}
	if err := a.retire(was); err != nil {
		return response.Outcome{}, err
	}
	if err := a.insert(a.last+1, &is, agreed); err != nil {
		return response.Outcome{}, err
	}
	a.entry(keyOf(is.Survey, is.ID), is.Receipt)
	a.grow(is.Survey, 0)
	if err := a.move(is.Survey, before, is.Answers); err != nil {
		return response.Outcome{}, err
	}
	return response.Outcome{}, a.change.do(a.last, is.Survey, was.seq, at.UnixMicro(), nil)
}

// agreed is the moment of a corrected response's consent: that of the first one, unless it was given
// to other words.
func (a *appending) agreed(was *kept, is *response.Response, at time.Time) (time.Time, error) {
	if is.Contact == nil || was.contact == nil {
		return at, nil
	}
	row, err := a.contactRow(is.Contact, at)
	if err != nil {
		return at, err
	}
	first, given := was.contact[contactConsented].(int64)
	if given && equal(row[contactStatement], was.contact[contactStatement]) && equal(row[contactNotice], was.contact[contactNotice]) {
		return time.UnixMicro(first).UTC(), nil
	}
	return at, nil
}

// saysTheSame tells whether a correction would change nothing.
func (a *appending) saysTheSame(was *kept, is *response.Response, agreed time.Time) (bool, error) {
	document := response.AppendDocument(nil, is.Answers, is.Circumstances)
	if is.Version != was.text(columnVersion) || string(document) != was.text(columnDocument) {
		return false, nil
	}
	if is.Contact == nil || was.contact == nil {
		return is.Contact == nil && was.contact == nil, nil
	}
	row, err := a.contactRow(is.Contact, agreed)
	return slices.EqualFunc(row, was.contact, equal), err
}

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
