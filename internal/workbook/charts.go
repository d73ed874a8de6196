package workbook

import (
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"muster/internal/analysis"
	"muster/internal/survey"
)

const (
	rowHeight    = 15.0 // points, of the rows behind the charts
	rowPixels    = 18   // the same as excelize counts; programs follow the cells a chart is fixed to
	chartWidth   = 6*103 - 8
	slideRows    = 50 // what a printed page holds
	mostBars     = 25 // beyond that a chart's labels run into each other
	mostBarRows  = 34 // of the grid; with its title such a chart still has room on the first page
	labelLetters = 36 // of a line beside a bar, before it wraps
	mostCharts   = 13
	mostTicks    = 10 // days named along the trend
	leftColumn   = 1
	rightColumn  = 1 + gridColumns/2
)

// drawing is one chart with the rows of the grid it takes.
type drawing struct {
	chart *excelize.Chart
	rows  int
	alt   string

	whiskers whisker
}

// charts lists what is drawn: topics and roles first, then how answers came in, then the other
// questions in the order of the survey.
func (b *book) charts() []drawing {
	var all []drawing
	if b.found.topic != nil {
		all = b.appendBars(all, b.found.topic)
	}
	if place, ok := b.places[""]; ok && place.picked > 1 {
		all = append(all, b.trendChart(place))
	}
	if b.found.role != nil {
		all = b.appendBars(all, b.found.role)
	}
	var late []*counted // offers to speak and levels repeat the topics; they come last
	for _, c := range b.found.questions {
		switch {
		case c == b.found.topic, c == b.found.role:
		case c.question.Purpose == survey.Speak, c.question.LevelOf != "":
			late = append(late, c)
		default:
			all = b.appendBars(all, c)
		}
	}
	for _, c := range late {
		all = b.appendBars(all, c)
	}
	return all
}

func (b *book) appendBars(all []drawing, c *counted) []drawing {
	place, ok := b.places[c.question.ID]
	if !ok || c.base == 0 || place.picked == 0 {
		return all
	}
	tall := c.labelLines()
	bars := min(place.picked, mostBars, mostBarRows/tall)
	title := c.title
	base := integer(c.base) + " answered"
	if bars < place.picked {
		base = fmt.Sprintf("first %d of %d, %s", bars, place.picked, base)
	}
	last := place.first + bars - 1
	gap := uint(45)
	chart := &excelize.Chart{
		Type: excelize.Bar, VaryColors: new(bool),
		Series: []excelize.ChartSeries{{
			Name:       place.sheet.quoted() + "!" + absoluteCell(place.share, place.first-1),
			Categories: place.sheet.absolute(place.labels, place.first, last),
			Values:     place.sheet.absolute(place.share, place.first, last),
			Fill:       solid(whiskered), DataLabel: excelize.ChartDataLabel{Font: *typeface(9, ink, false)},
			DataLabelPosition: excelize.ChartDataLabelsPositionInsideBase, // where no whisker crosses it
		}},
		Title: chartTitle(title, base), Legend: excelize.ChartLegend{Position: "none"}, GapWidth: &gap,
		XAxis:    excelize.ChartAxis{ReverseOrder: true, Font: *typeface(9, ink, false)},
		YAxis:    excelize.ChartAxis{None: true, Minimum: new(float64), Maximum: c.farthest(bars)},
		PlotArea: excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"}},
		Border:   excelize.LineOptions{Type: excelize.LineNone},
	}
	return append(all, drawing{chart, 4 + bars*tall + (bars+2)/4, printable(title + ": " + base), place.reach(last)})
}

// farthest is how far the whiskers of the first bars reach: programs measure an axis by its bars alone.
func (c *counted) farthest(bars int) *float64 {
	most := 0.0
	for _, l := range c.shown()[:bars] {
		most = max(most, analysis.Wilson(l.people, c.base).High)
	}
	return new(axisEnd(most, 0.05))
}

// axisEnd is the next step of an axis beyond a number.
func axisEnd(most, step float64) float64 { return math.Ceil(most/step-1e-9) * step }

// labelLines is how many rows of the grid each bar takes, so that its label, wrapped, does not print on
// that of its neighbours.
func (c *counted) labelLines() int {
	lines := 1
	for _, l := range c.options {
		lines = max(lines, (utf8.RuneCountInString(l.label)+labelLetters-1)/labelLetters)
	}
	return min(lines, 4) // very long ones are cut by the programs themselves
}

func (b *book) trendChart(place ranges) drawing {
	title := "Responses by " + map[string]string{"Day": "day", "Week from": "week"}[b.trendName()]
	gap := uint(30)
	return drawing{&excelize.Chart{
		Type: excelize.Col, VaryColors: new(bool),
		Series: []excelize.ChartSeries{{
			Name:       place.sheet.quoted() + "!" + absoluteCell(place.share, place.first-1),
			Categories: place.sheet.absolute(place.labels, place.first, place.last),
			Values:     place.sheet.absolute(place.share, place.first, place.last), Fill: solid(accent),
		}},
		Title: chartTitle(title, people(b.found.summary.Responses)), Legend: excelize.ChartLegend{Position: "none"}, GapWidth: &gap,
		XAxis: excelize.ChartAxis{
			Font: *typeface(9, ink, false), TickLabelSkip: 1,
			// Turned, a word is not broken to the width of its bar.
			Alignment: excelize.Alignment{TextRotation: 45},
		},
		YAxis:  excelize.ChartAxis{Font: *typeface(9, ink, false), MajorGridLines: true, Minimum: new(float64), NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		Border: excelize.LineOptions{Type: excelize.LineNone},
	}, 13, title, whisker{}}
}

func chartTitle(title, base string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{
		{Text: cut(guarded(title), 70, "…") + "  (" + base + ")", Font: typeface(12, accent, true)},
	}}
}

func absoluteCell(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row, true)
	return name
}

// slides places charts in two columns, page by page, so that no chart is cut by the end of a page.
type slides struct {
	top         int // the first row of the page
	capacity    int // the rows it has
	left, right int // rows taken
	breaks      []int
}

func newSlides() *slides {
	return &slides{top: chartsRow, capacity: slideRows - chartsRow - 3}
}

// place gives the cell for a chart of so many rows.
func (s *slides) place(rows int) (column, row int) {
	switch {
	case s.left <= s.right && (s.left+rows <= s.capacity || s.left == 0):
	case s.right+rows <= s.capacity || s.right == 0:
		row = s.top + s.right
		s.right += rows
		return rightColumn, row
	case s.left+rows > s.capacity:
		s.top += s.capacity
		s.capacity, s.left, s.right = slideRows, 0, 0
		s.breaks = append(s.breaks, s.top)
	}
	row = s.top + s.left
	s.left += rows
	return leftColumn, row
}

func (s *slides) lastRow() int { return s.top + max(s.left, s.right, 1) }
