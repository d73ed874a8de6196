package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// rankings puts the columns of a heading together when each is an option and holds its place.
func (l *layout) rankings() {
	for _, columns := range headed(l.columns) {
		if len(columns) < fewestRanked || len(columns) > survey.MaxRanked || !placed(l.table, columns) {
			continue
		}
		c := &column{title: columns[0].grid, separator: unit, ranked: true}
		for _, o := range columns {
			c.offered = append(c.offered, o.row)
		}
		c.read = func(row spreadsheet.Row) string {
			byPlace := make([]string, len(columns)+1)
			for i, o := range columns {
				if cell := o.text(row); cell != "" {
					byPlace[number(firstDigits.FindString(cell))] = c.offered[i]
				}
			}
			return strings.Join(slices.DeleteFunc(byPlace, func(label string) bool { return label == "" }), string(unit))
		}
		l.join(c, columns...)
		c.note = fmt.Sprintf("“%s” has a column for every option, which holds its place; they are one ranking.", shorten(c.title))
	}
}

// placed tells whether every row gives the columns places from 1 on, none of them twice, and not always the
// same.
func placed(t *spreadsheet.Table, columns []*column) bool {
	ranked, first, differ := 0, "", false
	for _, row := range t.Rows {
		taken := make([]bool, len(columns)+1)
		var order strings.Builder
		for _, c := range columns {
			cell := c.text(row)
			order.WriteString(cell + " ")
			if cell == "" {
				continue
			}
			m := bareNumber.FindStringSubmatch(cell)
			if m == nil || number(m[1]) < 1 || number(m[1]) > len(columns) || taken[number(m[1])] {
				return false
			}
			taken[number(m[1])] = true
		}
		if strings.TrimSpace(order.String()) == "" {
			continue
		}
		if ranked++; first == "" {
			first = order.String()
		}
		differ = differ || order.String() != first
	}
	return ranked >= fewestRanked && differ
}

// ranks puts the columns of a heading together when each is a place and holds the option that has it.
func (l *layout) ranks() {
	for _, columns := range headed(l.columns) {
		if len(columns) < 2 || len(columns) > survey.MaxRanked {
			continue
		}
		inPlace := true
		for i, c := range columns {
			inPlace = inPlace && rankTitle(c.row) == i+1
		}
		if !inPlace || !distinctInRows(l.table, columns) {
			continue
		}
		c := &column{title: columns[0].grid, separator: unit, ranked: true, offered: distinctCells(columns)}
		if len(c.offered) < 2 || len(c.offered) > survey.MaxRanked {
			continue
		}
		c.read = func(row spreadsheet.Row) string {
			var best []string
			for _, place := range columns {
				if cell := place.text(row); cell != "" {
					best = append(best, cell)
				}
			}
			return strings.Join(best, string(unit))
		}
		l.join(c, columns...)
		c.note = fmt.Sprintf("“%s” has a column for every place, which holds the option; they are one ranking.", shorten(c.title))
	}
}

// rankTitle gives the place that a column is about: “Rank 2” or 2; 0 when it is none.
func rankTitle(row string) int {
	words := strings.Fields(foldTitle(row))
	if len(words) == 2 && slices.Contains([]string{"rank", "ranking", "rang", "platz", "place", "puesto", "plaats", "rango"}, words[0]) {
		words = words[1:]
	}
	if len(words) != 1 || strings.Trim(words[0], "0123456789") != "" || len(words[0]) > 2 {
		return 0
	}
	return number(words[0])
}

// distinctInRows tells that no row gives one option two places.
func distinctInRows(t *spreadsheet.Table, columns []*column) bool {
	for _, row := range t.Rows {
		seen := map[string]bool{}
		for _, c := range columns {
			key := foldLabel(c.text(row))
			if key != "" && seen[key] {
				return false
			}
			seen[key] = true
		}
	}
	return true
}

// distinctCells are the options that stand at any place, as first found.
func distinctCells(columns []*column) []string {
	var out []string
	seen := map[string]bool{}
	for _, c := range columns {
		for _, cell := range c.cells {
			if key := foldLabel(cell.text); !seen[key] {
				seen[key] = true
				out = append(out, spreadsheet.Line(cell.text))
			}
		}
	}
	return out
}
