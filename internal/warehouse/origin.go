package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"

	"muster/internal/response"
)

// tail is how many sequence numbers are compared with the store's.
const tail = 256

// verifyStore finds out whether the rows came from the store as it is now. A store that was
// restored from an older backup may have less, or other answers under the same numbers.
func (w *Warehouse) verifyStore(ctx context.Context, c *conn, held holdings) error {
	last, err := w.config.LastSeq(ctx)
	if err != nil {
		return storeError{err}
	}
	if held.seq > last {
		return fmt.Errorf("it is ahead of the store: %d, not %d", held.seq, last)
	}
	ends := map[int64]bool{held.seq: true}
	for _, l := range w.catalog.layouts {
		seq, err := newest(ctx, c, l)
		if err != nil {
			return err
		}
		ends[seq] = true
	}
	for until := range ends {
		if err := w.verifyTail(ctx, c, until); err != nil {
			return err
		}
	}
	return nil
}

// newest is the last sequence number of a survey's rows; 0 when there are none.
func newest(ctx context.Context, c *conn, l *layout) (seq int64, err error) {
	err = c.query(ctx, "SELECT coalesce(max(seq), 0) FROM "+quoted(l.answers), nil, func(row []driver.Value) error {
		seq = integer(row[0])
		return nil
	})
	return seq, err
}

// verifyTail compares the last records up to a number with the rows. What the store holds must be
// here under the same id, and what it has replaced must be gone. A row that the store no longer has
// proves nothing: a record that is still to be read may replace it.
func (w *Warehouse) verifyTail(ctx context.Context, c *conn, until int64) error {
	if until == 0 {
		return nil
	}
	records, err := w.config.Records(ctx, max(0, until-tail), tail)
	if err != nil {
		return storeError{err}
	}
	rows, err := w.rowsOf(ctx, c, records)
	if err != nil {
		return err
	}
	for _, r := range records {
		if r.Seq > until {
			break
		}
		here, counted := rows[r.Seq], w.catalog.surveys[r.Survey] != nil
		if r.Document != nil && (counted || here != "") && here != response.PublicID(r.ID) {
			return fmt.Errorf("answer %d is another one in the store", r.Seq)
		}
		if _, here := rows[r.Replaces]; here {
			return fmt.Errorf("answer %d is here although the store has replaced it by %d", r.Replaces, r.Seq)
		}
	}
	return nil
}

// rowsOf gives the public ids, by sequence number, of the rows that records are and replace.
func (w *Warehouse) rowsOf(ctx context.Context, c *conn, records []response.Record) (map[int64]string, error) {
	numbers := []string{"0"}
	for _, r := range records {
		numbers = append(numbers, fmt.Sprint(r.Seq), fmt.Sprint(r.Replaces))
	}
	rows := map[int64]string{}
	for _, l := range w.catalog.layouts {
		sql := fmt.Sprintf("SELECT seq, id FROM %s WHERE seq IN (%s)", quoted(l.answers), strings.Join(numbers, ","))
		err := c.query(ctx, sql, nil, func(row []driver.Value) error {
			rows[integer(row[0])] = text(row[1])
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}
