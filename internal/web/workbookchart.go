package web

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// chart says which columns of the sheet the page draws: those whose numbers are those of the drawing. A
// heat map is the table itself, in colours; a network is its table of links. nil: nothing is drawn.
func (m *measuring) chart() *workbook.PanelChart {
	drawn := m.panel.Chart
	if drawn == nil || drawn.Draw.Shape == dashboard.Heat || drawn.Draw.Shape == dashboard.Graph {
		return nil
	}
	series, err := seriesOf(drawn)
	if err != nil || len(series) == 0 {
		return nil
	}
	c := &workbook.PanelChart{
		Upright: drawn.Draw.Shape != dashboard.Bars, First: m.firstDrawn(drawn), Rows: len(series[0].values), Alt: drawn.Description,
	}
	for _, s := range series {
		column := m.holding(s.values, c.First)
		if column < 0 {
			return nil
		}
		c.Series = append(c.Series, workbook.Series{Column: column, Line: s.line})
	}
	c.Series[0].Low, c.Series[0].High = m.ends(drawn.Draw, c)
	return c
}

// drawnPart is what is read of a series of an option.
type drawnPart struct {
	Type string            `json:"type"`
	Data []json.RawMessage `json:"data"`
}

type drawnSeries struct {
	values []float64 // NaN where there is none
	line   bool
}

// seriesOf reads the numbers of a drawing.
func seriesOf(c *dashboard.Chart) ([]drawnSeries, error) {
	var read struct {
		Series []drawnPart `json:"series"`
	}
	if err := json.Unmarshal(c.Option, &read); err != nil {
		return nil, err
	}
	upright := slices.ContainsFunc(read.Series, func(s drawnPart) bool { return s.Type == "bar" })
	var all []drawnSeries
	for _, part := range read.Series {
		s := drawnSeries{line: part.Type == "line" && upright}
		for _, datum := range part.Data {
			s.values = append(s.values, drawnValue(datum))
		}
		all = append(all, s)
	}
	return all, nil
}

// drawnValue reads a number, alone or as the value of a datum.
func drawnValue(datum json.RawMessage) float64 {
	var number float64
	var wrapped struct {
		Value *float64 `json:"value"`
	}
	switch {
	case json.Unmarshal(datum, &number) == nil:
		return number
	case json.Unmarshal(datum, &wrapped) == nil && wrapped.Value != nil:
		return *wrapped.Value
	}
	return math.NaN()
}

// firstDrawn is the row of the sheet at which the drawing begins: the one that its first tip names.
func (m *measuring) firstDrawn(c *dashboard.Chart) int {
	if len(c.Draw.Tips) == 0 {
		return 0
	}
	label, _, _ := strings.Cut(c.Draw.Tips[0], "\n")
	return max(0, slices.IndexFunc(m.panel.Table.Rows, func(r dashboard.Row) bool { return r.Cells[0].Text == label }))
}

// holding finds the column that holds the numbers from a row on, or -1.
func (m *measuring) holding(values []float64, first int) int {
	rows := m.panel.Table.Rows
	if first+len(values) > len(rows) {
		return -1
	}
	return slices.IndexFunc(m.out, func(c measure) bool {
		numbers := false
		for i, want := range values {
			row := rows[first+i]
			got := drawable(c.value(row.Cells[c.from], row))
			if !alike(got, want) {
				return false
			}
			numbers = numbers || !math.IsNaN(got)
		}
		return numbers
	})
}

// drawable is a value as drawings have it: shares in percent.
func drawable(value any) float64 {
	switch v := value.(type) {
	case workbook.Count:
		return float64(v)
	case workbook.Share:
		return 100 * v.Of1
	case workbook.Points:
		return float64(v)
	case workbook.Decimal:
		return v.Value
	}
	return math.NaN()
}

// alike tells whether a drawing, which rounds, shows a number. Where there is none it may draw nothing.
func alike(number, drawn float64) bool {
	if math.IsNaN(number) {
		return math.IsNaN(drawn) || drawn == 0
	}
	return math.Abs(number-drawn) <= 0.0501
}

// ends finds the columns with the ends of the intervals that are drawn. A programme's stand in no table;
// they get columns of their own.
func (m *measuring) ends(d dashboard.Draw, c *workbook.PanelChart) (low, high int) {
	if len(d.Intervals) != c.Rows {
		return 0, 0
	}
	lows, highs := make([]float64, c.Rows), make([]float64, c.Rows)
	for i, ends := range d.Intervals {
		lows[i], highs[i] = ends[0], ends[1]
	}
	for i := c.Series[0].Column + 1; i+1 < len(m.out); i++ {
		if m.shows(i, lows, c.First) && m.shows(i+1, highs, c.First) {
			return i, i + 1
		}
	}
	return m.addEnds(d, c)
}

// addEnds adds the ends of the intervals behind the column of the first series.
func (m *measuring) addEnds(d dashboard.Draw, c *workbook.PanelChart) (low, high int) {
	at := c.Series[0].Column
	place := map[string]int{}
	for i, row := range m.panel.Table.Rows[c.First : c.First+c.Rows] {
		place[row.ID] = i
	}
	end := func(which int) func(dashboard.Cell, dashboard.Row) any {
		return func(_ dashboard.Cell, row dashboard.Row) any {
			if i, ok := place[row.ID]; ok && d.Percent {
				return workbook.Share{Of1: d.Intervals[i][which] / 100}
			} else if ok {
				return workbook.Decimal{Value: d.Intervals[i][which], Decimals: 1}
			}
			return nil
		}
	}
	name := m.out[at].title
	m.out = slices.Insert(m.out, at+1,
		measure{title: name + ", 95% from", value: end(0)}, measure{title: name + ", 95% to", value: end(1)})
	for i := range c.Series {
		if c.Series[i].Column > at {
			c.Series[i].Column += 2
		}
	}
	return at + 1, at + 2
}

func (m *measuring) shows(column int, values []float64, first int) bool {
	c := m.out[column]
	for i, want := range values {
		row := m.panel.Table.Rows[first+i]
		if !alike(drawable(c.value(row.Cells[c.from], row)), want) {
			return false
		}
	}
	return true
}
