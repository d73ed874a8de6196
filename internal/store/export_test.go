package store

import "context"

// Setting asks the connection that writes for one of SQLite's settings.
func (s *Store) Setting(ctx context.Context, name string) (value string, err error) {
	err = s.write.QueryRowContext(ctx, `PRAGMA `+name).Scan(&value)
	return value, err
}

// Blank is what takes the place of a value that is erased.
var Blank = blank

// Holding does something while nobody can store.
func (s *Store) Holding(ctx context.Context, do func() error) error {
	return s.hold(ctx, func(*prepared) error { return do() })
}
