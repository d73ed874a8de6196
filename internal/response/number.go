package response

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"muster/internal/survey"
)

// What a number may be at most: so many digits survive in a float64, and a survey's bins reach as far.
const (
	maxAllDigits   = 15
	maxWholeDigits = 12
)

func (p *parser) number(q *survey.Question) {
	posted := p.form[q.ID]
	switch {
	case len(posted) > 1:
		p.problem(q, fault{key: "not_a_number"})
		return
	case len(posted) == 0 || strings.TrimSpace(posted[0]) == "":
		if q.Required {
			p.problem(q, fault{key: "enter_number"})
		}
		return
	}
	canonical, ok := ReadNumber(posted[0], q.Bounds.Decimals, p.survey.Language)
	if !ok {
		p.problem(q, fault{key: "not_a_number"})
		return
	}
	if f := checkNumber(q, canonical, p.survey.Language); f.key != "" {
		p.problem(q, f)
		return
	}
	p.answer(q, Answer{Text: canonical})
}

// checkNumber compares as float64, which tells decimals of 15 digits apart and keeps their order.
func checkNumber(q *survey.Question, canonical, language string) fault {
	_, fraction, _ := strings.Cut(canonical, ".")
	value, _ := strconv.ParseFloat(canonical, 64)
	low, lowErr := strconv.ParseFloat(q.Bounds.Min, 64)
	high, highErr := strconv.ParseFloat(q.Bounds.Max, 64)
	switch {
	case lowErr == nil && value < low, highErr == nil && value > high:
		return outOfBounds(q, language)
	case len(fraction) > q.Bounds.Decimals:
		return tooFine(q.Bounds.Decimals)
	}
	return fault{}
}

// ReadNumber reads a number as people type it, in the digits of any script, with blanks, points or
// commas between thousands and a point or a comma before decimals, and gives it as a plain decimal
// without needless zeros, such as 12.5. Whether the 1,500 that somebody typed is fifteen hundred or
// one and a half follows from how many decimals are asked for and then from the language.
func ReadNumber(typed string, decimals int, language string) (canonical string, ok bool) {
	text := plainNumber(typed)
	negative := strings.HasPrefix(text, "-")
	if negative || strings.HasPrefix(text, "+") {
		text = text[1:]
	}
	whole, fraction := text, ""
	if at := decimalMark(text, decimals, language); at >= 0 {
		whole, fraction = text[:at], text[at+1:]
	}
	digits, ok := ungroup(whole)
	if !ok || !onlyDigits(fraction) || digits+fraction == "" {
		return "", false
	}
	digits, fraction = strings.TrimLeft(digits, "0"), strings.TrimRight(fraction, "0")
	if len(digits) > maxWholeDigits || len(digits)+len(fraction) > maxAllDigits {
		return "", false
	}
	return decimal(negative, digits, fraction), true
}

func decimal(negative bool, digits, fraction string) string {
	if digits == "" {
		digits = "0"
	}
	if fraction != "" {
		digits += "." + fraction
	}
	if negative && digits != "0" {
		return "-" + digits
	}
	return digits
}

// arabicMark stands for the Arabic decimal separator, which is never anything else.
const arabicMark = '|'

// plainNumber writes every sign in which numbers differ as one of 0-9 + - . , | and blank.
func plainNumber(typed string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch r {
		case '\u2212', '\u2013':
			return '-'
		case arabicMark:
			return utf8.RuneError // typed, it means nothing
		case '\u066b':
			return arabicMark
		case '\u066c', '\u00a0', '\u202f', '\u2009', '\'', '\u2019':
			return ' '
		}
		return r
	}, plainDigits(typed)))
}

// decimalMark gives the position of what stands before the decimals, or -1.
func decimalMark(text string, decimals int, language string) int {
	at := strings.LastIndexAny(text, ".,|")
	if at < 0 || strings.Count(text, text[at:at+1]) > 1 {
		return -1
	}
	before, after := text[:at], text[at+1:]
	grouped := len(after) == 3 && 1 <= len(before) && len(before) <= 3 && before[0] != '0' && onlyDigits(before)
	switch {
	case !grouped, text[at] == arabicMark:
		return at
	case decimals == 0:
		return -1
	case text[at] == '.' && decimals >= len(after):
		return at // as a number is kept, and as browsers send it whatever the language
	case (text[at] == ',') == decimalComma(language):
		return at
	}
	return -1
}

// decimalComma tells whether a language writes a comma before decimals.
func decimalComma(tag string) bool {
	half := message.NewPrinter(language.Make(tag)).Sprint(number.Decimal(1.5))
	return strings.Contains(half, ",")
}

// ungroup takes out what stands between thousands. Groups are of three digits, in India of two but
// for the last.
func ungroup(whole string) (string, bool) {
	at := strings.IndexAny(whole, "., ")
	if at < 0 {
		return whole, onlyDigits(whole)
	}
	groups := strings.Split(whole, whole[at:at+1])
	for i, group := range groups {
		last, short := i == len(groups)-1, len(group) == 2 || i == 0 && len(group) == 1
		if !onlyDigits(group) || len(group) != 3 && (last || !short) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}
