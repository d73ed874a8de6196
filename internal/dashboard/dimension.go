package dashboard

import (
	"fmt"
	"strconv"

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

// baseOf says how many people a table is of. questions is how many had to be answered.
func baseOf(t tally.Table, questions int) Base {
	b := Base{People: t.Base, Responses: t.Responses, Size: sizeOf(t.Base)}
	missing := t.Responses - t.Base
	switch {
	case t.Responses == 0:
		b.Words = "Nobody yet."
	case questions == 0 || missing == 0:
		b.Words = "All " + people(t.Responses) + "."
		if t.Responses == 1 {
			b.Words = "One person."
		}
	case questions == 1:
		b.Words = fmt.Sprintf("%s answered this question; %s of %s left it out.",
			people(t.Base), thousands(missing), thousands(t.Responses))
	default:
		b.Words = fmt.Sprintf("%s answered both questions; %s of %s left one or both out.",
			people(t.Base), thousands(missing), thousands(t.Responses))
	}
	if questions > 0 {
		b.Warning = warningOf(t.Base)
	}
	return b
}

const (
	ample = 50 // people from which on a share is shown without a mark
	least = 30 // people from which on anything is tested
)

func sizeOf(base int) Size {
	switch {
	case base < least:
		return Tiny
	case base < ample:
		return Small
	}
	return Ample
}

func warningOf(base int) string {
	switch {
	case base == 0:
		return "There is nothing to show until somebody answers."
	case base < least:
		return "Fewer than " + strconv.Itoa(least) + " people: read this as what these people said, not as shares of a larger crowd."
	case base < ample:
		return "Fewer than " + strconv.Itoa(ample) + " people: a few more answers can move these shares by many points."
	}
	return ""
}
