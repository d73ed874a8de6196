package dashboard

import (
	"fmt"
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// fixes tells whether the filter itself makes how many people are in a category: whoever passes was
// chosen by it. Of one who gives one answer only, choosing one answer fixes all; of a question with
// levels, what is chosen in one is picked in the other. Such a category is counted and drawn, but it is
// neither found nor tested, for it would tell of the filter.
func (s Selection) fixes(d dimension, id string) bool {
	if d.question == nil {
		return d.unit == tally.Source && slices.Contains(s.Filter.Sources, id)
	}
	return slices.ContainsFunc(s.choices, func(c choice) bool {
		if rootOf(c.question) != rootOf(d.question) {
			return false
		}
		return !d.overlaps() && c.question == d.question || slices.ContainsFunc(c.pick().Options, func(option string) bool {
			o, _ := d.question.Option(option)
			return option == id && d.unit != tally.Groups || d.unit == tally.Groups && o.Group == id
		})
	})
}

// rootOf is the question that another goes on from, or itself.
func rootOf(q *survey.Question) string {
	if q.LevelOf != "" {
		return q.LevelOf
	}
	return q.ID
}

// fixedLabels names the categories of a dimension that the filter fixes, where it fixes some and leaves
// others.
func (s Selection) fixedLabels(d dimension, categories []category) []string {
	var labels []string
	for _, c := range categories {
		if s.fixes(d, c.id) {
			labels = append(labels, "“"+c.label+"”")
		}
	}
	return labels
}

// compared says what the filter leaves out of a comparison of options with each other.
func (s Selection) compared(d dimension) string {
	labels := s.fixedLabels(d, categoriesOf(d.question, d.unit))
	if len(labels) == 0 {
		return ""
	}
	return fmt.Sprintf("The filter chooses people by %s, which %s left out here; it bends what else goes together among them.",
		andList(labels), agree(len(labels), "is", "are"))
}

// filteredBy says in a panel what of it the filter makes true; "" for nothing.
func (s Selection) filteredBy(d dimension, categories []category) string {
	switch labels := s.fixedLabels(d, categories); {
	case len(labels) == 0:
		return ""
	case len(labels) == len(categories):
		return "The filters choose people by their answers here, so nothing of it is a finding."
	case len(labels) > 3:
		return fmt.Sprintf("The filters choose people by %s of these answers; those are counted, but no finding.", thousands(len(labels)))
	case len(labels) == 1:
		return labels[0] + " is filtered by: it is counted, but no finding."
	default:
		return andList(labels) + " are filtered by: they are counted, but no finding."
	}
}
