package warehouse

import (
	"context"
	"time"
)

// Scrub builds the file again if rows have been deleted from it: until then the bytes of answers that
// were corrected or erased stay in it. Follow does so by itself, as Config says.
func (w *Warehouse) Scrub(ctx context.Context) error {
	if err := w.writing.enter(ctx); err != nil {
		return err
	}
	defer w.writing.leave()
	if w.closed {
		return ErrClosed
	}
	if !w.leftovers() {
		return nil
	}
	w.config.Log.Info("warehouse is built again", "reason", "answers have been deleted")
	return w.rebuild(ctx)
}

// leftovers tells whether there is a file that may hold the bytes of deleted rows.
func (w *Warehouse) leftovers() bool {
	return w.config.Path != "" && w.holdings().removed > 0
}

// scrubDue tells whether deleted rows have been in the file for long enough. What is deleted within
// that time goes with the same building.
func (w *Warehouse) scrubDue() bool {
	if !w.leftovers() {
		return false
	}
	w.state.Lock()
	defer w.state.Unlock()
	now := w.config.Now()
	return !now.Before(w.stained.Add(w.config.ScrubAfter)) && !now.Before(w.rested)
}

// scrubSoon has Follow build the file again without waiting, if it may hold the bytes of rows that were deleted before
// it was opened, or while nobody had it open: for those the wait has been long enough.
func (w *Warehouse) scrubSoon() {
	w.state.Lock()
	defer w.state.Unlock()
	w.stained = w.config.Now().Add(-w.config.ScrubAfter)
}

// built notes how long a building took, which decides when the next may be.
func (w *Warehouse) built(begun time.Time) {
	w.state.Lock()
	defer w.state.Unlock()
	now := w.config.Now()
	w.rested = now.Add(time.Duration(w.config.ScrubRest) * now.Sub(begun))
}
