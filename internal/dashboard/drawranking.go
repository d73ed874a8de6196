package dashboard

import (
	"fmt"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"muster/internal/analysis"
)

// drawRanking draws lines as bars, the first on top, with the shares in a column of their own at
// the right where no whisker crosses them. What people said within a line first fills its bar as far
// as it reaches; whole names the bar then.
func drawRanking(p *Panel, lines []line, base int, whole string) (*Chart, error) {
	return drawRankingAs(p, lines, base, rankingWords{whole, describe("Bar chart", lines, base)})
}

// rankingWords name the whole of the people of a line, and say the drawing in words.
type rankingWords struct{ whole, description string }

func drawRankingAs(p *Panel, lines []line, base int, words rankingWords) (*Chart, error) {
	c := &Chart{ID: chartID(p), Draw: sharesOf(lines, base)}
	c.Draw.Shape = Bars
	c.Description = words.description
	labels := labelsOf(lines, func(l line) string { return l.label })
	shares := labelsOf(lines, func(l line) string { return percent(part(l.count, base)) })
	c.Height = heightOf(labels, 40)

	parts := len(lines) > 0 && len(lines[0].within) > 0
	top := "4"
	if parts {
		top = "36" // beneath the legend
		c.Height += 32
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: top, Bottom: "4", ContainLabel: opts.Bool(true)}),
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
	slim := func(s *charts.SingleSeries) { s.BarMaxWidth = "22" }
	var err error
	if !parts {
		bar.AddSeries("Share", barData(lines, base), slim)
		c.Option, err = encode(bar)
		return c, err
	}
	bar.SetGlobalOptions(charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Top: "0"}))
	bar.AddSeries(words.whole, barData(lines, base), slim)
	bar.AddSeries(plain(lines[0].within[0].label), barData(firstWithin(lines), base), slim,
		func(s *charts.SingleSeries) { s.BarGap = "-100%" })
	c.Option, err = encode(bar, "legend")
	return c, err
}

func firstWithin(lines []line) []line {
	inner := make([]line, len(lines))
	for i, l := range lines {
		inner[i].count = l.within[0].count
	}
	return inner
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
	d := Draw{Percent: true, Hatched: base < ample}
	for _, l := range lines {
		i := analysis.Wilson(l.count, base)
		d.Intervals = append(d.Intervals, [2]float64{points(i.Low), points(i.High)})
		d.Filters = append(d.Filters, l.filter)
		tip := []string{
			plain(l.label),
			fmt.Sprintf("%s of %s: %s (%s)", thousands(l.count), people(base), percent(part(l.count, base)), span(i)),
		}
		for _, w := range l.within {
			tip = append(tip, fmt.Sprintf("%s: %s (%s)", plain(w.label), thousands(w.count), percent(part(w.count, base))))
		}
		d.Tips = append(d.Tips, strings.Join(tip, "\n"))
	}
	return d
}

// describe says a drawing of shares in words; the table has the rest.
func describe(what string, lines []line, base int) string {
	const most = 5
	var b strings.Builder
	fmt.Fprintf(&b, "%s of shares of %s.", what, people(base))
	for i, l := range lines {
		if i == most {
			fmt.Fprintf(&b, " %d more are in the table.", len(lines)-most)
			break
		}
		fmt.Fprintf(&b, " %s %s.", plain(l.label), percent(part(l.count, base)))
	}
	return b.String()
}
