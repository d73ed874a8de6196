package importer

import (
	"fmt"
	"slices"
	"strings"
)

// labelRuns puts neighbouring columns together that each hold nothing but their own title: each is an option
// of a question whose title the file does not say.
func (l *layout) labelRuns() {
	for at := 0; at < len(l.columns); at++ {
		to := l.runFrom(at)
		if to-at < 2 {
			continue
		}
		options := slices.Clone(l.columns[at:to])
		c := &column{separator: unit, untitled: true}
		for _, o := range options {
			c.offered = append(c.offered, o.title)
		}
		members := options
		if to < len(l.columns) && l.columns[to].members == nil && slices.Contains(otherLabels(), foldLabel(l.columns[to].title)) {
			c.beside = l.columns[to]
			members = append(slices.Clone(options), c.beside)
		}
		c.title = "Which of these? " + listed(c.offered, 4)
		c.read = c.picks(options, func(string) bool { return true })
		l.join(c, members...)
		c.note = c.span() + "; they are one question, whose title the file does not say. If they are of two questions, part them by hand."
	}
}

// span names the options of a question without a title.
func (c *column) span() string {
	return fmt.Sprintf("The columns from “%s” to “%s” each hold one option", shorten(c.offered[0]), shorten(c.offered[len(c.offered)-1]))
}

// runFrom gives the end of the run of options that begins at a column. One that nobody picked is an option where
// others stand on both sides of it; a label that occurs again begins another question.
func (l *layout) runFrom(at int) int {
	labels := map[string]bool{}
	end := at
	for i := at; i < len(l.columns); i++ {
		c := l.columns[i]
		key := foldLabel(c.title)
		if c.members != nil || labels[key] || slices.Contains(otherLabels(), key) || c.answered > 0 && !c.saysItself() ||
			c.answered == 0 && (i == at || strings.HasSuffix(c.title, "?")) {
			break
		}
		labels[key] = true
		if c.answered > 0 {
			end = i + 1
		}
	}
	return end
}

// saysItself tells that a column holds nothing but its own title.
func (c *column) saysItself() bool {
	key := foldLabel(c.title)
	return !slices.ContainsFunc(c.cells, func(cell cell) bool { return foldLabel(cell.text) != key })
}
