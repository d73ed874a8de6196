package dashboard

import (
	"fmt"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"muster/internal/analysis"
)

// drawSpeakers draws two bars a topic, one of people who want it and one, of another pattern, of those
// who could speak about it. The verdict stands at the right in a word.
func drawSpeakers(p *Panel, in input, all []wantedTopic, base int) (*Chart, error) {
	c := &Chart{ID: chartID(p), Draw: Draw{Shape: Bars, Hatched: base < ample}, Height: 72}
	want, could := make([]opts.BarData, len(all)), make([]opts.BarData, len(all))
	for i, t := range all {
		want[i], could[i] = opts.BarData{Value: t.count}, opts.BarData{Value: t.could}
		c.Draw.Filters = append(c.Draw.Filters, t.filter)
		c.Draw.Tips = append(c.Draw.Tips, t.tip(base))
		c.Height += max(40, 15*linesOf(t.label)+14)
	}
	names := labelsOf(all, func(t wantedTopic) string { return t.label })
	verdicts := labelsOf(all, wantedTopic.short)
	c.Description = describeSpeakers(all)

	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: "36", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Top: "0"}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: 0, SplitNumber: 4,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), HideOverlap: opts.Bool(true)}, SplitLine: &opts.SplitLine{Show: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), AxisLabel: sideLabels(), AxisLine: hidden()}),
	)
	bar.ExtendYAxis(opts.YAxis{
		Type: "category", Inverse: opts.Bool(true), Position: "right", Data: verdicts,
		AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Interval: "0"}, AxisLine: hidden(),
	})
	bar.SetXAxis(names).XYReversal()
	slim := func(s *charts.SingleSeries) { s.BarMaxWidth = "14" }
	bar.AddSeries("Want it", want, slim).AddSeries("Could speak"+in.ofAll(), could, slim)
	var err error
	c.Option, err = encode(bar, "legend")
	return c, err
}

func (t wantedTopic) tip(base int) string {
	lines := []string{
		plain(t.label),
		fmt.Sprintf("%s of %s want it: %s (%s)", thousands(t.count), people(base), percent(part(t.count, base)), span(analysis.Wilson(t.count, base))),
	}
	if t.asked {
		lines = append(lines, people(t.could)+" could speak about it"+t.verdict(": "))
	}
	return strings.Join(lines, "\n")
}

// verdict follows the number of who could speak where it does not say all.
func (t wantedTopic) verdict(before string) string {
	if t.supply == severalSpeakers {
		return ""
	}
	return before + t.supply.words()
}

func describeSpeakers(all []wantedTopic) string {
	const most = 5
	var b strings.Builder
	b.WriteString("Bar chart of topics: how many people want each and how many could speak about it.")
	for i, t := range all {
		if i == most {
			fmt.Fprintf(&b, " %d more are in the table.", len(all)-most)
			break
		}
		fmt.Fprintf(&b, " %s: %d and %d%s.", plain(t.label), t.count, t.could, t.verdict(", "))
	}
	return b.String()
}
