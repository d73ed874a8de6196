//go:build unix

package warehouse

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// guard keeps a second process, or a second Warehouse of this one, from the file. It is needed
// beside DuckDB's own lock, which is let go while a rebuilt file takes the old one's place.
//
// It also remembers across a crash that a file was being opened: a file whose damage takes the
// whole process down is then not opened a second time.
type guard struct{ file *os.File }

// lock takes hold of the guard at path. The system lets go of it when the process ends, however
// it ends, so the file that stays behind means nothing.
func lock(path string) (*guard, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = ErrLocked
		}
		return nil, errors.Join(fmt.Errorf("lock %q: %w", path, err), file.Close())
	}
	return &guard{file}, nil
}

func (g *guard) release() error {
	if g == nil {
		return nil
	}
	return g.file.Close()
}
