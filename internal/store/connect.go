package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// role is what a connection is for.
type role struct {
	settings    url.Values
	statement   string // run on every new connection
	connections int
}

// writer takes the only connection that changes anything. Copying the log into the database file
// is taken off it (wal_autocheckpoint), because it would happen inside somebody's commit. The busy
// timeout is for other processes: inside this one the connection itself is the queue.
func writer() role {
	return role{connections: 1, settings: url.Values{
		"_journal_mode":  {"WAL"},
		"_synchronous":   {"FULL"},
		"_secure_delete": {"ON"},
		"_foreign_keys":  {"ON"},
		"_busy_timeout":  {busyTimeout},
		"_mutex":         {"no"},     // database/sql sees to it
		"_cache_size":    {"-32000"}, // KiB
		"_txlock":        {"immediate"},
	}, statement: `PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864; ` + toThePlatter}
}

// reader takes connections that only read.
func reader() role {
	return role{connections: 4, settings: url.Values{
		"_query_only":   {"ON"},
		"_busy_timeout": {busyTimeout},
		"_cache_size":   {"-8000"},
	}}
}

// copier takes the connection that copies the log into the database file.
func copier() role {
	return role{connections: 1, settings: url.Values{
		"_synchronous":  {"FULL"},
		"_busy_timeout": {busyTimeout},
	}, statement: toThePlatter}
}

// toThePlatter matters on macOS alone, where fsync leaves the data in the disk's own memory.
const toThePlatter = `PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1`

const busyTimeout = "10000" // ms

// connect opens a pool on the file at path.
func connect(path string, r role) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	c := connector{
		address: "file:" + (&url.URL{Path: full}).EscapedPath() + "?" + r.settings.Encode(),
		driver:  &sqlite3.SQLiteDriver{},
	}
	if r.statement != "" {
		c.driver.ConnectHook = func(conn *sqlite3.SQLiteConn) error {
			_, err := conn.Exec(r.statement, nil)
			return err
		}
	}
	db := sql.OpenDB(c)
	db.SetMaxOpenConns(r.connections)
	db.SetMaxIdleConns(r.connections)
	return db, nil
}

// connector opens connections of one role. It spares the driver a name in a table shared by the
// whole program.
type connector struct {
	address string
	driver  *sqlite3.SQLiteDriver
}

// Connect opens a connection; database/sql calls it.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.address) }

// Driver is part of what database/sql asks of a connector.
func (c connector) Driver() driver.Driver { return c.driver }
