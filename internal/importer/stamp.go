package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// stamp is a time stamp taken apart. Which of a and b is the month is only known once the whole
// column has been seen.
type stamp struct {
	year, a, b           int
	order                dateOrder
	hour, minute, second int
	zone                 string // as written, or ""
}

// dateOrder is the order in which a date is written.
type dateOrder int

const (
	yearFirst  dateOrder = iota // 2022/06/22: a is the month
	dotted                      // 22.06.2022: a is the day everywhere this is written
	undecided                   // 8/4/2025
	monthFirst                  // decided for the column
	dayFirst                    // decided for the column
)

var (
	ymd = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]|$)`) // folded text: the T is small
	dmy = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2}),?(?: |$)`)
	hms = regexp.MustCompile(`^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?`)
	apm = regexp.MustCompile(`^ ?([ap])\.? ?m\.?(?: |$)`)
)

// parseStamp takes a time stamp apart; false when it is none.
func parseStamp(text string) (stamp, bool) {
	text = foldLabel(text)
	s, rest, ok := parseDate(text)
	if !ok {
		return s, false
	}
	if rest == "" {
		return s, s.plausible() // a day without a time of day
	}
	m := hms.FindStringSubmatch(rest)
	if m == nil {
		return s, false
	}
	s.hour, s.minute, s.second = number(m[1]), number(m[2]), number(m[3])
	rest = rest[len(m[0]):]
	if half := apm.FindStringSubmatch(rest); half != nil {
		if s.hour < 1 || s.hour > 12 {
			return s, false
		}
		s.hour %= 12
		if half[1] == "p" {
			s.hour += 12
		}
		rest = rest[len(half[0]):]
	}
	s.zone = strings.ToUpper(strings.TrimSpace(rest))
	return s, s.plausible()
}

func parseDate(text string) (s stamp, rest string, ok bool) {
	if m := ymd.FindStringSubmatch(text); m != nil {
		return stamp{year: number(m[1]), a: number(m[2]), b: number(m[3])}, text[len(m[0]):], true
	}
	m := dmy.FindStringSubmatch(text)
	if m == nil {
		return s, "", false
	}
	s = stamp{a: number(m[1]), b: number(m[3]), year: number(m[4]), order: undecided}
	if len(m[4]) == 2 {
		s.year += 2000
	}
	if m[2] == "." {
		s.order = dotted
	}
	return s, strings.TrimSpace(text[len(m[0]):]), true
}

func (s stamp) plausible() bool {
	return s.year >= 1990 && s.year <= 2200 && s.a >= 1 && s.b >= 1 && s.a <= 31 && s.b <= 31 &&
		s.hour < 24 && s.minute < 60 && s.second < 60
}

// at gives the moment, with an undecided date read in the order given. The error says what is wrong
// in words for people.
func (s stamp) at(order dateOrder, zones *zones) (time.Time, error) {
	month, day := s.a, s.b
	if s.order == dotted || s.order == undecided && order == dayFirst {
		month, day = s.b, s.a
	}
	zone, err := zones.find(s.zone)
	if err != nil {
		return time.Time{}, err
	}
	t := time.Date(s.year, time.Month(month), day, s.hour, s.minute, s.second, 0, zone)
	if month > 12 || t.Day() != day && time.Date(s.year, time.Month(month), day, 12, 0, 0, 0, time.UTC).Day() != day {
		return time.Time{}, fmt.Errorf("there is no day %d of month %d in %d", day, month, s.year)
	}
	return t, nil
}

// number reads digits that a pattern has matched; "" is 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
