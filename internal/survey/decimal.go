package survey

import (
	"regexp"
	"strconv"
	"strings"
)

// decimal is a decimal number in units of the smallest fraction that can be asked for, so that
// comparing and stepping are exact.
type decimal int64

const (
	maxDecimals         = 4
	whole       decimal = 10_000 // ten to the power of maxDecimals
	farthest    decimal = 1_000_000_000_000 * whole
)

var decimalShape = regexp.MustCompile(`^([+-]?)(\d{1,13})(?:\.(\d{1,20}))?$`)

// parseDecimal reads 12, -3.5 or 007.250. It refuses what has more fraction than maxDecimals or lies
// beyond farthest.
func parseDecimal(text string) (decimal, bool) {
	parts := decimalShape.FindStringSubmatch(text)
	if parts == nil {
		return 0, false
	}
	fraction := strings.TrimRight(parts[3], "0")
	if len(fraction) > maxDecimals {
		return 0, false
	}
	n, err := strconv.ParseInt(parts[2]+fraction+strings.Repeat("0", maxDecimals-len(fraction)), 10, 64)
	if err != nil || decimal(n) > farthest {
		return 0, false
	}
	if parts[1] == "-" {
		n = -n
	}
	return decimal(n), true
}

// String writes the number as short as it can be.
func (d decimal) String() string {
	if d < 0 {
		return "-" + (-d).String()
	}
	text := strconv.FormatInt(int64(d/whole), 10)
	if d%whole == 0 {
		return text
	}
	fraction := strconv.FormatInt(int64(whole+d%whole), 10)[1:]
	return text + "." + strings.TrimRight(fraction, "0")
}

// smallest is the distance between neighbours among numbers of so many digits after the point.
func smallest(digits int) decimal {
	step := whole
	for range digits {
		step /= 10
	}
	return step
}
