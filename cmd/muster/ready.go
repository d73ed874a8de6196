package main

import (
	"context"
	"errors"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
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

	changing sync.Mutex       // held by whoever has other surveys counted, or opens
	surveys  []*survey.Survey // that are to be counted; guarded by changing
	editions atomic.Int64     // how often they were changed
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
	err = c.opened(ctx, w)
	if err == nil {
		err = w.Follow(ctx)
	}
	if ctx.Err() != nil {
		err = nil
		c.scrubLast(context.WithoutCancel(ctx), w)
	}
	return errors.Join(err, w.Close())
}

// scrubTimeout bounds what an end waits for a clean file; over some hundreds of thousands of answers the next start
// sees to it.
const scrubTimeout = 5 * time.Second

// scrubLast takes what was erased just before the end out of the file, which the service may leave behind for good.
func (c *counter) scrubLast(ctx context.Context, w *warehouse.Warehouse) {
	ctx, cancel := context.WithTimeout(ctx, scrubTimeout)
	defer cancel()
	err := w.CatchUp(ctx)
	if err == nil {
		err = w.Scrub(ctx)
	}
	if err != nil {
		logger(c.kept.env).Warn("words of answers that were erased may stay in the file of the numbers until the next start", "error", err)
	}
}

// opened lends the warehouse to everybody. Other surveys may have come while it was built.
func (c *counter) opened(ctx context.Context, w *warehouse.Warehouse) error {
	c.changing.Lock()
	defer c.changing.Unlock()
	if err := w.SetSurveys(ctx, c.surveys); err != nil {
		return err
	}
	c.open.Store(w)
	return nil
}

// setSurveys has other surveys counted; a warehouse that is not open yet counts them when it is.
func (c *counter) setSurveys(ctx context.Context, surveys []*survey.Survey) error {
	c.changing.Lock()
	defer c.changing.Unlock()
	c.surveys = surveys
	w := c.open.Load()
	if w == nil {
		return nil
	}
	defer c.editions.Add(1)
	return w.SetSurveys(ctx, surveys)
}

// version changes with every change of any answer and of any survey: surveys do not have numbers of
// their own.
func (c *counter) version() int64 { return c.freshness().Seq + c.editions.Load()<<40 }

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
