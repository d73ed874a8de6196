package survey

import (
	"fmt"
	"time"
)

// number is a number as the file writes it.
type number string

// MarshalYAML writes the number as it is, without quotes.
func (n number) MarshalYAML() ([]byte, error) { return []byte(n), nil }

// localTime is a date or a date with a time of day, without an offset: the survey's time zone
// gives the meaning.
type localTime struct {
	time    time.Time
	dayOnly bool
}

// UnmarshalText reads 2026-12-01 or 2026-12-01 18:00.
func (t *localTime) UnmarshalText(text []byte) error {
	for _, layout := range []string{dayFormat, "2006-01-02 15:04", "2006-01-02T15:04"} {
		if v, err := time.Parse(layout, string(text)); err == nil {
			*t = localTime{v, layout == dayFormat}
			return nil
		}
	}
	return fmt.Errorf("%q is not a date; write it as 2026-12-01 or 2026-12-01 18:00", text)
}

// MarshalText writes the form that UnmarshalText reads.
func (t localTime) MarshalText() ([]byte, error) {
	return []byte(t.time.Format("2006-01-02 15:04")), nil
}

func (t *localTime) in(zone *time.Location) time.Time {
	if t == nil {
		return time.Time{}
	}
	v := t.time
	return time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), 0, 0, zone)
}

// day is a day of the calendar.
type day struct{ time time.Time }

// UnmarshalText reads 2026-12-01.
func (d *day) UnmarshalText(text []byte) error {
	v, ok := parseDay(string(text))
	if !ok {
		return fmt.Errorf("%q is not a day; write it as 2026-12-01", text)
	}
	d.time = v
	return nil
}

// MarshalText writes the form that UnmarshalText reads.
func (d day) MarshalText() ([]byte, error) { return []byte(d.time.Format(dayFormat)), nil }
