package dashboard

import (
	"fmt"
	"slices"
	"strconv"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// race tells which lines of a ranking are ahead of which. All are shares of the same people, so the
// difference of two depends on how many picked both: those say nothing about which of the two is wanted
// more. Only who picked one of them counts.
type race struct {
	lines  []line
	base   int
	places map[string]int // by id, the place of a line in joint
	joint  *tally.Table   // who picked two of them; nil where that is not known
	single bool           // nobody can pick two
}

func (r ranking) race(lines []line, tables []tally.Table) race {
	c := race{lines: lines, base: tables[0].Base, single: !r.dimension.overlaps()}
	if c.single {
		return c
	}
	joint := &tables[len(tables)-1]
	if len(joint.Axes) != 2 || len(joint.Cells) != len(joint.Axes[0].Categories)*len(joint.Axes[1].Categories) {
		return c
	}
	c.joint, c.places = joint, map[string]int{}
	for i, id := range joint.Axes[0].Categories {
		c.places[id] = i
	}
	return c
}

// lead is the 95 % interval of the difference of two lines' shares. Where it is known who picked both,
// it is that of Bonett and Price for paired shares; else the widest that can be.
func (c race) lead(a, b line) analysis.Interval {
	switch {
	case c.single:
		return analysis.Net(a.count, b.count, c.base)
	case c.joint == nil:
		return analysis.Lead(a.count, b.count, c.base)
	}
	both := c.joint.Cell(c.places[a.id], c.places[b.id])
	return analysis.Net(a.count-both, b.count-both, c.base)
}

// close tells whether two lines are too close to call.
func (c race) close(a, b line) bool {
	i := c.lead(a, b)
	return i.Low <= 0 && i.High >= 0
}

// runs tells whether a line takes part. "Other" is no answer of one kind, "none" is no pick, and what
// the filter fixes has won before it began.
func (c race) runs(l line) bool { return !l.last && !l.none && !l.fixed }

// brackets joins neighbours that are too close to call. All lines of a bracket are too close to each
// other, and all neighbours that are too close stand in one together: so no bracket says more than is
// so, and where there is none between two lines the step is real. For that brackets may share a line. As
// few are made as will do: one for every run that begins anywhere would say a little more, and nobody
// could read it. drawn is how many lines there are to see.
func (c race) brackets(drawn int) [][2]int {
	if c.base < least {
		return nil
	}
	var all [][2]int
	for from := 0; from+1 < drawn; {
		to := from
		for to+1 < drawn && c.joins(from, to+1) {
			to++
		}
		if to > from {
			all = append(all, [2]int{from, to})
		}
		from = max(to, from+1)
	}
	return all
}

// joins tells whether a line is too close to all before it, down from the first.
func (c race) joins(first, next int) bool {
	if !c.runs(c.lines[first]) || !c.runs(c.lines[next]) {
		return false
	}
	return !slices.ContainsFunc(c.lines[first:next], func(l line) bool { return !c.close(l, c.lines[next]) })
}

// table adds the places beside the intervals of a table of the lines: the one that each has, or all that
// it could have.
func (c race) table(t *Table) {
	if c.base < least || len(c.lines) < 2 {
		return
	}
	at := 1 + slices.IndexFunc(t.Columns, func(col Column) bool { return col.Kind == Interval })
	t.Columns = slices.Insert(t.Columns, at, Column{Label: "Place", Kind: Text})
	for i, l := range c.lines {
		t.Rows[i].Cells = slices.Insert(t.Rows[i].Cells, at, c.place(l))
	}
	t.Notes = append(t.Notes, "Place: which place a line could have. One is ahead of another only where the 95% interval of their difference leaves out 0; "+
		"whoever picked both counts for neither.")
}

func (c race) place(l line) Cell {
	switch {
	case l.fixed:
		return textCell("filtered by")
	case !c.runs(l):
		return textCell("–")
	}
	best, worst := 1, 0
	for _, other := range c.lines {
		if !c.runs(other) {
			continue
		}
		worst++
		switch i := c.lead(other, l); {
		case other.id == l.id:
		case i.Low > 0:
			best++
		case i.High < 0:
			worst--
		}
	}
	text := strconv.Itoa(best)
	if best < worst {
		text = fmt.Sprintf("%d–%d", best, worst)
	}
	return Cell{Text: text, Low: new(float64(best)), High: new(float64(worst))}
}

// first gives the lines of most people, several where they are level.
func (c race) first() (most int, level []line) {
	for _, l := range c.lines {
		if l.none || l.fixed || l.count < most || l.count == 0 {
			continue
		}
		if l.count > most {
			most, level = l.count, nil
		}
		level = append(level, l)
	}
	return most, level
}

// near are the lines that the first does not clearly lead.
func (c race) near(first line) []line {
	if c.base < least {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.lines), func(l line) bool {
		return l.none || l.fixed || l.count >= first.count || !c.close(first, l)
	})
}

// mostNear is how many lines a sentence names that are too close to call; of more it says how many.
const mostNear = 3

// finding names the first, whoever is level with it, and who is not clearly behind.
func (c race) finding() string {
	most, level := c.first()
	if c.base == 0 || len(level) == 0 {
		return ""
	}
	if len(level) > mostNear {
		return fmt.Sprintf("None leads: %s were picked most, by %s of %s each.", thousands(len(level)), thousands(most), thousands(c.base))
	}
	each := ""
	if len(level) > 1 {
		each = " each"
	}
	return fmt.Sprintf("Picked most: %s, by %s of %s%s (%s)%s.", andList(labelList(level)), thousands(most), thousands(c.base),
		each, span(analysis.Wilson(most, c.base)), c.behind(most, level[0]))
}

// behind says who is not clearly behind the first; of people too few to tell, how near the next comes.
func (c race) behind(most int, first line) string {
	near := c.near(first)
	switch {
	case c.base < least:
		return c.next(most)
	case len(near) == 0:
		return ""
	case len(near) > mostNear:
		return fmt.Sprintf(", but none leads clearly: %s others are within chance of it", thousands(len(near)))
	}
	return ", too close to call with " + andList(quoted(near))
}

// next says what was picked next, in plain counts.
func (c race) next(most int) string {
	count := 0
	var next []line
	for _, l := range c.lines {
		if !c.runs(l) || l.count >= most || l.count == 0 || l.count < count {
			continue
		}
		if l.count > count {
			count, next = l.count, nil
		}
		next = append(next, l)
	}
	switch n := len(next); {
	case n == 0:
		return ""
	case n == 1:
		return fmt.Sprintf("; %s was picked by %s", quoted(next)[0], thousands(count))
	case n <= 6:
		return fmt.Sprintf("; %s others were picked by %s each", numeral(n), thousands(count))
	default:
		return fmt.Sprintf("; %s others were picked by %s each", thousands(n), thousands(count))
	}
}

func labelList(lines []line) []string {
	labels := make([]string, len(lines))
	for i, l := range lines {
		labels[i] = l.label
	}
	return labels
}
