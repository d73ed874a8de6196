package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Snapshot writes the answers to a survey, as they are counted now, into a new DuckDB file of its own
// that anybody's SQL may read: it has no ids, no sequence numbers, no moment finer than a day, and
// nothing that people wrote in their own words. What there is to read:
//
//	answers  response INTEGER       numbers people in an order drawn anew for each snapshot
//	         day DATE               in the survey's time zone
//	         week DATE              its Monday
//	         source VARCHAR         as tally.Filter names sources
//	         language VARCHAR       '' where the survey has one only
//	         minutes DOUBLE         to fill in, to a tenth; NULL: unknown
//	         flagged BOOLEAN        looks as if no person had given it
//	         and a column for every question that is counted, under the question's id and NULL for
//	         who did not answer: an option's id (VARCHAR), a point (INTEGER), a number (DOUBLE), a
//	         day (DATE), or a list of option ids (VARCHAR[]), of a ranking the best first
//	picks    response INTEGER, question, option, label, "group" VARCHAR,
//	         place INTEGER          in a ranking, from 1; NULL elsewhere
//	options  question, option, label, "group" VARCHAR, position INTEGER, from 1
//
// Points and the ranges of numbers and days are options too. A question whose id is the name of
// another column stands under q_ and its id. Answers and picks are views of a table in which picks are
// bits, so that a snapshot is small and soon there; the file may be attached under any name.
//
// The file must not exist; after an error it does not. Counting goes on meanwhile, one snapshot is
// written at a time, and all of one is of one state of the answers.
func (w *Warehouse) Snapshot(ctx context.Context, surveyID, path string) (err error) {
	if w.layout(surveyID) == nil {
		return fmt.Errorf("%w: %q", ErrUnknownSurvey, surveyID)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("snapshot of survey %q: %w", surveyID, err)
	}
	err = errors.Join(w.about(surveyID, func(l *layout) error { return w.snapshot(ctx, l, file) }), file.Close())
	if err != nil {
		return errors.Join(fmt.Errorf("snapshot of survey %q: %w", surveyID, err), os.Remove(path))
	}
	return nil
}

// snapshot has the engine write where it may, and takes the file from there.
func (w *Warehouse) snapshot(ctx context.Context, l *layout, to io.Writer) (err error) {
	if err := w.copying.enter(ctx); err != nil {
		return err
	}
	defer w.copying.leave()
	if err := errors.Join(os.RemoveAll(w.scratch), os.Mkdir(w.scratch, 0o700)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(w.scratch)) }()
	path := filepath.Join(w.scratch, "snapshot.duckdb")
	if err := w.export(ctx, l, path); err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, file)
	return errors.Join(err, file.Close())
}

// export writes a database beside the warehouse's own. What goes wrong with it, such as a full disk,
// need not be wrong with the warehouse, which is asked for itself.
func (w *Warehouse) export(ctx context.Context, l *layout, path string) error {
	err := w.borrow(func(e *engine) error {
		if !w.lies(l) {
			return errRelaid
		}
		return e.with(ctx, func(c *conn) error { return c.export(ctx, l, path) })
	})
	if err != nil && !errors.Is(err, errRelaid) && ctx.Err() == nil {
		return errors.Join(err, w.Ping(ctx))
	}
	return err
}

// exported is the name that a snapshot is attached under while it is written.
const exported = "muster_snapshot"

func (c *conn) export(ctx context.Context, l *layout, path string) (err error) {
	if err := c.exec(ctx, "ATTACH "+literal(path)+" AS "+exported); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.exec(context.WithoutCancel(ctx), "DETACH "+exported)) }()
	err = c.change(ctx, func() error {
		for _, statement := range l.exports() {
			if err := c.exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.exec(ctx, "CHECKPOINT "+exported)
}
