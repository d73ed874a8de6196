package store

import (
	"crypto/sha256"
	"database/sql/driver"
	"fmt"
	"time"

	"muster/internal/response"
)

// appending is a transaction under way. There is one, used over and over: what it gathers needs room
// that every batch would ask for anew.
type appending struct {
	*prepared
	tail      *tail
	last      int64 // the last sequence number given out
	keyed     int64
	known     map[wording]bool  // what this transaction has found in the surveys table
	statement string            // the last one that this transaction made sure of
	fresh     index             // the ids of this batch
	pairs     []pair            // the ids and receipts of this batch
	growth    map[string]growth // by survey
	entered   int               // pairs of the run that went into the keys table
	buffer    []byte
	found     []int64
}

// wording names a version of a survey.
type wording struct{ survey, version string }

// growth is what a batch adds to a survey.
type growth struct{ responses, last int64 }

func newAppending(t *tail) *appending {
	return &appending{tail: t, known: map[wording]bool{}, growth: map[string]growth{}, fresh: newIndex()}
}

// again makes it ready for the next transaction.
func (a *appending) again(p *prepared) *appending {
	clear(a.known)
	clear(a.growth)
	a.fresh.clear()
	*a = appending{
		prepared: p, tail: a.tail, known: a.known, growth: a.growth, fresh: a.fresh,
		pairs: a.pairs[:0], buffer: a.buffer, found: a.found,
	}
	return a
}

// begin learns how far the file is. What other processes stored since the last time joins the tail.
func (a *appending) begin() error {
	if err := a.progress.each(2, func(row []driver.Value) {
		a.last, a.keyed = row[0].(int64), row[1].(int64)
	}); err != nil {
		return err
	}
	if a.last == a.tail.last {
		return nil
	}
	return a.tail.load(a.prepared, max(a.tail.last, a.keyed), a.last)
}

// load adds the responses later than after, up to last.
func (t *tail) load(p *prepared, after, last int64) error {
	var pairs []pair
	err := p.notYetKeyed.each(4, func(row []driver.Value) {
		seq := row[0].(int64)
		pairs = append(pairs, pair{keyOf(row[1].(string), row[2].(string)), seq})
		if receipt, ok := row[3].([]byte); ok {
			pairs = append(pairs, pair{receiptKey(receipt), seq})
		}
	}, after, last)
	if err == nil {
		t.add(pairs, last)
	}
	return err
}

// one stores a response unless it is there already.
func (a *appending) one(r *response.Response) (duplicate bool, err error) {
	key := keyOf(r.Survey, r.ID)
	if duplicate, err = a.stored(key, r); duplicate || err != nil {
		return duplicate, err
	}
	if err := a.insert(a.last+1, r); err != nil {
		return false, fmt.Errorf("store a response to survey %q, version %q: %w", r.Survey, r.Version, err)
	}
	a.last++
	a.growth[r.Survey] = growth{a.growth[r.Survey].responses + 1, a.last}
	a.fresh.add(pair{key, a.last})
	a.pairs = append(a.pairs, pair{key, a.last})
	if r.Receipt != nil {
		a.pairs = append(a.pairs, pair{receiptKey(r.Receipt), a.last})
	}
	return false, nil
}

// stored tells whether the response is in the database or earlier in the batch.
func (a *appending) stored(key int64, r *response.Response) (bool, error) {
	a.found = a.fresh.find(a.found[:0], key)
	a.found = a.tail.index.find(a.found, key) // nobody else changes it while we hold the connection
	if a.keyed > 0 {
		take := func(row []driver.Value) { a.found = append(a.found, row[0].(int64)) }
		if err := a.findKey.each(1, take, key); err != nil {
			return false, err
		}
	}
	for _, seq := range a.found {
		same := false
		if err := a.sameID.each(1, func([]driver.Value) { same = true }, seq, r.Survey, r.ID); same || err != nil {
			return same, err
		}
	}
	return false, nil
}

func (a *appending) insert(seq int64, r *response.Response) error {
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
	a.buffer = response.AppendDocument(a.buffer[:0], r.Answers, r.Circumstances)
	err := a.response.do(seq, r.Survey, r.ID, r.Version, r.Source, started, r.Submitted.UnixMicro(), receipt, string(a.buffer))
	if err != nil || r.Contact == nil {
		return err
	}
	if err := a.insertContact(seq, r.Contact, r.Submitted); err != nil {
		if undone := a.undo.do(seq); undone != nil {
			return undone
		}
		return err
	}
	return nil
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

// insertContact keeps what a person told about themselves. The moment of the consent is that of
// the answer it came with.
func (a *appending) insertContact(seq int64, c *response.Contact, at time.Time) error {
	a.buffer = response.AppendFields(a.buffer[:0], c.Fields)
	var consented, statement driver.Value
	if c.Consent {
		sum := sha256.Sum256([]byte(c.Statement))
		consented, statement = at.UnixMicro(), sum[:]
		if c.Statement != a.statement || c.Statement == "" {
			if err := a.words.do(statement, c.Statement); err != nil {
				return err
			}
			a.statement = c.Statement
		}
	}
	return a.contact.do(seq, string(a.buffer), consented, statement)
}

// finish writes down how far the file is now, and takes the run of keys a little further: four for
// every response, so that a run ends before the next is due.
func (a *appending) finish(responses int) error {
	for survey, g := range a.growth {
		if err := a.count.do(survey, g.responses, g.last); err != nil {
			return err
		}
	}
	if len(a.growth) == 0 {
		// Duplicates are durable only as far as the log is, and whoever wrote them may have died
		// before it was. Only a commit that writes makes sure.
		if err := a.beat.do(); err != nil {
			return err
		}
	}
	return a.enter(max(8, 4*responses))
}

// enter takes the run of keys further by at most that many pairs.
func (a *appending) enter(most int) error {
	run := a.tail.nextRun()
	next := run.pairs[run.at:]
	next = next[:min(len(next), most)]
	for _, p := range next {
		if err := a.enterKey.do(p.key, p.seq); err != nil {
			return err
		}
	}
	a.entered = len(next)
	if len(next) > 0 && run.at+len(next) == len(run.pairs) {
		return a.setKeyed.do(run.upTo)
	}
	return nil
}
