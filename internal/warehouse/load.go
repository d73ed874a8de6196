package warehouse

import (
	"context"
	"fmt"
	"maps"

	"golang.org/x/sync/errgroup"

	"muster/internal/response"
)

// Sizes of work. A transaction while people read is kept short; one that builds a new file is
// long enough for DuckDB to write whole row groups past its log.
const (
	recordsAtOnce    = 4096
	followingRecords = 4096
	buildingRecords  = 250_000
)

// loader brings a database level with the store. Reading the store, decoding and appending run
// side by side; no more than a few batches are in memory.
type loader struct {
	warehouse *Warehouse
	engine    *engine
	catalog   *catalog // of the engine
	held      holdings
	last      int64 // sequence number to reach
	records   int   // of a transaction, at least, while there are more
	committed func(holdings)
}

// run returns when everything up to last is committed, or at the first error. What was committed
// before the error stays and is in held.
func (l *loader) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	records := make(chan []response.Record, 1)
	batches := make(chan *batch, 1)
	group.Go(func() error {
		defer close(records)
		return l.read(ctx, records)
	})
	group.Go(func() error {
		defer close(batches)
		return l.decode(ctx, records, batches)
	})
	group.Go(func() error {
		return l.engine.with(ctx, func(c *conn) error { return l.store(ctx, c, batches) })
	})
	return group.Wait()
}

func (l *loader) read(ctx context.Context, out chan<- []response.Record) error {
	for after := l.held.seq; after < l.last; {
		records, err := l.warehouse.config.Records(ctx, after, recordsAtOnce)
		if err != nil {
			return storeError{fmt.Errorf("read answers after %d: %w", after, err)}
		}
		if len(records) == 0 {
			return nil
		}
		for _, r := range records {
			if r.Seq <= after || r.Replaces >= r.Seq {
				return storeError{fmt.Errorf("answer %d came after %d in the place of %d", r.Seq, after, r.Replaces)}
			}
			after = r.Seq
		}
		select {
		case out <- records:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (l *loader) decode(ctx context.Context, in <-chan []response.Record, out chan<- *batch) error {
	d := decoder{surveys: l.catalog.surveys, measures: map[*field]map[string][2]uint64{}}
	for records := range in {
		select {
		case out <- d.decode(records):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// store commits the batches, as many in one transaction as make enough rows. Without a batch there
// is no transaction.
func (l *loader) store(ctx context.Context, c *conn, batches <-chan *batch) error {
	begin := l.held.seq
	for b := next(ctx, batches); b != nil; b = next(ctx, batches) {
		after := l.held
		after.surveys = maps.Clone(l.held.surveys)
		err := c.change(ctx, func() error {
			if err := l.fill(ctx, c, b, batches, &after); err != nil {
				return err
			}
			return writeHoldings(ctx, c, l.held, after)
		})
		if err != nil {
			return fmt.Errorf("append answers after %d: %w", l.held.seq, err)
		}
		l.held = after
		l.committed(after)
		if progress := l.warehouse.config.Progress; progress != nil {
			progress(after.seq-begin, max(l.last, after.seq)-begin)
		}
	}
	return ctx.Err()
}

// next waits for a batch; nil when there will be none.
func next(ctx context.Context, batches <-chan *batch) *batch {
	select {
	case b := <-batches:
		return b
	case <-ctx.Done():
		return nil
	}
}

// fill appends b and more batches until there are records enough for a transaction, and then
// deletes the rows that some of them replace.
func (l *loader) fill(ctx context.Context, c *conn, b *batch, batches <-chan *batch, held *holdings) error {
	a := newAppenders(c)
	defer a.drop()
	var gone []removal
	for records := 0; b != nil; b = next(ctx, batches) {
		if err := a.batch(b); err != nil {
			return err
		}
		held.add(b, l.catalog.layouts)
		gone = append(gone, b.gone...)
		if records += b.records; records >= l.records {
			break
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := a.close(); err != nil {
		return err
	}
	return held.remove(ctx, c, gone)
}

// add accounts for a batch.
func (h *holdings) add(b *batch, layouts []*layout) {
	for i := range b.rows {
		r := &b.rows[i]
		s := h.surveys[r.layout.survey.ID]
		s.answers++
		s.answersSum += r.seq
		s.texts += int64(r.texts)
		s.textsSum += int64(r.texts) * r.seq
		if r.omitted == unreadable {
			s.unreadable++
		} else {
			s.retired += int64(r.omitted)
		}
		h.surveys[r.layout.survey.ID] = s
	}
	for _, l := range layouts {
		s := h.surveys[l.survey.ID]
		s.last = max(s.last, b.last[l.index])
		h.surveys[l.survey.ID] = s
	}
	h.seq = b.seq
}
