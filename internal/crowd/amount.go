package crowd

import (
	"math"
	"strconv"
	"strings"
	"time"

	"muster/internal/survey"
)

// amount draws a number within a bin, with as many decimals as are asked for.
func (p *person) amount(q *survey.Question, bin int) string {
	unit := math.Pow10(q.Bounds.Decimals) // numbers are drawn in the smallest step there is
	steps := func(text string) int64 {
		value, _ := strconv.ParseFloat(text, 64) // a survey's bounds and bins are decimals
		return int64(math.Round(value * unit))
	}
	low := steps(q.Bins[bin].From)
	high := low
	switch {
	case bin+1 < len(q.Bins):
		high = steps(q.Bins[bin+1].From) - 1
	case q.Bounds.Max != "":
		high = steps(q.Bounds.Max)
	}
	return plain(low+p.random.Int64N(max(high-low, 0)+1), q.Bounds.Decimals)
}

// plain writes a count of smallest steps as a decimal without needless zeros.
func plain(steps int64, decimals int) string {
	text := strconv.FormatFloat(float64(steps)/math.Pow10(decimals), 'f', decimals, 64)
	if decimals > 0 {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// day draws a day within a bin.
func (p *person) day(q *survey.Question, bin int) string {
	first, last := q.First, q.Last
	if from, err := time.Parse(time.DateOnly, q.Bins[bin].From); err == nil && from.After(first) {
		first = from
	}
	if bin+1 < len(q.Bins) {
		if next, err := time.Parse(time.DateOnly, q.Bins[bin+1].From); err == nil {
			last = next.AddDate(0, 0, -1)
		}
	}
	days := int(last.Sub(first).Hours() / 24)
	return first.AddDate(0, 0, p.random.IntN(days+1)).Format(time.DateOnly)
}
