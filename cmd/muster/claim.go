package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// errTaken means that another process holds a lock.
var errTaken = errors.New("taken by another process")

// claim keeps a second service from the data directory. It comes before anything is written: a
// service that cannot run must not change a wording, nor take the place of the link with which the
// first founder comes in. Whoever claims closes what is returned.
func claim(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	held, err := lockFile(filepath.Join(dir, "muster.lock"))
	if errors.Is(err, errTaken) {
		return nil, fmt.Errorf("a service is running over %q already; end it first, or name another directory with --data", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("claim data directory: %w", err)
	}
	return held, nil
}

// rememberBase notes in the data directory how people reach the service, for the links that
// muster login makes.
func (k *keeping) rememberBase(base string) error {
	return os.WriteFile(k.baseFile(), []byte(base+"\n"), 0o600)
}

// knownBase is the address that the last service over the directory had, or what is given.
func (k *keeping) knownBase(otherwise string) string {
	data, err := os.ReadFile(k.baseFile())
	if base := strings.TrimSpace(string(data)); err == nil && base != "" {
		return base
	}
	return otherwise
}

func (k *keeping) baseFile() string { return filepath.Join(k.dir, "muster.address") }
