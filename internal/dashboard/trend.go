package dashboard

import (
	"fmt"
	"time"

	"muster/internal/tally"
)

// daysByDay is how long a time may be to be shown day by day where the author left it open.
const daysByDay = 56

// trend makes the panel of responses over time.
type trend struct{ unit tally.Unit }

func newTrend(sp spec, s tally.Summary) trend {
	switch {
	case sp.By == "day":
		return trend{tally.Day}
	case sp.By == "auto" && s.Last.Sub(s.First) <= daysByDay*24*time.Hour:
		return trend{tally.Day}
	}
	return trend{tally.Week}
}

func (t trend) needs() needs {
	return needs{tables: [][]tally.Dimension{{{Unit: t.unit}}}}
}

// period is one day or week with its responses.
type period struct {
	first, last time.Time
	label       string
	count, sum  int // sum: with all before it
}

func (t trend) fill(p *Panel, in input, k known) error {
	table := k.tables[0]
	periods, err := t.periods(table.Axes[0], in.selection.survey.Zone)
	if err != nil {
		return err
	}
	p.Base = in.base(table, 0)
	p.Table = t.table(periods, in.selection)
	p.Finding = t.finding(periods)
	if len(periods) == 0 {
		return nil
	}
	p.Chart, err = t.draw(p, periods, in.selection)
	return err
}

func (t trend) periods(a tally.Axis, zone *time.Location) ([]period, error) {
	if len(a.Totals) != len(a.Categories) {
		return nil, fmt.Errorf("%d totals for %d days", len(a.Totals), len(a.Categories))
	}
	var out []period
	sum := 0
	for i, category := range a.Categories {
		first, err := time.ParseInLocation(time.DateOnly, category, zone)
		if err != nil {
			return nil, fmt.Errorf("day %q: %w", category, err)
		}
		sum += a.Totals[i]
		one := period{first: first, last: first, label: dayWords(first), count: a.Totals[i], sum: sum}
		if t.unit == tally.Week {
			one.last = first.AddDate(0, 0, 6)
		}
		out = append(out, one)
	}
	return out, nil
}

func (t trend) noun() string {
	if t.unit == tally.Week {
		return "week"
	}
	return "day"
}

func (t trend) table(periods []period, sel Selection) *Table {
	heading := Column{Label: "Day", Kind: Date}
	table := &Table{Caption: "Responses by " + t.noun()}
	if t.unit == tally.Week {
		heading.Label = "Week from"
		table.Notes = []string{"Weeks begin on Monday. The last may not be over."}
	}
	table.Columns = []Column{heading, {Label: "New", Kind: Count}, {Label: "All so far", Kind: Count}}
	for _, one := range periods {
		table.Rows = append(table.Rows, Row{
			ID: one.first.Format(time.DateOnly), Filter: sel.withDays(one.first, one.last).String(),
			Cells: []Cell{textCell(one.label), countCell(one.count), countCell(one.sum)},
		})
	}
	return table
}

// finding names the fullest time, unless several are level.
func (t trend) finding(periods []period) string {
	var most period
	level := 0
	for _, one := range periods {
		switch {
		case one.count > most.count:
			most, level = one, 1
		case one.count == most.count:
			level++
		}
	}
	if level != 1 || len(periods) < 2 {
		return ""
	}
	when := "on " + most.label
	if t.unit == tally.Week {
		when = "in the week from " + most.label
	}
	return fmt.Sprintf("Most came %s: %s.", when, people(most.count))
}
