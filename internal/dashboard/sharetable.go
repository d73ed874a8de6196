package dashboard

import (
	"fmt"
)

// shareTable writes lines with their shares of a base, and beside them what people said within them.
func shareTable(caption, heading string, lines []line, base int) *Table {
	t := &Table{
		Caption: caption,
		Columns: []Column{
			{Label: heading, Kind: Text}, {Label: "People", Kind: Count},
			{Label: "Share", Kind: Share}, {Label: "95% interval", Kind: Interval},
		},
		Rows:  []Row{},
		Notes: shareNotes(base),
	}
	for _, l := range lines {
		row := Row{ID: l.id, Filter: l.filter, Cells: []Cell{
			textCell(l.label), countCell(l.count), shareCell(l.count, base), intervalCell(l.count, base),
		}}
		for _, w := range l.within {
			row.Cells = append(row.Cells, withinCell(l, w, base))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(lines) > 0 && len(lines[0].within) > 0 {
		for _, w := range lines[0].within {
			t.Columns = append(t.Columns, Column{Label: w.label, Kind: Share})
		}
		t.Notes = append(t.Notes, withinNote(lines[0].within, base))
	}
	return t
}

func withinNote(all []within, base int) string {
	var labels []string
	for _, w := range all {
		labels = append(labels, "“"+w.label+"”")
	}
	return fmt.Sprintf("%s: how many of the %s who answered said so beside an answer they picked.", andList(labels), people(base))
}

// withinCell says how many of a line said more. Of "none of these" there is nothing more to say.
func withinCell(l line, w within, base int) Cell {
	if l.none {
		return Cell{Text: "–"}
	}
	cell := shareCell(w.count, base)
	cell.Count, cell.Note = new(w.count), people(w.count)
	return cell
}

// shareNotes says what the shares of a table are of.
func shareNotes(base int) []string {
	if base == 0 {
		return nil
	}
	return []string{"Shares are of the " + people(base) + " who answered."}
}
