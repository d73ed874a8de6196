package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// migrations are the steps that lead from an empty file to the present schema, in the order of the
// numbers in their names. A step that was released is never changed; a change is a new step.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migration is one step of the schema.
type migration struct {
	number int
	name   string
	script string
}

// migrate applies the steps the file has not seen, each in one transaction with the note that it
// was applied, so that a crash leaves a file between two steps and never inside one.
func (s *Store) migrate(ctx context.Context) error {
	steps, err := readMigrations(migrations)
	if err != nil {
		return err
	}
	const notes = `CREATE TABLE IF NOT EXISTS migrations (
		number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied INTEGER NOT NULL) STRICT`
	if _, err := s.write.ExecContext(ctx, notes); err != nil {
		return err
	}
	for _, step := range steps {
		if err := s.apply(ctx, step); err != nil {
			return fmt.Errorf("migration %s: %w", step.name, err)
		}
	}
	return s.refuseNewer(ctx, len(steps))
}

// apply runs one step. Whether it was applied is asked inside the transaction: two processes may
// open the same old file at once.
func (s *Store) apply(ctx context.Context, step migration) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	var seen bool
	const known = `SELECT EXISTS (SELECT 1 FROM migrations WHERE number = ?)`
	if err := tx.QueryRowContext(ctx, known, step.number).Scan(&seen); err != nil || seen {
		return err
	}
	if _, err := tx.ExecContext(ctx, step.script); err != nil {
		return err
	}
	const note = `INSERT INTO migrations (number, name, applied) VALUES (?, ?, ?)`
	if _, err := tx.ExecContext(ctx, note, step.number, step.name, s.now().UnixMicro()); err != nil {
		return err
	}
	return tx.Commit()
}

// refuseNewer stops a program from writing into a file whose schema it does not know.
func (s *Store) refuseNewer(ctx context.Context, known int) error {
	var newest sql.NullInt64
	if err := s.write.QueryRowContext(ctx, `SELECT max(number) FROM migrations`).Scan(&newest); err != nil {
		return err
	}
	if newest.Int64 > int64(known) {
		return fmt.Errorf("the file was written by a newer version of Muster (schema %d, known here: %d); use that version", newest.Int64, known)
	}
	return nil
}

// readMigrations reads the steps, whose numbers must run from 1 without gaps.
func readMigrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "migrations/*.sql") // sorted by name
	if err != nil {
		return nil, err
	}
	var steps []migration
	for i, path := range names {
		script, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, "migrations/"), ".sql")
		head, _, _ := strings.Cut(name, "_")
		number, err := strconv.Atoi(head)
		if err != nil || number != i+1 {
			return nil, fmt.Errorf("migration %q: expected number %d", name, i+1)
		}
		steps = append(steps, migration{number, name, string(script)})
	}
	return steps, nil
}
