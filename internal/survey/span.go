package survey

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Span is a length of time as people agree on it. A month is a calendar month.
type Span struct {
	Months int
	Days   int
}

var spanShape = regexp.MustCompile(`^\s*(\d{1,4})\s+(day|week|month|year)s?\s*$`)

// UnmarshalText reads 90 days, 6 weeks, 24 months or 2 years.
func (s *Span) UnmarshalText(text []byte) error {
	parts := spanShape.FindSubmatch(text)
	if parts == nil {
		return fmt.Errorf("%q is not a length of time; write it as 90 days, 6 months or 2 years", text)
	}
	n, _ := strconv.Atoi(string(parts[1])) // four digits at most
	switch string(parts[2]) {
	case "day":
		*s = Span{Days: n}
	case "week":
		*s = Span{Days: 7 * n}
	case "month":
		*s = Span{Months: n}
	case "year":
		*s = Span{Months: 12 * n}
	}
	if n == 0 || s.longer(Span{Months: 12 * maxYears}) {
		return fmt.Errorf("%q: the time must lie between a day and %d years", text, maxYears)
	}
	return nil
}

// MarshalText writes the form that UnmarshalText reads.
func (s Span) MarshalText() ([]byte, error) {
	if s.Months > 0 {
		return fmt.Appendf(nil, "%d months", s.Months), nil
	}
	return fmt.Appendf(nil, "%d days", s.Days), nil
}

// IsZero tells whether nothing was agreed.
func (s Span) IsZero() bool { return s == Span{} }

// Before returns the moment one span before now.
func (s Span) Before(now time.Time) time.Time { return now.AddDate(0, -s.Months, -s.Days) }

// longer compares by the time that passes from the longest month on.
func (s Span) longer(than Span) bool { return s.Months*31+s.Days > than.Months*31+than.Days }

// value is the span, or the zero one where the file gives none.
func (s *Span) value() Span {
	if s == nil {
		return Span{}
	}
	return *s
}
