package web

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"muster/internal/survey"
	"muster/internal/words"
)

// point names a point of a scale by its number and what it is called.
func (a telling) point(q *survey.Question, n int) string {
	value := strconv.Itoa(n)
	for _, p := range q.Points {
		if p.Value == n && p.Label != "" && string(p.Label) != value {
			return a.words.Say("receipt.point", words.T("point", value), words.T("label", p.Label))
		}
	}
	return value
}

// number writes a decimal as the language does, with what it counts.
func (a telling) number(q *survey.Question, canonical string) string {
	written := localDecimal(canonical, a.words.Language())
	if q.Unit == "" {
		return written
	}
	return a.words.Say("receipt.unit", words.T("number", written), words.T("unit", q.Unit))
}

// exactDigits is how many digits a float64 carries for sure.
const exactDigits = 15

// localDecimal writes a plain decimal in the way of a language, in the digits that the other numbers of
// the page have. One of so many digits that some would be lost stays as it is.
func localDecimal(canonical, tag string) string {
	value, err := strconv.ParseFloat(canonical, 64)
	if err != nil || len(canonical) > exactDigits {
		return canonical
	}
	_, decimals, _ := strings.Cut(canonical, ".")
	western, err := language.Make(tag).SetTypeForKey("nu", "latn")
	if err != nil {
		return canonical
	}
	return message.NewPrinter(western).Sprint(number.Decimal(value, number.Scale(len(decimals))))
}

// day names a day of the calendar; what is none stays as it is.
func (a telling) day(canonical string) string {
	t, err := time.Parse(time.DateOnly, canonical)
	if err != nil {
		return canonical
	}
	return a.words.Day(t)
}
