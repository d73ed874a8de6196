package importer

import (
	"slices"
	"strings"
)

// likert finds the statements of a grid whose heading is not in the file: neighbouring columns that share a few
// labels. They become scales with the same points.
func (l *layout) likert() {
	block := 0
	for at := 0; at < len(l.columns); at++ {
		labels := shared{}
		to := at
		for to < len(l.columns) && labels.takes(l.columns[to]) {
			to++
		}
		if to-at < 2 || !labels.scale(to-at) {
			continue
		}
		block++
		for _, c := range l.columns[at:to] {
			c.row, c.block = c.title, block
		}
		at = to - 1
	}
}

// mostLabels is how many points the scale of such a grid has at most.
const mostLabels = 7

// shared are the labels that neighbouring columns have, as first found.
type shared []string

// takes adds a column when at least half of its labels are known and not too many become of them.
func (s *shared) takes(c *column) bool {
	if c.read != nil || c.row != "" || c.answered == 0 || len(c.cells) > 2*mostLabels {
		return false
	}
	var own []string
	known := 0
	for _, cell := range c.cells {
		key := foldLabel(cell.text)
		if strings.Contains(cell.text, ";") || wordy(cell.text) || bareNumber.MatchString(cell.text) {
			return false
		}
		if slices.Contains(*s, key) {
			known++
		} else if !slices.Contains(own, key) {
			own = append(own, key)
		}
	}
	if len(*s) > 0 && 2*known < len(c.cells) || len(*s)+len(own) > mostLabels {
		return false
	}
	*s = append(*s, own...)
	return true
}

// scale tells whether the labels are those of a scale: their words climb, or several columns have them.
func (s shared) scale(columns int) bool {
	if len(s) < 3 {
		return false
	}
	_, climbs := rankLabels(s)
	return climbs || columns >= 3
}
