package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrStale is returned by SavePublication when somebody else has saved since, and by TakeBack when the answers
// are not those that the caller was told of.
var ErrStale = errors.New("it was changed meanwhile")

// Publication is what of a survey is public.
type Publication struct {
	Survey   string
	Revision int64     // which was read; 0 when there was none
	Opened   time.Time // since when everybody may see it; zero: nobody may
	Person   int64     // who opened it or changed what it shows; 0: nobody did yet
	Document []byte    // as package results writes it
}

// Publication returns what of a survey is public, open or not, or ErrNotFound.
func (s *Store) Publication(ctx context.Context, surveyID string) (Publication, error) {
	const read = `SELECT revision, opened, person, CAST(document AS BLOB) FROM publications WHERE survey = ?`
	p := Publication{Survey: surveyID}
	var opened sql.NullInt64
	err := s.read.QueryRowContext(ctx, read, surveyID).Scan(&p.Revision, &opened, &p.Person, &p.Document)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return Publication{}, fmt.Errorf("read what is public of survey %q: %w", surveyID, err)
	}
	p.Opened = moment(opened)
	return p, nil
}

// SavePublication puts p in the place of the revision it was made from, completely or not at all, and
// gives it its next revision. When another has been saved since, it returns ErrStale and changes nothing.
func (s *Store) SavePublication(ctx context.Context, p Publication) (Publication, error) {
	if err := s.within(ctx, func(tx *sql.Tx) error { return savePublication(ctx, tx, p) }); err != nil {
		return p, fmt.Errorf("save what is public of survey %q: %w", p.Survey, err)
	}
	p.Revision++
	return p, nil
}

func savePublication(ctx context.Context, tx *sql.Tx, p Publication) error {
	opened := sql.NullInt64{Int64: p.Opened.UnixMicro(), Valid: !p.Opened.IsZero()}
	save := `UPDATE publications SET revision = revision + 1, opened = ?, person = ?, document = ? WHERE survey = ? AND revision = ?`
	if p.Revision == 0 {
		save = `INSERT INTO publications (opened, person, document, survey, revision) VALUES (?, ?, ?, ?, ? + 1) ON CONFLICT DO NOTHING`
	}
	result, err := tx.ExecContext(ctx, save, opened, p.Person, string(p.Document), p.Survey, p.Revision)
	if err != nil {
		return err
	}
	if saved, err := result.RowsAffected(); err != nil || saved == 0 {
		return errors.Join(err, ErrStale)
	}
	return nil
}
