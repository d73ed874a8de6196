package dashboard

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// passing gives the visits on the days and from the sources of a filter. Nothing else is known of them.
func passing(visits []Visit, filter tally.Filter) []Visit {
	return slices.DeleteFunc(slices.Clone(visits), func(v Visit) bool {
		source := cmp.Or(v.Source, formSource)
		return !filter.From.IsZero() && v.Day < filter.From.Format(time.DateOnly) ||
			!filter.To.IsZero() && v.Day > filter.To.Format(time.DateOnly) ||
			len(filter.Sources) > 0 && !slices.Contains(filter.Sources, source)
	})
}

// course is what became of a number of visits.
type course struct {
	opened, started, sent int
	reached               []int // by step: how many came so far or farther
}

func courseOf(visits []Visit) course {
	var c course
	for _, v := range visits {
		if v.Step < 0 || v.Step > farthestStep {
			continue // of no survey there is
		}
		for len(c.reached) <= v.Step {
			c.reached = append(c.reached, 0)
		}
		c.reached[v.Step] += v.Views
		c.started += v.Starts
		c.sent += v.Finishes
	}
	if len(c.reached) > 0 {
		c.opened = c.reached[0]
	}
	// A step that other answers hide from some is passed by more than saw it.
	farther := min(c.sent, c.opened)
	for i := len(c.reached) - 1; i >= 0; i-- {
		farther = max(farther, c.reached[i])
		c.reached[i] = farther
	}
	return c
}

// farthestStep bounds what a damaged count could make the page draw.
const farthestStep = 1000

func (c course) figures() []Figure {
	figures := []Figure{
		{Key: "views", Label: "Opened", Value: thousands(c.opened), Number: new(float64(c.opened))},
		{Key: "starts", Label: "Began to answer", Value: thousands(c.started), Number: new(float64(c.started))},
		{Key: "finishes", Label: "Sent", Value: thousands(c.sent), Number: new(float64(c.sent))},
		completion("completion", "Sent, of those who opened it", c.sent, c.opened),
	}
	if c.started == 0 { // without script the form does not tell
		return slices.Delete(figures, 1, 2)
	}
	return append(figures, completion("completion_started", "Sent, of those who began", c.sent, c.started))
}

func completion(key, label string, sent, of int) Figure {
	f := Figure{Key: key, Label: label, Value: "–"}
	if of > 0 {
		sent = min(sent, of) // a form kept open since before the days of a filter is sent without being opened
		share := part(sent, of)
		f.Value, f.Number, f.Note = percent(share), new(share), "95%: "+span(analysis.Wilson(sent, of))
	}
	return f
}

// sourceLines gives how often the form was opened from each source, the most first, and how often
// it was sent.
func sourceLines(visits []Visit) []line {
	by := map[string][]Visit{}
	for _, v := range visits {
		by[cmp.Or(v.Source, formSource)] = append(by[cmp.Or(v.Source, formSource)], v)
	}
	var lines []line
	for source, of := range by {
		c := courseOf(of)
		lines = append(lines, line{
			category: category{id: source, label: originLabel(tally.Source, source)},
			count:    c.opened, within: []within{{"Sent", c.sent}},
		})
	}
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.id, b.id))
	})
	return lines
}

func sourceTable(lines []line) *Table {
	t := &Table{
		Caption: "How many finish, by where they came from",
		Columns: []Column{
			{Label: "Source", Kind: Text}, {Label: "Opened", Kind: Count}, {Label: "Sent", Kind: Count},
			{Label: "Share", Kind: Share}, {Label: "95% interval", Kind: Interval},
		},
		Notes: []string{"Shares are of the times the form was opened from a source."},
	}
	for _, l := range lines {
		sent := min(l.within[0].count, l.count)
		t.Rows = append(t.Rows, Row{ID: l.id, Cells: []Cell{
			textCell(l.label), countCell(l.count), countCell(l.within[0].count), shareCell(sent, l.count), intervalCell(sent, l.count),
		}})
	}
	return t
}
