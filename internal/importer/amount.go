package importer

import (
	"strconv"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// amount reads a number, alone or with the question's unit behind it.
func (b *binding) amount(cell string) reading {
	text := cell
	for _, unit := range b.units {
		if before, found := strings.CutSuffix(foldLabel(cell), unit); found {
			text = before
			break
		}
	}
	canonical, ok := response.ReadNumber(text, b.question.Bounds.Decimals, b.languages[0])
	if !ok || !within(b.question.Bounds, canonical) {
		return reading{unknown: []string{cell}}
	}
	return reading{answer: response.Answer{Text: canonical}, given: true}
}

// within tells whether a plain decimal is one that the bounds allow.
func within(bounds survey.Bounds, canonical string) bool {
	_, fraction, _ := strings.Cut(canonical, ".")
	value, _ := strconv.ParseFloat(canonical, 64) // of ReadNumber, so it can be read
	low, lowErr := strconv.ParseFloat(bounds.Min, 64)
	high, highErr := strconv.ParseFloat(bounds.Max, 64)
	return len(fraction) <= bounds.Decimals && (lowErr != nil || value >= low) && (highErr != nil || value <= high)
}
