package web

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

const (
	flushEvery   = 3 * time.Second  // what a crash costs of the counts of visits
	refreshEvery = 10 * time.Second // how long an option seems full after an answer was erased
	lastFlush    = 5 * time.Second
)

// Run does what no visitor waits for until ctx ends: it keeps in mind which surveys and options are
// full, tells open dashboards of new answers, counts public results anew when that is due, and hands on
// the counts of visits, the last of them before it returns. The site works without it, but then offers
// what is full, shows results as they are, and counts and tells nobody. It is to be called once, and
// waited for after the last request was answered.
func (site *Site) Run(ctx context.Context) {
	flush, refresh, look := time.NewTicker(flushEvery), time.NewTicker(refreshEvery), time.NewTicker(lookEvery)
	defer flush.Stop()
	defer look.Stop()
	defer site.EndLive()
	defer refresh.Stop()
	site.note(ctx, "places not counted", site.refreshSeats(ctx))
	for {
		select {
		case <-flush.C:
			site.note(ctx, "visits not stored", site.flushVisits(ctx))
		case <-refresh.C:
			site.note(ctx, "places not counted", site.refreshSeats(ctx))
			site.note(ctx, "public results not counted", site.refreshResults(ctx))
			site.uploads.sweep()
		case <-site.changed:
			site.note(ctx, "places not counted", site.refreshSeats(ctx))
		case <-look.C:
			site.tellNews()
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastFlush)
			defer cancel()
			site.note(last, "visits not stored", site.flushVisits(last))
			return
		}
	}
}

// note logs what went wrong behind everybody's back, unless it went wrong because all is ending.
func (site *Site) note(ctx context.Context, what string, err error) {
	if err != nil && !(errors.Is(err, context.Canceled) && ctx.Err() != nil) {
		site.config.Log.Error(what, slog.Any("error", err))
	}
}
