package dashboard

import (
	"cmp"
	"fmt"
	"slices"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// ranking makes the panel of a choice: its options, or groups of them, by the people who picked
// them. A person who picked three options of a group is one person of that group.
type ranking struct {
	question *survey.Question
	unit     tally.Unit
	sort     string // "share" or "survey"
	limit    int    // of lines that are drawn; 0: all
}

// line is one category with the people who picked it.
type line struct {
	category
	last   bool // "other" and "none" stand at the end whatever their share
	group  string
	count  int
	filter string
}

func (r ranking) dimension() dimension { return dimension{r.question, r.unit} }

func (r ranking) queries() [][]tally.Dimension {
	return [][]tally.Dimension{{r.dimension().tally()}}
}

func (r ranking) fill(p *Panel, in input, tables []tally.Table) error {
	t := tables[0]
	counts, err := r.dimension().totals(t.Axes[0])
	if err != nil {
		return err
	}
	lines := r.lines(in, counts)
	drawn := lines
	if r.limit > 0 && r.limit < len(lines) {
		drawn = lines[:r.limit]
	}
	p.Base = in.base(t, 1)
	p.Table = r.table(lines, t.Base)
	if len(drawn) < len(lines) {
		p.Table.Notes = append(p.Table.Notes,
			fmt.Sprintf("The drawing shows the first %d of %d lines.", len(drawn), len(lines)))
	}
	p.Finding = r.finding(lines, t.Base)
	if t.Base == 0 {
		return nil
	}
	p.Chart, err = drawRanking(p, drawn, t.Base)
	return err
}

// lines gives the categories in the order they are shown.
func (r ranking) lines(in input, counts []int) []line {
	var lines []line
	for i, c := range r.dimension().categories() {
		l := line{category: c, count: counts[i]}
		l.filter = in.selection.with(r.question, r.unit, c.id).String()
		if r.unit == tally.Options {
			o := r.question.Options[i]
			l.last, l.group = o.Written || o.Exclusive, groupLabel(r.question, o.Group)
		}
		lines = append(lines, l)
	}
	if r.sort == "share" {
		slices.SortStableFunc(lines, func(a, b line) int {
			if a.last != b.last {
				return boolOrder(a.last, b.last)
			}
			if a.last {
				return 0
			}
			return cmp.Compare(b.count, a.count)
		})
	}
	return lines
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (r ranking) table(lines []line, base int) *Table {
	t := &Table{
		Caption: string(r.question.Title),
		Columns: []Column{
			{Label: "Answer", Kind: Text}, {Label: "People", Kind: Count},
			{Label: "Share", Kind: Share}, {Label: "95% interval", Kind: Interval},
		},
		Notes: shareNotes(base),
	}
	grouped := r.unit == tally.Options && len(r.question.Groups) > 0
	if r.unit == tally.Groups {
		t.Columns[0].Label = "Group"
		t.Notes = append(t.Notes, "A person counts once in a group, however many of its answers they picked.")
	}
	if grouped {
		t.Columns = slices.Insert(t.Columns, 1, Column{Label: "Group", Kind: Text})
	}
	if r.question.Kind == survey.Many {
		t.Notes = append(t.Notes, "People could pick several, so shares can add up to more than 100%.")
	}
	for _, l := range lines {
		cells := []Cell{textCell(l.label), countCell(l.count), shareCell(l.count, base), intervalCell(l.count, base)}
		if grouped {
			cells = slices.Insert(cells, 1, textCell(l.group))
		}
		t.Rows = append(t.Rows, Row{ID: l.id, Filter: l.filter, Cells: cells})
	}
	return t
}

// finding names the first, whoever is level with it, and how many are not clearly behind.
func (r ranking) finding(lines []line, base int) string {
	most, names := 0, []string(nil)
	for _, l := range lines {
		if l.none || l.count < most || l.count == 0 {
			continue
		}
		if l.count > most {
			most, names = l.count, nil
		}
		names = append(names, l.label)
	}
	if base == 0 || len(names) == 0 || len(names) > 3 {
		return ""
	}
	each := ""
	if len(names) > 1 {
		each = " each"
	}
	return fmt.Sprintf("Picked most: %s, by %s of %s%s (%s)%s.", andList(names), thousands(most), thousands(base),
		each, span(analysis.Wilson(most, base)), tooClose(lines, most, base))
}

// tooClose says how many lines the first does not clearly lead.
func tooClose(lines []line, most, base int) string {
	if base < least {
		return ""
	}
	n := 0
	for _, l := range lines {
		if !l.none && l.count < most && analysis.Lead(most, l.count, base).Low <= 0 {
			n++
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "; one other is too close to call"
	}
	return fmt.Sprintf("; %d others are too close to call", n)
}

// shareNotes says what the shares of a table are of.
func shareNotes(base int) []string {
	if base == 0 {
		return nil
	}
	return []string{"Shares are of the " + people(base) + " who answered."}
}
