package warehouse

import (
	"math"
	"time"

	"muster/internal/response"
)

// within keeps a time inside the years a calendar can show; an import may bring any.
func within(t time.Time) time.Time {
	switch year := t.UTC().Year(); {
	case year < 1:
		return time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	case year > 9998:
		return time.Date(9998, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return t
}

const secondsPerDay = 24 * 60 * 60

func dayOf(t time.Time, zone *time.Location) int64 {
	_, offset := t.In(zone).Zone()
	return floor(t.Unix()+int64(offset), secondsPerDay)
}

func floor(n, by int64) int64 {
	q := n / by
	if n%by < 0 {
		q--
	}
	return q
}

// seconds is the time to fill in; unknown where a clock ran backwards.
func seconds(r *response.Record) int64 {
	n := r.Submitted.Unix() - r.Started.Unix()
	if r.Started.IsZero() || n < 0 || n > math.MaxUint32 {
		return -1
	}
	return n
}
func day(n int64) time.Time { return time.Unix(n*secondsPerDay, 0).UTC() }

// dayNamed reads a day as dates are answered.
func dayNamed(name string) (int64, error) {
	t, err := time.Parse(time.DateOnly, name)
	return floor(t.Unix(), secondsPerDay), err
}
