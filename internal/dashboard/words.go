package dashboard

import (
	"slices"
	"strings"
	"time"

	"muster/internal/tally"
)

// words says every filter in words, each with the selection that is left without it.
func (s Selection) words() []Word {
	var words []Word
	for i, c := range s.choices {
		groups := labelsIn(categoriesOf(c.question, tally.Groups), c.groups)
		options := labelsIn(categoriesOf(c.question, tally.Options), c.options)
		rest := s
		rest.choices = slices.Delete(slices.Clone(s.choices), i, i+1)
		words = append(words, Word{
			Text:    lead(nameOf(s.survey, c.question)) + orList(append(groups, options...)),
			Without: rest.String(),
		})
	}
	if len(s.Filter.Sources) > 0 {
		rest := s
		rest.Filter.Sources = nil
		words = append(words, Word{"Source: " + orList(sourceLabels(s.Filter.Sources)), rest.String()})
	}
	if s.Filter.Unflagged {
		rest := s
		rest.Filter.Unflagged = false
		words = append(words, Word{"without answers that look suspicious", rest.String()})
	}
	if text := daysWords(s.Filter.From, s.Filter.To); text != "" {
		words = append(words, Word{text, s.withDays(time.Time{}, time.Time{}).String()})
	}
	return words
}

func sourceLabels(ids []string) []string {
	labels := make([]string, len(ids))
	for i, id := range ids {
		labels[i] = originLabel(tally.Source, id)
	}
	return labels
}

func labelsIn(categories []category, set map[string]bool) []string {
	var labels []string
	for _, c := range categories {
		if set[c.id] {
			labels = append(labels, c.label)
		}
	}
	return labels
}

// lead closes a name so that what was chosen can follow it.
func lead(name string) string {
	if strings.HasSuffix(name, "?") || strings.HasSuffix(name, ":") {
		return name + " "
	}
	return name + ": "
}

func orList(items []string) string { return list(items, " or ") }

func andList(items []string) string { return list(items, " and ") }

func list(items []string, last string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + last + items[len(items)-1]
}

func daysWords(from, to time.Time) string {
	if !from.IsZero() && from.Equal(to) {
		return "on " + dayWords(from)
	}
	var parts []string
	if !from.IsZero() {
		parts = append(parts, "from "+dayWords(from))
	}
	if !to.IsZero() {
		parts = append(parts, "to "+dayWords(to))
	}
	return strings.Join(parts, " ")
}

func dayWords(day time.Time) string { return day.Format("2 Jan 2006") }
