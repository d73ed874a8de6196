//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes hold of the file at path for this process alone. The system lets go of it when the
// process ends, however it ends, so a file that stays behind means nothing.
func lockFile(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = errTaken
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
