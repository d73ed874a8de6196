package dashboard_test

import (
	"strings"
	"testing"

	"muster/internal/dashboard"
)

// TestReadingsSayWhatStandsThere says of no reading what is true of the page alone, whose cells have people
// beneath their shares, and nothing twice.
func TestReadingsSayWhatStandsThere(t *testing.T) {
	c := gather(charlotte(t), 300)
	for cells := range cellKinds {
		t.Run(cells, func(t *testing.T) {
			p := theCrosstab(t, c, "rows=topics&columns=roles&cells="+cells)
			marked, told := false, map[string]bool{}
			for _, reading := range p.Readings() {
				for _, note := range reading.Notes {
					if told[note] || strings.Contains(note, "beneath") || strings.Contains(note, "margins") {
						t.Errorf("%s says %q, and again: %t", reading.Caption, note, told[note])
					}
					told[note] = true
					marked = marked || strings.HasPrefix(note, "▲ marks more")
				}
				for _, side := range []string{"line", "column"} {
					said := strings.Count(strings.Join(reading.Notes, "\n"), "of the people named with the "+side)
					if want := strings.HasSuffix(reading.Caption, ": share of the "+side); want != (said == 1) {
						t.Errorf("%s says %d times that shares are of the %s", reading.Caption, said, side)
					}
				}
			}
			if !marked {
				t.Error("no reading says what the marks are")
			}
		})
	}
}

// TestReadingsSayWhyNothingIsTested says beside the bases of the first reading why there is no test, as the
// page does.
func TestReadingsSayWhyNothingIsTested(t *testing.T) {
	c := gather(charlotte(t), 150)
	for _, query := range []string{"rows=topics&columns=roles&cells=share", "rows=topics&columns=roles&cells=column_share", "rows=roles&columns=topics&cells=count"} {
		p := theCrosstab(t, c, query)
		first := p.Readings()[0]
		shown, said := basesOf(p.Table), basesOf(first)
		found := 0
		for label, why := range shown {
			if said[label] != why {
				t.Errorf("%s, %s: %q, want %q", query, label, said[label], why)
			}
			if why != "" {
				found++
			}
		}
		if found == 0 || found == len(shown) {
			t.Errorf("%s: %d of %d are not tested", query, found, len(shown))
		}
	}
}

// basesOf are what a crosstab says at its bases, by what they are the bases of.
func basesOf(t *dashboard.Table) map[string]string {
	said := map[string]string{}
	last := t.Rows[len(t.Rows)-1]
	if last.Cells[0].Text == "People" {
		for i, cell := range last.Cells[2:] {
			said[t.Columns[2+i].Label] = cell.Note
		}
		return said
	}
	for _, row := range t.Rows[:len(t.Rows)-1] {
		said[row.Cells[0].Text] = row.Cells[1].Note
	}
	return said
}
