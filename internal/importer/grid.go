package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
)

// maxPoints is how many labels a grid may have and still be taken for a scale.
const maxPoints = 11

// grid is the columns of one “Question [Row]” heading, which share their labels.
type grid struct {
	title    string
	columns  []*column
	labels   *inventory
	points   []survey.Point
	meaning  bool // the words of the labels gave the order
	numbers  steps
	numbered bool
	lists    *guess // of boxes to tick: the question that every row is; nil: one point is picked in a row
}

// findGrids gives every column of a grid its grid. A heading whose cells do not come down to a few
// shared labels is none: its columns are guessed one by one.
func findGrids(columns []*column) map[*column]*grid {
	byTitle := map[string]*grid{}
	for _, c := range columns {
		if c.row == "" || c.read != nil {
			continue
		}
		key := fmt.Sprint(c.block) + foldLabel(c.grid)
		if byTitle[key] == nil {
			byTitle[key] = &grid{title: c.grid}
		}
		byTitle[key].columns = append(byTitle[key].columns, c)
	}
	found := map[*column]*grid{}
	for _, g := range byTitle {
		if !g.settle() {
			continue
		}
		for _, c := range g.columns {
			found[c] = g
		}
	}
	return found
}

// settle finds the points that the columns share; false when they look like no grid.
func (g *grid) settle() bool {
	all := &column{title: g.title}
	for _, c := range g.columns {
		all.cells = append(all.cells, c.cells...)
		all.answered += c.answered
	}
	if g.numbers, g.numbered = readSteps(all.cells); g.numbered {
		return g.settleNumbers()
	}
	if g.tickedBoxes(all) {
		return true
	}
	g.labels = all.take(whole)
	values := g.labels.values
	if len(values) < 2 || len(values) > maxPoints || slices.ContainsFunc(values, func(v *value) bool { return wordy(v.label()) }) {
		return false
	}
	values, g.meaning = ascending(values)
	if !g.meaning {
		if len(g.columns) == 1 {
			return false
		}
		values = slices.Clone(values)
		slices.SortStableFunc(values, func(a, b *value) int { return b.count - a.count })
	}
	for i, v := range values {
		g.points = append(g.points, survey.Point{Value: i + 1, Label: survey.Text(v.label())})
	}
	return true
}

// tickedBoxes tells that several points may be picked in a row. All rows then have the options of all.
func (g *grid) tickedBoxes(all *column) bool {
	for _, sep := range []separator{semicolon, semicolons, comma} {
		if inv, lists := all.joined(sep); lists && len(g.columns) > 1 {
			g.lists = inv.many(all, sep)
			return true
		}
	}
	return false
}

func (g *grid) settleNumbers() bool {
	low, high := g.numbers.ends()
	if high > 10 || high < 2 {
		return false
	}
	g.meaning = true
	g.points = g.numbers.points(min(low, 1), high)
	return true
}

func (g *grid) guess(c *column) *guess {
	if g.lists != nil {
		row := *g.lists.question
		row.Title, row.Options = survey.Text(c.title), slices.Clone(row.Options)
		return &guess{column: c, question: &row, separator: g.lists.separator, note: "a row of boxes to tick"}
	}
	q := &survey.Question{Kind: survey.Scale, Title: survey.Text(c.row), Grid: survey.Text(g.title), Points: g.points}
	return &guess{column: c, question: q, note: "a row of a grid"}
}

// name is the heading, or the first row where the form left the heading empty.
func (g *grid) name() string {
	if g.title == "" {
		return g.columns[0].title
	}
	return g.title
}

func (g *grid) explain() string {
	if g.lists != nil {
		return fmt.Sprintf("a grid of %s in which several boxes may be ticked: each row is a question with the options of all.",
			plural(len(g.columns), "row", "rows"))
	}
	if g.numbered {
		return fmt.Sprintf("a grid of %s: %s", plural(len(g.columns), "row", "rows"), g.numbers.explain(g.points))
	}
	labels := make([]string, len(g.points))
	for i, p := range g.points {
		labels[i] = string(p.Label)
	}
	text := fmt.Sprintf("a grid of %s, each a scale of %d points: %s.", plural(len(g.columns), "row", "rows"), len(labels), strings.Join(labels, " < "))
	if !g.meaning {
		text += " The order is a guess, the commonest label first; put it right in the file."
	}
	return text
}
