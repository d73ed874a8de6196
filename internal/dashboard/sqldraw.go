package dashboard

import (
	"fmt"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// datum is a row as it is drawn.
type datum struct {
	label, text string
	value       any // a number, or the sign that there is none
}

// missing is what echarts draws nothing for.
const missing = "-"

// drawRows draws the numbers of a column over what another one names.
func (q query) drawRows(p *Panel, names, numbers valueColumn) (*Chart, error) {
	shape, most := map[string]Shape{"bars": Bars, "columns": Columns, "line": Line}[q.draw],
		map[string]int{"bars": mostBars, "columns": mostUpright, "line": longestLine}[q.draw]
	var data []datum
	for at := range min(len(names.values), most) {
		d := datum{label: plain(names.text(at)), text: numbers.text(at), value: missing}
		if f, ok := numbers.number(at); ok {
			d.value = f
		}
		data = append(data, d)
	}
	if len(data) < len(names.values) {
		p.Table.Notes = append(p.Table.Notes,
			fmt.Sprintf("The drawing shows the first %d of %s.", len(data), someRows(len(names.values))))
	}
	c := &Chart{ID: chartID(p), Height: 260, Draw: Draw{Shape: shape}}
	c.Description = rowsInWords(shape, names, numbers, data)
	for _, d := range data {
		c.Draw.Tips = append(c.Draw.Tips, fmt.Sprintf("%s\n%s: %s", d.label, plain(numbers.label), d.text))
	}
	var err error
	switch shape {
	case Bars:
		err = c.bars(numbers, data)
	default:
		err = c.upright(numbers, data)
	}
	return c, err
}

// bars draws the first row on top, with the numbers in a column of their own at the right.
func (c *Chart) bars(numbers valueColumn, data []datum) error {
	labels := labelsOf(data, func(d datum) string { return d.label })
	c.Height = heightOf(labels, 40)
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: "4", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", SplitNumber: 4, SplitLine: &opts.SplitLine{Show: opts.Bool(true)},
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), AxisLabel: sideLabels(), AxisLine: hidden()}),
	)
	bar.ExtendYAxis(opts.YAxis{
		Type: "category", Inverse: opts.Bool(true), Position: "right", Data: labelsOf(data, func(d datum) string { return d.text }),
		AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Interval: "0"}, AxisLine: hidden(),
	})
	bar.SetXAxis(labels).XYReversal()
	bar.AddSeries(plain(numbers.label), barsOf(data), func(s *charts.SingleSeries) { s.BarMaxWidth = "22" })
	var err error
	c.Option, err = encode(bar)
	return err
}

// upright draws columns, or a line, from left to right.
func (c *Chart) upright(numbers valueColumn, data []datum) error {
	labels := labelsOf(data, func(d datum) string { return d.label })
	axes := []charts.GlobalOpts{
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: "12", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: noTicks(),
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", SplitNumber: 4, SplitLine: &opts.SplitLine{Show: opts.Bool(true)}}),
	}
	var err error
	if c.Draw.Shape == Columns {
		bar := charts.NewBar()
		bar.SetGlobalOptions(append(start(c.ID, c.Description), axes...)...)
		bar.SetXAxis(labels)
		bar.AddSeries(plain(numbers.label), barsOf(data), func(s *charts.SingleSeries) { s.BarMaxWidth = "48" })
		c.Option, err = encode(bar)
		return err
	}
	line := charts.NewLine()
	line.SetGlobalOptions(append(start(c.ID, c.Description), axes...)...)
	line.SetXAxis(labels)
	points := make([]opts.LineData, len(data))
	for i, d := range data {
		points[i] = opts.LineData{Value: d.value}
	}
	line.AddSeries(plain(numbers.label), points)
	c.Option, err = encode(line)
	return err
}

func barsOf(data []datum) []opts.BarData {
	bars := make([]opts.BarData, len(data))
	for i, d := range data {
		bars[i] = opts.BarData{Value: d.value}
	}
	return bars
}

// rowsInWords says a drawing of rows; the table has the rest.
func rowsInWords(shape Shape, names, numbers valueColumn, data []datum) string {
	const most = 5
	what := map[Shape]string{Bars: "Bar chart", Columns: "Column chart", Line: "Line chart"}[shape]
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s by %s.", what, plain(numbers.label), plain(names.label))
	for i, d := range data {
		if i == most {
			fmt.Fprintf(&b, " %d more are in the table.", len(data)-most)
			break
		}
		fmt.Fprintf(&b, " %s: %s.", d.label, d.text)
	}
	return b.String()
}
