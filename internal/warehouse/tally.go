package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"

	"muster/internal/tally"
)

// Tally answers the queries in their order, all over the same answers: those that were counted
// when it began. An answer asked for before costs nothing as long as the survey has no newer ones.
//
// Errors about the queries themselves are ErrUnknownSurvey, ErrUnknownQuestion, ErrUnknownOption
// and ErrQuery.
func (w *Warehouse) Tally(ctx context.Context, surveyID string, queries []tally.Query) ([]tally.Table, error) {
	l := w.surveys[surveyID]
	if l == nil {
		return nil, fmt.Errorf("%w: %q", ErrUnknownSurvey, surveyID)
	}
	plans := make([]*plan, len(queries))
	for i, q := range queries {
		p, err := l.plan(q)
		if err != nil {
			return nil, fmt.Errorf("query %d: %w", i+1, err)
		}
		plans[i] = p
	}
	tables := make([]tally.Table, len(queries))
	if w.recall(plans, w.version(surveyID), tables) {
		return tables, nil
	}
	err := w.count(ctx, l, func(c *conn, version int64) error {
		if w.recall(plans, version, tables) {
			return nil
		}
		return w.tally(ctx, c, l, version, plans, tables)
	})
	if err != nil {
		return nil, fmt.Errorf("count survey %q: %w", surveyID, err)
	}
	return tables, nil
}

// count runs use over one state of the database, of which version is the last answer of the
// survey.
func (w *Warehouse) count(ctx context.Context, l *layout, use func(c *conn, version int64) error) error {
	if err := w.counting.enter(ctx); err != nil {
		return err
	}
	defer w.counting.leave()
	return w.read(ctx, func(c *conn) error {
		return c.snapshot(ctx, func() error {
			var version int64
			err := c.query(ctx, "SELECT last FROM muster_held WHERE survey = "+literal(l.survey.ID), nil, func(row []driver.Value) error {
				version = integer(row[0])
				return nil
			})
			if err != nil {
				return err
			}
			return use(c, version)
		})
	})
}

// plan is a query that has been checked.
type plan struct {
	name  string // under which its answer is remembered
	where string // whom the filter lets through
	base  string // who of them answered every question
	axes  []*axis
}

func (l *layout) plan(q tally.Query) (*plan, error) {
	if len(q.By) < 1 || len(q.By) > 2 {
		return nil, fmt.Errorf("%w: it has %d dimensions, not one or two", ErrQuery, len(q.By))
	}
	where, err := l.where(q.Filter)
	if err != nil {
		return nil, err
	}
	p := &plan{where: where, base: where, name: fmt.Sprintf("%s %s %v", l.survey.ID, where, q.By)}
	for _, d := range q.By {
		a, err := l.axis(d)
		if err != nil {
			return nil, err
		}
		p.axes = append(p.axes, a)
		if a.answered != "" {
			p.base += " AND " + a.answered
		}
	}
	return p, nil
}

// version is the last answer of a survey that is counted.
func (w *Warehouse) version(surveyID string) int64 {
	w.state.Lock()
	defer w.state.Unlock()
	return w.held.surveys[surveyID].last
}

// recall fills tables from memory, all or none: mixed with newer ones they would contradict each
// other.
func (w *Warehouse) recall(plans []*plan, version int64, tables []tally.Table) bool {
	for i, p := range plans {
		t, ok := w.cache.find(p.name, version).(*tally.Table)
		if !ok {
			return false
		}
		tables[i] = clone(t)
	}
	return true
}

// clone gives a caller tables of its own, to change at will.
func clone(t *tally.Table) tally.Table {
	c := *t
	c.Cells, c.Axes = slices.Clone(t.Cells), slices.Clone(t.Axes)
	for i := range c.Axes {
		c.Axes[i].Categories = slices.Clone(c.Axes[i].Categories)
		c.Axes[i].Totals = slices.Clone(c.Axes[i].Totals)
	}
	return c
}

// tally answers the plans. What two of them ask alike is scanned once.
func (w *Warehouse) tally(ctx context.Context, c *conn, l *layout, version int64, plans []*plan, tables []tally.Table) error {
	s := scanner{conn: c, table: quoted(l.answers), scans: map[string][]cell{}}
	for i, p := range plans {
		t, remembered := w.cache.find(p.name, version).(*tally.Table)
		if !remembered {
			var err error
			if t, err = s.answer(ctx, p); err != nil {
				return err
			}
			w.cache.keep(p.name, version, t, weight(t))
		}
		tables[i] = clone(t)
	}
	return nil
}

// weight is the room a table takes in the cache, in cells.
func weight(t *tally.Table) int {
	n := len(t.Cells)
	for _, a := range t.Axes {
		n += 4 * len(a.Categories)
	}
	return n
}
