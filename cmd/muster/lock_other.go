//go:build !unix

package main

import "os"

// lockFile only opens the file: here the warehouse's own lock keeps a second service out.
func lockFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
}
