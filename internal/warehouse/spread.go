package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"

	"muster/internal/tally"
)

// Spread describes the answers to a question of kind number by the people a filter lets through. A
// quarter or median that falls between two answers lies in proportion between them.
func (w *Warehouse) Spread(ctx context.Context, surveyID string, filter tally.Filter, question string) (found tally.Spread, err error) {
	err = w.about(surveyID, func(l *layout) error {
		found, err = w.spreadAs(ctx, l, filter, question)
		return err
	})
	return found, err
}

func (w *Warehouse) spreadAs(ctx context.Context, l *layout, filter tally.Filter, question string) (tally.Spread, error) {
	f, err := l.question(question)
	if err != nil {
		return tally.Spread{}, err
	}
	if f.role != number {
		return tally.Spread{}, fmt.Errorf("%w: question %q asks for no number", ErrQuery, question)
	}
	where, err := l.where(filter)
	if err != nil {
		return tally.Spread{}, err
	}
	name := fmt.Sprintf("spread %s %s %s", l.survey.ID, question, where)
	if s, ok := w.cache.find(name, w.version(l.survey.ID)).(tally.Spread); ok {
		return s, nil
	}
	var s tally.Spread
	err = w.count(ctx, l, func(c *conn, version int64) (err error) {
		if s, err = spread(ctx, c, l, f, where); err == nil {
			w.cache.keep(name, version, s, 16)
		}
		return err
	})
	if err != nil {
		return tally.Spread{}, fmt.Errorf("spread of survey %q: %w", l.survey.ID, err)
	}
	return s, nil
}

// spread adds with a running correction (favg): what a plain sum loses depends on the number of
// threads, and the same answers must give the same mean.
func spread(ctx context.Context, c *conn, l *layout, f *field, where string) (s tally.Spread, err error) {
	sql := fmt.Sprintf("SELECT count(%[1]s), favg(%[1]s), min(%[1]s), max(%[1]s), quantile_cont(%[1]s, [0.25, 0.5, 0.75]) FROM %s WHERE %s",
		l.detail(f), quoted(l.answers), where)
	err = c.query(ctx, sql, nil, func(row []driver.Value) error {
		s.Count = int(integer(row[0]))
		s.Mean, _ = row[1].(float64)
		s.Min, _ = row[2].(float64)
		s.Max, _ = row[3].(float64)
		for i, to := range []*float64{&s.Quarter, &s.Median, &s.ThreeQuarters} {
			if quantiles, _ := row[4].([]any); i < len(quantiles) {
				*to, _ = quantiles[i].(float64)
			}
		}
		return nil
	})
	return s, err
}
