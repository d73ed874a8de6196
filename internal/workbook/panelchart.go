package workbook

import (
	"slices"
	"strings"
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
	return 4 + p.bars()*tall
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
	main, line := b.panelSeries(s, p, top, first, last)
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

// panelSeries gives the columns that are drawn, and those drawn as lines.
func (b *book) panelSeries(s *sheet, p *Panel, top, first, last int) (main []excelize.ChartSeries, line *excelize.Chart) {
	line = &excelize.Chart{Type: excelize.Line, YAxis: excelize.ChartAxis{Secondary: true, Minimum: new(float64), Font: *typeface(9, ink, false)}}
	for i, one := range p.Chart.Series {
		series := excelize.ChartSeries{
			Name:       s.quoted() + "!" + absoluteCell(one.Column+1, top),
			Categories: s.absolute(p.Chart.Labels+1, first, last),
			Values:     s.absolute(one.Column+1, first, last),
		}
		if one.Line {
			series.Line = excelize.LineOptions{Width: 2, Fill: solid(second)}
			line.Series = append(line.Series, series)
			continue
		}
		fill := []string{whiskered, accent, second, bar}[i%4]
		series.Fill, series.DataLabel = solid(fill), excelize.ChartDataLabel{Font: *typeface(9, ink, false)}
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
	if !p.negative() {
		chart.YAxis.Minimum = new(float64)
	}
	if p.Chart.Upright {
		chart.Type, chart.XAxis.ReverseOrder = excelize.Col, false
		chart.XAxis.TickLabelSkip = 1 + p.Chart.Rows/30
	}
	return chart
}

// crowded tells that numbers beside the bars would run into each other.
func (p *Panel) crowded() bool {
	return p.Chart.Upright && p.Chart.Rows > 14 || slices.ContainsFunc(p.Chart.Series, func(s Series) bool { return s.Line })
}

// negative tells whether something to draw is below zero.
func (p *Panel) negative() bool {
	for _, row := range p.Tables[0].Rows[p.Chart.First : p.Chart.First+p.bars()] {
		for _, s := range p.Chart.Series {
			switch v := row[s.Column].(type) {
			case Points:
				if v < 0 {
					return true
				}
			case Decimal:
				if v.Value < 0 {
					return true
				}
			}
		}
	}
	return strings.Contains(p.Chart.Alt, "difference")
}
