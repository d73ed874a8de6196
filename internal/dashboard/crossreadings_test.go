package dashboard_test

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dashboard"
)

// cellKinds are what the cells of a crosstab can show, with how the reading of it ends.
var cellKinds = map[string]string{
	"share": "share of the line", "column_share": "share of the column", "count": "people",
	"expected": "people to expect from the totals", "residual": "adjusted residual",
}

// TestReadings holds every reading of a crosstab against the table of its cells, whichever way it is laid.
func TestReadings(t *testing.T) {
	c := gather(charlotte(t), 300)
	for cells, first := range cellKinds {
		t.Run(cells, func(t *testing.T) {
			p := theCrosstab(t, c, "rows=topics&columns=roles&q.place=both&cells="+cells)
			readings := p.Readings()
			if len(readings) != 5 || !strings.HasSuffix(readings[0].Caption, ": "+first) {
				t.Fatalf("%d readings, the first is %q", len(readings), readings[0].Caption)
			}
			for _, reading := range readings {
				holdReading(t, p, reading)
			}
		})
	}
}

// detailColumns are the columns of the table of every cell that readings are of.
var detailColumns = map[string]int{"people": 2, "share of the line": 3, "share of the column": 4, "people to expect from the totals": 5, "adjusted residual": 6}

func holdReading(t *testing.T, p *dashboard.Panel, reading *dashboard.Table) {
	t.Helper()
	_, what, _ := strings.Cut(reading.Caption, ": ")
	seen := 0
	for _, row := range p.Details.Rows {
		cell, want := cellOf(reading, row.Cells[0].Text, row.Cells[1].Text), row.Cells[detailColumns[what]]
		if aboutOf(cell) != aboutOf(want) && !(math.IsNaN(aboutOf(cell)) && math.IsNaN(aboutOf(want))) {
			t.Errorf("%s, %s × %s: %v, want %v", what, row.Cells[0].Text, row.Cells[1].Text, aboutOf(cell), aboutOf(want))
		}
		marked := cell.Mark != dashboard.Unmarked
		if silent := what == "people to expect from the totals" && p.Readings()[0].Caption != reading.Caption; marked != (row.Cells[8].Text != "" && !silent) {
			t.Errorf("%s, %s × %s: the mark is %q, want %q", what, row.Cells[0].Text, row.Cells[1].Text, cell.Mark, row.Cells[8].Text)
		}
		seen++
	}
	if lines, columns := len(reading.Rows)-1, len(reading.Columns)-2; seen != lines*columns || seen == 0 {
		t.Errorf("%s has %d lines and %d columns for %d cells", what, lines, columns, seen)
	}
	if total := reading.Rows[len(reading.Rows)-1]; total.ID != "" || *total.Cells[1].Count != p.Base.People {
		t.Errorf("%s ends with %+v", what, total.Cells[:2])
	}
}

func cellOf(t *dashboard.Table, line, column string) dashboard.Cell {
	for _, row := range t.Rows {
		for i, c := range t.Columns[2:] {
			if row.Cells[0].Text == line && c.Label == column {
				return row.Cells[2+i]
			}
		}
	}
	return dashboard.Cell{Text: "there is none"}
}

// aboutOf is the number that a cell of a reading is about.
func aboutOf(c dashboard.Cell) float64 {
	switch {
	case c.Share != nil:
		return *c.Share
	case c.Number != nil:
		return *c.Number
	case c.Count != nil:
		return float64(*c.Count)
	}
	return math.NaN()
}

// TestNoReadings gives panels of dashboards, and crosstabs of nobody, no readings.
func TestNoReadings(t *testing.T) {
	c := gather(charlotte(t), 60)
	d := read(t, "id: x\ntitle: X\npanels: [{kind: crosstab, rows: {purpose: topic}, columns: {purpose: role}}, {kind: ranking, purpose: topic}]\n")
	for p := range build(t, d, c, "").Panels() {
		if p.Readings() != nil {
			t.Errorf("%s has readings", p.ID)
		}
	}
	if p := theCrosstab(t, gather(charlotte(t), 0), "rows=topics&columns=roles"); p.Readings() != nil {
		t.Error("nobody is read")
	}
}

// TestConditionsInWords says all that a programme had to keep.
func TestConditionsInWords(t *testing.T) {
	for _, tt := range []struct {
		name, query string
		want        []string
	}{
		{"the default", "", []string{"At most 4 meetings are planned.", "All meetings are at the same time, the best."}},
		{"one, times left out", "meetings=1&times=none", []string{"At most 1 meeting is planned.", "Times are left out."}},
		{"everything", "meetings=3&times=own&per_group=1&spoken=yes&speakers=2&must=azure&must=pki&never=storage&turnout=60", []string{
			"At most 3 meetings are planned.", "Each meeting is at its best time.", "At most 1 topic of one group.",
			"Only topics that at least 2 people could speak about.", "Must be in: Azure and PKI.", "Must not be in: Storage.",
			"The founders guess that 60 of 100 will come; the answers do not tell it.",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := charlotte(t)
			values, err := url.ParseQuery(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			conditions, problems := dashboard.ParseConditions(s, values)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if diff := cmp.Diff(tt.want, conditions.Told(s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEndsAreNumbers gives the ends of what a cell says as “from–to” as numbers too: people expected at a
// meeting, and places.
func TestEndsAreNumbers(t *testing.T) {
	c := gather(charlotte(t), 300)
	d := read(t, "id: x\ntitle: X\npanels: [{kind: planner}, {kind: ranking, purpose: topic}]\n")
	page := build(t, d, c, "")
	for p := range page.Panels() {
		checked := 0
		for _, row := range p.Table.Rows {
			for i, cell := range row.Cells {
				whole := p.Table.Columns[i].Label == "Place" || p.Table.Columns[i].Kind == dashboard.Interval && p.Table.Columns[i-1].Kind == dashboard.Count
				text := cell.Text
				if _, ends, ok := strings.Cut(strings.TrimSuffix(text, ")"), " ("); ok {
					text = ends // behind the number that they are of
				}
				if from, to, ok := strings.Cut(text, "–"); whole && ok && from != "" {
					checked++
					if cell.Low == nil || cell.High == nil || thousandsOf(*cell.Low) != from || thousandsOf(*cell.High) != to {
						t.Errorf("%s, %s: %s is %v to %v", p.Title, row.Cells[0].Text, cell.Text, cell.Low, cell.High)
					}
				}
			}
		}
		if checked == 0 {
			t.Errorf("%s has no ends", p.Title)
		}
	}
}

func thousandsOf(n float64) string { return strconv.FormatFloat(n, 'f', 0, 64) }
