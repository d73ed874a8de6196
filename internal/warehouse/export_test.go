package warehouse

import "context"

// Forget empties the cache, so that a benchmark counts again.
func (w *Warehouse) Forget() { w.cache.clear() }

// Exec does to the open database what no method does.
func (w *Warehouse) Exec(statement string) error {
	return w.engine.with(context.Background(), func(c *conn) error { return c.exec(context.Background(), statement) })
}
