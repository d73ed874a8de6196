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
func (w *Warehouse) rebuild(ctx context.Context) error { return w.rebuildAs(ctx, w.catalog) }

// rebuildAs is rebuild for a database of other surveys.
func (w *Warehouse) rebuildAs(ctx context.Context, as *catalog) error {
	path := w.config.Path
	if path != "" {
		path += ".new"
	}
	if err := w.remove(path); err != nil {
		return err
	}
	begun := w.config.Now()
	d, err := w.build(ctx, path, as)
	if err != nil {
		return errors.Join(fmt.Errorf("build the warehouse: %w", err), d.engine.close(), w.remove(path))
	}
	if path == "" {
		err = w.exchange(d)
	} else {
		err = w.install(ctx, d, path)
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

// database is an engine with what is known of the database it runs.
type database struct {
	engine  *engine // nil: there is none
	catalog *catalog
	held    holdings
}

func (w *Warehouse) build(ctx context.Context, path string, as *catalog) (d database, err error) {
	d.catalog = as
	last, err := w.config.LastSeq(ctx)
	if err != nil {
		return d, storeError{err}
	}
	if d.engine, err = w.openEngine(ctx, path); err != nil {
		return d, err
	}
	if err := create(ctx, d.engine, as.layouts); err != nil {
		return d, err
	}
	l := loader{warehouse: w, engine: d.engine, catalog: as, last: last, records: buildingRecords, committed: func(holdings) {}}
	err = d.engine.with(ctx, func(c *conn) error {
		l.held, err = readHoldings(ctx, c)
		return err
	})
	if err != nil {
		return d, err
	}
	if err := l.run(ctx); err != nil {
		return d, err
	}
	d.held = l.held
	return d, d.engine.with(ctx, func(c *conn) error { return c.exec(ctx, "CHECKPOINT") })
}

// install moves the database that was built at path to the warehouse's own path and opens it
// there. After an error there is no engine, and the next CatchUp mends the warehouse.
func (w *Warehouse) install(ctx context.Context, d database, path string) error {
	if err := d.engine.close(); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.setSound(false)
	w.cache.clear() // nobody is counting, so that nothing of the old engine gets in later
	err := w.engine.close()
	w.engine, w.catalog = nil, d.catalog
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
	w.setHoldings(d.held)
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
