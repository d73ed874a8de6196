package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/spreadsheet"
)

// ticked puts the columns of one heading together when each says whether one option was picked; false when they
// say something else.
func (l *layout) ticked(columns []*column) bool {
	var options []*column
	var own *column
	for _, c := range columns {
		if own == nil && slices.Contains(otherLabels(), foldLabel(c.row)) && !ticks(c) {
			own = c
		} else {
			options = append(options, c)
		}
	}
	if len(options) == 0 || len(options) < 2 && own == nil || !slices.ContainsFunc(options, func(c *column) bool { return c.answered > 0 }) ||
		!slices.ContainsFunc(options, ticks) || slices.ContainsFunc(options, func(c *column) bool { return c.answered > 0 && !ticks(c) }) ||
		own == nil && asked(l.table, options) {
		return false
	}
	yes := said("yes")
	picked := func(cell string) bool { return slices.Contains(yes, foldLabel(cell)) }
	c := &column{title: columns[0].grid, separator: unit, beside: own}
	for _, o := range options {
		c.offered = append(c.offered, o.row)
	}
	c.read = c.picks(options, picked)
	members := columns
	if at := slices.IndexFunc(l.columns, func(whole *column) bool { return whole.title == columns[0].grid && whole.members == nil }); at >= 0 {
		members = slices.Concat([]*column{l.columns[at]}, columns)
	}
	slices.SortFunc(members, func(a, b *column) int { return a.index - b.index })
	l.join(c, members...)
	c.note = fmt.Sprintf("“%s” has %s, one for every option; they are one question.", shorten(c.title), plural(len(columns), "column", "columns"))
	return true
}

// picks reads the labels of the options that were picked, and own words behind them.
func (c *column) picks(options []*column, picked func(cell string) bool) func(spreadsheet.Row) string {
	return func(row spreadsheet.Row) string {
		var b strings.Builder
		add := func(text string) {
			if b.Len() > 0 {
				b.WriteString(string(unit))
			}
			b.WriteString(text)
		}
		for i, o := range options {
			if cell := o.text(row); cell != "" && picked(cell) {
				add(c.offered[i])
			}
		}
		if c.beside != nil {
			if own := c.beside.text(row); own != "" {
				add(own)
			}
		}
		return b.String()
	}
}

// ticks tells whether a column only says that an option was picked or was not.
func ticks(c *column) bool {
	words := append(said("yes"), said("no")...)
	return c.answered > 0 && len(c.cells) <= mostSpellings &&
		c.share(func(cell string) bool { return slices.Contains(words, foldLabel(cell)) }) == 1
}

// said are the words by which a column of an option tells that it was picked, or that it was not.
func said(id string) []string {
	words := affirmations()[id]
	switch id {
	case "yes":
		return append(words, "x", "1.0", "checked", "selected", "wahr", "vrai", "はい")
	}
	return append(words, "n/a", "0.0", "nee", "unchecked", "not selected", "falsch", "faux", "k. a.", "k.a.", "s/o", "いいえ")
}

// asked tells that yes and no are answers to questions, not picks among options: somebody left one of them
// open and answered another, or the codes tell a no from no answer.
func asked(t *spreadsheet.Table, columns []*column) bool {
	no := said("no")
	for _, row := range t.Rows {
		open, answered := false, false
		for _, c := range columns {
			switch key := foldLabel(c.text(row)); {
			case key == "":
				open = true
			case key == "n":
				return true
			case slices.Contains(no, key) && key != "n/a":
				answered = true
			}
		}
		if open && answered {
			return true
		}
	}
	return false
}
