package main

import (
	"context"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// countingThreads leaves the rest of the machine to taking answers in.
const countingThreads = 2

// openWarehouse opens the warehouse in a file, or in memory when path is "".
func (k *keeping) openWarehouse(ctx context.Context, path string, progress func(done, total int64)) (*warehouse.Warehouse, error) {
	surveys, err := k.store.Surveys(ctx)
	if err != nil {
		return nil, err
	}
	return warehouse.Open(ctx, warehouse.Config{
		Path: path, Surveys: surveys, Records: k.store.Records, LastSeq: k.store.LastSeq, Count: k.store.Count,
		Threads: countingThreads, Log: logger(k.env), Progress: progress,
	})
}

// sourceOf binds a warehouse to one survey.
func sourceOf(w *warehouse.Warehouse, s *survey.Survey) dashboard.Source {
	return dashboard.Source{
		Tally: func(ctx context.Context, queries []tally.Query) ([]tally.Table, error) {
			return w.Tally(ctx, s.ID, queries)
		},
		Summary: func(ctx context.Context, filter tally.Filter) (tally.Summary, error) {
			return w.Summary(ctx, s.ID, filter)
		},
		Spread: func(ctx context.Context, filter tally.Filter, question string) (tally.Spread, error) {
			return w.Spread(ctx, s.ID, filter, question)
		},
		Crowd: func(ctx context.Context, query tally.CrowdQuery) (tally.Crowd, error) {
			return w.Crowd(ctx, s.ID, query)
		},
		Texts: func(ctx context.Context, query tally.TextQuery) (tally.Texts, error) {
			return w.Texts(ctx, s.ID, query)
		},
	}
}
