// Package sav writes SPSS system files, the .sav that statisticians exchange.
//
// It owns the format: a dictionary of labelled variables and multiple-response sets, then the cases,
// compressed by bytecode, in UTF-8 and little endian, as the documentation of GNU PSPP describes it. It knows nothing of
// surveys.
//
// It guarantees that what it writes is read back as it was given, by PSPP and by whatever else reads the
// format, that cases leave as they come, so that memory does not grow with them, and that a mistake in
// the dictionary is an error before the first byte.
package sav

import "time"

// Format is how the values of a variable are shown.
type Format int

// The formats. Dates and moments are numbers, as Serial gives them.
const (
	Number Format = iota
	Text
	Date     // such as 02-JAN-2006
	DateTime // such as 02-JAN-2006 15:04:05
)

// Measure is the level of measurement.
type Measure int32

// The levels.
const (
	Nominal Measure = 1 + iota
	Ordinal
	Scale
)

// Variable is one column.
type Variable struct {
	Name     string // begins with a letter; letters, digits, _ and . ; at most 64 bytes; unique whatever its case
	Label    string // cut to 255 bytes
	Width    int    // of a text in bytes, at most 32,767; 0: a number
	Format   Format
	Decimals int
	Values   []ValueLabel // of a number
	Missing  []float64    // values that count as missing; at most three, of a number
	Measure  Measure      // zero: Nominal
}

// ValueLabel is what a number stands for.
type ValueLabel struct {
	Value float64
	Label string // cut to 120 bytes, as SPSS shows them
}

// Set is a multiple-response set: several variables that are one question, each 1 where it was picked.
type Set struct {
	Name      string // without the dollar sign; as a Variable's, at most 63 bytes
	Label     string // cut to 255 bytes
	Variables []string
}

// Config is what a file says before its cases.
type Config struct {
	Label     string // of the file, cut to 64 bytes
	Created   time.Time
	Variables []Variable
	Sets      []Set
	Cases     int      // -1: not known yet
	Documents []string // lines of at most 80 bytes; longer ones go on in the next
}

// Value is one cell. Text is of a variable with a Width, Number of any other.
type Value struct {
	Number  float64
	Text    string
	Missing bool // nothing is known; of a text the same as ""
}

// epoch is the beginning of the Gregorian calendar, from which the format counts.
func epoch() time.Time { return time.Date(1582, time.October, 14, 0, 0, 0, 0, time.UTC) }

// Serial gives a moment as the format counts it: seconds since 14 October 1582 by the clock on the wall
// where t is, for the format knows no time zones.
func Serial(t time.Time) float64 {
	_, offset := t.Zone()
	return float64(t.Unix() + int64(offset) - epoch().Unix())
}
