package store

import (
	"database/sql/driver"
	"math"
	"strings"
)

// blank returns a value that takes the same room in a row as v and says nothing. SQLite then writes
// it where v was, and moves nothing.
func blank(v driver.Value) driver.Value {
	switch v := v.(type) {
	case string:
		return strings.Repeat(" ", len(v))
	case []byte:
		return make([]byte, len(v))
	case int64:
		return blankNumber(v)
	}
	return nil
}

// blankNumber returns the greatest number of as many bytes as SQLite takes for n. Of 0 and 1, which
// take none, it returns 1 and so hides which it was.
func blankNumber(n int64) int64 {
	if n == 0 || n == 1 {
		return 1
	}
	for _, bits := range []int{7, 15, 23, 31, 47} {
		if greatest := int64(1)<<bits - 1; n >= -greatest-1 && n <= greatest {
			return greatest
		}
	}
	return math.MaxInt64
}

func blanks(row []driver.Value) []driver.Value {
	empty := make([]driver.Value, len(row))
	for i, v := range row {
		empty[i] = blank(v)
	}
	return empty
}
