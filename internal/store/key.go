package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const keySize = 32

// Key returns the server's secret, of 32 bytes, from the file at path. The first call draws it from
// random and writes the file with mode 0600; when several processes do so at once, they get the
// same secret. It is kept beside the database and not in it, so that a copy of the database alone
// opens nobody's receipt. A file of another length is an error and never replaced: receipts that
// were handed out hang on it.
func Key(path string, random io.Reader) ([]byte, error) {
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = writeKey(path, random); err == nil {
			key, err = readKey(path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("server key %q: %w", path, err)
	}
	return key, nil
}

func readKey(path string) ([]byte, error) {
	key, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(key) != keySize || bytes.Equal(key, make([]byte, keySize)) {
		return nil, fmt.Errorf("has %d bytes or no content; restore the file of %d bytes from a backup", len(key), keySize)
	}
	return key, private(path)
}

// writeKey gives the complete and durable file its name only at the end, and by a hard link, which
// unlike a rename leaves alone what another process put there meanwhile.
func writeKey(path string, random io.Reader) error {
	folder := filepath.Dir(path)
	file, err := os.CreateTemp(folder, filepath.Base(path)+".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	key := make([]byte, keySize)
	if _, err := io.ReadFull(random, key); err != nil {
		return errors.Join(err, file.Close())
	}
	_, err = file.Write(key)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Link(file.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(folder)
}
