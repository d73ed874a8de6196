package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
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
		for _, l := range w.catalog.layouts {
			if err := verifySurvey(ctx, c, l, held.surveys[l.survey.ID]); err != nil {
				return fmt.Errorf("survey %q: %w", l.survey.ID, err)
			}
		}
		if err := w.verifyStore(ctx, c, held); err != nil {
			return err
		}
		if words != wording(w.catalog.layouts) {
			return name(ctx, c, w.catalog.layouts)
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
	case print != fingerprint(w.catalog.layouts):
		return "", errSurveysChanged
	}
	return words, nil
}

// verifySurvey holds the rows against what is written of them, and reads every value.
func verifySurvey(ctx context.Context, c *conn, l *layout, want share) error {
	found := share{last: want.last}
	if err := errors.Join(found.readAnswers(ctx, c, l, "true"), found.readTexts(ctx, c, l, "true")); err != nil {
		return err
	}
	if found != want {
		return fmt.Errorf("it holds %+v, not %+v", found, want)
	}
	for _, table := range l.tables() {
		sql := fmt.Sprintf("SELECT bit_xor(hash(*COLUMNS(*))) FROM %s", quoted(table))
		if err := c.query(ctx, sql, nil, func([]driver.Value) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}
