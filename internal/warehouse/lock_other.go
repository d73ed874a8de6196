//go:build !unix

package warehouse

import "os"

// guard remembers across a crash that a file was being opened. On this system only DuckDB's own
// lock keeps a second process from the file.
type guard struct{ file *os.File }

func lock(path string) (*guard, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return &guard{file}, nil
}

func (g *guard) release() error {
	if g == nil {
		return nil
	}
	return g.file.Close()
}
