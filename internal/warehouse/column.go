package warehouse

import (
	"database/sql/driver"
	"math"
	"time"
)

// column is one that a survey's questions need. In a batch the value of a row is 64 bits, and 0
// when there is none.
type column struct {
	name string // the prefix keeps a question called "day" apart from the column every survey has
	form form
}

// form is the type of a column.
type form int

// The forms. A wider mask takes up to 40 % longer to count.
const (
	mask8 form = iota
	mask16
	mask32
	mask64
	decimal     // a number, NULL when there is none
	calendarDay // the same of a day
)

const maskBits = 64

// mask is the smallest form with so many bits.
func mask(bits int) form {
	switch {
	case bits <= 8:
		return mask8
	case bits <= 16:
		return mask16
	case bits <= 32:
		return mask32
	}
	return mask64
}

func (c column) sql() string { return quoted(c.name) }

func (f form) sqlType() string {
	return [...]string{"UTINYINT NOT NULL", "USMALLINT NOT NULL", "UINTEGER NOT NULL", "UBIGINT NOT NULL", "DOUBLE", "DATE"}[f]
}

// value is what 64 bits are in the column.
func (f form) value(bits uint64) driver.Value {
	switch f {
	case mask8:
		return uint8(bits)
	case mask16:
		return uint16(bits)
	case mask32:
		return uint32(bits)
	case mask64:
		return bits
	}
	if bits == 0 {
		return nil
	}
	if f == decimal {
		return numberOf(bits)
	}
	return day(dayIn(bits))
}

// bits reads a value back.
func bitsOf(v driver.Value) uint64 {
	switch v := v.(type) {
	case uint8:
		return uint64(v)
	case uint16:
		return uint64(v)
	case uint32:
		return uint64(v)
	case uint64:
		return v
	case float64:
		return numberBits(v)
	case time.Time:
		return dayBits(floor(v.Unix(), secondsPerDay))
	}
	return 0
}

// noNumber is the pattern of a float64 that is no number. Turned around by it, no number is 0.
const noNumber = 0x7FF8000000000001

func numberBits(n float64) uint64  { return math.Float64bits(n) ^ noNumber }
func numberOf(bits uint64) float64 { return math.Float64frombits(bits ^ noNumber) }

// noDay is further from any day than a calendar reaches.
const noDay = 1 << 40

func dayBits(n int64) uint64  { return uint64(n + noDay) }
func dayIn(bits uint64) int64 { return int64(bits) - noDay }
