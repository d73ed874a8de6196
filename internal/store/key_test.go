package store_test

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"muster/internal/store"
)

func TestKeyIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.key")
	first, err := store.Key(path, bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil || !bytes.Equal(first, bytes.Repeat([]byte{7}, 32)) {
		t.Fatalf("got %x, %v", first, err)
	}
	again, err := store.Key(path, strings.NewReader(""))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("got %x, %v", again, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("the folder has %v, %v", files, err)
	}
}

func TestKeyIsTheSameForAllWhoAskAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.key")
	keys := make([][]byte, 16)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			key, err := store.Key(path, rand.Reader)
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	all.Wait()
	for _, key := range keys {
		if len(key) != 32 || !bytes.Equal(key, keys[0]) {
			t.Errorf("%x and %x", keys[0], key)
		}
	}
}

func TestKeyTakesOthersPermissionsAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.key")
	if err := os.WriteFile(path, bytes.Repeat([]byte{1}, 32), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Key(path, rand.Reader); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestKeyRefuses(t *testing.T) {
	tests := []struct {
		name    string
		content []byte // nil: no file
		random  string
	}{
		{"a file that was cut short", []byte("short"), strings.Repeat("x", 32)},
		{"an empty file", []byte{}, strings.Repeat("x", 32)},
		{"a file of zeros", make([]byte, 32), strings.Repeat("x", 32)},
		{"no randomness", nil, "x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "muster.key")
			if test.content != nil {
				if err := os.WriteFile(path, test.content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if key, err := store.Key(path, strings.NewReader(test.random)); err == nil {
				t.Errorf("got %x", key)
			}
			left, err := os.ReadFile(path)
			if test.content == nil && err == nil {
				t.Errorf("a file of %d bytes was left", len(left))
			}
			if test.content != nil && !bytes.Equal(left, test.content) {
				t.Error("the file was replaced")
			}
		})
	}
}
