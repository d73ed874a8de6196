package warehouse

import (
	"fmt"
	"strings"
	"time"

	"muster/internal/tally"
)

// where writes a filter as a condition. Nothing in it comes from the filter's own words: columns
// come from the survey, options become bits and dates become numbers.
func (l *layout) where(f tally.Filter) (string, error) {
	var conditions []string
	for _, p := range f.Picks {
		column, err := l.countable(p.Question)
		if err != nil {
			return "", fmt.Errorf("filter: %w", err)
		}
		var mask uint64
		for _, option := range p.Options {
			bit, known := column.bit[option]
			if !known {
				return "", fmt.Errorf("filter: %w: %q of question %q", ErrUnknownOption, option, p.Question)
			}
			mask |= 1 << bit
		}
		conditions = append(conditions, fmt.Sprintf("(%s & %d) <> 0", column.name(), mask))
	}
	if !f.From.IsZero() {
		conditions = append(conditions, "day >= "+date(f.From))
	}
	if !f.To.IsZero() {
		conditions = append(conditions, "day <= "+date(f.To))
	}
	if len(conditions) == 0 {
		return "true", nil
	}
	return strings.Join(conditions, " AND "), nil
}

// date writes the calendar day of t as DuckDB computes with it.
func date(t time.Time) string {
	year, month, d := t.Date()
	n := within(time.Date(year, month, d, 0, 0, 0, 0, time.UTC)).Unix() / secondsPerDay
	if n < 0 {
		return fmt.Sprintf("(DATE '1970-01-01' - %d)", -n)
	}
	return fmt.Sprintf("(DATE '1970-01-01' + %d)", n)
}
