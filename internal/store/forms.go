package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
)

// FormMapping is what was decided by hand about the exports of one form.
type FormMapping struct {
	Survey   string
	Name     string    // of the form, unique within the survey
	Document []byte    // as package importer writes it
	Saved    time.Time // set by the store
}

// FormMappings returns what was decided about the forms whose answers a survey took in, the latest
// first.
func (s *Store) FormMappings(ctx context.Context, surveyID string) ([]FormMapping, error) {
	const read = `SELECT name, CAST(document AS BLOB), saved FROM forms WHERE survey = ? ORDER BY saved DESC, name`
	rows, err := s.read.QueryContext(ctx, read, surveyID)
	if err != nil {
		return nil, fmt.Errorf("read the forms of survey %q: %w", surveyID, err)
	}
	defer rows.Close()
	var forms []FormMapping
	for rows.Next() {
		form, saved := FormMapping{Survey: surveyID}, int64(0)
		if err := rows.Scan(&form.Name, &form.Document, &saved); err != nil {
			return nil, fmt.Errorf("read the forms of survey %q: %w", surveyID, err)
		}
		form.Saved = time.UnixMicro(saved).UTC()
		forms = append(forms, form)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the forms of survey %q: %w", surveyID, err)
	}
	return forms, nil
}

// saveForm keeps what was decided about the form of an import, within its transaction.
func saveForm(conn *sqlite3.SQLiteConn, in Import, at time.Time) error {
	if in.Form.Name == "" {
		return nil
	}
	const save = `INSERT INTO forms (survey, name, document, saved) VALUES (?, ?, ?, ?)
		ON CONFLICT (survey, name) DO UPDATE SET document = excluded.document, saved = excluded.saved`
	_, err := conn.Exec(save, []driver.Value{in.Survey.ID, in.Form.Name, string(in.Form.Document), at.UnixMicro()})
	return err
}
