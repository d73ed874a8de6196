package dashboard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// marks names the columns of a scale. Where there are few, points say what they mean; words that no
// column has room for stand in the panel's finding alone, which has those of the ends.
func (s spread) marks(lines []line) []string {
	const few = 7
	marks := labelsOf(lines, func(l line) string { return l.id })
	if len(lines) > few {
		return marks
	}
	worded := slices.Clone(marks)
	for i, point := range s.dimension.question.Points {
		if point.Label == "" {
			continue
		}
		worded[i] += "\n" + plain(string(point.Label))
		for word := range strings.FieldsSeq(worded[i]) {
			if utf8.RuneCountInString(word)*letterWidth > markWidth(len(lines)) {
				return marks
			}
		}
	}
	return worded
}

// letterWidth is that of a letter beneath a column, in CSS pixels.
const letterWidth = 6

// markWidth is the room that each of n columns leaves to the words beneath it on a phone.
func markWidth(n int) int { return min(70, 250/max(1, n)) }

// markLabels lets the words under columns wrap. Numbers alone get the room they take and no more: of
// labels that would touch each other echarts leaves out the first and the last.
func markLabels(marks []string) *opts.AxisLabel {
	labels := &opts.AxisLabel{Show: opts.Bool(true), Interval: "0"}
	if slices.ContainsFunc(marks, func(m string) bool { return strings.ContainsFunc(m, unicode.IsLetter) }) {
		labels.Width, labels.Overflow = markWidth(len(marks)), "break"
	}
	return labels
}

// drawColumns draws lines as columns from left to right, for answers that have an order.
func drawColumns(p *Panel, lines []line, marks []string, base int) (*Chart, error) {
	c := &Chart{ID: chartID(p), Height: 260, Draw: sharesOf(lines, base)}
	c.Draw.Shape = Columns
	c.Description = describe("Column chart", lines, base)
	bar := charts.NewBar()
	bar.SetGlobalOptions(start(c.ID, c.Description)...)
	bar.SetGlobalOptions(
		charts.WithGridOpts(opts.Grid{Left: "0", Right: "8", Top: "12", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", AxisTick: noTicks(), AxisLabel: markLabels(marks),
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: 0, SplitNumber: 4,
			AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Formatter: "{value}%"},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true)},
		}),
	)
	bar.SetXAxis(marks)
	bar.AddSeries("Share", barData(lines, base), func(s *charts.SingleSeries) { s.BarMaxWidth = "48" })
	var err error
	c.Option, err = encode(bar)
	return c, err
}
