package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// CatchUp brings the warehouse level with the store as it is now, after mending it where that is
// needed.
func (w *Warehouse) CatchUp(ctx context.Context) error {
	if err := w.writing.enter(ctx); err != nil {
		return err
	}
	defer w.writing.leave()
	if w.closed {
		return ErrClosed
	}
	if !w.Freshness().Ready {
		if err := w.mend(ctx); err != nil {
			return err
		}
	}
	err := w.level(ctx)
	if broken(ctx, err) {
		w.setSound(false)
		w.config.Log.Warn("warehouse refused answers", "error", err)
		if err := w.mend(ctx); err != nil {
			return err
		}
		err = w.level(ctx)
	}
	return err
}

// level loads what is new in the store. The caller holds the writing gate.
func (w *Warehouse) level(ctx context.Context) error {
	now := w.config.Now()
	last, err := w.config.LastSeq(ctx)
	if err != nil {
		return storeError{fmt.Errorf("read the store's last sequence number: %w", err)}
	}
	held := w.holdings()
	switch {
	case last < held.seq:
		w.config.Log.Warn("warehouse is ahead of the store and is built again", "held", held.seq, "store", last)
		return w.rebuild(ctx)
	case last > held.seq:
		l := loader{
			warehouse: w, engine: w.engine, catalog: w.catalog, held: held, last: last, records: followingRecords,
			committed: func(h holdings) { w.setHoldings(h) },
		}
		if err := l.run(ctx); err != nil {
			return err
		}
	}
	w.state.Lock()
	defer w.state.Unlock()
	w.at = now
	return nil
}

// mend gives the warehouse an engine over the file as it is, or else over one built again. The
// caller holds the writing gate.
func (w *Warehouse) mend(ctx context.Context) error {
	if err := w.exchange(database{catalog: w.catalog}); err != nil {
		w.config.Log.Warn("warehouse closed badly", "error", err)
	}
	if w.config.Path != "" {
		if err := errors.Join(w.remove(w.config.Path+".new"), os.RemoveAll(w.scratch)); err != nil { // of what a crash ended
			return err
		}
	}
	e, held, err := w.reopen(ctx)
	var store storeError
	switch {
	case err == nil:
		return w.exchange(database{e, w.catalog, held})
	case ctx.Err() != nil, errors.As(err, &store), errors.Is(err, ErrLocked):
		return err
	case errors.Is(err, fs.ErrNotExist):
		w.config.Log.Info("warehouse is built")
	case errors.Is(err, errSurveysChanged):
		w.config.Log.Info("warehouse is built again", "reason", err)
	default:
		w.config.Log.Warn("warehouse is built again", "reason", err)
	}
	if err := w.remove(w.config.Path); err != nil {
		return err
	}
	return w.rebuild(ctx)
}

// reopen opens the file and returns what it holds when all of it is sound.
func (w *Warehouse) reopen(ctx context.Context) (_ *engine, _ holdings, err error) {
	if w.config.Path == "" {
		return nil, holdings{}, fs.ErrNotExist
	}
	if _, err := os.Stat(w.config.Path); err != nil {
		return nil, holdings{}, err
	}
	crashed, err := w.guard.opening()
	if err != nil {
		return nil, holdings{}, err
	}
	if crashed {
		err := errors.New("opening it did not come to an end the last time")
		return nil, holdings{}, errors.Join(err, w.remove(w.config.Path), w.guard.opened())
	}
	defer func() { err = errors.Join(err, w.guard.opened()) }()
	e, err := w.openEngine(ctx, w.config.Path)
	if err != nil {
		return nil, holdings{}, err
	}
	held, err := w.verify(ctx, e)
	if err != nil {
		return nil, holdings{}, errors.Join(err, e.close())
	}
	return e, held, nil
}

// exchange puts a database in the place of the present one once nobody uses that any more. One without
// an engine leaves none.
func (w *Warehouse) exchange(d database) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	err := w.engine.close()
	w.engine, w.catalog = d.engine, d.catalog
	w.cache.clear() // nobody is counting, so that nothing of the old engine gets in later
	w.setHoldings(d.held)
	w.setSound(d.engine != nil)
	return err
}

func (w *Warehouse) holdings() holdings {
	w.state.Lock()
	defer w.state.Unlock()
	return w.held
}

func (w *Warehouse) setHoldings(h holdings) {
	w.state.Lock()
	defer w.state.Unlock()
	if h.removed > 0 && (w.held.removed == 0 || w.stained.IsZero()) {
		w.stained = w.config.Now()
	}
	w.held = h
}
