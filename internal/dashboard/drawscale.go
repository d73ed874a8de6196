package dashboard

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// draw draws the points of a scale as columns. Where there are few, the ends say what they mean.
func (s spread) draw(p *Panel, lines []line, base int) (*Chart, error) {
	const few = 7
	c := &Chart{ID: chartID(p), Height: 260, Draw: sharesOf(lines, base)}
	c.Draw.Shape = Columns
	c.Description = describe("Column chart", lines, base)
	labels := labelsOf(lines, func(l line) string { return l.id })
	for i, point := range s.question.Points {
		if len(lines) <= few && point.Label != "" {
			labels[i] += "\n" + plain(string(point.Label))
		}
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: "12", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: noTicks(),
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Interval: "0", Width: 70, Overflow: "break"},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: 0, SplitNumber: 4,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Formatter: "{value}%"},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true)},
		}),
	)
	bar.SetXAxis(labels)
	bar.AddSeries("Share", barData(lines, base), func(s *charts.SingleSeries) { s.BarMaxWidth = "48" })
	var err error
	c.Option, err = encode(bar)
	return c, err
}
