package spreadsheet

import (
	"fmt"
	"math"
	"strings"
	"time"
)

const (
	daySeconds = 86_400
	maxDays    = 2_958_465 // 9999-12-31, the last day that spreadsheets know
	leapFault  = 60        // 1900-02-29, which spreadsheets count although it never was
)

// serial is a moment as spreadsheets keep it: days and fractions of a day since the end of 1899, or
// since the start of 1904 in workbooks of old Macs.
type serial struct {
	days      float64
	epoch1904 bool
}

// text writes the moment: 2006-01-02, or 2006-01-02 15:04:05 where it has a time of day, or 15:04.
// Half a second too much or too little is what the fraction of a day cannot hold, so it is rounded.
// false when there is no such moment.
func (s serial) text(f format) (string, bool) {
	if !(s.days >= 0 && s.days < maxDays+1) {
		return "", false
	}
	seconds := int64(math.Round(s.days * daySeconds))
	switch {
	case f == duration, f == clock && seconds == daySeconds:
		return hours(seconds), true
	case seconds < daySeconds && (f == clock || seconds > 0) && !s.epoch1904:
		return hours(seconds), true // a time of day alone
	case f == clock && seconds < daySeconds:
		return hours(seconds), true
	}
	day, ok := s.day(seconds / daySeconds)
	if !ok {
		return "", false
	}
	at := day.Add(time.Duration(seconds%daySeconds) * time.Second)
	if at.Year() > 9999 {
		return "", false
	}
	if seconds%daySeconds == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format(time.DateTime), true
}

func (s serial) day(n int64) (time.Time, bool) {
	switch {
	case s.epoch1904:
		return time.Date(1904, 1, 1+int(n), 0, 0, 0, 0, time.UTC), true
	case n == 0, n == leapFault:
		return time.Time{}, false
	case n < leapFault:
		n++
	}
	return time.Date(1899, 12, 30+int(n), 0, 0, 0, 0, time.UTC), true
}

// hours writes a time of day or a duration.
func hours(seconds int64) string {
	text := fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}

// isoMoment reads a cell that holds its day as text, as the ISO standard of workbooks allows.
func isoMoment(raw string) (string, bool) {
	raw = strings.TrimSuffix(raw, "Z")
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05.999999999", "2006-01-02T15:04", time.DateTime} {
		at, err := time.Parse(layout, raw)
		if err != nil {
			continue
		}
		if at = at.Round(time.Second); at.Equal(at.Truncate(24 * time.Hour)) {
			return at.Format(time.DateOnly), true
		}
		return at.Format(time.DateTime), true
	}
	return raw, false
}
