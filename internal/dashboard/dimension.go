package dashboard

import (
	"fmt"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

// dimension is one way of dividing the people: by the answers to a question, or by where they came
// from or in which language they answered.
type dimension struct {
	question *survey.Question // nil for a source or language
	unit     tally.Unit
	name     string // such as Topics
}

// byAnswers divides people by their answers to a question.
func byAnswers(s *survey.Survey, q *survey.Question, unit tally.Unit) dimension {
	return dimension{q, unit, nameOf(s, q)}
}

// byOrigin divides people by tally.Source or tally.Language.
func byOrigin(unit tally.Unit) dimension {
	if unit == tally.Language {
		return dimension{unit: unit, name: "Language"}
	}
	return dimension{unit: unit, name: "Source"}
}

func (d dimension) tally() tally.Dimension {
	if d.question == nil {
		return tally.Dimension{Unit: d.unit}
	}
	return tally.Dimension{Question: d.question.ID, Unit: d.unit}
}

// id is fit to be a part of a panel's.
func (d dimension) id() string {
	switch {
	case d.question == nil:
		return strings.ToLower(d.name)
	case d.unit == tally.Groups:
		return d.question.ID + suffix("groups")
	}
	return d.question.ID
}

// read gives the categories of the dimension in the order in which they are shown, and where each
// stands on an axis. A source whose categories are not the survey's counted something else, which
// must not be shown under these labels.
func (d dimension) read(a tally.Axis) ([]category, []int, error) {
	if len(a.Totals) != len(a.Categories) {
		return nil, nil, fmt.Errorf("%s: %d totals for %d categories", d, len(a.Totals), len(a.Categories))
	}
	at := make(map[string]int, len(a.Categories))
	for i, id := range a.Categories {
		at[id] = i
	}
	categories := d.categories(a)
	places := make([]int, len(categories))
	for i, c := range categories {
		place, ok := at[c.id]
		if !ok {
			return nil, nil, fmt.Errorf("%s: category %q was not counted", d, c.id)
		}
		places[i] = place
	}
	return categories, places, nil
}

func (d dimension) categories(a tally.Axis) []category {
	if d.question != nil {
		return categoriesOf(d.question, d.unit)
	}
	out := make([]category, len(a.Categories))
	for i, id := range a.Categories {
		out[i] = category{id: id, label: originLabel(d.unit, id)}
	}
	return out
}

// count gives the categories with the people of each.
func (d dimension) count(a tally.Axis) ([]category, []int, error) {
	categories, places, err := d.read(a)
	if err != nil {
		return nil, nil, err
	}
	counts := make([]int, len(places))
	for i, place := range places {
		counts[i] = a.Totals[place]
	}
	return categories, counts, nil
}

// String names the dimension in an error.
func (d dimension) String() string {
	if d.question == nil {
		return d.name
	}
	return fmt.Sprintf("question %q", d.question.ID)
}
