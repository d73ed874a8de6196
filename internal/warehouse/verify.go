package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"muster/internal/response"
)

// storeError sets an error of the store apart from what is wrong with the file: a store that
// cannot be read is no reason to throw the file away.
type storeError struct{ error }

// Unwrap gives the error of the store.
func (e storeError) Unwrap() error { return e.error }

// errSurveysChanged is no damage: somebody changed a survey's file.
var errSurveysChanged = errors.New("the surveys have changed")

// verify returns what the database holds, or why it cannot be relied upon. It reads every value
// once, since DuckDB notices a damaged block only when it reads it.
func (w *Warehouse) verify(ctx context.Context, e *engine) (held holdings, err error) {
	err = e.with(ctx, func(c *conn) error {
		words, err := w.verifyMeta(ctx, c)
		if err != nil {
			return err
		}
		if held, err = readHoldings(ctx, c); err != nil {
			return err
		}
		for _, l := range w.layouts {
			if err := verifySurvey(ctx, c, l, held.surveys[l.survey.ID]); err != nil {
				return fmt.Errorf("survey %q: %w", l.survey.ID, err)
			}
		}
		if err := w.verifyStore(ctx, held); err != nil {
			return err
		}
		if words != wording(w.layouts) {
			return name(ctx, c, w.layouts)
		}
		return nil
	})
	return held, err
}

func (w *Warehouse) verifyMeta(ctx context.Context, c *conn) (words string, err error) {
	var version int32
	var print string
	err = c.query(ctx, "SELECT schema_version, fingerprint, wording FROM muster_meta", nil, func(row []driver.Value) error {
		version, _ = row[0].(int32)
		print, words = text(row[1]), text(row[2])
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case version != schemaVersion:
		return "", fmt.Errorf("schema version %d, not %d", version, schemaVersion)
	case print != fingerprint(w.layouts):
		return "", errSurveysChanged
	}
	return words, nil
}

func verifySurvey(ctx context.Context, c *conn, l *layout, want share) error {
	columns := []string{"id", "source", "version", "started", "submitted", "day", "seconds"}
	for _, f := range l.columns {
		columns = append(columns, f.name())
	}
	answers := fmt.Sprintf("SELECT count(*), coalesce(sum(seq), 0)::BIGINT, bit_xor(hash(%s)) FROM %s",
		strings.Join(columns, ", "), quoted(l.answers))
	texts := fmt.Sprintf("SELECT count(*), coalesce(sum(seq), 0)::BIGINT, bit_xor(hash(question, text)) FROM %s", quoted(l.texts))
	if err := verifyTable(ctx, c, answers, want.answers, want.answersSum); err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	if err := verifyTable(ctx, c, texts, want.texts, want.textsSum); err != nil {
		return fmt.Errorf("texts: %w", err)
	}
	return nil
}

func verifyTable(ctx context.Context, c *conn, sql string, count, sum int64) error {
	return c.query(ctx, sql, nil, func(row []driver.Value) error {
		if integer(row[0]) != count || integer(row[1]) != sum {
			return fmt.Errorf("%d rows with the sum %d, not %d with %d", row[0], row[1], count, sum)
		}
		return nil
	})
}

// verifyStore finds out whether the rows came from the store as it is now. A store that was
// restored from an older backup may have less, or other answers under the same numbers.
func (w *Warehouse) verifyStore(ctx context.Context, held holdings) error {
	last, err := w.config.LastSeq(ctx)
	if err != nil {
		return storeError{err}
	}
	if held.seq > last {
		return fmt.Errorf("it is ahead of the store: %d, not %d", held.seq, last)
	}
	if held.seq == 0 {
		return nil
	}
	records, err := w.config.Records(ctx, held.seq-1, 1)
	if err != nil {
		return storeError{err}
	}
	if len(records) == 0 || records[0].Seq != held.seq || response.PublicID(records[0].ID) != held.lastID {
		return fmt.Errorf("answer %d is another one in the store", held.seq)
	}
	return nil
}
