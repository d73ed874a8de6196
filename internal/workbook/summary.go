package workbook

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"muster/internal/tally"
)

// Summary is a grid of twelve equal columns, so that figures and charts line up.
const (
	gridColumns = 12
	gridWidth   = 14.0
	figuresRow  = 5
	chartsRow   = 8
	trendColumn = gridColumns + 2 // the numbers behind the trend, beside what is printed
)

// laySummary puts the figures on the sheet; layCharts follows when the sheets that hold the
// numbers are there.
func (b *book) laySummary() error {
	s := b.add("Summary")
	b.summary = s
	s.plain()
	for c := 1; c <= gridColumns; c++ {
		s.width(c, gridWidth)
	}
	s.headTitle(string(b.config.Survey.Title), b.filterWords())
	if b.config.Survey.Synthetic {
		s.merge(1, 3, gridColumns, 3)
		s.put(1, 3, "Synthetic: these answers are made up, to try Muster out. Do not decide by them.", b.style.alarm)
		s.height(3, 20)
	}
	s.back(1, 4)
	for i, f := range b.figures() {
		left := 1 + 2*i
		s.merge(left, figuresRow, left+1, figuresRow)
		s.merge(left, figuresRow+1, left+1, figuresRow+1)
		for c := left; c <= left+1; c++ {
			s.put(c, figuresRow, nil, b.style.figureName)
			s.put(c, figuresRow+1, nil, f.style)
		}
		s.put(left, figuresRow, f.name, b.style.figureName)
		s.put(left, figuresRow+1, f.value, f.style)
	}
	s.height(figuresRow, 22)
	s.height(figuresRow+1, 36)
	b.layTrend(s)
	return s.done()
}

// figure is one number at the head of the summary.
type namedFigure struct {
	name  string
	value any
	style int
}

func (b *book) figures() []namedFigure {
	sum, zone := b.found.summary, b.config.Survey.Zone
	figures := []namedFigure{
		{"Responses", computed(b.ledger.responses(), sum.Responses), b.style.figure},
		{"In the last 24 hours", sum.LastDay, b.style.figure},
	}
	if sum.Responses == 0 {
		return figures
	}
	figures = append(figures,
		namedFigure{"First answer", sum.First.In(zone), b.style.figureDay},
		namedFigure{"Latest answer", sum.Last.In(zone), b.style.figureDay},
	)
	if sum.Timed > 0 {
		figures = append(figures, namedFigure{"Time to fill in (median)", duration(sum.Median), b.style.figure})
	}
	if c := b.found.topic; c != nil && c.base > 0 {
		figures = append(figures, namedFigure{"Topics a person picks", computed(b.ledger.picks(c.question), float64(c.chosen())/float64(c.base)), b.style.figureAverage})
	}
	return figures
}

func duration(d time.Duration) string {
	d = d.Round(time.Second)
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

// layTrend puts the numbers behind the trend beside the printed page.
func (b *book) layTrend(s *sheet) {
	t := b.found.trend
	if t == nil {
		return
	}
	rows := make([][]any, 0, len(t.Axes[0].Categories))
	total, days := 0, 1
	if t.Axes[0].Dimension.Unit == tally.Week {
		days = 7
	}
	// All so far: those of this row and of every one above it, by its own place.
	together := "SUM(" + absoluteCell(trendColumn+1, figuresRow+1) + ":[@Responses])"
	step := (len(t.Axes[0].Categories) + mostTicks - 1) / mostTicks
	for i, category := range t.Axes[0].Categories {
		day, err := time.Parse(time.DateOnly, category)
		if err != nil {
			s.err = fmt.Errorf("day %q of the trend: %w", category, err)
			return
		}
		total += t.Axes[0].Totals[i]
		tick := ""
		if i%step == 0 {
			tick = day.Format("2 Jan")
		}
		rows = append(rows, []any{day, computed(b.ledger.within("[@"+b.trendName()+"]", days), t.Axes[0].Totals[i]), computed(together, total), tick})
	}
	s.put(trendColumn, figuresRow-1, "The numbers behind the chart", b.style.label)
	last := s.tableAt("Trend", trendColumn, figuresRow, []column{
		{title: b.trendName(), width: 14, style: b.style.day}, {title: "Responses", width: 12, style: b.style.count},
		{title: "Together", width: 12, style: b.style.count},
		// Words and not days stand at the axis: programs make an axis of days a scale of time, and
		// then write every day of it, one over the other. Some write every word, too, whatever is to
		// be skipped; so few words are there.
		{title: "In the chart", width: 12, style: b.style.text},
	}, rows)
	b.places[""] = ranges{s, trendColumn + 3, trendColumn + 1, figuresRow + 1, last, len(rows), 0}
}

func (b *book) trendName() string {
	if b.found.trend.Axes[0].Dimension.Unit == tally.Week {
		return "Week from"
	}
	return "Day"
}

// layCharts draws what the sheets hold and sets the page up as slides.
func (b *book) layCharts() error {
	s := b.summary
	slides := newSlides()
	drawings := b.charts()
	left := max(0, len(drawings)-mostCharts)
	drawings = drawings[:len(drawings)-left]
	cells := make([]string, len(drawings))
	for i, d := range drawings {
		cells[i] = at(slides.place(d.rows))
	}
	for row := chartsRow; row <= slides.lastRow(); row++ {
		s.height(row, rowHeight) // set before the charts, which take their size from it
	}
	for i, d := range drawings {
		d.chart.Dimension = excelize.ChartDimension{Width: chartWidth, Height: uint(d.rows*rowPixels - 10)}
		d.chart.Format = excelize.GraphicOptions{OffsetX: 4, OffsetY: 4, AltText: d.alt}
		b.charted(d.whiskers)
		s.do(func() error { return b.file.AddChart(s.name, cells[i], d.chart) })
	}
	if left > 0 {
		s.put(1, slides.lastRow(), fmt.Sprintf("%d more questions are not drawn here; they are on the sheet Questions.", left), b.style.subtitle)
	}
	s.printSlides(slides)
	return s.done()
}

func (s *sheet) printSlides(slides *slides) {
	for _, row := range slides.breaks {
		s.do(func() error { return s.book.file.InsertPageBreak(s.name, at(1, row)) })
	}
	s.defineName("_xlnm.Print_Area", s.quoted()+"!$A$1:"+absoluteCell(gridColumns, slides.lastRow()))
	// A fixed scale and not the width of a page: Excel ignores page breaks where it has to fit.
	landscape, scale := "landscape", uint(66)
	s.do(func() error {
		return s.book.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &landscape, AdjustTo: &scale})
	})
	side, bottom := 0.4, 0.6
	s.do(func() error {
		return s.book.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &side, Bottom: &bottom})
	})
}
