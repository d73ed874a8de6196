package workbook

import (
	"math"
	"regexp"
	"strconv"
	"time"
)

// The methods of this file append one cell each to the row being written. Cells must come in the
// order of their columns, which count from 0; what is left out is blank.

func (w *rowWriter) cell(column int) {
	w.buffer = append(append(w.buffer, w.section.columns[column]...), w.number...)
}

// integer writes a whole number.
func (w *rowWriter) integer(column, value int) {
	w.cell(column)
	w.buffer = append(w.buffer, `"><v>`...)
	w.buffer = strconv.AppendInt(w.buffer, int64(value), 10)
	w.buffer = append(w.buffer, "</v></c>"...)
}

// flag writes 1 for true and 0 for false.
func (w *rowWriter) flag(column int, value bool) {
	w.cell(column)
	if value {
		w.buffer = append(w.buffer, `"><v>1</v></c>`...)
	} else {
		w.buffer = append(w.buffer, `"><v>0</v></c>`...)
	}
}

// decimal writes a number with at most two places.
func (w *rowWriter) decimal(column int, value float64) {
	w.cell(column)
	w.buffer = append(w.buffer, `"><v>`...)
	w.buffer = strconv.AppendFloat(w.buffer, math.Round(value*100)/100, 'f', -1, 64)
	w.buffer = append(w.buffer, "</v></c>"...)
}

// exact writes a decimal as it was given, to the last digit; what is none stays text.
func (w *rowWriter) exact(column int, decimal string) {
	if !decimalNumber.MatchString(decimal) {
		w.text(column, decimal)
		return
	}
	w.cell(column)
	w.buffer = append(append(append(w.buffer, `"><v>`...), decimal...), "</v></c>"...)
}

var decimalNumber = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,15})?$`)

// day writes a date that is given as 2006-01-02; what is none stays text.
func (w *rowWriter) day(column int, date string) {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil || at.Year() < 1901 {
		w.text(column, date)
		return
	}
	w.cell(column)
	w.buffer = append(w.buffer, `" s="`...)
	w.buffer = strconv.AppendInt(w.buffer, int64(w.section.day), 10)
	w.buffer = append(w.buffer, `"><v>`...)
	w.buffer = strconv.AppendFloat(w.buffer, serial(at), 'f', -1, 64)
	w.buffer = append(w.buffer, "</v></c>"...)
}

// blank writes a cell without content, in grey.
func (w *rowWriter) blank(column int) {
	w.cell(column)
	w.buffer = append(w.buffer, `" s="`...)
	w.buffer = strconv.AppendInt(w.buffer, int64(w.section.grey), 10)
	w.buffer = append(w.buffer, `"></c>`...)
}

// text writes text; "" leaves the cell blank.
func (w *rowWriter) text(column int, text string) {
	if text != "" {
		w.ready(column, inline(guarded(text)))
	}
}

// ready writes text that was prepared before; "" leaves the cell blank.
func (w *rowWriter) ready(column int, text cellXML) {
	if text != "" {
		w.cell(column)
		w.buffer = append(w.buffer, text...)
	}
}

// moment writes a date with its time of day as the clocks of the zone showed it.
func (w *rowWriter) moment(column int, at time.Time) {
	if !at.IsZero() {
		w.cell(column)
		w.buffer = w.section.appendMoment(w.buffer, at)
	}
}

func (s *section) appendMoment(buffer []byte, at time.Time) []byte {
	buffer = append(buffer, `" s="`...)
	buffer = strconv.AppendInt(buffer, int64(s.date), 10)
	buffer = append(buffer, `"><v>`...)
	buffer = strconv.AppendFloat(buffer, serial(at), 'f', -1, 64)
	return append(buffer, "</v></c>"...)
}

// firstDay is day 0 of Excel's calendar for every date after February 1900, which Excel takes
// for a leap year.
var firstDay = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// serial is a moment as Excel counts: days of the wall clock since firstDay.
func serial(at time.Time) float64 {
	wall := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
	return float64(wall.Unix()-firstDay.Unix()) / (24 * 60 * 60)
}
