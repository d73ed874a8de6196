package warehouse

import (
	"context"
	"errors"
	"time"
)

// Times of following the store.
const (
	poll        = 500 * time.Millisecond // for what other processes write
	rest        = 50 * time.Millisecond  // between two commits, so that a busy intake pays for few
	backoff     = 250 * time.Millisecond // after the first failure; doubled with every further one
	mostBackoff = 30 * time.Second
)

// Follow keeps the warehouse level with the store, and its file free of what was deleted, until the
// context ends, and then returns nil. Failures are logged, mended where they can be, and tried again ever more slowly. It returns
// ErrClosed when the warehouse is closed under it.
func (w *Warehouse) Follow(ctx context.Context) error {
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	wait := backoff
	for ctx.Err() == nil {
		err := w.CatchUp(ctx)
		if err == nil && w.scrubDue() {
			err = w.Scrub(ctx)
		}
		switch {
		case errors.Is(err, ErrClosed):
			return ErrClosed
		case err != nil && ctx.Err() == nil:
			w.config.Log.Error("warehouse cannot catch up", "error", err, "again_in", wait)
			pause(ctx, wait)
			wait = min(2*wait, mostBackoff)
			continue
		}
		wait = backoff
		pause(ctx, rest)
		select {
		case <-ctx.Done():
		case <-w.nudge:
		case <-ticker.C:
		}
	}
	return nil
}

// Nudge tells Follow that the store has something new. It never waits.
func (w *Warehouse) Nudge() {
	select {
	case w.nudge <- struct{}{}:
	default:
	}
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
