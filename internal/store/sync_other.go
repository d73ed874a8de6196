//go:build !linux

package store

import "os"

// syncData makes a file durable, on macOS past the disk's own memory.
func syncData(file *os.File) error { return file.Sync() }
