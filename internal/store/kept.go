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
	row     []driver.Value // in the order of the columns below
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
	responseColumns
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
	err := a.wholeResponse.each(responseColumns, func(row []driver.Value) { k = &kept{seq: seq, row: slices.Clone(row)} }, seq)
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
