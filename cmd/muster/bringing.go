package main

import (
	"context"

	"muster/internal/store"
)

// bring stores the answers of a file with its survey, and offers that. Once they are stored, only a
// founder takes them back: a survey that cannot be offered at once is tried again by watch.
func (o *offering) bring(ctx context.Context, in store.Import) (store.Imported, error) {
	if in.Survey.Synthetic {
		return store.Imported{}, madeUp(in.Survey)
	}
	counts, err := o.kept.store.Import(ctx, in)
	if err != nil {
		return counts, err
	}
	o.counter.nudge()
	if err := o.takeOver(ctx); err != nil {
		logger(o.kept.env).Error("a survey was imported and is not offered yet", "error", err)
	}
	return counts, nil
}
