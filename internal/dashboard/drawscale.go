package dashboard

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// marks names the columns of a scale. Where there are few, the ends say what they mean.
func (s spread) marks(lines []line) []string {
	const few = 7
	marks := labelsOf(lines, func(l line) string { return l.id })
	for i, point := range s.dimension.question.Points {
		if len(lines) <= few && point.Label != "" {
			marks[i] += "\n" + plain(string(point.Label))
		}
	}
	return marks
}

// drawColumns draws lines as columns from left to right, for answers that have an order.
func drawColumns(p *Panel, lines []line, marks []string, base int) (*Chart, error) {
	c := &Chart{ID: chartID(p), Height: 260, Draw: sharesOf(lines, base)}
	c.Draw.Shape = Columns
	c.Description = describe("Column chart", lines, base)
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
	bar.SetXAxis(marks)
	bar.AddSeries("Share", barData(lines, base), func(s *charts.SingleSeries) { s.BarMaxWidth = "48" })
	var err error
	c.Option, err = encode(bar)
	return c, err
}
