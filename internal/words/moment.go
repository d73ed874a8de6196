package words

import (
	"strconv"
	"strings"
	"time"
)

// Day names a day with its day of the week, such as Tuesday 1 December 2026, in the zone of t.
func (w *Words) Day(t time.Time) string { return w.Say("dates.day", w.calendar(t)...) }

// Date names a day without its day of the week.
func (w *Words) Date(t time.Time) string { return w.Say("dates.date", w.calendar(t)...) }

// Month names a month with its year.
func (w *Words) Month(t time.Time) string { return w.Say("dates.month", w.calendar(t)...) }

// Moment names a day and a time of day with the short name of the zone, which is that of t.
func (w *Words) Moment(t time.Time) string {
	return w.Say("dates.moment", T("day", w.Day(t)), T("time", t.Format("15:04")), T("zone", t.Format("MST")))
}

// Weekday names a day of the week as it stands inside a sentence.
func (w *Words) Weekday(day time.Weekday) string {
	return w.Say("dates." + strings.ToLower(day.String()))
}

// calendar gives the parts of a date as arguments.
func (w *Words) calendar(t time.Time) []Arg {
	number := strconv.Itoa(t.Day())
	if number == "1" {
		number = w.Say("dates.first")
	}
	return []Arg{
		T("weekday", w.Weekday(t.Weekday())), T("number", number),
		T("month", w.Say("dates."+strings.ToLower(t.Month().String()))), N("year", t.Year()),
	}
}
