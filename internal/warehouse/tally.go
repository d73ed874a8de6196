package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"muster/internal/tally"
)

// Tally answers the queries in their order, all over the same answers: those that were counted
// when it began. An answer asked for before costs nothing as long as nothing of the survey changes.
//
// Sources and languages that are not among the 50 most frequent share the category tally.Rest. Places
// of a ranking are counted up to as many as the question asks for; they are places among the options
// that the survey still has.
//
// Errors about the queries themselves are ErrUnknownSurvey, ErrUnknownQuestion, ErrUnknownOption
// and ErrQuery.
func (w *Warehouse) Tally(ctx context.Context, surveyID string, queries []tally.Query) (tables []tally.Table, err error) {
	err = w.about(surveyID, func(l *layout) error {
		tables, err = w.tallyAs(ctx, l, queries)
		return err
	})
	return tables, err
}

func (w *Warehouse) tallyAs(ctx context.Context, l *layout, queries []tally.Query) ([]tally.Table, error) {
	plans := make([]*plan, len(queries))
	for i, q := range queries {
		p, err := l.plan(q)
		if err != nil {
			return nil, fmt.Errorf("query %d: %w", i+1, err)
		}
		plans[i] = p
	}
	tables := make([]tally.Table, len(queries))
	if w.recall(plans, w.version(l.survey.ID), tables) {
		return tables, nil
	}
	err := w.count(ctx, l, func(c *conn, version int64) error {
		if w.recall(plans, version, tables) {
			return nil
		}
		return w.tally(ctx, c, l, version, plans, tables)
	})
	if err != nil {
		return nil, fmt.Errorf("count survey %q: %w", l.survey.ID, err)
	}
	return tables, nil
}

// count runs use over one state of the database, of which version is the last change to
// the survey.
func (w *Warehouse) count(ctx context.Context, l *layout, use func(c *conn, version int64) error) error {
	if err := w.counting.enter(ctx); err != nil {
		return err
	}
	defer w.counting.leave()
	return w.readAs(ctx, l, func(c *conn) error {
		return c.snapshot(ctx, func() error {
			version, err := versionIn(ctx, c, l)
			if err != nil {
				return err
			}
			return use(c, version)
		})
	})
}

// versionIn is the last change to a survey in the state of the database that a connection sees.
func versionIn(ctx context.Context, c *conn, l *layout) (version int64, err error) {
	err = c.query(ctx, "SELECT last FROM muster_held WHERE survey = "+literal(l.survey.ID), nil, func(row []driver.Value) error {
		version = integer(row[0])
		return nil
	})
	return version, err
}

// plan is a query that has been checked.
type plan struct {
	name     string // under which its answer is remembered
	where    string // whom the filter lets through
	base     string // who of them answered every question
	notShown string // who of them was not shown one of the questions; "" when everybody was shown them
	axes     []*axis
	ranked   *field // whose places are asked for; nil: those of none
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
	if err := l.planAxes(p, q.By); err != nil {
		return nil, err
	}
	var questions []string
	for _, a := range p.axes {
		questions = append(questions, a.dimension.Question)
		if condition := " AND " + a.answered; a.answered != "" && !strings.HasSuffix(p.base, condition) {
			p.base += condition
		}
	}
	p.notShown = l.notShown(questions...)
	return p, nil
}

func (l *layout) planAxes(p *plan, by []tally.Dimension) error {
	for _, d := range by {
		if d.Unit == tally.Ranks {
			return l.planRanks(p, by)
		}
	}
	for _, d := range by {
		a, err := l.axis(d, len(by) == 1)
		if err != nil {
			return err
		}
		p.axes = append(p.axes, a)
	}
	return nil
}

// version is the last change to a survey that is counted.
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

// tally answers the plans, crosstabs first: what two plans ask alike is scanned once, and how many picked each
// two options of a question tells how many picked each.
func (w *Warehouse) tally(ctx context.Context, c *conn, l *layout, version int64, plans []*plan, tables []tally.Table) error {
	s := newScanner(c, l)
	found := make([]*tally.Table, len(plans))
	for i, p := range plans {
		found[i], _ = w.cache.find(p.name, version).(*tally.Table)
	}
	for _, crossed := range []bool{true, false} {
		for i, p := range plans {
			if found[i] == nil && (len(p.axes) > 1) == crossed {
				t, err := s.answer(ctx, p)
				if err != nil {
					return err
				}
				w.cache.keep(p.name, version, t, weight(t))
				found[i] = t
			}
		}
	}
	for i, t := range found {
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
