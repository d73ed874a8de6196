package dataset

import (
	"io"
	"strconv"
	"strings"
	"time"

	"muster/internal/spreadsheet"
)

// lines writes CSV as RFC 4180 has it, with a bare line feed at the end of a row. encoding/csv would
// make a string of every number.
type lines struct {
	out    io.Writer
	buffer []byte
	cells  int // of the row so far
}

const bufferSize = 64 << 10

func newLines(w io.Writer) *lines {
	return &lines{out: w, buffer: make([]byte, 0, bufferSize+bufferSize/4)}
}

// mark writes a byte order mark.
func (l *lines) mark() { l.buffer = append(l.buffer, "\uFEFF"...) }

// next separates a cell from the one before.
func (l *lines) next() {
	if l.cells > 0 {
		l.buffer = append(l.buffer, ',')
	}
	l.cells++
}

func (l *lines) blank() { l.next() }

// text writes words, guarded against being run as a formula.
func (l *lines) text(text string) {
	l.next()
	text = spreadsheet.Guarded(text)
	if !strings.ContainsAny(text, "\",\r\n") && text == strings.TrimSpace(text) {
		l.buffer = append(l.buffer, text...)
		return
	}
	l.buffer = append(append(append(l.buffer, '"'), strings.ReplaceAll(text, `"`, `""`)...), '"')
}

func (l *lines) integer(n int) {
	l.next()
	l.buffer = strconv.AppendInt(l.buffer, int64(n), 10)
}

// plain writes an id or a figure, which need neither quotes nor a guard.
func (l *lines) plain(text string) {
	l.next()
	l.buffer = append(l.buffer, text...)
}

// figure writes a number or a day; what is none, in an answer to an earlier wording, stays words.
func (l *lines) figure(text string) {
	if strings.Trim(text, "0123456789.-") != "" {
		l.text(text)
		return
	}
	l.plain(text)
}

// moment writes a time as the clocks on the wall showed it, which every program takes for a time.
func (l *lines) moment(t time.Time) {
	l.next()
	l.buffer = t.AppendFormat(l.buffer, time.DateTime)
}

// stamp writes a moment and, in the hour that clocks show twice, which of the two is meant.
func (l *lines) stamp(t time.Time) {
	l.moment(t)
	if twice(t) {
		l.buffer = t.AppendFormat(l.buffer, " -0700")
	}
}

// twice tells whether the clocks were set back over this time of day, before it or after.
func twice(t time.Time) bool {
	_, offset := t.Zone()
	for _, apart := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, other := t.Add(apart).Zone()
		if other == offset {
			continue
		}
		same := t.Add(time.Duration(offset-other) * time.Second)
		if same.Format(time.DateTime) == t.Format(time.DateTime) {
			return true
		}
	}
	return false
}

// end finishes the row.
func (l *lines) end() error {
	l.buffer = append(l.buffer, '\n')
	l.cells = 0
	if len(l.buffer) < bufferSize {
		return nil
	}
	return l.flush()
}

func (l *lines) flush() error {
	_, err := l.out.Write(l.buffer)
	l.buffer = l.buffer[:0]
	return err
}
