package response

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"

	"muster/internal/survey"
)

func (p *parser) date(q *survey.Question) {
	posted := p.form[q.ID]
	switch {
	case len(posted) > 1:
		p.problem(q, notADate(q, "not_a_date"))
		return
	case len(posted) == 0 || strings.TrimSpace(posted[0]) == "":
		if q.Required {
			p.problem(q, notADate(q, "enter_date"))
		}
		return
	}
	days := ReadDate(posted[0], p.survey.Language)
	allowed := within(days, q)
	switch {
	case len(days) == 0:
		p.problem(q, notADate(q, "not_a_date"))
	case len(allowed) == 0:
		p.problem(q, dateRange(q, p.survey.Language))
	case len(allowed) > 1:
		p.problem(q, unclearDate(allowed, p.survey.Language))
	default:
		p.answer(q, Answer{Text: allowed[0]})
	}
}

// within keeps the days that the question allows. Days compare as text.
func within(days []string, q *survey.Question) []string {
	first, last := q.First.Format(time.DateOnly), q.Last.Format(time.DateOnly)
	return slices.DeleteFunc(slices.Clone(days), func(day string) bool { return day < first || last < day })
}

// ReadDate reads a day as people type it, in the digits of any script: 2026-12-01, 1.12.2026,
// 12/1/26, or with the month by its name in that language or in English. It gives every day that
// may be meant, as 2006-01-02: none when text is no date, several when neither the text nor the
// language tells the day from the month or a century from another.
func ReadDate(typed, tag string) []string {
	text := strings.TrimSpace(plainDigits(typed))
	if strings.ContainsFunc(text, unicode.IsLetter) {
		return namedMonth(text, tag)
	}
	mark := strings.TrimLeft(text, "0123456789")
	if mark == "" || !strings.Contains(".-/ ", mark[:1]) {
		return nil
	}
	parts := strings.Split(text, mark[:1])
	if len(parts) != 3 {
		return nil
	}
	var fields [3]string
	for i, part := range parts {
		fields[i] = strings.TrimSpace(part)
		if n := len(fields[i]); n < 1 || n > 4 || n == 3 || !onlyDigits(fields[i]) {
			return nil
		}
	}
	return readings(fields, mark[0], tag)
}

func readings(f [3]string, mark byte, tag string) []string {
	if len(f[0]) == 4 {
		return days(f[0], f[1], f[2])
	}
	if len(f[2]) == 1 {
		return nil
	}
	dayFirst, monthFirst := days(f[2], f[1], f[0]), days(f[2], f[0], f[1])
	switch {
	case mark == '.', len(monthFirst) == 0, slices.Equal(dayFirst, monthFirst):
		return dayFirst
	case len(dayFirst) == 0:
		return monthFirst
	}
	switch order(tag) {
	case "dm":
		return dayFirst
	case "md":
		return monthFirst
	}
	return slices.Concat(dayFirst, monthFirst)
}

// order tells in which order a language writes day and month between slashes. English alone does
// not tell: it depends on the country.
func order(tag string) string {
	base, _ := language.Make(tag).Base()
	region, confidence := language.Make(tag).Region()
	switch {
	case base.String() != "en":
		return "dm"
	case confidence < language.Exact, region.String() == "CA":
		return ""
	case region.String() == "US", region.String() == "PH":
		return "md"
	}
	return "dm"
}

// days gives the day of a year, a month and a day of it, or none that the calendar does not have. A
// year of two digits is of this century or of the last one.
func days(year, month, day string) []string {
	if len(month) > 2 || len(day) > 2 {
		return nil
	}
	if len(year) == 2 {
		return slices.Concat(days("20"+year, month, day), days("19"+year, month, day))
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || int(t.Month()) != m || t.Day() != d || y == 0 {
		return nil
	}
	return []string{t.Format(time.DateOnly)}
}
