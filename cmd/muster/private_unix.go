//go:build unix

package main

import "syscall"

// keepPrivate makes every file that the program writes one for its owner alone: the databases, what
// DuckDB and SQLite put beside them, and workbooks hold what people told in confidence.
func keepPrivate() { syscall.Umask(0o077) }
