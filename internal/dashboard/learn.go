package dashboard

import (
	"context"
	"fmt"
	"slices"

	"muster/internal/tally"
)

// needs is what a maker wants to be told.
type needs struct {
	tables [][]tally.Dimension // the dimensions of each table
	all    [][]tally.Dimension // the same of tables of everybody, whatever the filters
	spread string              // the id of a question of kind number, or ""
	crowd  *tally.CrowdQuery   // its filter is filled in
	texts  *tally.TextQuery    // the same
	sql    string              // a query, or ""
	visits bool
}

// known is what a maker is told: a table for each it needs, in their order.
type known struct {
	tables  []tally.Table
	all     []tally.Table
	spread  *tally.Spread // nil when the source knows none
	crowd   *tally.Crowd  // the same
	texts   *tally.Texts  // the same
	rows    *tally.Rows   // the same, and where the query failed
	failed  string        // why the query in SQL failed, for people; ""
	passing bool          // it may succeed in a moment
	visits  []Visit
}

// learned is what a page is made of.
type learned struct {
	known   []known // one a plan
	sources []string
	passing bool // some of it may be other in a moment, though no answer has come in
}

// scout is a maker that must be told something before it knows what its panel is made of.
type scout interface {
	// next is the maker that takes its place and has needs of its own, which are no tables; nil: it stays.
	next(k known) (maker, error)
}

// learn finds out what all plans need. A scout gives way to its next maker.
func learn(ctx context.Context, plans []plan, filter tally.Filter, src Source) (learned, error) {
	out, err := once(ctx, plans, filter, src)
	if err != nil {
		return out, err
	}
	for i := range plans {
		s, scouts := plans[i].maker.(scout)
		if !scouts {
			continue
		}
		next, err := s.next(out.known[i])
		if err != nil {
			return out, err
		}
		if next == nil {
			continue
		}
		plans[i].maker, out.known[i] = next, known{}
		if err := out.known[i].beside(ctx, next.needs(), filter, src); err != nil {
			return out, err
		}
	}
	return out, nil
}

// once finds out what the makers need as they stand: every table in one call, each only once.
func once(ctx context.Context, plans []plan, filter tally.Filter, src Source) (learned, error) {
	out := learned{known: make([]known, len(plans))}
	q, places := queries{origins: -1}, make([]place, len(plans))
	for i, p := range plans {
		n := p.maker.needs()
		places[i] = place{q.want(n.tables, filter), q.want(n.all, tally.Filter{})}
	}
	tables, err := q.ask(ctx, src)
	if err != nil {
		return out, err
	}
	for i, p := range plans {
		out.known[i].tables, out.known[i].all = at(tables, places[i].tables), at(tables, places[i].all)
		if err := out.known[i].beside(ctx, p.maker.needs(), filter, src); err != nil {
			return out, err
		}
	}
	if err := querying(ctx, plans, out.known, src); err != nil {
		return out, err
	}
	out.passing = slices.ContainsFunc(out.known, func(k known) bool { return k.passing })
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
		query := *n.crowd
		query.Filter = filter
		k.crowd, err = given(src.Crowd(ctx, query))
	}
	if n.texts != nil && src.Texts != nil && err == nil {
		query := *n.texts
		query.Filter = filter
		k.texts, err = given(src.Texts(ctx, query))
	}
	return err
}

// given keeps an answer.
func given[T any](answer T, err error) (*T, error) { return &answer, err }

// place tells where the tables of a plan stand among all.
type place struct{ tables, all []int }

func at(tables []tally.Table, places []int) []tally.Table {
	var found []tally.Table
	for _, i := range places {
		found = append(found, tables[i])
	}
	return found
}

// queries gathers the tables that plans need, each once.
type queries struct {
	all     []tally.Query
	origins int // where the table of every source there is stands, whatever the filter; -1: none
}

// want gives the places of tables. Of filters there is one beside none at all.
func (q *queries) want(tables [][]tally.Dimension, filter tally.Filter) []int {
	var places []int
	for _, by := range tables {
		place := slices.IndexFunc(q.all, func(o tally.Query) bool {
			return slices.Equal(o.By, by) && o.Filter.Empty() == filter.Empty()
		})
		if place < 0 {
			place = len(q.all)
			q.all = append(q.all, tally.Query{Filter: filter, By: by})
		}
		places = append(places, place)
	}
	return places
}

// ask gives the tables. Where a plan looks at sources, one more tells which there are to choose from.
func (q *queries) ask(ctx context.Context, src Source) ([]tally.Table, error) {
	bySource := tally.Dimension{Unit: tally.Source}
	if slices.ContainsFunc(q.all, func(o tally.Query) bool { return slices.Contains(o.By, bySource) }) {
		q.origins = q.want([][]tally.Dimension{{bySource}}, tally.Filter{})[0]
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
