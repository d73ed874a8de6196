package dashboard

import (
	"fmt"
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// draw draws the differences as bars from the middle, with their intervals as whiskers: what a whisker
// keeps clear of the middle is more than chance would make of it alone. The numbers stand at the right,
// with the sign of what holds when all are tested together.
func (c *contrast) draw(p *Panel) (*Chart, error) {
	chart := &Chart{ID: chartID(p), Draw: c.drawing()}
	labels := labelsOf(c.lines, func(l difference) string { return l.label })
	numbers := labelsOf(c.lines, c.number)
	chart.Height = heightOf(labels, 40)
	chart.Description = c.describe()
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(chart.ID, chart.Description)...)
	reach := c.reach()
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: "4", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: -reach, Max: reach, MinInterval: reach / 2, MaxInterval: reach / 2,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), HideOverlap: opts.Bool(true)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), AxisLabel: sideLabels(), AxisLine: aside(),
		}),
	)
	bar.ExtendYAxis(
		opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), Position: "right", Data: numbers,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Interval: "0"}, AxisLine: aside(),
		},
		// The line in the middle, from which bars grow.
		opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), Data: labels,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)}, AxisLine: &opts.AxisLine{Show: opts.Bool(true), OnZero: opts.Bool(true)},
		},
	)
	data := make([]opts.BarData, len(c.lines))
	for i, l := range c.lines {
		data[i] = opts.BarData{Value: points(l.move.Difference)}
	}
	bar.SetXAxis(labels).XYReversal()
	bar.AddSeries("Difference in points", data, func(s *charts.SingleSeries) { s.BarMaxWidth = "22" })
	var err error
	chart.Option, err = encode(bar)
	return chart, err
}

// aside keeps the labels of an axis at the side, wherever 0 is.
func aside() *opts.AxisLine { return &opts.AxisLine{Show: opts.Bool(false), OnZero: opts.Bool(false)} }

// reach is how far the axis goes to both sides, in points: as far as the widest interval, and in two
// equal steps of a round number.
func (c *contrast) reach() float64 {
	most := 0.0
	for _, l := range c.lines {
		most = math.Max(most, math.Max(-l.move.Interval.Low, l.move.Interval.High))
	}
	for _, step := range []float64{5, 10, 20, 30, 40} {
		if most*100 <= 2*step {
			return 2 * step
		}
	}
	return 100
}

func (c *contrast) drawing() Draw {
	d := Draw{Shape: Bars, Hatched: min(c.first.base, c.second.base) < ample}
	for _, l := range c.lines {
		d.Intervals = append(d.Intervals, [2]float64{points(l.move.Interval.Low), points(l.move.Interval.High)})
		d.Filters = append(d.Filters, l.filter)
		d.Tips = append(d.Tips, strings.Join([]string{
			plain(l.label),
			fmt.Sprintf("%s: %s, %s of %s", plain(c.first.name), percent(part(l.first, c.first.base)), thousands(l.first), thousands(c.first.base)),
			fmt.Sprintf("%s: %s, %s of %s", plain(c.second.name), percent(part(l.second, c.second.base)), thousands(l.second), thousands(c.second.base)),
			fmt.Sprintf("difference %s points (%s)", signed(l.move.Difference*100, 0), pointSpan(l.move.Interval)),
			"beyond chance: " + l.verdict(),
		}, "\n"))
	}
	return d
}

// number is a difference with its sign.
func (c *contrast) number(l difference) string {
	text := signed(l.move.Difference*100, 0)
	if sign, _, marked := strings.Cut(l.verdict(), " "); marked && sign != "not" {
		text += " " + sign
	}
	return text
}

// describe says the drawing in words; the table has the rest.
func (c *contrast) describe() string {
	const most = 5
	var b strings.Builder
	fmt.Fprintf(&b, "Bar chart of differences in points between %s and %s.", plain(c.first.label()), plain(c.second.label()))
	for i, l := range c.lines {
		if i == most {
			fmt.Fprintf(&b, " %d more are in the table.", len(c.lines)-most)
			break
		}
		fmt.Fprintf(&b, " %s %s.", plain(l.label), signed(l.move.Difference*100, 0))
	}
	return b.String()
}
