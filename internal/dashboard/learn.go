package dashboard

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"muster/internal/tally"
)

// needs is what a maker wants to be told.
type needs struct {
	tables [][]tally.Dimension // the dimensions of each table
	spread string              // the id of a question of kind number, or ""
	crowd  []string            // the ids of one or two questions whose picks are wanted together
	texts  *tally.TextQuery    // its filter is filled in
	sql    string              // a query, or ""
	visits bool
}

// known is what a maker is told: a table for each it needs, in their order.
type known struct {
	tables []tally.Table
	spread *tally.Spread // nil when the source knows none
	crowd  *tally.Crowd  // the same
	texts  *tally.Texts  // the same
	rows   *tally.Rows   // the same, and where the query failed
	failed string        // why the query in SQL failed, for people; ""
	visits []Visit
}

// learned is what a page is made of.
type learned struct {
	known   []known // one a plan
	sources []string
}

// learn finds out what all plans need: every table in one call, each only once.
func learn(ctx context.Context, plans []plan, filter tally.Filter, src Source) (learned, error) {
	out := learned{known: make([]known, len(plans))}
	q := queries{filter: filter, places: make([][]int, len(plans)), origins: -1}
	for i, p := range plans {
		q.want(i, p.maker.needs().tables)
	}
	tables, err := q.ask(ctx, src)
	if err != nil {
		return out, err
	}
	for i, p := range plans {
		for _, at := range q.places[i] {
			out.known[i].tables = append(out.known[i].tables, tables[at])
		}
		if err := out.known[i].beside(ctx, p.maker.needs(), filter, src); err != nil {
			return out, err
		}
	}
	if q.origins >= 0 {
		out.sources = tables[q.origins].Axes[0].Categories
	}
	return out, nil
}

// beside finds out what no table tells.
func (k *known) beside(ctx context.Context, n needs, filter tally.Filter, src Source) (err error) {
	if n.visits && src.Visits != nil {
		k.visits, err = src.Visits(ctx)
	}
	if n.spread != "" && src.Spread != nil && err == nil {
		k.spread, err = given(src.Spread(ctx, filter, n.spread))
	}
	if n.crowd != nil && src.Crowd != nil && err == nil {
		k.crowd, err = given(src.Crowd(ctx, tally.CrowdQuery{Filter: filter, Questions: n.crowd}))
	}
	if n.texts != nil && src.Texts != nil && err == nil {
		query := *n.texts
		query.Filter = filter
		k.texts, err = given(src.Texts(ctx, query))
	}
	if n.sql != "" && src.SQL != nil && err == nil {
		err = k.query(ctx, n.sql, src)
	}
	return err
}

// query asks in SQL. That the author's query fails is no fault of the page: the panel says so.
func (k *known) query(ctx context.Context, sql string, src Source) error {
	rows, err := src.SQL(ctx, sql)
	var refused SQLError
	switch {
	case errors.As(err, &refused):
		k.failed = refused.Error()
		return nil
	case err != nil:
		return err
	}
	k.rows = &rows
	return nil
}

// given keeps an answer.
func given[T any](answer T, err error) (*T, error) { return &answer, err }

// queries gathers the tables that plans need.
type queries struct {
	filter  tally.Filter
	all     []tally.Query
	places  [][]int // of each plan, where its tables stand among all
	origins int     // the table of every source there is, whatever the filter; -1: none
}

func (q *queries) want(plan int, tables [][]tally.Dimension) {
	for _, by := range tables {
		at := slices.IndexFunc(q.all, func(o tally.Query) bool { return slices.Equal(o.By, by) })
		if at < 0 {
			at = len(q.all)
			q.all = append(q.all, tally.Query{Filter: q.filter, By: by})
		}
		q.places[plan] = append(q.places[plan], at)
	}
}

// ask gives the tables. Where a plan looks at sources, one more tells which there are to choose from.
func (q *queries) ask(ctx context.Context, src Source) ([]tally.Table, error) {
	bySource := tally.Dimension{Unit: tally.Source}
	if slices.ContainsFunc(q.all, func(o tally.Query) bool { return slices.Contains(o.By, bySource) }) {
		q.origins = len(q.all)
		q.all = append(q.all, tally.Query{By: []tally.Dimension{bySource}})
	}
	if len(q.all) == 0 {
		return nil, nil
	}
	tables, err := src.Tally(ctx, q.all)
	if err != nil {
		return nil, err
	}
	if len(tables) != len(q.all) {
		return nil, fmt.Errorf("%d tables for %d queries", len(tables), len(q.all))
	}
	for i := range tables {
		if got, asked := len(tables[i].Axes), len(q.all[i].By); got != asked {
			return nil, fmt.Errorf("a table of %d axes for %d dimensions", got, asked)
		}
	}
	return tables, nil
}
