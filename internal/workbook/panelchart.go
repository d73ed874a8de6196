package workbook

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	panelChartWidth = 108 * 7 // pixels, about as wide as the words above
	uprightRows     = 16
	longestBars     = 40 // of the bars of a drawing, so that it fits a page, as long as they can be told apart
)

// draws tells whether there is something to draw.
func (t PanelTable) draws() bool {
	return t.Chart != nil && t.Chart.Rows > 0 && len(t.Chart.Series) > 0
}

// chartRows is how many rows of the sheet the drawing covers.
func (t PanelTable) chartRows() int {
	if t.Chart.Upright {
		return uprightRows
	}
	tall := t.labelLines()
	for _, s := range t.Chart.Series[1:] {
		if !s.Line {
			tall++
		}
	}
	return 6 + min(t.bars()*tall, max(longestBars, t.bars()*3/2)) + t.bars()/4
}

// bars is how many rows are drawn as bars.
func (t PanelTable) bars() int {
	if t.Chart.Upright {
		return t.Chart.Rows
	}
	return min(t.Chart.Rows, mostPanelBars)
}

// mostPanelBars is beyond what a drawing is longer than a page.
const mostPanelBars = 40

func (t PanelTable) labelLines() int {
	lines := 1
	for _, row := range t.Rows[t.Chart.First : t.Chart.First+t.bars()] {
		if text, ok := row[t.Chart.Labels].(string); ok {
			lines = max(lines, (utf8.RuneCountInString(text)+labelLetters-1)/labelLetters)
		}
	}
	return min(lines, 3)
}

// drawTable draws columns of a table that begins with its headings at row top. at1 is where the drawing does.
func (b *book) drawTable(s *panelSheet, t PanelTable, at1, top int) {
	first := top + 1 + t.Chart.First
	whiskers, beside := b.layReach(s, t, top)
	labels := s.absolute(t.Chart.Labels+1, first, first+t.bars()-1)
	if _, days := t.Rows[t.Chart.First][t.Chart.Labels].(Day); days {
		labels = b.layTicks(s.sheet, t, beside+1, first)
	}
	main, line := b.panelSeries(s.sheet, t, top, labels)
	chart := t.frame(cmp.Or(t.Chart.Title, s.panel.Title), main)
	chart.Dimension = excelize.ChartDimension{Width: panelChartWidth, Height: uint(t.chartRows()*rowPixels - 10)}
	chart.Format = excelize.GraphicOptions{OffsetX: 4, OffsetY: 4, AltText: printable(cut(t.Chart.Alt, 1000, "…"))}
	for row := at1; row < at1+t.chartRows(); row++ {
		s.height(row, rowHeight)
	}
	b.charted(whiskers...)
	s.do(func() error {
		if len(line.Series) == 0 {
			return b.file.AddChart(s.name, at(1, at1), chart)
		}
		return b.file.AddChart(s.name, at(1, at1), chart, line)
	})
}

// layReach puts the whiskers of the series that have any beside the printed page, and tells the next column
// that is free there.
func (b *book) layReach(s *panelSheet, t PanelTable, top int) (whiskers []whisker, column int) {
	first := top + 1 + t.Chart.First
	column = len(s.widths) + 2
	for _, one := range t.Chart.Series {
		w := whisker{}
		if one.whiskered() {
			w = b.layWhiskers(s.sheet, whisking{
				left: column, top: top, first: first, last: first + t.bars() - 1,
				value: one.Column + 1, low: one.Low + 1, high: one.High + 1,
			})
			column += 2
		}
		if !one.Line {
			whiskers = append(whiskers, w)
		}
	}
	return whiskers, column
}

// layTicks writes the days along an axis as words, beside the printed page: of days programs make a scale
// of time and write every one, over its neighbours. It gives the cells.
func (b *book) layTicks(s *sheet, t PanelTable, column, first int) string {
	step := (t.bars() + mostTicks - 1) / mostTicks
	s.put(column, first-1, "In the chart", b.style.subtitle)
	for i, row := range t.Rows[t.Chart.First : t.Chart.First+t.bars()] {
		if day, ok := row[t.Chart.Labels].(Day); ok && i%step == 0 {
			s.put(column, first+i, time.Time(day).Format("2 Jan"), b.style.subtitle)
		}
	}
	return s.absolute(column, first, first+t.bars()-1)
}

// panelSeries gives the columns that are drawn, and those drawn as lines.
func (b *book) panelSeries(s *sheet, t PanelTable, top int, labels string) (main []excelize.ChartSeries, line *excelize.Chart) {
	line = &excelize.Chart{Type: excelize.Line, YAxis: excelize.ChartAxis{Secondary: true, Minimum: new(float64), Font: *typeface(9, ink, false)}}
	for i, one := range t.Chart.Series {
		series := excelize.ChartSeries{
			Name:       s.quoted() + "!" + absoluteCell(one.Column+1, top),
			Categories: labels, Values: s.absolute(one.Column+1, top+1+t.Chart.First, top+t.Chart.First+t.bars()),
		}
		if one.Line {
			series.Line = excelize.LineOptions{Width: 2, Fill: solid(second)}
			line.Series = append(line.Series, series)
			continue
		}
		fill := []string{whiskered, accent, second, bar}[i%4]
		if i > 0 && one.whiskered() {
			fill = whiskeredBeside
		}
		series.Fill, series.DataLabel = solid(fill), excelize.ChartDataLabel{Font: *typeface(9, ink, false)}
		if one.whiskered() {
			series.DataLabelPosition = excelize.ChartDataLabelsPositionInsideBase // where no whisker crosses it
		}
		main = append(main, series)
	}
	return main, line
}

// frame is the drawing around its series.
func (t PanelTable) frame(title string, main []excelize.ChartSeries) *excelize.Chart {
	gap, overlap := uint(45), 0
	legend := excelize.ChartLegend{Position: "none"}
	if len(t.Chart.Series) > 1 {
		legend = excelize.ChartLegend{Position: "top", Font: typeface(9, ink, false)}
	}
	numbers := "#,##0"
	_, shares := t.Rows[t.Chart.First][t.Chart.Series[0].Column].(Share)
	if shares {
		numbers = "0%"
	}
	chart := &excelize.Chart{
		Type: excelize.Bar, VaryColors: new(bool), Series: main, Legend: legend, GapWidth: &gap, Overlap: &overlap,
		Title:    excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cut(guarded(title), 90, "…"), Font: typeface(12, accent, true)}}},
		XAxis:    excelize.ChartAxis{ReverseOrder: true, Font: *typeface(9, ink, false), TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis:    excelize.ChartAxis{MajorGridLines: true, Font: *typeface(9, ink, false), NumFmt: excelize.ChartNumFmt{CustomNumFmt: numbers}},
		PlotArea: excelize.ChartPlotArea{ShowVal: !t.crowded(), NumFmt: excelize.ChartNumFmt{CustomNumFmt: numbers}},
		Border:   excelize.LineOptions{Type: excelize.LineNone},
	}
	t.scale(&chart.YAxis)
	if t.Chart.Upright {
		chart.Type, chart.XAxis.ReverseOrder = excelize.Col, false
		chart.XAxis.TickLabelSkip = 1
	}
	return chart
}

// crowded tells that numbers beside the bars would run into each other.
func (t PanelTable) crowded() bool {
	return t.Chart.Upright && t.Chart.Rows > 14 || slices.ContainsFunc(t.Chart.Series, func(s Series) bool { return s.Line })
}

// scale makes the axis begin at 0, unless something is below it, and reach as far as the whiskers do:
// programs measure an axis by its bars alone.
func (t PanelTable) scale(axis *excelize.ChartAxis) {
	least, most, step := 0.0, 0.0, 0.05
	for _, row := range t.Rows[t.Chart.First : t.Chart.First+t.bars()] {
		for _, column := range t.measured() {
			v, share := amount(row[column])
			if least, most = min(least, v), max(most, v); !share {
				step = 5
			}
		}
	}
	if least == 0 {
		axis.Minimum = new(float64)
	}
	if slices.ContainsFunc(t.Chart.Series, Series.whiskered) {
		axis.Minimum, axis.Maximum = new(-axisEnd(-least, step)), new(axisEnd(most, step))
	}
}

// measured are the columns that the axis must have room for.
func (t PanelTable) measured() (columns []int) {
	for _, s := range t.Chart.Series {
		if !s.Line {
			columns = append(columns, s.Column)
		}
		if s.whiskered() {
			columns = append(columns, s.Low, s.High)
		}
	}
	return columns
}

// amount is a value as a number, and whether it is a share. What is none is 0.
func amount(value any) (n float64, share bool) {
	switch v := value.(type) {
	case Share:
		return v.Of1, true
	case Count:
		return float64(v), false
	case Points:
		return float64(v), false
	case Decimal:
		return v.Value, false
	}
	return 0, true
}
