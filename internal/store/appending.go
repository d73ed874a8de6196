package store

import (
	"database/sql/driver"
	"fmt"
	"time"

	"muster/internal/response"
)

// appending is a transaction under way that changes responses. There is one, used over and over: what
// it gathers needs room that every batch would ask for anew.
type appending struct {
	*prepared
	tail    *tail
	last    int64 // the last sequence number given out
	keyed   int64
	known   map[wording]bool         // what this transaction has found in the surveys table
	texts   map[string]bool          // the statements that this transaction made sure of
	hashes  map[string][]byte        // of statements that it met
	fresh   index                    // the ids of this batch
	came    []pair                   // the ids and receipts of this transaction
	went    []pair                   // those of responses that it blanked
	growth  map[string]growth        // by survey
	limited bool                     // some option of some survey has a quota
	places  map[string]map[Place]int // by survey, as far as they were looked at
	moved   map[seat]int             // how many places were taken, or given back
	entered int                      // pairs of the run that went into the keys table
	buffer  []byte
	found   []int64

	documents map[*response.Response]string // those that were encoded before the transaction
}

// wording names a version of a survey.
type wording struct{ survey, version string }

// growth is what a transaction adds to a survey, or takes from it.
type growth struct{ responses, last int64 }

func newAppending(t *tail) *appending {
	return &appending{
		tail: t, known: map[wording]bool{}, texts: map[string]bool{}, hashes: map[string][]byte{}, fresh: newIndex(), growth: map[string]growth{},
		places: map[string]map[Place]int{}, moved: map[seat]int{},
	}
}

// again makes it ready for the next transaction.
func (a *appending) again(p *prepared) *appending {
	clear(a.known)
	clear(a.texts)
	clear(a.hashes)
	clear(a.growth)
	clear(a.places)
	clear(a.moved)
	a.fresh.clear()
	*a = appending{
		prepared: p, tail: a.tail, known: a.known, texts: a.texts, hashes: a.hashes, fresh: a.fresh, growth: a.growth,
		places: a.places, moved: a.moved, came: a.came[:0], went: a.went[:0], buffer: a.buffer, found: a.found,
	}
	return a
}

// begin learns how far the file is. What other processes stored since the last time joins the tail.
func (a *appending) begin() error {
	if err := a.progress.each(3, func(row []driver.Value) {
		a.last, a.keyed, a.limited = row[0].(int64), row[1].(int64), row[2].(int64) != 0
	}); err != nil {
		return err
	}
	if a.last == a.tail.last {
		return nil
	}
	return a.tail.load(a.prepared, max(a.tail.last, a.keyed), a.last)
}

// one stores a response unless it is there already, was erased, or is not admitted.
func (a *appending) one(r *response.Response) (response.Outcome, error) {
	mark := markOf(r.Survey, r.ID)
	key := keyOfMark(mark[:])
	outcome, err := a.met(mark, r)
	if err != nil || outcome != (response.Outcome{}) {
		return outcome, err
	}
	if refusal, err := a.admitted(r); refusal != nil || err != nil {
		return response.Outcome{Refused: refusal}, err
	}
	if err := a.insert(a.last+1, r, r.Submitted); err != nil {
		return response.Outcome{}, fmt.Errorf("store a response to survey %q, version %q: %w", r.Survey, r.Version, err)
	}
	a.entry(key, r.Receipt)
	a.fresh.add(pair{key, a.last})
	a.grow(r.Survey, 1)
	return response.Outcome{}, a.admit(r)
}

// entry gives the next sequence number to a response with those keys.
func (a *appending) entry(key int64, receipt []byte) {
	a.last++
	a.came = append(a.came, pair{key, a.last})
	if receipt != nil {
		a.came = append(a.came, pair{receiptKey(receipt), a.last})
	}
}

// grow notes that a survey has so many more responses and got the last sequence number.
func (a *appending) grow(survey string, responses int64) {
	a.growth[survey] = growth{a.growth[survey].responses + responses, a.last}
}

// met tells whether the response is in the database or earlier in the batch, or was erased.
func (a *appending) met(mark mark, r *response.Response) (outcome response.Outcome, err error) {
	key := keyOfMark(mark[:])
	a.found = a.fresh.find(a.found[:0], key)
	if err := a.candidates(key); err != nil {
		return outcome, err
	}
	for _, seq := range a.found {
		err := a.sameID.each(1, func([]driver.Value) { outcome.Duplicate = true }, seq, r.Survey, r.ID)
		if err == nil && !outcome.Duplicate {
			err = a.sameMark.each(1, func([]driver.Value) {
				outcome.Refused = &response.Refusal{Reason: response.Erased}
			}, seq, mark[:])
		}
		if err != nil || outcome != (response.Outcome{}) {
			return outcome, err
		}
	}
	return outcome, nil
}

// candidates adds to found what the tail and the keys table have under key.
func (a *appending) candidates(key int64) error {
	a.found = a.tail.index.find(a.found, key) // nobody else changes it while we hold the connection
	if a.keyed == 0 {
		return nil
	}
	return a.findKey.each(1, func(row []driver.Value) { a.found = append(a.found, row[0].(int64)) }, key)
}

// insert writes the response and its contact details, whose consent was given at that moment.
func (a *appending) insert(seq int64, r *response.Response, agreed time.Time) error {
	if err := a.find(wording{r.Survey, r.Version}); err != nil {
		return err
	}
	var started, receipt driver.Value
	if !r.Started.IsZero() {
		started = r.Started.UnixMicro()
	}
	if r.Receipt != nil {
		receipt = r.Receipt
	}
	err := a.response.do(seq, r.Survey, r.ID, r.Version, r.Source, started, r.Submitted.UnixMicro(), receipt, a.document(r))
	if err != nil || r.Contact == nil {
		return err
	}
	if err := a.insertContact(seq, r.Contact, agreed); err != nil {
		if undone := a.undo.do(seq); undone != nil {
			return undone
		}
		return err
	}
	return nil
}

// document encodes what a response says, unless that was done already.
func (a *appending) document(r *response.Response) string {
	if done, ok := a.documents[r]; ok {
		return done
	}
	a.buffer = response.AppendDocument(a.buffer[:0], r.Answers, r.Circumstances)
	return string(a.buffer)
}

// find looks whether a version of a survey is stored.
func (a *appending) find(w wording) error {
	if a.known[w] {
		return nil
	}
	err := a.version.each(1, func([]driver.Value) { a.known[w] = true }, w.survey, w.version)
	if err == nil && !a.known[w] {
		err = errUnknown
	}
	return err
}
