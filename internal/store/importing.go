package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"time"

	"muster/internal/response"
)

// importing is the transaction of an import.
type importing struct {
	*appending
	ctx     context.Context // of the one call that it serves
	at      time.Time
	rows    int
	done    Imported
	begun   map[string]bool // the surveys that it made
	renamed int             // of done.Same those that have another source now
	people  *people         // of the file; nil while it tells no times
	exports *index          // of the answers of its survey, by the name that exports give them; nil before a row has one
	preview bool            // nothing is stored: it is only counted what would be
}

// interval is after how many rows an import looks whether anybody still waits for it.
const interval = 256

func (i *importing) all(files []Import) error {
	for _, file := range files {
		if err := i.survey(file); err != nil {
			return fmt.Errorf("survey %q: %w", file.Survey.ID, err)
		}
	}
	for _, file := range files {
		if err := i.file(file); err != nil {
			return fmt.Errorf("survey %q: %w", file.Survey.ID, err)
		}
	}
	return i.finish(i.done.New + i.done.Changed + i.renamed)
}

// survey makes sure that the file was fitted to the survey as it is, or makes the survey.
func (i *importing) survey(in Import) error {
	current, err := currentVersion(i.conn, in.Survey.ID)
	switch {
	case err != nil:
		return err
	case current == in.Survey.Version() && (!in.New || i.begun[in.Survey.ID]):
		return nil
	case !in.New:
		return ErrOutdated
	case current != "":
		return ErrTaken
	}
	i.begun[in.Survey.ID] = true
	if err := putSurvey(i.conn, in.Survey, i.at); err != nil {
		return err
	}
	return i.progress.each(3, func(row []driver.Value) { i.limited = row[2].(int64) != 0 })
}

func (i *importing) file(in Import) (err error) {
	before, done := i.last, i.done
	if i.people, i.exports = nil, nil; in.Dated {
		if i.people, err = i.peopleOf(in.Survey.ID); err != nil {
			return err
		}
	}
	for r := range in.Responses {
		if i.rows++; i.rows%interval == 0 && i.ctx.Err() != nil {
			return i.ctx.Err()
		}
		if err := i.one(r, in.Dated); err != nil {
			return fmt.Errorf("answer %d: %w", i.rows, err)
		}
	}
	if err := i.latecomers(i.ctx); err != nil {
		return err
	}
	if err := i.ctx.Err(); err != nil {
		return err
	}
	if err := i.remember(in, before, i.done.since(done)); err != nil {
		return err
	}
	return saveForm(i.conn, in, i.at)
}

// one stores a response, or corrects the one that is there.
func (i *importing) one(r *response.Response, dated bool) error {
	if r.Exported != "" {
		if known, err := i.own(r); known || err != nil {
			return err
		}
	}
	was, erased, err := i.before(r)
	switch {
	case err != nil:
		return err
	case erased:
		i.done.Erased++
		return nil
	case was == nil:
		return i.unknown(r)
	case was.receipt() != nil:
		i.done.Held++
		return nil
	}
	if i.people != nil {
		i.people.stored.drop(pair{momentKey(was.text(columnSource), was.submitted().UnixMicro()), was.seq})
	}
	return i.change(was, r, dated)
}

// before finds what is kept under the id, also of this import, or tells that it was erased.
func (i *importing) before(r *response.Response) (was *kept, erased bool, err error) {
	mark := markOf(r.Survey, r.ID)
	key := keyOfMark(mark[:])
	i.found = i.fresh.find(i.found[:0], key)
	if err := i.candidates(key); err != nil {
		return nil, false, err
	}
	for _, seq := range i.found {
		k, err := i.numbered(seq)
		if err != nil {
			return nil, false, err
		}
		if k != nil && k.text(columnSurvey) == r.Survey && k.text(columnID) == r.ID {
			return k, false, nil
		}
		if k != nil {
			continue
		}
		if err := i.sameMark.each(1, func([]driver.Value) { erased = true }, seq, mark[:]); err != nil || erased {
			return nil, erased, err
		}
	}
	return nil, false, nil
}

// add stores a response of somebody who was not there.
func (i *importing) add(r *response.Response) error {
	if i.preview {
		i.done.New++
		return nil
	}
	if err := i.insert(i.last+1, r, r.Submitted); err != nil {
		return fmt.Errorf("version %q: %w", r.Version, err)
	}
	key := keyOf(r.Survey, r.ID)
	i.entry(key, nil)
	i.fresh.add(pair{key, i.last})
	i.grow(r.Survey, 1)
	i.done.New++
	return i.move(r.Survey, nil, r.Answers)
}

// change puts r in the place of what is kept, unless both say the same. The same answers to another
// wording of the survey are the same. So are those of a form that is called otherwise now, whose name they take.
func (i *importing) change(was *kept, r *response.Response, dated bool) error {
	same := i.same(was, r, dated)
	if same {
		i.done.Same++
		if r.Source == was.text(columnSource) {
			return nil
		}
		i.renamed++
	}
	if i.preview {
		if !same {
			i.done.Changed++
		}
		return nil
	}
	c, err := i.replacing(was, r, i.at)
	if err != nil {
		return err
	}
	c.is.Source = r.Source
	if dated {
		c.is.Started, c.is.Submitted = r.Started, r.Submitted
	}
	if err := i.correct(c, i.at); err != nil {
		return fmt.Errorf("version %q: %w", r.Version, err)
	}
	i.fresh.add(pair{keyOf(r.Survey, r.ID), i.last})
	if !same {
		i.done.Changed++
	}
	return nil
}

// same tells whether r says what is kept. Nothing is decoded for it: most answers of a later export are
// those of the one before.
func (i *importing) same(was *kept, r *response.Response, dated bool) bool {
	if dated && !(r.Submitted.Equal(was.submitted()) && r.Started.Equal(was.started())) {
		return false
	}
	if i.document(r) != was.text(columnDocument) {
		return false
	}
	if r.Contact == nil || was.contact == nil {
		return r.Contact == nil && was.contact == nil
	}
	agreed := i.at
	if micros, given := was.contact[contactConsented].(int64); given {
		agreed = time.UnixMicro(micros)
	}
	return slices.EqualFunc(i.contactRow(r.Contact, agreed), was.contact, equal)
}
