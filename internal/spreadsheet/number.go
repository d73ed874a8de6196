package spreadsheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxExact bounds the whole numbers that a cell holds exactly.
const maxExact = 1 << 53

// numeral writes a cell's number as a person would type it: 12, 3.5, without the noise behind the 15
// digits that spreadsheets show, and without an exponent unless the number is out of all measure.
func numeral(raw string, value float64) string {
	if plainDigits(raw) {
		return raw
	}
	return decimal(value)
}

// numberOf reads a cell's number; false when it is none.
func numberOf(raw string) (float64, bool) {
	if raw == "" || strings.Trim(raw, "0123456789+-.eE") != "" {
		return 0, false
	}
	value, err := strconv.ParseFloat(raw, 64)
	return value, err == nil
}

// plainDigits tells a whole number that already reads as it should.
func plainDigits[T string | []byte](raw T) bool {
	if len(raw) == 0 || len(raw) > 30 || raw[0] == '0' && len(raw) > 1 {
		return false
	}
	for i := range len(raw) {
		if raw[i] < '0' || raw[i] > '9' {
			return false
		}
	}
	return true
}

func decimal(value float64) string {
	if value == 0 {
		return "0" // and not -0
	}
	size := math.Abs(value)
	if value == math.Trunc(value) && size <= maxExact {
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	value, _ = strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64) // of FormatFloat
	if size >= 1e21 || size < 1e-9 {
		return strconv.FormatFloat(value, 'E', -1, 64)
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// show writes a number as its cell's format means it. why is "" unless the format is that of a day or
// a time which the number cannot be; it is given as a number then.
func show(raw string, f format, epoch1904 bool) (text, why string) {
	value, ok := numberOf(raw)
	if !ok {
		return raw, fmt.Sprintf("“%s” is not a number", cutShort(raw))
	}
	switch f {
	case percent:
		return decimal(value*100) + "%", ""
	case moment, clock, duration:
		if at, ok := (serial{value, epoch1904}).text(f); ok {
			return at, ""
		}
		why = fmt.Sprintf("%s is not a day or a time that there is", decimal(value))
	}
	return numeral(raw, value), why
}

// cutShort keeps messages readable.
func cutShort(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return text
}
