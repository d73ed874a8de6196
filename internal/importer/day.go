package importer

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// days reads a whole column of dates, because the order of day and month shows in the column and not
// in a single cell.
type days struct {
	question  *survey.Question
	languages []string
	order     dateOrder // undecided when nothing in the file decides
	why       string    // how the order was found; "" when no cell left it open
}

func newDays(c *column, q *survey.Question, languages []string) *days {
	d := &days{question: q, languages: languages, order: undecided}
	var open []stamp
	for _, cell := range c.cells {
		if s, ok := parseStamp(cell.text); ok && s.order == undecided && s.a != s.b {
			open = append(open, s)
		}
	}
	if len(open) > 0 {
		d.decide(open)
	}
	return d
}

// decide weighs how many dates there are, and lie in the question's range, under each order; where that
// does not tell, all languages but English write the day first.
func (d *days) decide(open []stamp) {
	fit := func(order dateOrder) (n int) {
		for _, s := range open {
			if day, ok := dayOf(s, order); ok && d.asked(day) {
				n++
			}
		}
		return n
	}
	byMonth, byDay := fit(monthFirst), fit(dayFirst)
	switch {
	case byDay > byMonth:
		d.order, d.why = dayFirst, fmt.Sprintf("%d more of them make sense so", byDay-byMonth)
	case byMonth > byDay:
		d.order, d.why = monthFirst, fmt.Sprintf("%d more of them make sense so", byMonth-byDay)
	case !strings.HasPrefix(d.languages[0], "en"):
		d.order, d.why = dayFirst, "the language writes them so; nothing else in the file decides"
	}
}

// decided takes the order that somebody chose.
func (d *days) decided(dates DateOrder) {
	switch dates {
	case DayFirst:
		d.order, d.why = dayFirst, "as chosen"
	case MonthFirst:
		d.order, d.why = monthFirst, "as chosen"
	}
}

// dayOf gives the day of a stamp whatever its time of day; false when the calendar has no such day.
func dayOf(s stamp, order dateOrder) (string, bool) {
	t, err := stamp{year: s.year, a: s.a, b: s.b, order: s.order}.at(order, newZones(time.UTC))
	return t.Format(time.DateOnly), err == nil
}

// asked tells whether the question takes a day; one that is only being guessed takes all.
func (d *days) asked(day string) bool {
	q := d.question
	return q.Last.IsZero() || q.First.Format(time.DateOnly) <= day && day <= q.Last.Format(time.DateOnly)
}

func (d *days) read(cell string) (day string, ok bool) {
	s, ok := parseStamp(cell)
	if !ok {
		return d.inWords(cell)
	}
	if s.order == undecided && d.order == undecided && s.a != s.b {
		return "", false
	}
	day, ok = dayOf(s, d.order)
	return day, ok && d.asked(day)
}

// inWords reads a date with the month by its name in any of the languages, or of a distant year.
func (d *days) inWords(cell string) (day string, ok bool) {
	for _, language := range d.languages {
		all := slices.DeleteFunc(response.ReadDate(cell, language), func(day string) bool { return !d.asked(day) })
		if len(all) == 1 {
			return all[0], true
		}
	}
	return "", false
}

// reasons say how dates such as 8/4/2025 were read, where there are such.
func (d *days) reasons() []string {
	if d.why == "" {
		return nil
	}
	order := "month first"
	if d.order == dayFirst {
		order = "day first"
	}
	return []string{fmt.Sprintf("dates such as 8/4/2025 were read %s (%s).", order, d.why)}
}

// day reads a date.
func (b *binding) day(cell string) reading {
	day, ok := b.days.read(cell)
	if !ok {
		return reading{unknown: []string{cell}}
	}
	return reading{answer: response.Answer{Text: day}, given: true}
}
