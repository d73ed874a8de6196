package warehouse

import (
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"time"

	"muster/internal/survey"
	"muster/internal/tally"
)

// Errors about a query or filter that cannot be answered; their texts name what is wrong.
var (
	ErrUnknownSurvey   = errors.New("unknown survey")
	ErrUnknownQuestion = errors.New("unknown question")
	ErrUnknownOption   = errors.New("unknown option")
	ErrQuery           = errors.New("query cannot be counted")
)

// axis is one dimension of a query made ready to be scanned. Its categories are cut into keys of
// at most eight: a million answers grouped by one or two of them take 2 to 6 ms, because the
// combinations that occur stay few, however many different masks there are.
type axis struct {
	dimension  tally.Dimension
	categories []string // empty for days and weeks until the days are known
	keys       []key
	answered   string // the condition of having answered; "" for days and weeks
	first      int64  // of days and weeks: the day number of category 0
	step       int64  // days a category spans; 0 for questions
	sparse     map[int64]int
}

// key is an expression of eight bits, a day or the number of a week, to group by.
type key struct {
	sql   string
	first int // the category of bit 0
}

const keyBits = 8

func (l *layout) axis(d tally.Dimension) (*axis, error) {
	a := &axis{dimension: d}
	switch {
	case d.Unit == tally.Day && d.Question == "":
		a.keys, a.step = []key{{sql: "day"}}, 1
		return a, nil
	case d.Unit == tally.Week && d.Question == "":
		a.keys, a.step = []key{{sql: "(day - DATE '0001-01-01') // 7"}}, 7
		return a, nil
	case d.Unit != tally.Options && d.Unit != tally.Groups:
		return nil, fmt.Errorf("%w: unit %d of question %q", ErrQuery, d.Unit, d.Question)
	}
	f, err := l.countable(d.Question)
	if err != nil {
		return nil, err
	}
	a.answered = f.name() + " <> 0"
	if d.Unit == tally.Groups {
		return a, a.groups(f)
	}
	a.categories = f.options
	for at := 0; at < len(f.options); at += keyBits {
		sql := f.name()
		if f.bits > keyBits {
			sql = fmt.Sprintf("((%s >> %d) & 255)::UTINYINT", f.name(), at)
		}
		a.keys = append(a.keys, key{sql, at})
	}
	return a, nil
}

// groups makes a bit of every group: set for who picked any of its options, so that people count
// once.
func (a *axis) groups(f *field) error {
	if len(f.question.Groups) == 0 {
		return fmt.Errorf("%w: question %q has no groups", ErrQuery, f.question.ID)
	}
	for at := 0; at < len(f.question.Groups); at += keyBits {
		var parts []string
		for i, g := range f.question.Groups[at:min(at+keyBits, len(f.question.Groups))] {
			a.categories = append(a.categories, g.ID)
			mask := f.mask(func(o survey.Option) bool { return o.Group == g.ID })
			parts = append(parts, fmt.Sprintf("(((%s & %d) <> 0)::UTINYINT * %d::UTINYINT)", f.name(), mask, 1<<i))
		}
		a.keys = append(a.keys, key{strings.Join(parts, " | "), at})
	}
	return nil
}

func (l *layout) countable(question string) (*field, error) {
	f := l.fields[question]
	switch {
	case f == nil && l.survey.Question(question) == nil:
		return nil, fmt.Errorf("%w: %q", ErrUnknownQuestion, question)
	case f == nil || f.column < 0:
		return nil, fmt.Errorf("%w: question %q has no options to count", ErrQuery, question)
	}
	return f, nil
}

// mostBuckets bounds an axis of days: a single import with a time stamp of the year 1 would
// otherwise draw an axis of 740,000 days.
const mostBuckets = 4000

// span lays out days and weeks from the first to the last that occurs. Beyond mostBuckets, days
// without anybody are left out.
func (a *axis) span(values []int64) {
	if a.step == 0 || len(values) == 0 {
		return
	}
	a.first = a.bucket(values[0])
	last := a.bucket(values[len(values)-1])
	if (last-a.first)/a.step < mostBuckets {
		for d := a.first; d <= last; d += a.step {
			a.categories = append(a.categories, day(d).Format(time.DateOnly))
		}
		return
	}
	a.sparse = map[int64]int{}
	for _, d := range values {
		if _, known := a.sparse[a.bucket(d)]; !known {
			a.sparse[a.bucket(d)] = len(a.categories)
			a.categories = append(a.categories, day(a.bucket(d)).Format(time.DateOnly))
		}
	}
}

// firstMonday is the first day of the calendar, from which weeks are counted; it was a Monday.
const firstMonday = -719162

// bucket is the day that names the category of a key's value: a day itself, or the Monday of a
// week.
func (a *axis) bucket(value int64) int64 {
	if a.step == 7 {
		return firstMonday + 7*value
	}
	return value
}

// positions appends the categories that a value of a key stands for.
func (a *axis) positions(k key, value int64, to []int) []int {
	if a.step == 0 {
		for v := uint64(value); v != 0; v &= v - 1 {
			to = append(to, k.first+bits.TrailingZeros64(v))
		}
		return to
	}
	if a.sparse != nil {
		return append(to, a.sparse[a.bucket(value)])
	}
	return append(to, int((a.bucket(value)-a.first)/a.step))
}
