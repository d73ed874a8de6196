package survey

import (
	"fmt"
	"time"

	"muster/internal/words"
)

const (
	dayFormat = "2006-01-02"
	maxYears  = 200 // between the first and the last day of a question
)

// parseDay reads a day as the first moment of it in UTC: a day of a survey is a day of the calendar,
// wherever the respondent is.
func parseDay(text string) (time.Time, bool) {
	day, err := time.Parse(dayFormat, text)
	return day, err == nil && day.Year() > 0
}

// dateBins cuts a range of days, both included, into days, weeks, months or years: the finest that
// gives at most maxBins, and years when none does.
func dateBins(first, last time.Time, w *words.Words) []Bin {
	for _, unit := range []dateUnit{eachDay(w), eachWeek(w), eachMonth(w)} {
		if unit.fits(first, last) {
			return unit.bins(first, last)
		}
	}
	return eachYear().bins(first, last)
}

// dateUnit is one way of cutting time.
type dateUnit struct {
	begin func(time.Time) time.Time // of the unit that a day is in
	next  func(time.Time) time.Time // unit, given the first day of one
	id    func(time.Time) string
	label func(time.Time) string
}

// fits tells whether the unit cuts a range into maxBins at most.
func (u dateUnit) fits(first, last time.Time) bool {
	day := u.begin(first)
	for range maxBins {
		day = u.next(day)
	}
	return day.After(last)
}

func (u dateUnit) bins(first, last time.Time) []Bin {
	var bins []Bin
	for day := u.begin(first); !day.After(last); day = u.next(day) {
		bins = append(bins, Bin{ID: u.id(day), Label: Text(u.label(day)), From: day.Format(dayFormat)})
	}
	return bins
}

func eachDay(w *words.Words) dateUnit {
	return dateUnit{
		begin: func(t time.Time) time.Time { return t },
		next:  func(t time.Time) time.Time { return t.AddDate(0, 0, 1) },
		id:    func(t time.Time) string { return t.Format(dayFormat) },
		label: w.Day,
	}
}

// eachWeek cuts by the weeks of ISO 8601, which begin on Mondays.
func eachWeek(w *words.Words) dateUnit {
	return dateUnit{
		begin: func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) },
		next:  func(t time.Time) time.Time { return t.AddDate(0, 0, 7) },
		id: func(t time.Time) string {
			year, week := t.ISOWeek()
			return fmt.Sprintf("%04d-W%02d", year, week)
		},
		label: func(t time.Time) string { return w.Say("survey.week", words.T("date", w.Date(t))) },
	}
}

func eachMonth(w *words.Words) dateUnit {
	return dateUnit{
		begin: func(t time.Time) time.Time { return t.AddDate(0, 0, 1-t.Day()) },
		next:  func(t time.Time) time.Time { return t.AddDate(0, 1, 0) },
		id:    func(t time.Time) string { return t.Format("2006-01") },
		label: w.Month,
	}
}

func eachYear() dateUnit {
	year := func(t time.Time) string { return t.Format("2006") }
	return dateUnit{
		begin: func(t time.Time) time.Time { return t.AddDate(0, 0, 1-t.YearDay()) },
		next:  func(t time.Time) time.Time { return t.AddDate(1, 0, 0) },
		id:    year,
		label: year,
	}
}
