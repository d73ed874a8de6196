package warehouse

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Rebuild builds the warehouse again from the store. Counting goes on over the old one until the
// new one takes its place.
func (w *Warehouse) Rebuild(ctx context.Context) error {
	if err := w.writing.enter(ctx); err != nil {
		return err
	}
	defer w.writing.leave()
	if w.closed {
		return ErrClosed
	}
	return w.rebuild(ctx)
}

// rebuild builds a new database beside the present one and puts it in its place.
func (w *Warehouse) rebuild(ctx context.Context) error {
	path := w.config.Path
	if path != "" {
		path += ".new"
	}
	if err := w.remove(path); err != nil {
		return err
	}
	begun := w.config.Now()
	e, held, err := w.build(ctx, path)
	if err != nil {
		return errors.Join(fmt.Errorf("build the warehouse: %w", err), e.close(), w.remove(path))
	}
	if path == "" {
		err = w.exchange(e, held)
	} else {
		err = w.install(ctx, e, path, held)
	}
	if err != nil {
		return fmt.Errorf("install the built warehouse: %w", err)
	}
	w.built(begun)
	w.state.Lock()
	defer w.state.Unlock()
	w.at = begun
	return nil
}

func (w *Warehouse) build(ctx context.Context, path string) (*engine, holdings, error) {
	last, err := w.config.LastSeq(ctx)
	if err != nil {
		return nil, holdings{}, storeError{err}
	}
	e, err := w.openEngine(ctx, path)
	if err != nil {
		return nil, holdings{}, err
	}
	if err := create(ctx, e, w.layouts); err != nil {
		return e, holdings{}, err
	}
	l := loader{warehouse: w, engine: e, last: last, records: buildingRecords, committed: func(holdings) {}}
	err = e.with(ctx, func(c *conn) error {
		l.held, err = readHoldings(ctx, c)
		return err
	})
	if err != nil {
		return e, holdings{}, err
	}
	if err := l.run(ctx); err != nil {
		return e, holdings{}, err
	}
	err = e.with(ctx, func(c *conn) error { return c.exec(ctx, "CHECKPOINT") })
	return e, l.held, err
}

// install moves the database that e has built at path to the warehouse's own path and opens it
// there. After an error there is no engine, and the next CatchUp mends the warehouse.
func (w *Warehouse) install(ctx context.Context, e *engine, path string, held holdings) error {
	if err := e.close(); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.setSound(false)
	w.cache.clear() // nobody is counting, so that nothing of the old engine gets in later
	err := w.engine.close()
	w.engine = nil
	if err != nil {
		w.config.Log.Warn("warehouse closed badly", "error", err)
	}
	if err := w.remove(w.config.Path); err != nil {
		return err
	}
	if err := os.Rename(path, w.config.Path); err != nil {
		return err
	}
	if w.engine, err = w.openEngine(ctx, w.config.Path); err != nil {
		return err
	}
	w.setHoldings(held)
	w.setSound(true)
	return nil
}

// remove deletes a database with its logs and whatever it had no room for in memory. Without the file
// its logs would be taken for those of the next file of that name, so they go first.
func (w *Warehouse) remove(path string) error {
	if path == "" {
		return nil
	}
	for _, name := range []string{path + ".wal", path + ".wal.checkpoint", path + ".wal.recovery", path + ".tmp", path} {
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}
