package dashboard

import (
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// CrossForm is the model of the form that chooses what a crosstab shows, submitted with GET. Every value
// in it is one that ParseCrosstab reads.
type CrossForm struct {
	Rows, Columns           []Choice // the fields are named "rows" and "columns"
	Cells                   []Choice // "cells"
	RowOrders, ColumnOrders []Choice // "sort_rows" and "sort_columns"
}

// Choice is one option of a list to choose from.
type Choice struct {
	Value, Label string
	Selected     bool
}

// Form gives the form with this crosstab chosen.
func (c Crosstab) Form() CrossForm {
	sides := sidesOf(c.survey)
	return CrossForm{
		Rows: chosen(sides, c.rows), Columns: chosen(sides, c.columns), Cells: chosen(cellChoices(), c.cells),
		RowOrders:    chosen(c.orders(c.rowOrder, c.columns), c.rowOrder.value()),
		ColumnOrders: chosen(c.orders(c.columnOrder, c.rows), c.columnOrder.value()),
	}
}

func cellChoices() []Choice {
	return []Choice{
		{Value: "share", Label: "Share of the row"},
		{Value: columnShare, Label: "Share of the column"},
		{Value: "count", Label: "People"},
		{Value: "expected", Label: "People to expect from the totals"},
		{Value: "residual", Label: "Adjusted residual"},
	}
}

// orders offers the order by one category only where it is chosen: a click on the head of a column or a
// row chooses it.
func (c Crosstab) orders(o crossOrder, other string) []Choice {
	all := []Choice{{Value: "", Label: "As in the survey"}, {Value: sizeOrder, Label: "Largest first"}}
	if o.by != categoryOrder {
		return all
	}
	words := ", highest first"
	if o.up {
		words = ", lowest first"
	}
	return append(all, Choice{Value: o.value(), Label: "By “" + c.labelOf(other, o.category) + "”" + words})
}

// labelOf names a category of a side, or its id where the survey does not know it.
func (c Crosstab) labelOf(param, id string) string {
	s := sideFrom(param)
	if unit, ok := unitOfOrigin(s.By); ok {
		return originLabel(unit, id)
	}
	if q := c.survey.Question(s.Question); q != nil {
		for _, category := range categoriesOf(q, unitOf(s.By)) {
			if category.id == id {
				return category.label
			}
		}
	}
	return shorten(id)
}

// sidesOf are all the sides that a crosstab of the survey can have.
func sidesOf(s *survey.Survey) []Choice {
	var all []Choice
	add := func(d dimension, label string) { all = append(all, Choice{Value: d.param(), Label: label}) }
	for _, q := range s.Questions {
		if !q.Countable() || q.Personal() {
			continue
		}
		add(byAnswers(s, q, tally.Options), nameOf(s, q))
		if len(q.Groups) > 0 {
			add(byAnswers(s, q, tally.Groups), nameOf(s, q)+", by group")
		}
	}
	add(byOrigin(tally.Source), "Source: where people came from")
	add(byOrigin(tally.Language), "Language")
	return all
}

func valuesOf(choices []Choice) []string {
	values := make([]string, len(choices))
	for i, c := range choices {
		values[i] = c.Value
	}
	return values
}

func chosen(all []Choice, value string) []Choice {
	choices := slices.Clone(all)
	for i := range choices {
		choices[i].Selected = choices[i].Value == value
	}
	return choices
}
