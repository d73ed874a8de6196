package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"

	"muster/internal/survey"
)

// PutSurvey keeps the survey's file and makes it the current version of its id. Versions that were
// current before stay, because answers were given to them. Putting the current version again writes
// nothing.
func (s *Store) PutSurvey(ctx context.Context, form *survey.Survey) error {
	return s.putting(ctx, form, func(*sqlite3.SQLiteConn) error { return nil })
}

// PutNewSurvey is PutSurvey for a survey whose id must be free: ErrTaken says that it is not, and that
// nothing was written.
func (s *Store) PutNewSurvey(ctx context.Context, form *survey.Survey) error {
	return s.putting(ctx, form, func(conn *sqlite3.SQLiteConn) error {
		current, err := currentVersion(conn, form.ID)
		if err == nil && current != "" {
			err = ErrTaken
		}
		return err
	})
}

// putting keeps a survey when allowed, which is asked in the same transaction, has no error.
func (s *Store) putting(ctx context.Context, form *survey.Survey, allowed func(*sqlite3.SQLiteConn) error) error {
	err := s.hold(ctx, func(p *prepared) error {
		if err := p.begin.do(); err != nil {
			return err
		}
		err := allowed(p.conn)
		if err == nil {
			err = putSurvey(p.conn, form, s.now())
		}
		if err == nil {
			err = p.commit.do()
		}
		return errors.Join(err, p.abandon())
	})
	if err != nil {
		return fmt.Errorf("put survey %q: %w", form.ID, err)
	}
	return nil
}

// currentVersion gives the current version of a survey within a transaction; "" when there is no survey.
func currentVersion(conn *sqlite3.SQLiteConn, id string) (version string, err error) {
	const read = `SELECT version FROM surveys WHERE survey = ? AND current = 1`
	err = each(conn, 1, read, func(row []driver.Value) { version = row[0].(string) }, id)
	return version, err
}

// putSurvey is PutSurvey within a transaction of the connection.
func putSurvey(conn *sqlite3.SQLiteConn, form *survey.Survey, now time.Time) error {
	id, version := form.ID, form.Version()
	current, err := currentVersion(conn, id)
	if current == version || err != nil {
		return err
	}
	if _, err := conn.Exec(`UPDATE surveys SET current = 0 WHERE survey = ? AND current = 1`, []driver.Value{id}); err != nil {
		return err
	}
	const put = `INSERT INTO surveys (survey, version, source, stored, current) VALUES (?, ?, ?, ?, 1)
		ON CONFLICT (survey, version) DO UPDATE SET current = 1`
	if _, err := conn.Exec(put, []driver.Value{id, version, form.Source, now.UnixMicro()}); err != nil {
		return err
	}
	return measurePlaces(conn, form)
}

// measurePlaces counts who took the places of options that have a quota now and had none before.
func measurePlaces(conn *sqlite3.SQLiteConn, form *survey.Survey) error {
	for _, q := range form.Questions {
		for _, o := range q.Options {
			if o.Quota == 0 {
				continue
			}
			if _, err := conn.Exec(measure, []driver.Value{form.ID, q.ID, o.ID}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Surveys returns the current version of every survey, ordered by id.
func (s *Store) Surveys(ctx context.Context) ([]*survey.Survey, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT survey, source FROM surveys WHERE current = 1 ORDER BY survey`)
	if err != nil {
		return nil, fmt.Errorf("read surveys: %w", err)
	}
	defer rows.Close()
	var surveys []*survey.Survey
	for rows.Next() {
		var id string
		var source []byte
		if err := rows.Scan(&id, &source); err != nil {
			return nil, fmt.Errorf("read surveys: %w", err)
		}
		form, problems := survey.Parse(id+".yaml", source)
		if len(problems) > 0 {
			return nil, fmt.Errorf("read survey %q: %w", id, problems)
		}
		surveys = append(surveys, form)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read surveys: %w", err)
	}
	return surveys, nil
}

// Check writes to the file and reads it back through another connection: nil means that answers can
// be stored and read now.
func (s *Store) Check(ctx context.Context) error {
	beat := s.now().UnixMicro()
	if _, err := s.write.ExecContext(ctx, `UPDATE pulse SET beat = max(beat + 1, ?)`, beat); err != nil {
		return fmt.Errorf("check the store: write: %w", err)
	}
	var read int64
	if err := s.read.QueryRowContext(ctx, `SELECT beat FROM pulse`).Scan(&read); err != nil {
		return fmt.Errorf("check the store: read: %w", err)
	}
	if read < beat {
		return errors.New("check the store: what was written is not what is read")
	}
	return nil
}
