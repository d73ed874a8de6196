package store

import (
	"errors"
	"os"
	"syscall"
)

// syncData makes a file's content durable, and of what the system notes about it only what reading
// the content needs: its length, not the time of the change.
func syncData(file *os.File) error {
	for {
		err := syscall.Fdatasync(int(file.Fd()))
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
