package dashboard

import (
	"net/url"
	"slices"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

// Crosstab is a table of one question by another as an address asks for it: its rows and columns, what
// its cells show, and the order of both sides. ParseCrosstab makes one.
type Crosstab struct {
	survey        *survey.Survey
	rows, columns string // as the parameters name a side; see sideFrom
	cells         string
	rowOrder      crossOrder
	columnOrder   crossOrder
}

// ParseCrosstab reads the parameters of a crosstab's page:
//   - rows and columns: the id of a question, g. before it for its groups, by.source or by.language;
//     without them the topics by the roles, or the first two questions there are;
//   - cells: share (of the row), column_share (without it), count, expected or residual;
//   - sort_rows and sort_columns: survey, size, or down. or up. before a category of the other side.
//
// What the survey does not have is a problem, and the default takes its place. An order by a category
// that the other side no longer has is none, for who chooses another question keeps it in the address.
func ParseCrosstab(s *survey.Survey, q url.Values) (Crosstab, []Problem) {
	c := Crosstab{survey: s, cells: columnShare} // what share of each role wants a topic
	var problems []Problem
	known := valuesOf(sidesOf(s))
	c.rows, c.columns = preset(s, known)
	take := func(name string, into *string, known []string) {
		value := q.Get(name)
		switch {
		case value == "":
		case slices.Contains(known, value):
			*into = value
		default:
			problems = append(problems, Problem{name, "“" + shorten(value) + "” is nothing that this crosstab knows."})
		}
	}
	take("rows", &c.rows, known)
	take("columns", &c.columns, known)
	c.part(slices.Contains(known, q.Get("rows")), slices.Contains(known, q.Get("columns")), known)
	take("cells", &c.cells, colours)
	c.rowOrder, c.columnOrder = parseOrder(q.Get("sort_rows")), parseOrder(q.Get("sort_columns"))
	return c, problems
}

// part gives a side that the address does not name, or names wrongly, another question than the other
// side: nobody asked for a question by itself.
func (c *Crosstab) part(rows, columns bool, known []string) {
	if rows && columns || !c.alike(c.rows, c.columns) {
		return
	}
	into, beside := &c.rows, c.columns
	if rows {
		into, beside = &c.columns, c.rows
	}
	first, second := preset(c.survey, known)
	for _, side := range append([]string{first, second}, known...) {
		if !c.alike(side, beside) {
			*into = side
			return
		}
	}
}

// alike tells whether two sides are of the same question, source or language.
func (c *Crosstab) alike(a, b string) bool {
	x, y := sideFrom(a), sideFrom(b)
	return x.Question == y.Question && (x.Question != "" || x.By == y.By)
}

// preset are the sides that are shown first.
func preset(s *survey.Survey, known []string) (rows, columns string) {
	topics, roles := s.ByPurpose(survey.Topic), s.ByPurpose(survey.Role)
	if topics != nil && roles != nil {
		return topics.ID, roles.ID
	}
	plain := slices.DeleteFunc(slices.Clone(known), func(v string) bool { return strings.HasPrefix(v, "g.") })
	return plain[0], plain[1]
}

func parseOrder(value string) crossOrder {
	if id, ok := strings.CutPrefix(value, "down."); ok {
		return crossOrder{by: categoryOrder, category: id}
	}
	if id, ok := strings.CutPrefix(value, "up."); ok {
		return crossOrder{by: categoryOrder, category: id, up: true}
	}
	if value == sizeOrder {
		return crossOrder{by: sizeOrder}
	}
	return crossOrder{}
}

func (o crossOrder) value() string {
	switch {
	case o.by == categoryOrder && o.up:
		return "up." + o.category
	case o.by == categoryOrder:
		return "down." + o.category
	case o.by == sizeOrder:
		return sizeOrder
	}
	return ""
}

// Parameters gives the parameters that ParseCrosstab reads back, each once.
func (c Crosstab) Parameters() url.Values {
	q := url.Values{"rows": {c.rows}, "columns": {c.columns}, "cells": {c.cells}}
	for name, o := range map[string]crossOrder{"sort_rows": c.rowOrder, "sort_columns": c.columnOrder} {
		if value := o.value(); value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// Dashboard is a dashboard of this crosstab alone. Its panel has everything that is known of the table.
func (c Crosstab) Dashboard() *Dashboard {
	return &Dashboard{ID: "crosstab", Title: "Crosstab", Version: c.Parameters().Encode(), crosstab: &c}
}

// Swapped is the same crosstab with its rows for columns. Shares stay of the same people.
func (c Crosstab) Swapped() Crosstab {
	c.rows, c.columns = c.columns, c.rows
	c.rowOrder, c.columnOrder = c.columnOrder, c.rowOrder
	switch c.cells {
	case "share":
		c.cells = columnShare
	case columnShare:
		c.cells = "share"
	}
	return c
}

// SortRows orders the rows by the cells of a column, the highest first and by the next call the lowest;
// "" stands for the column of everybody.
func (c Crosstab) SortRows(column string) Crosstab {
	c.rowOrder = c.rowOrder.next(column)
	return c
}

// SortColumns orders the columns by the cells of a row in the same way.
func (c Crosstab) SortColumns(row string) Crosstab {
	c.columnOrder = c.columnOrder.next(row)
	return c
}

// RowsSorted says how the rows are ordered by a column, as aria-sort does; "" when they are not.
func (c Crosstab) RowsSorted(column string) string { return c.rowOrder.aria(column) }

// ColumnsSorted says how the columns are ordered by a row.
func (c Crosstab) ColumnsSorted(row string) string { return c.columnOrder.aria(row) }

func (o crossOrder) next(category string) crossOrder {
	if category == "" {
		return crossOrder{by: sizeOrder}
	}
	return crossOrder{by: categoryOrder, category: category, up: o.by == categoryOrder && o.category == category && !o.up}
}

func (o crossOrder) aria(category string) string {
	switch {
	case o.by == sizeOrder && category == "":
		return "other" // by size, but "other" and "none" stay at the end
	case o.by != categoryOrder || o.category != category:
		return ""
	case o.up:
		return "ascending"
	}
	return "descending"
}

// param names the dimension as the parameters of a crosstab do.
func (d dimension) param() string {
	switch {
	case d.question == nil:
		return "by." + strings.ToLower(d.name)
	case d.unit == tally.Groups:
		return "g." + d.question.ID
	}
	return d.question.ID
}

// sideFrom reads such a name back.
func sideFrom(param string) side {
	if by, ok := strings.CutPrefix(param, "by."); ok {
		return side{By: by}
	}
	if id, ok := strings.CutPrefix(param, "g."); ok {
		return side{Question: id, By: "groups"}
	}
	return side{Question: param, By: "options"}
}

// lead goes on to the page of this crosstab, which looks as the panel does.
func (x *crossed) lead() *Lead {
	c := Crosstab{rows: x.rows.param(), columns: x.columns.param(), cells: x.colour, rowOrder: x.rowOrder, columnOrder: x.columnOrder}
	if x.colour == "share" && x.upright() {
		c = c.Swapped()
	}
	return &Lead{Text: "Open in the crosstab", Page: "crosstab", Query: c.Parameters().Encode()}
}
