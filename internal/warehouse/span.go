package warehouse

import (
	"maps"
	"slices"
	"time"
)

// mostBuckets bounds an axis of days: a single import with a time stamp of the year 1 would
// otherwise draw an axis of 740,000 days.
const mostBuckets = 4000

// span are days or weeks from the first to the last that occurs. Beyond mostBuckets, those without
// anybody are left out.
type span struct {
	step   int64 // days a category spans
	unit   int64 // days a value of the key stands for: 1, or 7 for the number of a week
	first  int64 // the day number of category 0
	days   []string
	sparse map[int64]int // positions by day where some are left out
}

func (s *span) learn(people map[int64]int, _ []string) {
	values := slices.Sorted(maps.Keys(people))
	if len(values) == 0 {
		return
	}
	s.first = s.bucket(values[0])
	last := s.bucket(values[len(values)-1])
	if (last-s.first)/s.step < mostBuckets {
		for d := s.first; d <= last; d += s.step {
			s.days = append(s.days, day(d).Format(time.DateOnly))
		}
		return
	}
	s.sparse = map[int64]int{}
	for _, v := range values {
		if _, known := s.sparse[s.bucket(v)]; !known {
			s.sparse[s.bucket(v)] = len(s.days)
			s.days = append(s.days, day(s.bucket(v)).Format(time.DateOnly))
		}
	}
}

func (s *span) names() []string { return s.days }

func (s *span) position(value int64) int {
	if s.sparse != nil {
		return s.sparse[s.bucket(value)]
	}
	return int((s.bucket(value) - s.first) / s.step)
}

// firstMonday is the first day of the calendar, from which weeks are counted; it was a Monday.
const firstMonday = -719162

// bucket is the day that names the category of a key's value: a day itself, or the Monday of a
// week.
func (s *span) bucket(value int64) int64 {
	if s.unit == 7 {
		return firstMonday + 7*value
	}
	return firstMonday + s.step*floor(value-firstMonday, s.step)
}
