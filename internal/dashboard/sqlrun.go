package dashboard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"
)

// A page is there in time whatever its queries take: after a while none is begun any more, and those that
// run are given up somewhat later. What runs queries runs as many at once.
const (
	queriesAtOnce = 2
	queriesBegin  = 15 * time.Second
	queriesEnd    = 25 * time.Second
)

var errQueries = errors.New("the queries of a page took too long")

// querying asks all that plans want to know in SQL, in their order, and puts it into what is known of each.
func querying(ctx context.Context, plans []plan, all []known, src Source) error {
	if src.SQL == nil {
		return nil
	}
	begin, cancel := context.WithTimeout(ctx, queriesBegin)
	defer cancel()
	end, cancel := context.WithTimeoutCause(ctx, queriesEnd, errQueries)
	defer cancel()
	group, end := errgroup.WithContext(end)
	group.SetLimit(queriesAtOnce)
	for i, p := range plans {
		sql := p.maker.needs().sql
		if sql == "" {
			continue
		}
		group.Go(func() error {
			if begin.Err() != nil && ctx.Err() == nil {
				all[i].tooLate()
				return nil
			}
			return all[i].query(end, sql, src)
		})
	}
	return group.Wait()
}

// query asks in SQL. That the author's query fails is no fault of the page: the panel says so.
func (k *known) query(ctx context.Context, sql string, src Source) error {
	rows, err := src.SQL(ctx, sql)
	var refused SQLError
	switch {
	case errors.As(err, &refused):
		k.failed, k.passing = refused.Error(), refused.Passing()
		return nil
	case err != nil && errors.Is(context.Cause(ctx), errQueries):
		k.tooLate()
		return nil
	case err != nil:
		return err
	}
	k.rows = &rows
	return nil
}

func (k *known) tooLate() {
	k.failed = fmt.Sprintf("Not run: the queries of this page already took %.0f s. Load the page again for this one; those above are not run again.", queriesBegin.Seconds())
	k.passing = true
}
