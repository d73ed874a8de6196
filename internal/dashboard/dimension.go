package dashboard

import (
	"fmt"

	"muster/internal/survey"
	"muster/internal/tally"
)

// dimension is one question as one way of dividing the people.
type dimension struct {
	question *survey.Question
	unit     tally.Unit
}

func (d dimension) tally() tally.Dimension {
	return tally.Dimension{Question: d.question.ID, Unit: d.unit}
}

func (d dimension) categories() []category { return categoriesOf(d.question, d.unit) }

// order gives where each category of the dimension stands on an axis. A source whose categories
// are not the survey's counted something else, which must not be shown under these labels.
func (d dimension) order(a tally.Axis) ([]int, error) {
	at := make(map[string]int, len(a.Categories))
	for i, id := range a.Categories {
		at[id] = i
	}
	if len(a.Totals) != len(a.Categories) {
		return nil, fmt.Errorf("question %q: %d totals for %d categories", d.question.ID, len(a.Totals), len(a.Categories))
	}
	categories := d.categories()
	places := make([]int, len(categories))
	for i, c := range categories {
		place, ok := at[c.id]
		if !ok {
			return nil, fmt.Errorf("question %q: category %q was not counted", d.question.ID, c.id)
		}
		places[i] = place
	}
	return places, nil
}

// totals gives the people of each category, in the order of the survey.
func (d dimension) totals(a tally.Axis) ([]int, error) {
	places, err := d.order(a)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(places))
	for i, place := range places {
		counts[i] = a.Totals[place]
	}
	return counts, nil
}
