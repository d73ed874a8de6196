package importer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

const (
	fewestAmounts = 3 // answers of which a number or a date is guessed
	mostDecimals  = 4 // that a question for a number can have
	longestAmount = 9 // digits; what is longer is somebody's number, such as a telephone
)

// amounts takes a column of numbers that mostly differ for a number: years, ages, prices. Codes are
// left as text: nobody counts with them, and their zeros must stay.
func (g *guesser) amounts(c *column) *guess {
	if c.answered < fewestAmounts || c.repeats() || isCode(c) {
		return nil
	}
	values, decimals, ok := g.numbers(c)
	if !ok {
		return nil
	}
	q := titled(c, survey.Number)
	q.Bounds = boundsOf(values, decimals)
	why := fmt.Sprintf("numbers from %s to %s were found", plainFloat(values[0]), plainFloat(values[len(values)-1]))
	if decimals > 0 {
		why += fmt.Sprintf(", with %s", plural(decimals, "decimal", "decimals"))
	}
	return &guess{question: q, note: "a number", why: []string{why + ". If the form takes others, write so in the file."}}
}

// repeats tells that few values are given over and over, as options are.
func (c *column) repeats() bool { return len(c.cells) <= 12 && 2*len(c.cells) <= c.answered }

// isCode tells whether the digits of a column are names for something.
func isCode(c *column) bool {
	for word := range strings.FieldsSeq(foldTitle(c.title)) {
		if slices.Contains([]string{"id", "code", "código", "zip", "zipcode", "postal", "postcode", "plz", "postleitzahl", "phone",
			"telephone", "tel", "telefon", "teléfono", "téléphone", "mobile", "handy", "fax", "pin", "هاتف", "الهاتف"}, word) {
			return true
		}
	}
	return slices.ContainsFunc(c.cells, func(cell cell) bool {
		return len(cell.text) > 1 && cell.text[0] == '0' && strings.ContainsAny(cell.text[1:2], "0123456789")
	})
}

// numbers reads every cell as a number, ascending; false when one is none. How many decimals there
// are tells whether 1.500 is a thousand and a half or one and a half, so cells are read until both agree.
func (g *guesser) numbers(c *column) (values []float64, decimals int, ok bool) {
	for range 3 {
		values = values[:0]
		most := 0
		for _, cell := range c.cells {
			text, ok := response.ReadNumber(cell.text, decimals, g.language)
			whole, fraction, _ := strings.Cut(text, ".")
			if !ok || len(whole) > longestAmount || len(fraction) > mostDecimals {
				return nil, 0, false
			}
			value, _ := strconv.ParseFloat(text, 64) // of ReadNumber, so it can be read
			values, most = append(values, value), max(most, len(fraction))
		}
		if most <= decimals {
			slices.Sort(values)
			return values, decimals, true
		}
		decimals = most
	}
	return nil, 0, false
}

// boundsOf are the numbers that were found, from zero where they begin near it. A single number far
// above the others sets no bound: ranges up to it would tell nothing of the others.
func boundsOf(values []float64, decimals int) survey.Bounds {
	low, middle, high := values[0], values[len(values)/2], values[len(values)-1]
	bounds := survey.Bounds{Min: plainFloat(low), Decimals: decimals}
	if low > 0 && low <= high-low {
		bounds.Min = "0"
	}
	if high <= 100*max(middle, 1) && high > low {
		bounds.Max = plainFloat(high)
	}
	return bounds
}

func plainFloat(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }
