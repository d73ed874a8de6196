package warehouse

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"muster/internal/tally"
)

// where writes a filter as a condition. Nothing in it is the filter's own words: columns come from
// the survey, options become bits, dates become numbers and sources digits.
func (l *layout) where(f tally.Filter) (string, error) {
	var conditions []string
	for _, p := range f.Picks {
		condition, err := l.anyOf(p)
		if err != nil {
			return "", fmt.Errorf("filter: %w", err)
		}
		conditions = append(conditions, condition)
	}
	if len(f.Sources) > 0 {
		var any []string
		for _, name := range f.Sources {
			any = append(any, fromSource(name))
		}
		conditions = append(conditions, "("+strings.Join(any, " OR ")+")")
	}
	if f.Unflagged {
		conditions = append(conditions, "flags = 0")
	}
	if !f.From.IsZero() {
		conditions = append(conditions, "day >= "+dateSQL(f.From))
	}
	if !f.To.IsZero() {
		conditions = append(conditions, "day <= "+dateSQL(f.To))
	}
	if len(conditions) == 0 {
		return "true", nil
	}
	return strings.Join(conditions, " AND "), nil
}

// anyOf is the condition of having picked one of the options.
func (l *layout) anyOf(p tally.Pick) (string, error) {
	f, err := l.question(p.Question)
	if err != nil {
		return "", err
	}
	var mask uint64
	for _, option := range p.Options {
		bit, known := f.bit[option]
		if !known {
			return "", fmt.Errorf("%w: %q of question %q", ErrUnknownOption, option, p.Question)
		}
		mask |= 1 << bit
	}
	return fmt.Sprintf("(%s & %d) <> 0", l.mask(f), mask), nil
}

// foreign writes a text that may be anybody's as digits, so that no character of it means anything.
func foreign(text string) string {
	var b strings.Builder
	b.WriteString("decode('")
	for _, c := range []byte(clean(text)) {
		b.WriteString(`\x` + hex.EncodeToString([]byte{c}))
	}
	b.WriteString("'::BLOB)")
	return b.String()
}

// dateSQL writes the calendar day of t as DuckDB computes with it.
func dateSQL(t time.Time) string {
	year, month, d := t.Date()
	n := within(time.Date(year, month, d, 0, 0, 0, 0, time.UTC)).Unix() / secondsPerDay
	if n < 0 {
		return fmt.Sprintf("(DATE '1970-01-01' - %d)", -n)
	}
	return fmt.Sprintf("(DATE '1970-01-01' + %d)", n)
}
