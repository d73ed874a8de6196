package sandbox

import (
	"time"

	"muster/internal/tally"
)

// ParseReply reads what a worker wrote that may give so many rows.
func ParseReply(data []byte, rows int) (tally.Rows, error) {
	return parseReply(data, request{Rows: rows})
}

// CheckParsed decides on a query as DuckDB's parser gives it.
func CheckParsed(sql string, parsed []byte) error { return checkParsed(sql, parsed) }

// Confine does to a process what a worker does to itself.
func Confine(memory int64, deadline time.Duration) error {
	if err := limit(memory, deadline); err != nil {
		return err
	}
	return confine()
}
