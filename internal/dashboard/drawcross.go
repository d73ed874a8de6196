package dashboard

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// draw draws the crosstab as a heat map. A datum is [across, down, coloured value, sign, few]; the label of
// a cell shows the value and the sign, and a cell of too few people to test is hatched: few is 1.
func (x *crossed) draw(p *Panel) (*Chart, error) {
	c := &Chart{ID: chartID(p), Draw: Draw{Shape: Heat, Percent: x.colour == "share", Diverging: x.colour == "residual"}}
	side, top := x.bases(", "), labelsOf(x.colCats, func(c category) string { return c.label })
	if x.upright() {
		side, top = top, x.bases("\n")
	}
	c.Height = heightOf(side, 200)
	c.Description = fmt.Sprintf("Heat map of %d by %d cells. %s", len(side), len(top), p.Finding)
	p.Note = strings.TrimSpace(p.Note + " " + x.legend())

	var err error
	c.Option, err = encode(heat(c, x.coloured(), top, side, x.data(c), x.scale()))
	return c, err
}

// bases are the heads of the rows with the people that shares are of. Few of them are marked.
func (x *crossed) bases(before string) []string {
	heads := labelsOf(x.rowCats, func(c category) string { return c.label })
	for r, people := range x.rowTotals {
		heads[r] += before + "n " + thousands(people)
		if people < ample {
			heads[r] = "△ " + heads[r]
		}
	}
	return heads
}

// legend says what the signs of the drawing mean, those alone that are in it.
func (x *crossed) legend() string {
	parts := []string{}
	if x.colour == "share" {
		parts = append(parts, "Shares in %.")
	}
	if x.tests > 0 {
		parts = append(parts, "▲ more, ▼ fewer, by more than chance explains.")
	}
	fewest := slices.Min(x.rowTotals)
	if fewest < ample {
		parts = append(parts, fmt.Sprintf("△ fewer than %d people: read with care.", ample))
	}
	if fewest < least {
		parts = append(parts, fmt.Sprintf("Hatched: fewer than %d, not tested.", least))
	}
	return strings.Join(parts, " ")
}

// few is 1 where nothing may be tested because too few people stand behind a cell.
func (x *crossed) few(c crossedCell) int {
	if x.rowTotals[c.row] < least {
		return 1
	}
	return 0
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
		data = append(data, opts.HeatMapData{Value: []any{across, down, x.value(cell), sign(cell.mark), x.few(cell)}})
		c.Draw.Tips = append(c.Draw.Tips, x.tip(cell))
		c.Draw.Marks = append(c.Draw.Marks, cell.mark)
		if !x.open { // there a filter by a cell would leave that cell alone on the page; its table leads elsewhere
			c.Draw.Filters = append(c.Draw.Filters, cell.filter)
		}
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
