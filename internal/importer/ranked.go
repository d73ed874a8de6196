package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
)

// fewestRanked is how many options an order of preference has at least: two of them, in either order,
// are as likely two picks.
const fewestRanked = 3

// ranked takes a column for a ranking when every cell holds the same options in an order of its own.
// Picks stand in the order of the form, so a ranking shows in the orders that differ.
func ranked(c *column) *guess {
	if len(c.cells) < 2 || c.answered < 3 {
		return nil
	}
	for _, sep := range []separator{semicolon, semicolons, comma} {
		options := c.permuted(sep)
		if len(options) == 0 || len(options) > survey.MaxRanked {
			continue
		}
		labels := make([]string, len(options))
		for i, o := range options {
			labels[i] = o.label()
		}
		q := titled(c, survey.Ranking)
		q.Options = optionsOf(options)
		return &guess{question: q, separator: sep, note: "a ranking, the best first", why: []string{fmt.Sprintf(
			"a ranking: every answer holds the same %d options, each in an order of its own. They stand by their place on average: %s.",
			len(options), strings.Join(labels, ", "))}}
	}
	return nil
}

// permuted gives the values of which every cell holds each once, by their place on average; nil when
// there are no such values.
func (c *column) permuted(sep separator) []*value {
	length := len(sep.cut(c.cells[0].text))
	if length < fewestRanked || slices.ContainsFunc(c.cells, func(cell cell) bool { return len(sep.cut(cell.text)) != length }) {
		return nil
	}
	inv := c.take(sep)
	places := make([]float64, len(inv.values))
	for _, l := range inv.lists {
		if len(l.values) != length || len(inv.values) != length {
			return nil
		}
		for place, v := range l.values {
			places[v] += float64(place * l.count)
		}
	}
	if !slices.ContainsFunc(inv.lists, func(l list) bool { return !slices.Equal(l.values, inv.lists[0].values) }) {
		return nil // one order in several spellings
	}
	if slices.ContainsFunc(inv.values, (*value).long) {
		return nil
	}
	return byRank(inv.values, places)
}
