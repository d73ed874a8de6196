package store

import (
	"context"
	"fmt"
)

// SurveyVersions gives the current version of every survey by its id. It reads no survey, so that it may
// be asked often whether another process has put one.
func (s *Store) SurveyVersions(ctx context.Context) (map[string]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT survey, version FROM surveys WHERE current = 1`)
	if err != nil {
		return nil, fmt.Errorf("read versions of surveys: %w", err)
	}
	defer rows.Close()
	versions := map[string]string{}
	for rows.Next() {
		var id, version string
		if err := rows.Scan(&id, &version); err != nil {
			return nil, fmt.Errorf("read versions of surveys: %w", err)
		}
		versions[id] = version
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read versions of surveys: %w", err)
	}
	return versions, nil
}
