package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3" // the driver named sqlite3
)

// role is what a connection is for.
type role struct {
	settings    url.Values
	connections int
}

// writer and reader are the two kinds of connection. auto_checkpoint is off because copying the log
// into the database file would otherwise happen inside somebody's commit. The busy timeout is for
// other processes: inside this one the single write connection is the queue.
var (
	writer = role{settings: url.Values{
		"_journal_mode":  {"WAL"},
		"_synchronous":   {"FULL"},
		"_secure_delete": {"ON"},
		"_foreign_keys":  {"ON"},
		"_busy_timeout":  {"10000"},
		"_cache_size":    {"-32000"}, // KiB
		"_txlock":        {"immediate"},
	}, connections: 1}
	reader = role{settings: url.Values{
		"_query_only":   {"ON"},
		"_busy_timeout": {"10000"},
		"_cache_size":   {"-8000"},
	}, connections: 4}
)

// connect opens a pool on the file at path.
func connect(path string, r role) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	address := "file:" + (&url.URL{Path: full}).EscapedPath() + "?" + r.settings.Encode()
	db, err := sql.Open("sqlite3", address)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(r.connections)
	db.SetMaxIdleConns(r.connections)
	return db, nil
}

// create makes an empty file that only its owner may read, which SQLite takes for a new database
// and whose mode it gives to the files beside it. A file that is there keeps its content and loses
// everybody else's permissions.
func create(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return private(path)
	}
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// private takes a file's permissions for group and others away.
func private(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%q is a folder, not a database file", path)
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	return os.Chmod(path, info.Mode().Perm()&0o700)
}

// syncFolder makes the names in a folder durable: a file whose name is lost is lost.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
