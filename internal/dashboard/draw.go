package dashboard

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// drawRanking draws lines as bars, the first on top, with the shares in a column of their own at
// the right where no whisker crosses them.
func drawRanking(p *Panel, lines []line, base int) (*Chart, error) {
	c := &Chart{ID: chartID(p), Draw: sharesOf(lines, base)}
	c.Draw.Shape = Bars
	c.Description = describe("Bar chart", lines, base)
	labels := labelsOf(lines, func(l line) string { return l.label })
	shares := labelsOf(lines, func(l line) string { return percent(part(l.count, base)) })
	c.Height = heightOf(labels, 40)

	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: "4", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(percentAxis()),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), AxisLabel: sideLabels(), AxisLine: hidden(),
		}),
	)
	bar.ExtendYAxis(opts.YAxis{
		Type: "category", Inverse: opts.Bool(true), Position: "right", Data: shares,
		AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Interval: "0"}, AxisLine: hidden(),
	})
	bar.SetXAxis(labels).XYReversal()
	bar.AddSeries("Share", barData(lines, base), func(s *charts.SingleSeries) { s.BarMaxWidth = "22" })
	var err error
	c.Option, err = encode(bar)
	return c, err
}

func percentAxis() opts.XAxis {
	return opts.XAxis{
		Type: "value", Min: 0, SplitNumber: 4,
		AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Formatter: "{value}%", HideOverlap: opts.Bool(true)},
		SplitLine: &opts.SplitLine{Show: opts.Bool(true)},
	}
}

func barData(lines []line, base int) []opts.BarData {
	data := make([]opts.BarData, len(lines))
	for i, l := range lines {
		data[i] = opts.BarData{Value: points(part(l.count, base))}
	}
	return data
}

// sharesOf gives what the script draws and says beside bars that are shares.
func sharesOf(lines []line, base int) Draw {
	d := Draw{Percent: true}
	for _, l := range lines {
		i := analysis.Wilson(l.count, base)
		d.Intervals = append(d.Intervals, [2]float64{points(i.Low), points(i.High)})
		d.Filters = append(d.Filters, l.filter)
		d.Tips = append(d.Tips, fmt.Sprintf("%s\n%s of %s: %s (%s)",
			plain(l.label), thousands(l.count), people(base), percent(part(l.count, base)), span(i)))
	}
	return d
}

// describe says a drawing of shares in words; the table has the rest.
func describe(what string, lines []line, base int) string {
	const most = 5
	text := what + " of shares of " + people(base) + "."
	for i, l := range lines {
		if i == most {
			text += fmt.Sprintf(" %d more are in the table.", len(lines)-most)
			break
		}
		text += fmt.Sprintf(" %s %s.", plain(l.label), percent(part(l.count, base)))
	}
	return text
}

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

// draw draws new responses as columns and all so far as a line, each with an axis of its own.
func (t trend) draw(p *Panel, periods []period) (*Chart, error) {
	c := &Chart{ID: chartID(p), Height: 280, Draw: Draw{Shape: Line}}
	last := periods[len(periods)-1]
	c.Description = fmt.Sprintf("Columns of new responses by %s and a line of all so far, from %s to %s. It ends at %s.",
		t.noun(), periods[0].label, last.label, people(last.sum))
	new, all := make([]opts.BarData, len(periods)), make([]opts.LineData, len(periods))
	for i, one := range periods {
		new[i], all[i] = opts.BarData{Value: one.count}, opts.LineData{Value: one.sum}
		c.Draw.Tips = append(c.Draw.Tips, t.tip(one))
	}
	labels := labelsOf(periods, func(one period) string { return one.label })
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Top: "0"}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "0", Top: "36", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: noTicks(),
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: 0, MinInterval: 1, SplitNumber: 4,
			SplitLine: &opts.SplitLine{Show: opts.Bool(true)}}),
	)
	bar.ExtendYAxis(opts.YAxis{Type: "value", Min: 0, MinInterval: 1, SplitNumber: 4,
		SplitLine: &opts.SplitLine{Show: opts.Bool(false)}})
	bar.SetXAxis(labels)
	bar.AddSeries("New", new, func(s *charts.SingleSeries) { s.BarMaxWidth = "32" })
	line := charts.NewLine()
	line.AddSeries("All so far", all, func(s *charts.SingleSeries) {
		s.YAxisIndex, s.ShowSymbol = 1, opts.Bool(false)
	})
	bar.Overlap(line)
	var err error
	c.Option, err = encode(bar, "legend")
	return c, err
}

func (t trend) tip(one period) string {
	when := one.label
	if t.unit == tally.Week {
		when = "Week from " + when
	}
	return fmt.Sprintf("%s\n%s new\n%s so far", when, thousands(one.count), thousands(one.sum))
}
