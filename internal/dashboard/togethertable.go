package dashboard

import (
	"fmt"
	"math"

	"muster/internal/analysis"
)

// fillMatrix tells every pair that enough people picked.
func (x *interests) fillMatrix(p *Panel) error {
	ties := x.sorted(func(t analysis.Tie) bool { return t.Told && x.base >= least })
	p.Table = x.pairTable("Every pair, by how much more often than by chance the same people pick both", ties)
	if left := len(x.ties) - len(ties); left > 0 && x.base >= least {
		p.Table.Notes = append(p.Table.Notes, fmt.Sprintf("%s of %s pairs are not shown, because fewer than %d people picked both.",
			thousands(left), thousands(len(x.ties)), leastBoth))
	}
	p.Finding = x.matrixFinding(ties)
	if len(ties) == 0 {
		return nil
	}
	var err error
	p.Chart, err = x.drawMatrix(p)
	return err
}

// leastBoth is how many people must have picked both of a pair for analysis.Lift to tell of it.
const leastBoth = 10

func (x *interests) matrixFinding(told []analysis.Tie) string {
	more, fewer := 0, 0
	for _, t := range told {
		switch t.Verdict {
		case analysis.Up:
			more++
		case analysis.Down:
			fewer++
		}
	}
	switch {
	case x.base == 0:
		return ""
	case x.base < least:
		return fmt.Sprintf("Of fewer than %d people nothing can be said about what goes together.", least)
	case more+fewer == 0:
		return "No two go together, or apart, by more than chance explains."
	}
	return fmt.Sprintf("Of %s pairs %s go together by more than chance explains and %s apart.", thousands(len(x.ties)), thousands(more), thousands(fewer))
}

// pairTable writes ties with the people of both sides.
func (x *interests) pairTable(caption string, ties []analysis.Tie) *Table {
	t := &Table{
		Caption: caption,
		Columns: []Column{
			{Label: "Pair", Kind: Text}, {Label: "Crowd", Kind: Text}, {Label: "Picked both", Kind: Count}, {Label: "Picked the first", Kind: Share},
			{Label: "Picked the second", Kind: Share}, {Label: "Lift", Kind: Number}, {Label: "95% interval", Kind: Interval}, {Label: "Beyond chance", Kind: Text},
		},
		Rows: []Row{}, Notes: x.pairNotes(),
	}
	if x.matrix {
		t.Columns = append(t.Columns[:1:1], t.Columns[2:]...)
	}
	for _, tie := range ties {
		row := Row{ID: x.options[tie.A].id + "+" + x.options[tie.B].id, Cells: []Cell{textCell(x.pair(tie))}}
		if !x.matrix {
			row.Cells = append(row.Cells, textCell(x.crowdWords(tie)))
		}
		row.Cells = append(row.Cells, countCell(tie.Link.Joint), x.side(tie.A), x.side(tie.B), liftCell(tie.Link), liftSpan(tie.Link), textCell(verdictOf(tie)))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// crowdWords says in which crowd both of a pair are, by its sign and first name.
func (x *interests) crowdWords(t analysis.Tie) string {
	a, b := x.options[t.A].crowd, x.options[t.B].crowd
	switch {
	case a < 0 || b < 0:
		return "–"
	case a == b:
		return symbolOf(a).sign + " " + x.options[x.leaders(x.crowds[a].members)[0]].label + " …"
	}
	return symbolOf(a).sign + " with " + symbolOf(b).sign
}

// side is the share of people who picked one of a pair.
func (x *interests) side(o int) Cell {
	cell := shareCell(x.options[o].count, x.base)
	cell.Count, cell.Note = new(x.options[o].count), people(x.options[o].count)
	return cell
}

func liftCell(l analysis.Link) Cell {
	return Cell{Text: liftText(l.Lift), Number: new(round(l.Lift, 6))}
}

func liftText(lift float64) string { return fmt.Sprintf("%.2f", lift) }

// liftSpan is the interval of a lift, whose ends are lifts.
func liftSpan(l analysis.Link) Cell {
	return Cell{Text: liftText(l.Interval.Low) + "–" + liftText(l.Interval.High), Low: new(round(l.Interval.Low, 6)), High: new(round(l.Interval.High, 6))}
}

func verdictOf(t analysis.Tie) string {
	switch t.Verdict {
	case analysis.Up:
		return "▲ together"
	case analysis.Down:
		return "▼ apart"
	case analysis.Noise:
		return "no"
	}
	return "not tested"
}

func markOf(t analysis.Tie) Mark {
	switch t.Verdict {
	case analysis.Up:
		return More
	case analysis.Down:
		return Fewer
	}
	return Unmarked
}

func (x *interests) pairNotes() []string {
	if x.base < least {
		return nil
	}
	notes := []string{
		fmt.Sprintf("Lift: how many times as often people pick both as they would if one had nothing to do with the other; 1 is no connection. Shares are of the %s who answered.", people(x.base)),
		"▲ and ▼ mark pairs that go together or apart by more than chance explains when all pairs are tested together (5%).",
	}
	if !x.matrix {
		notes = append(notes, "A pair is strong where the same holds among people who picked equally many, at least 1.2 times as often as by chance. "+
			"Otherwise people who pick much of everything would tie everything together.")
	}
	if !x.matrix && x.counted < x.base {
		notes = append(notes, fmt.Sprintf("Which pairs are strong, and who is in a crowd, was found out among a fixed sample of %s of these; all else is counted among all.",
			people(x.counted)))
	}
	if x.hidden > 0 {
		notes = append(notes, fmt.Sprintf("Compared are the %d that most people picked; %d more are left out.", len(x.options), x.hidden))
	}
	return notes
}

// doubling is the logarithm by which a lift is coloured: as far from the middle for half as for twice.
func doubling(l analysis.Link) float64 { return round(math.Log2(l.Lift), 2) }
