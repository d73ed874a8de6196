package warehouse

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"muster/internal/survey"
)

// errRelaid tells that a survey's answers lie otherwise since a query was planned.
var errRelaid = errors.New("answers lie otherwise")

// SetSurveys has the warehouse hold these surveys instead of those that it holds. When it returns nil
// everything that is counted is counted by them; after an error the warehouse may be asked again to do it, and
// counts by what it held before. Until then queries are answered as before, and every answer is of one or
// the other: never of both.
//
// New words cost nothing, and neither does a new survey that has no answers yet. Anything else, such as
// another option, changes what the stored bits mean, and the file is built again from the store.
func (w *Warehouse) SetSurveys(ctx context.Context, surveys []*survey.Survey) error {
	next, err := newCatalog(surveys)
	if err != nil {
		return fmt.Errorf("set surveys: %w", err)
	}
	if err := w.writing.enter(ctx); err != nil {
		return err
	}
	defer w.writing.leave()
	if w.closed {
		return ErrClosed
	}
	if err := w.become(ctx, next); err != nil {
		return fmt.Errorf("set surveys: %w", err)
	}
	return nil
}

// become makes the database one of another catalog. The caller holds the writing gate.
func (w *Warehouse) become(ctx context.Context, next *catalog) error {
	k := w.catalog.kin(next)
	if k.same() {
		return nil
	}
	if !w.Freshness().Ready { // whoever mends it finds the surveys changed
		defer w.Nudge()
		if err := w.exchange(database{catalog: next}); err != nil {
			w.config.Log.Warn("warehouse closed badly", "error", err)
		}
		return nil
	}
	bare, err := w.unanswered(ctx, k.added)
	if err != nil {
		return err
	}
	if !k.apart && bare {
		if err := w.extend(ctx, next, k.added); err == nil || ctx.Err() != nil {
			return err
		}
		w.config.Log.Warn("warehouse is built again", "reason", err)
	} else {
		w.config.Log.Info("warehouse is built again", "reason", errSurveysChanged)
	}
	return w.rebuildAs(ctx, next)
}

// unanswered tells whether the store has no answers to any of the surveys. What it has was passed over
// when it was read, since nobody knew the survey then.
func (w *Warehouse) unanswered(ctx context.Context, added []*layout) (bool, error) {
	for _, l := range added {
		if w.config.Count == nil {
			return false, nil
		}
		n, err := w.config.Count(ctx, l.survey.ID)
		if err != nil {
			return false, storeError{err}
		}
		if n > 0 {
			return false, nil
		}
	}
	return true, nil
}

// extend adds surveys without answers to the database, and writes down the words of all. Nobody counts
// meanwhile, so that its checkpoints are whole ones; it takes some milliseconds.
func (w *Warehouse) extend(ctx context.Context, next *catalog, added []*layout) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.engine.with(ctx, func(c *conn) error { return c.extend(ctx, next, added) }); err != nil {
		return err
	}
	w.catalog = next
	held := w.holdings()
	held.surveys = maps.Clone(held.surveys)
	for _, l := range added {
		held.surveys[l.survey.ID] = share{}
	}
	w.setHoldings(held)
	return nil
}

// extend does not mix tables and rows in one log, as create does not. A crash in between leaves a file
// whose fingerprint is not that of the surveys, and such a file is built again.
func (c *conn) extend(ctx context.Context, next *catalog, added []*layout) error {
	if len(added) > 0 {
		statements := []string{"CHECKPOINT"}
		for _, l := range added {
			statements = append(statements, l.createTables())
		}
		if err := c.exec(ctx, strings.Join(append(statements, "CHECKPOINT"), ";\n")); err != nil {
			return err
		}
	}
	err := c.change(ctx, func() error {
		for _, l := range added {
			if err := c.exec(ctx, "INSERT INTO muster_held VALUES (?, 0, 0, 0, 0, 0, 0, 0)", l.survey.ID); err != nil {
				return err
			}
		}
		return c.exec(ctx, "UPDATE muster_meta SET fingerprint = ?", fingerprint(next.layouts))
	})
	if err != nil {
		return err
	}
	return name(ctx, c, next.layouts)
}

// layout is how a survey's answers lie now; nil when there is none of that id.
func (w *Warehouse) layout(surveyID string) *layout {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.catalog.surveys[surveyID]
}

// about runs use over how a survey's answers lie, again when that has changed before use came to read.
func (w *Warehouse) about(surveyID string, use func(*layout) error) error {
	for {
		l := w.layout(surveyID)
		if l == nil {
			return fmt.Errorf("%w: %q", ErrUnknownSurvey, surveyID)
		}
		if err := use(l); !errors.Is(err, errRelaid) {
			return err
		}
	}
}

// readAs is read for what was planned over a layout, or errRelaid.
func (w *Warehouse) readAs(ctx context.Context, l *layout, use func(*conn) error) error {
	return w.read(ctx, func(c *conn) error {
		if !w.lies(l) {
			return errRelaid
		}
		return use(c)
	})
}

// lies tells whether answers lie as they do in a layout. Other words change nothing in that. The caller
// has borrowed the engine.
func (w *Warehouse) lies(l *layout) bool {
	now := w.catalog.surveys[l.survey.ID]
	return now != nil && now.print == l.print
}
