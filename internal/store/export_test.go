package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// Setting asks the connection that writes for one of SQLite's settings.
func (s *Store) Setting(ctx context.Context, name string) (value string, err error) {
	err = s.write.QueryRowContext(ctx, `PRAGMA `+name).Scan(&value)
	return value, err
}

// BreakLog lets every sync fail, as on a disk that is gone, until it is mended.
func (s *Store) BreakLog(t *testing.T) (mend func()) {
	t.Helper()
	closed, err := os.Create(filepath.Join(t.TempDir(), "closed"))
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	s.wal.mu.Lock()
	defer s.wal.mu.Unlock()
	whole := s.wal.file
	s.wal.file = closed
	return func() {
		s.wal.mu.Lock()
		defer s.wal.mu.Unlock()
		s.wal.file = whole
	}
}
