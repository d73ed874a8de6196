package main

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"

	"muster/internal/response"
	"muster/internal/tally"
	"muster/internal/warehouse"
	"muster/internal/web"
)

var errNotCounting = errors.New("the numbers are being built")

// counter is the warehouse of a service that takes answers from its first moment: building the
// numbers of a large survey again takes a while, and nobody who answers has to wait for it.
type counter struct {
	kept *keeping
	open atomic.Pointer[warehouse.Warehouse] // nil until it is open
}

// run opens the warehouse and follows the store until ctx ends.
func (c *counter) run(ctx context.Context) error {
	w, err := c.kept.openWarehouse(ctx, c.kept.warehouseFile(), nil)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return err
	}
	c.open.Store(w)
	return errors.Join(w.Follow(ctx), w.Close())
}

func (c *counter) nudge() {
	if w := c.open.Load(); w != nil {
		w.Nudge()
	}
}

func (c *counter) tally(ctx context.Context, survey string, queries []tally.Query) ([]tally.Table, error) {
	w := c.open.Load()
	if w == nil {
		return nil, errNotCounting
	}
	return w.Tally(ctx, survey, queries)
}

func (c *counter) summary(ctx context.Context, survey string, filter tally.Filter) (tally.Summary, error) {
	w := c.open.Load()
	if w == nil {
		return tally.Summary{}, errNotCounting
	}
	return w.Summary(ctx, survey, filter)
}

func (c *counter) spread(ctx context.Context, survey string, filter tally.Filter, question string) (tally.Spread, error) {
	w := c.open.Load()
	if w == nil {
		return tally.Spread{}, errNotCounting
	}
	return w.Spread(ctx, survey, filter, question)
}

func (c *counter) crowd(ctx context.Context, survey string, query tally.CrowdQuery) (tally.Crowd, error) {
	w := c.open.Load()
	if w == nil {
		return tally.Crowd{}, errNotCounting
	}
	return w.Crowd(ctx, survey, query)
}

func (c *counter) texts(ctx context.Context, survey string, query tally.TextQuery) (tally.Texts, error) {
	w := c.open.Load()
	if w == nil {
		return tally.Texts{}, errNotCounting
	}
	return w.Texts(ctx, survey, query)
}

func (c *counter) responses(ctx context.Context, survey string, filter tally.Filter) iter.Seq2[*response.Response, error] {
	w := c.open.Load()
	if w == nil {
		return func(yield func(*response.Response, error) bool) { yield(nil, errNotCounting) }
	}
	return w.Responses(ctx, survey, filter)
}

func (c *counter) freshness() web.Freshness {
	w := c.open.Load()
	if w == nil {
		return web.Freshness{}
	}
	f := w.Freshness()
	return web.Freshness{Seq: f.Seq, At: f.At, Ready: f.Ready}
}

// ready writes and counts for real.
func (c *counter) ready(ctx context.Context) error {
	if err := c.kept.store.Check(ctx); err != nil {
		return err
	}
	w := c.open.Load()
	if w == nil {
		return errNotCounting
	}
	return w.Ping(ctx)
}
