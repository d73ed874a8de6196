package warehouse

import (
	"context"
	"fmt"
	"slices"

	"muster/internal/tally"
)

// Crowd tells which options of one question, or of two, people picked together. An answer asked for
// before costs nothing as long as nothing of the survey changes. A sample is of about as many people
// as were asked for: by chance it is some hundreds more or fewer of 100,000.
//
// Errors about the query are those of Tally.
func (w *Warehouse) Crowd(ctx context.Context, surveyID string, q tally.CrowdQuery) (crowd tally.Crowd, err error) {
	err = w.about(surveyID, func(l *layout) error {
		crowd, err = w.crowdAs(ctx, l, q)
		return err
	})
	return crowd, err
}

func (w *Warehouse) crowdAs(ctx context.Context, l *layout, q tally.CrowdQuery) (tally.Crowd, error) {
	p, err := l.planCrowd(q)
	if err != nil {
		return tally.Crowd{}, err
	}
	if found, ok := w.cache.find(p.name, w.version(l.survey.ID)).(*tally.Crowd); ok {
		return ownCrowd(found), nil
	}
	var crowd *tally.Crowd
	err = w.count(ctx, l, func(c *conn, version int64) (err error) {
		if crowd, err = p.count(ctx, c); err == nil {
			w.cache.keep(p.name, version, crowd, 3*len(crowd.Combinations))
		}
		return err
	})
	if err != nil {
		return tally.Crowd{}, fmt.Errorf("crowd of survey %q: %w", l.survey.ID, err)
	}
	return ownCrowd(crowd), nil
}

// ownCrowd gives a caller a crowd of its own, to change at will.
func ownCrowd(c *tally.Crowd) tally.Crowd {
	own := *c
	own.Combinations, own.Categories = slices.Clone(c.Combinations), slices.Clone(c.Categories)
	for i, names := range c.Categories {
		own.Categories[i] = slices.Clone(names)
	}
	return own
}
