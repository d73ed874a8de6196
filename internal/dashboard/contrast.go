package dashboard

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"muster/internal/analysis"
	"muster/internal/survey"
)

// contrast sets the shares that two groups of different people have in the answers to one question beside
// each other, and tells which differ by more than chance explains.
type contrast struct {
	first, second party
	// ahead tells that a difference is the share of the first less that of the second; otherwise the
	// other way round, as what came later less what was before.
	ahead bool
	lines []difference
}

// party is one of two groups.
type party struct {
	name string
	base int // people who answered
}

// difference is one answer with the people of both groups.
type difference struct {
	category
	first, second int
	move          analysis.Move
	filter        string // query that adds the answer
}

// compare tests the lines, all of them together. What the filter fixes would tell of the filter.
func (c *contrast) compare() {
	var sides []analysis.Sides
	var places []int
	for i, l := range c.lines {
		if l.fixed {
			continue
		}
		side := analysis.Sides{Before: l.first, BeforeBase: c.first.base, After: l.second, AfterBase: c.second.base}
		if c.ahead {
			side = analysis.Sides{Before: l.second, BeforeBase: c.second.base, After: l.first, AfterBase: c.first.base}
		}
		sides, places = append(sides, side), append(places, i)
	}
	for i, m := range analysis.Moves(sides) {
		c.lines[places[i]].move = m
	}
}

// order puts what grew most first and "other" and "none" last. Points and ranges stay in their order.
func (c *contrast) order(q *survey.Question) {
	switch q.Kind {
	case survey.Scale, survey.Number, survey.Date:
		return
	}
	slices.SortStableFunc(c.lines, func(a, b difference) int {
		return cmp.Or(boolOrder(a.last, b.last), boolOrder(a.fixed, b.fixed), cmp.Compare(b.move.Difference, a.move.Difference))
	})
}

// fewer is how many people the smaller side has.
func (c *contrast) fewer() int { return min(c.first.base, c.second.base) }

// tiny tells that one side has too few people for anything to be tested.
func (c *contrast) tiny() bool { return c.fewer() < least }

// moved gives the lines of a verdict, the largest difference first.
func (c *contrast) moved(v analysis.Verdict) []difference {
	lines := slices.DeleteFunc(slices.Clone(c.lines), func(l difference) bool { return l.move.Verdict != v })
	slices.SortStableFunc(lines, func(a, b difference) int {
		return cmp.Compare(math.Abs(b.move.Difference), math.Abs(a.move.Difference))
	})
	return lines
}

// contrastWords are how a contrast is told.
type contrastWords struct {
	up, down string // open the sentence of what is more and of what is less
	even     string // when nothing differs
	few      string // when there are too few people
}

// mostMoved is how many lines a sentence names.
const mostMoved = 3

// finding says what differs and how much of it may be chance.
func (c *contrast) finding(w contrastWords) string {
	up, down := c.moved(analysis.Up), c.moved(analysis.Down)
	switch {
	case c.tiny():
		return w.few
	case len(up)+len(down) == 0:
		return w.even
	}
	var said []string
	for _, way := range []struct {
		words string
		lines []difference
	}{{w.up, up}, {w.down, down}} {
		if len(way.lines) > 0 {
			said = append(said, way.words+" "+c.name(way.lines)+".")
		}
	}
	if rest := len(c.moved(analysis.Noise)); rest > 0 {
		said = append(said, fmt.Sprintf("For %s the difference is no more than chance explains.", others(rest)))
	}
	return strings.Join(said, " ")
}

func others(n int) string {
	if n == 1 {
		return "1 other"
	}
	return thousands(n) + " others"
}

// name lists lines with both shares and the interval of their difference.
func (c *contrast) name(lines []difference) string {
	var parts []string
	for i, l := range lines {
		if i == mostMoved {
			parts = append(parts, fmt.Sprintf("%d more", len(lines)-mostMoved))
			break
		}
		parts = append(parts, fmt.Sprintf("%s, %s (%s points)", l.label, c.shares(l), pointSpan(l.move.Interval)))
	}
	return strings.Join(parts, "; ")
}

// shares says both shares of a line.
func (c *contrast) shares(l difference) string {
	first, second := percent(part(l.first, c.first.base)), percent(part(l.second, c.second.base))
	if c.ahead {
		return first + " against " + second
	}
	return "from " + first + " to " + second
}

// pointSpan writes the interval of a difference in points.
func pointSpan(i analysis.Interval) string {
	return signed(i.Low*100, 0) + " to " + signed(i.High*100, 0)
}

// sharpest is the line that differs most beyond chance.
func (c *contrast) sharpest() (difference, bool) {
	lines := append(c.moved(analysis.Up), c.moved(analysis.Down)...)
	if len(lines) == 0 {
		return difference{}, false
	}
	return slices.MaxFunc(lines, func(a, b difference) int {
		return cmp.Compare(math.Abs(a.move.Difference), math.Abs(b.move.Difference))
	}), true
}

// table writes every line with both shares and what the difference comes to.
func (c *contrast) table(caption string) *Table {
	t := &Table{
		Caption: caption,
		Columns: []Column{
			{Label: "Answer", Kind: Text}, {Label: c.first.label(), Kind: Share}, {Label: c.second.label(), Kind: Share},
			{Label: "Difference, points", Kind: Number}, {Label: "95% interval", Kind: Interval}, {Label: "Beyond chance", Kind: Text},
		},
		Rows: []Row{},
		Notes: []string{
			fmt.Sprintf("▲ and ▼ mark what is more or less by more than chance explains when all answers are tested together (5%%). Where a side has fewer than %d people nothing is tested, and no interval is given.", least),
		},
	}
	for _, l := range c.lines {
		t.Rows = append(t.Rows, Row{ID: l.id, Filter: l.filter, Cells: []Cell{
			textCell(l.label), c.first.cell(l.first), c.second.cell(l.second), c.differenceCell(l), c.spanCell(l), textCell(l.verdict()),
		}})
	}
	return t
}

// label names the group and how many of it answered.
func (p party) label() string { return fmt.Sprintf("%s (%s)", p.name, people(p.base)) }

func (p party) cell(count int) Cell {
	cell := shareCell(count, p.base)
	cell.Count, cell.Note = new(count), people(count)
	return cell
}

// empty tells that a side has nobody: then there is no difference.
func (c *contrast) empty() bool { return c.first.base == 0 || c.second.base == 0 }

func (c *contrast) differenceCell(l difference) Cell {
	if c.empty() || l.fixed {
		return Cell{Text: "–"}
	}
	return Cell{Text: signed(l.move.Difference*100, 0), Number: new(round(l.move.Difference*100, 4))}
}

// spanCell gives the interval of a difference that was tested. Beside one that was not it would be read as
// a test.
func (c *contrast) spanCell(l difference) Cell {
	if c.empty() || l.fixed || l.move.Verdict == analysis.Untested {
		return Cell{Text: "–"}
	}
	i := l.move.Interval
	return Cell{Text: pointSpan(i), Low: new(round(i.Low, 6)), High: new(round(i.High, 6))}
}

func (l difference) verdict() string {
	if l.fixed {
		return "filtered by"
	}
	switch l.move.Verdict {
	case analysis.Up:
		return "▲ more"
	case analysis.Down:
		return "▼ fewer"
	case analysis.Noise:
		return "no"
	}
	return "not tested"
}
