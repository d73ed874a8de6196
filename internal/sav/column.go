package sav

import "fmt"

// A text of more than 255 bytes stands in several segments of 255, each a variable of its own to
// readers that do not know of long texts. How many there are follows from 252 bytes each, which is an
// old mistake that became the format.
const (
	segmentBytes = 255
	segmentShare = 252
	element      = 8 // bytes; every segment fills whole elements
)

// column is a variable with its place in a case.
type column struct {
	variable Variable
	first    int // its first element, from 0
	segments []segment
}

type segment struct {
	name   string // the short one, of 8 letters
	width  int    // 0: a number
	used   int    // bytes of the text that stand in it
	format int32
}

// elements is how many units of eight bytes it fills.
func (s segment) elements() int { return max(1, (s.width+element-1)/element) }

func columns(variables []Variable) []column {
	out := make([]column, len(variables))
	next, names := 0, 0
	for i, v := range variables {
		c := column{variable: v, first: next}
		for _, s := range segments(v) {
			names++
			s.name = fmt.Sprintf("V%06d", names)
			s.format = s.printed(v)
			c.segments = append(c.segments, s)
			next += s.elements()
		}
		out[i] = c
	}
	return out
}

func segments(v Variable) []segment {
	if v.Width <= segmentBytes {
		return []segment{{width: v.Width, used: v.Width}}
	}
	n := (v.Width + segmentShare - 1) / segmentShare
	out := make([]segment, n)
	left := v.Width
	for i := range out {
		used := min(left, segmentBytes)
		left -= used
		out[i] = segment{width: segmentBytes, used: used}
	}
	out[n-1].width = v.Width - (n-1)*segmentShare
	return out
}

// printed is the code of a format: its kind, its width and its decimals.
func (s segment) printed(v Variable) int32 {
	const texts, numbers, dates, moments = 1, 5, 20, 22
	kind, width, decimals := numbers, 8+v.Decimals, v.Decimals
	switch v.Format {
	case Text:
		kind, width, decimals = texts, s.width, 0
	case Date:
		kind, width, decimals = dates, 11, 0
	case DateTime:
		kind, width, decimals = moments, 20, 0
	}
	return int32(kind<<16 | width<<8 | decimals)
}

func elements(columns []column) int {
	last := columns[len(columns)-1]
	n := last.first
	for _, s := range last.segments {
		n += s.elements()
	}
	return n
}
