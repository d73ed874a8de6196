package dashboard

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"muster/internal/survey"
)

// drawTopics is how many topics are drawn; the table has all.
const drawTopics = 12

// sortedBy puts what most people of a need want first, and “other” and “none” last.
func sortedBy(all []divide, need int) []divide {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b divide) int {
		if a.last != b.last {
			return boolOrder(a.last, b.last)
		}
		return cmp.Compare(b.counts[need], a.counts[need])
	})
	return out
}

// draw draws the topics that people with a challenge want beside who could speak about them. Without
// either there is nothing to set against each other.
func (w *wanting) draw(p *Panel) (*Chart, error) {
	help := w.of(survey.WantsHelp)
	if help < 0 || w.speak == nil || len(w.topics) == 0 {
		return nil, nil
	}
	topics := sortedBy(w.topics, help)
	topics = topics[:min(drawTopics, len(topics))]
	labels := labelsOf(topics, func(d divide) string { return d.label })
	c := &Chart{ID: chartID(p), Height: 44 * len(topics), Draw: Draw{Shape: Bars}}
	c.Height = max(c.Height, heightOf(labels, 0)) + 72
	c.Description = fmt.Sprintf("Bars of the %d topics that people with a challenge want most, each beside how many could speak about it.", len(topics))
	wanted, could := make([]opts.BarData, len(topics)), make([]opts.BarData, len(topics))
	for i, d := range topics {
		wanted[i], could[i] = opts.BarData{Value: d.counts[help]}, opts.BarData{Value: max(0, d.could)}
		c.Draw.Tips = append(c.Draw.Tips, fmt.Sprintf("%s\n%s with a challenge want it\n%s could speak about it",
			plain(d.label), thousands(d.counts[help]), thousands(max(0, d.could))))
		c.Draw.Filters = append(c.Draw.Filters, d.filters[help])
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Top: "0"}),
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "16", Top: "36", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "value", Min: 0, MinInterval: 1, SplitNumber: 4, SplitLine: &opts.SplitLine{Show: opts.Bool(true)},
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), HideOverlap: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), AxisLabel: sideLabels(), AxisLine: hidden(),
		}),
	)
	bar.SetXAxis(labels).XYReversal()
	slim := func(s *charts.SingleSeries) { s.BarMaxWidth = "14" }
	bar.AddSeries("Have a challenge and want it", wanted, slim)
	bar.AddSeries("Could speak about it", could, slim)
	var err error
	c.Option, err = encode(bar, "legend")
	return c, err
}
