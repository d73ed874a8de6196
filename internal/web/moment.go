package web

import (
	"time"

	"muster/internal/words"
)

// moment writes a moment as people of the survey's zone say it; the first moment of a day is called by
// the day alone.
func moment(said *words.Words, t time.Time, zone *time.Location) string {
	t = t.In(zone)
	if atMidnight(t) {
		return said.Day(t)
	}
	return said.Moment(t)
}

func atMidnight(t time.Time) bool {
	hour, minute, second := t.Clock()
	return hour+minute+second == 0
}

const (
	dayFormat    = "Monday 2 January 2006"
	momentFormat = dayFormat + " at 15:04 (MST)"
)

// momentIn is moment in English.
func momentIn(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	if atMidnight(t) {
		return t.Format(dayFormat)
	}
	return t.Format(momentFormat)
}

// lastMomentIn writes the first moment that is too late, in English, as it stands behind "until": a
// form that closes on the 5th at 0:00 is open until the end of the 4th.
func lastMomentIn(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	if atMidnight(t) {
		return "the end of " + t.AddDate(0, 0, -1).Format(dayFormat)
	}
	return t.Format(momentFormat)
}
