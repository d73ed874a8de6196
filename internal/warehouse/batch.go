package warehouse

import (
	"slices"
	"time"
)

// batch is a run of records made ready to be appended.
type batch struct {
	records int
	rows    []row
	slots   []uint64 // the columns of all rows, one row after the other
	texts   []written
	gone    []removal // rows of earlier batches that are no longer true
	last    []int64   // of every survey by index: its last record here; 0 without one
	seq     int64     // of the last record, be it of a survey known here or not
}

// row is one answer. Its columns stand in the batch.
type row struct {
	layout    *layout
	seq       int64
	id        string
	source    string
	version   string
	started   time.Time // zero: unknown
	submitted time.Time
	day       int64 // since 1970, in the survey's zone
	seconds   int64 // to fill in; -1: unknown
	language  string
	replaces  int64     // the row it took the place of; 0: none
	corrected time.Time // zero: never
	slots     int       // where they begin
	texts     int       // how many of its texts there are
	rare
}

// rare is what few rows have anything of.
type rare struct {
	flags   uint8
	order   uint8
	omitted int16 // picks that are not counted, or unreadable
}

// unreadable stands in the place of picks when nothing of a document could be read.
const unreadable = -1

// written is one text in a respondent's own words.
type written struct {
	layout *layout
	seq    int64
	place  uint16 // of its question among those of the layout that are answered in words
	text   string
}

// removal is a row that has been corrected or erased.
type removal struct {
	layout *layout
	seq    int64
}

// settle takes out the rows that later records of the same batch replace, so that they never reach
// a file. What is left in gone stands elsewhere or nowhere.
func (b *batch) settle() {
	if len(b.gone) == 0 {
		return
	}
	here := make(map[removal]bool, len(b.gone))
	for _, g := range b.gone {
		here[g] = false
	}
	b.rows = slices.DeleteFunc(b.rows, func(r row) bool {
		at := removal{r.layout, r.seq}
		_, gone := here[at]
		if gone {
			here[at] = true
		}
		return gone
	})
	b.texts = slices.DeleteFunc(b.texts, func(t written) bool { return here[removal{t.layout, t.seq}] })
	b.gone = slices.DeleteFunc(b.gone, func(g removal) bool { return here[g] })
}
