package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Invite keeps invitations to a survey, each good for one answer, by the hashes of their tokens. One
// that is there already stays as it is.
func (s *Store) Invite(ctx context.Context, surveyID string, hashes [][]byte) error {
	err := s.within(ctx, func(tx *sql.Tx) error {
		const add = `INSERT INTO invitations (hash, survey, used) VALUES (?, ?, 0) ON CONFLICT DO NOTHING`
		for _, hash := range hashes {
			if _, err := tx.ExecContext(ctx, add, hash, surveyID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("invite to survey %q: %w", surveyID, err)
	}
	return nil
}

// Invitation tells whether an invitation to a survey was used, or returns ErrNotFound. Only Append
// uses one; until then another answer may use it first.
func (s *Store) Invitation(ctx context.Context, surveyID string, hash []byte) (used bool, err error) {
	const find = `SELECT used FROM invitations WHERE hash = ? AND survey = ?`
	err = s.read.QueryRowContext(ctx, find, hash, surveyID).Scan(&used)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return false, fmt.Errorf("read an invitation to survey %q: %w", surveyID, err)
	}
	return used, nil
}

// Invitations returns how many invitations to a survey were issued, and how many of them were used.
func (s *Store) Invitations(ctx context.Context, surveyID string) (issued, used int, err error) {
	const count = `SELECT count(*), coalesce(sum(used), 0) FROM invitations WHERE survey = ?`
	if err = s.read.QueryRowContext(ctx, count, surveyID).Scan(&issued, &used); err != nil {
		return 0, 0, fmt.Errorf("count the invitations to survey %q: %w", surveyID, err)
	}
	return issued, used, nil
}

// Taken returns how many responses to a survey took each place that the store was told of, be it by
// PutSurvey or by an Admission.
func (s *Store) Taken(ctx context.Context, surveyID string) (map[Place]int, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT question, option, taken FROM places WHERE survey = ?`, surveyID)
	if err != nil {
		return nil, fmt.Errorf("read the places of survey %q: %w", surveyID, err)
	}
	defer rows.Close()
	places := map[Place]int{}
	for rows.Next() {
		var p Place
		var taken int
		if err := rows.Scan(&p.Question, &p.Option, &taken); err != nil {
			return nil, fmt.Errorf("read the places of survey %q: %w", surveyID, err)
		}
		places[p] = taken
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the places of survey %q: %w", surveyID, err)
	}
	return places, nil
}
