package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

// write leaves the script in dist under a name with its hash, its compressed variants beside it,
// and manifest.json, which leads from names to hashed names. The manifest comes last: without it
// nothing in dist is served.
func write(folder string, script []byte) error {
	dist := filepath.Join(folder, "dist")
	if err := empty(dist); err != nil {
		return err
	}
	sum := sha256.Sum256(script)
	name := "charts-" + hex.EncodeToString(sum[:8]) + ".js"
	files := map[string][]byte{name: script}
	for suffix, compress := range compressors() {
		packed, err := pack(script, compress)
		if err != nil {
			return err
		}
		files[name+suffix] = packed
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dist, name), content, 0o644); err != nil {
			return err
		}
	}
	manifest, err := json.MarshalIndent(map[string]string{"charts.js": name}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, "manifest.json"), append(manifest, '\n'), 0o644)
}

func compressors() map[string]func(io.Writer) (io.WriteCloser, error) {
	return map[string]func(io.Writer) (io.WriteCloser, error){
		".gz": func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(w, gzip.BestCompression) },
		".br": func(w io.Writer) (io.WriteCloser, error) {
			return brotli.NewWriterLevel(w, brotli.BestCompression), nil
		},
	}
}

func pack(content []byte, compress func(io.Writer) (io.WriteCloser, error)) ([]byte, error) {
	var packed bytes.Buffer
	w, err := compress(&packed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err = w.Close()
	return packed.Bytes(), err
}

// empty removes what an earlier build left, but not the file that keeps the folder in the
// repository.
func empty(dist string) error {
	entries, err := os.ReadDir(dist)
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(dist, 0o755)
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		if err := os.Remove(filepath.Join(dist, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}
