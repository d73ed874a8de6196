package workbook

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	panelChartWidth = 108 * 7 // pixels, about as wide as the words above
	uprightRows     = 16
)

// draws tells whether there is something to draw.
func (p *Panel) draws() bool {
	return p.Chart != nil && len(p.Tables) > 0 && p.Chart.Rows > 0 && len(p.Chart.Series) > 0
}

// chartRows is how many rows of the sheet the drawing covers.
func (p *Panel) chartRows() int {
	if p.Chart.Upright {
		return uprightRows
	}
	tall := p.labelLines()
	for _, s := range p.Chart.Series[1:] {
		if !s.Line {
			tall++
		}
	}
	return 6 + p.bars()*tall + p.bars()/4
}

// bars is how many rows are drawn as bars.
func (p *Panel) bars() int {
	if p.Chart.Upright {
		return p.Chart.Rows
	}
	return min(p.Chart.Rows, mostPanelBars)
}

// mostPanelBars is beyond what a drawing is longer than a page.
const mostPanelBars = 40

func (p *Panel) labelLines() int {
	lines := 1
	for _, row := range p.Tables[0].Rows[p.Chart.First : p.Chart.First+p.bars()] {
		if text, ok := row[p.Chart.Labels].(string); ok {
			lines = max(lines, (utf8.RuneCountInString(text)+labelLetters-1)/labelLetters)
		}
	}
	return min(lines, 3)
}

// drawPanel draws columns of the table that begins with its headings at row top.
func (b *book) drawPanel(s *sheet, p *Panel, at1, top, wide int) {
	first := top + 1 + p.Chart.First
	last := first + p.bars() - 1
	whiskers := whisker{}
	if p.Chart.Low != p.Chart.High {
		whiskers = b.layWhiskers(s, whisking{
			left: wide + 2, top: top, first: first, last: last,
			value: p.Chart.Series[0].Column + 1, low: p.Chart.Low + 1, high: p.Chart.High + 1,
		})
	}
	labels := s.absolute(p.Chart.Labels+1, first, last)
	if _, days := p.Tables[0].Rows[p.Chart.First][p.Chart.Labels].(Day); days {
		labels = b.layTicks(s, p, wide+5, first)
	}
	main, line := b.panelSeries(s, p, top, labels)
	chart := b.panelFrame(p, main)
	chart.Dimension = excelize.ChartDimension{Width: panelChartWidth, Height: uint(p.chartRows()*rowPixels - 10)}
	chart.Format = excelize.GraphicOptions{OffsetX: 4, OffsetY: 4, AltText: printable(cut(p.Chart.Alt, 1000, "…"))}
	for row := at1; row < at1+p.chartRows(); row++ {
		s.height(row, rowHeight)
	}
	b.charted(s, whiskers)
	s.do(func() error {
		if len(line.Series) == 0 {
			return b.file.AddChart(s.name, at(1, at1), chart)
		}
		return b.file.AddChart(s.name, at(1, at1), chart, line)
	})
}

// layTicks writes the days along an axis as words, beside the printed page: of days programs make a scale
// of time and write every one, over its neighbours. It gives the cells.
func (b *book) layTicks(s *sheet, p *Panel, column, first int) string {
	step := (p.bars() + mostTicks - 1) / mostTicks
	s.put(column, first-1, "In the chart", b.style.subtitle)
	for i, row := range p.Tables[0].Rows[p.Chart.First : p.Chart.First+p.bars()] {
		if day, ok := row[p.Chart.Labels].(Day); ok && i%step == 0 {
			s.put(column, first+i, time.Time(day).Format("2 Jan"), b.style.subtitle)
		}
	}
	return s.absolute(column, first, first+p.bars()-1)
}

// panelSeries gives the columns that are drawn, and those drawn as lines.
func (b *book) panelSeries(s *sheet, p *Panel, top int, labels string) (main []excelize.ChartSeries, line *excelize.Chart) {
	line = &excelize.Chart{Type: excelize.Line, YAxis: excelize.ChartAxis{Secondary: true, Minimum: new(float64), Font: *typeface(9, ink, false)}}
	for i, one := range p.Chart.Series {
		series := excelize.ChartSeries{
			Name:       s.quoted() + "!" + absoluteCell(one.Column+1, top),
			Categories: labels, Values: s.absolute(one.Column+1, top+1+p.Chart.First, top+p.Chart.First+p.bars()),
		}
		if one.Line {
			series.Line = excelize.LineOptions{Width: 2, Fill: solid(second)}
			line.Series = append(line.Series, series)
			continue
		}
		fill := []string{whiskered, accent, second, bar}[i%4]
		series.Fill, series.DataLabel = solid(fill), excelize.ChartDataLabel{Font: *typeface(9, ink, false)}
		if i == 0 && p.Chart.Low != p.Chart.High {
			series.DataLabelPosition = excelize.ChartDataLabelsPositionInsideBase // where no whisker crosses it
		}
		main = append(main, series)
	}
	return main, line
}

// panelFrame is the drawing around its series.
func (b *book) panelFrame(p *Panel, main []excelize.ChartSeries) *excelize.Chart {
	gap, overlap := uint(45), 0
	legend := excelize.ChartLegend{Position: "none"}
	if len(p.Chart.Series) > 1 {
		legend = excelize.ChartLegend{Position: "top", Font: typeface(9, ink, false)}
	}
	numbers := "#,##0"
	_, shares := p.Tables[0].Rows[p.Chart.First][p.Chart.Series[0].Column].(Share)
	if shares {
		numbers = "0%"
	}
	chart := &excelize.Chart{
		Type: excelize.Bar, VaryColors: new(bool), Series: main, Legend: legend, GapWidth: &gap, Overlap: &overlap,
		Title:    excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cut(guarded(p.Title), 90, "…"), Font: typeface(12, accent, true)}}},
		XAxis:    excelize.ChartAxis{ReverseOrder: true, Font: *typeface(9, ink, false), TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis:    excelize.ChartAxis{MajorGridLines: true, Font: *typeface(9, ink, false), NumFmt: excelize.ChartNumFmt{CustomNumFmt: numbers}},
		PlotArea: excelize.ChartPlotArea{ShowVal: !p.crowded(), NumFmt: excelize.ChartNumFmt{CustomNumFmt: numbers}},
		Border:   excelize.LineOptions{Type: excelize.LineNone},
	}
	p.scale(&chart.YAxis)
	if p.Chart.Upright {
		chart.Type, chart.XAxis.ReverseOrder = excelize.Col, false
		chart.XAxis.TickLabelSkip = 1
	}
	return chart
}

// crowded tells that numbers beside the bars would run into each other.
func (p *Panel) crowded() bool {
	return p.Chart.Upright && p.Chart.Rows > 14 || slices.ContainsFunc(p.Chart.Series, func(s Series) bool { return s.Line })
}

// scale makes the axis begin at 0, unless something is below it, and reach as far as the whiskers do:
// programs measure an axis by its bars alone.
func (p *Panel) scale(axis *excelize.ChartAxis) {
	least, most, step := 0.0, 0.0, 0.05
	for _, row := range p.Tables[0].Rows[p.Chart.First : p.Chart.First+p.bars()] {
		for _, column := range p.measured() {
			v, share := amount(row[column])
			if least, most = min(least, v), max(most, v); !share {
				step = 5
			}
		}
	}
	if least == 0 {
		axis.Minimum = new(float64)
	}
	if p.Chart.Low != p.Chart.High {
		axis.Minimum, axis.Maximum = new(-axisEnd(-least, step)), new(axisEnd(most, step))
	}
}

// measured are the columns that the axis must have room for.
func (p *Panel) measured() (columns []int) {
	for _, s := range p.Chart.Series {
		if !s.Line {
			columns = append(columns, s.Column)
		}
	}
	if p.Chart.Low != p.Chart.High {
		columns = append(columns, p.Chart.Low, p.Chart.High)
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
