package dashboard

import (
	"fmt"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// draw draws the crosstab as a heat map. A datum is [across, down, coloured value, sign]; the
// label of a cell shows the last two.
func (x *crossed) draw(p *Panel) (*Chart, error) {
	c := &Chart{ID: chartID(p), Draw: Draw{Shape: Heat, Percent: x.colour == "share", Diverging: x.colour == "residual"}}
	across, down := x.colCats, x.rowCats
	if x.upright() {
		across, down = down, across
	}
	side := labelsOf(down, func(c category) string { return c.label })
	top := labelsOf(across, func(c category) string { return c.label })
	c.Height = heightOf(side, 200)
	c.Description = fmt.Sprintf("Heat map of %d by %d cells. %s", len(down), len(across), p.Finding)

	var err error
	c.Option, err = encode(heat(c, x.coloured(), top, side, x.data(c), x.scale()))
	return c, err
}

// heat lays cells out under labels at the top and beside labels at the side.
func heat(c *Chart, name string, top, side []string, data []opts.HeatMapData, scale opts.VisualMap) builder {
	heat := charts.NewHeatMap()
	heat.SetGlobalOptions(start(c.ID, c.Description)...)
	heat.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "4", Top: "4", Bottom: "56", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Data: top, Position: "top", AxisTick: noTicks(), AxisLine: hidden(),
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Interval: "0", Rotate: 60, Width: 110, Overflow: "break"},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Data: side, Inverse: opts.Bool(true), AxisLabel: sideLabels(), AxisLine: hidden(),
		}),
		charts.WithVisualMapOpts(scale),
	)
	heat.AddSeries(harmless(name), data, charts.WithLabelOpts(opts.Label{
		Show: opts.Bool(true), Formatter: "{@[2]}{@[3]}",
	}))
	return heat
}

// data gives the cells line by line as they are drawn, and tells beside each what it says.
func (x *crossed) data(c *Chart) []opts.HeatMapData {
	var data []opts.HeatMapData
	add := func(cell crossedCell, across, down int) {
		data = append(data, opts.HeatMapData{Value: []any{across, down, x.value(cell), sign(cell.mark)}})
		c.Draw.Tips = append(c.Draw.Tips, x.tip(cell))
		c.Draw.Filters = append(c.Draw.Filters, cell.filter)
		c.Draw.Marks = append(c.Draw.Marks, cell.mark)
	}
	if x.upright() {
		for col := range x.colCats {
			for r := range x.rowCats {
				add(x.cells[r][col], r, col)
			}
		}
		return data
	}
	for r := range x.rowCats {
		for col := range x.colCats {
			add(x.cells[r][col], col, r)
		}
	}
	return data
}

// value is what colours a cell; "-" is how echarts writes that there is none.
func (x *crossed) value(c crossedCell) any {
	switch {
	case x.colour == "count":
		return c.count
	case x.colour == "expected":
		return round(x.expected(c), 1)
	case x.colour == "residual" && c.tested:
		return round(c.residual, 1)
	case x.colour == "share" && x.rowTotals[c.row] > 0:
		return wholePoints(x.share(c))
	}
	return "-"
}

func (x *crossed) coloured() string {
	switch x.colour {
	case "count":
		return "People"
	case "expected":
		return "People to expect"
	case "residual":
		return "Adjusted residual"
	}
	return "Share of the " + x.rows.name + " in percent"
}

// scale gives the range of the colours: from nothing to the highest cell, or as far to both sides
// of what is expected.
func (x *crossed) scale() opts.VisualMap {
	highest := 1.0
	for _, line := range x.cells {
		for _, cell := range line {
			switch v := x.value(cell).(type) {
			case int:
				highest = math.Max(highest, float64(v))
			case float64:
				highest = math.Max(highest, math.Abs(v))
			}
		}
	}
	v := upTo(highest)
	switch x.colour {
	case "share":
		v.Text = []string{fmt.Sprintf("%.0f%%", highest), "0%"}
	case "residual":
		v.Max = float32(math.Max(3, math.Ceil(highest)))
		v.Min = -v.Max
		v.Text = []string{"more than expected", "fewer"}
	}
	return v
}

// upTo gives the range of colours from nothing to the highest.
func upTo(highest float64) opts.VisualMap {
	return opts.VisualMap{
		Type: "continuous", Calculable: opts.Bool(false), Dimension: "2", Show: opts.Bool(true),
		Orient: "horizontal", Left: "center", Bottom: "0", Max: float32(highest),
		Text: []string{fmt.Sprintf("%.0f", highest), "0"},
	}
}

// tip says a cell in words, and what its mark is owed to.
func (x *crossed) tip(c crossedCell) string {
	count, others := x.rest(c)
	text := fmt.Sprintf("%s × %s\n%s of %s: %s",
		plain(x.rowCats[c.row].label), plain(x.colCats[c.col].label),
		thousands(c.count), people(x.rowTotals[c.row]), shareCell(c.count, x.rowTotals[c.row]).Text)
	text += fmt.Sprintf("\neverybody else: %s of %s, %s", thousands(count), thousands(others), shareCell(count, others).Text)
	if !c.tested {
		return text + "\n" + x.whyNot(c)
	}
	text += fmt.Sprintf("\nexpected %s, adjusted residual %s", x.expectedWords(c), signed(c.residual, 1))
	switch c.mark {
	case More:
		return text + fmt.Sprintf("\n%s: %s\n%s", markWords(More), differenceWords(x.difference(c)), evidence(c.adjusted))
	case Fewer:
		return text + fmt.Sprintf("\n%s: %s\n%s", markWords(Fewer), differenceWords(x.difference(c)), evidence(c.adjusted))
	}
	return text + "\nno more than chance explains"
}
