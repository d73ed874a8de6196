package dashboard

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"muster/internal/tally"
)

// draw draws new responses as columns and all so far as a line, each with an axis of its own.
func (t trend) draw(p *Panel, periods []period, sel Selection) (*Chart, error) {
	c := &Chart{ID: chartID(p), Height: 280, Draw: Draw{Shape: Line}}
	last := periods[len(periods)-1]
	c.Description = fmt.Sprintf("Columns of new responses by %s and a line of all so far, from %s to %s. It ends at %s.",
		t.noun(), periods[0].label, last.label, people(last.sum))
	fresh, all := make([]opts.BarData, len(periods)), make([]opts.LineData, len(periods))
	for i, one := range periods {
		fresh[i], all[i] = opts.BarData{Value: one.count}, opts.LineData{Value: one.sum}
		c.Draw.Tips = append(c.Draw.Tips, t.tip(one))
		c.Draw.Filters = append(c.Draw.Filters, sel.withDays(one.first, one.last).String())
	}
	labels := labelsOf(periods, func(one period) string { return one.label })
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Top: "0"}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "0", Top: "48", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: noTicks(),
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(countAxis("new", true)),
	)
	bar.ExtendYAxis(countAxis("so far", false))
	bar.SetXAxis(labels)
	bar.AddSeries("New", fresh, func(s *charts.SingleSeries) { s.BarMaxWidth = "32" })
	line := charts.NewLine()
	line.AddSeries("All so far", all, func(s *charts.SingleSeries) {
		s.YAxisIndex, s.ShowSymbol = 1, opts.Bool(false)
	})
	bar.Overlap(line)
	var err error
	c.Option, err = encode(bar, "legend")
	return c, err
}

// countAxis is an axis of whole numbers. The lines of the first are those of both.
func countAxis(name string, lines bool) opts.YAxis {
	return opts.YAxis{
		Type: "value", Name: name, Min: 0, MinInterval: 1, SplitNumber: 4,
		AlignTicks: opts.Bool(!lines), SplitLine: &opts.SplitLine{Show: opts.Bool(lines)},
	}
}

func (t trend) tip(one period) string {
	when := one.label
	if t.unit == tally.Week {
		when = "Week from " + when
	}
	return fmt.Sprintf("%s\n%s new\n%s so far", when, thousands(one.count), thousands(one.sum))
}
