package dashboard

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"muster/internal/analysis"
)

// minus is the sign of a negative number. A hyphen in its place looks like one of a range, and lets a
// line break after it.
const minus = "−"

// signed writes a number with its sign and so many decimals. Of nothing there is no sign.
func signed(v float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(round(v, decimals)), 'f', decimals, 64)
	switch v = round(v, decimals); {
	case v < 0:
		return minus + text
	case v > 0:
		return "+" + text
	}
	return text
}

// thousands writes a count with commas between thousands.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = minus, digits[1:]
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return thousands(n) + " people"
}

// percent writes a share in whole points, but never lets somebody look like nobody or nearly all
// look like all.
func percent(share float64) string {
	switch rounded := wholePoints(share); {
	case share > 0 && rounded == 0:
		return "<1%"
	case share < 1 && rounded == 100:
		return ">99%"
	default:
		return strconv.Itoa(int(rounded)) + "%"
	}
}

// wholePoints rounds a share to whole points, halves up: 23 of 40 are 57.5 %, though no float64 is.
func wholePoints(share float64) float64 { return math.Round(round(share*100, 9)) }

// span writes an interval of a share in whole points, or with a decimal where they would say that it has
// no width, or that its lower end is nobody or its upper end everybody.
func span(i analysis.Interval) string {
	decimals := 0
	low, high := wholePoints(i.Low), wholePoints(i.High)
	if low == high || low == 0 && i.Low > 0 || high == 100 && i.High < 1 {
		decimals = 1
	}
	return pointsWord(i.Low, decimals) + "–" + pointsWord(i.High, decimals) + "%"
}

// points gives a share in percent with one decimal, as charts draw it.
func points(share float64) float64 { return round(share*100, 1) }

func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	v = math.Round(v*scale) / scale
	if v == 0 {
		return 0 // not the negative zero that JSON would show
	}
	return v
}

func decimal(v float64) string { return strconv.FormatFloat(round(v, 1), 'f', 1, 64) }

// minutes writes how long it took to fill a form in.
func minutes(d time.Duration) string {
	d = d.Round(time.Second)
	switch {
	case d >= time.Hour:
		return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
	case d >= time.Minute:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}

func part(count, base int) float64 {
	if base == 0 {
		return 0
	}
	return float64(count) / float64(base)
}

// Cells of the columns there are.

func textCell(text string) Cell { return Cell{Text: text} }

func countCell(n int) Cell { return Cell{Text: thousands(n), Count: new(n)} }

// shareCell leaves a share of nobody open.
func shareCell(count, base int) Cell {
	if base == 0 {
		return Cell{Text: "–"}
	}
	share := part(count, base)
	return Cell{Text: percent(share), Share: new(share)}
}

func intervalCell(count, base int) Cell {
	if base == 0 {
		return Cell{Text: "–"}
	}
	i := analysis.Wilson(count, base)
	return Cell{Text: span(i), Low: new(i.Low), High: new(i.High)}
}
