package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Visit is how often a page of a form was seen on a day by those who came from one source. It is a
// sum and knows nobody.
type Visit struct {
	Survey   string
	Day      string // as 2006-01-02, in the survey's zone
	Source   string // as in response.Response
	Step     int    // the page, from 0
	Views    int    // how often it was shown
	Starts   int    // how often somebody began to fill it in
	Finishes int    // how often it was left complete
}

// AddVisits adds to the sums of the same survey, day, source and step, in one transaction.
func (s *Store) AddVisits(ctx context.Context, visits []Visit) error {
	err := s.within(ctx, func(tx *sql.Tx) error {
		const add = `INSERT INTO visits (survey, day, source, step, views, starts, finishes) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (survey, day, source, step) DO UPDATE SET views = views + excluded.views,
			starts = starts + excluded.starts, finishes = finishes + excluded.finishes`
		for _, v := range visits {
			if _, err := tx.ExecContext(ctx, add, v.Survey, v.Day, v.Source, v.Step, v.Views, v.Starts, v.Finishes); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("count %d visits: %w", len(visits), err)
	}
	return nil
}

// Visits returns the sums of a survey, by day, source and step.
func (s *Store) Visits(ctx context.Context, surveyID string) ([]Visit, error) {
	const read = `SELECT survey, day, source, step, views, starts, finishes FROM visits WHERE survey = ?
		ORDER BY day, source, step`
	rows, err := s.read.QueryContext(ctx, read, surveyID)
	if err != nil {
		return nil, fmt.Errorf("read the visits of survey %q: %w", surveyID, err)
	}
	defer rows.Close()
	var visits []Visit
	for rows.Next() {
		var v Visit
		if err := rows.Scan(&v.Survey, &v.Day, &v.Source, &v.Step, &v.Views, &v.Starts, &v.Finishes); err != nil {
			return nil, fmt.Errorf("read the visits of survey %q: %w", surveyID, err)
		}
		visits = append(visits, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the visits of survey %q: %w", surveyID, err)
	}
	return visits, nil
}
