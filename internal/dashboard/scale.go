package dashboard

import (
	"fmt"
	"strconv"

	"muster/internal/survey"
	"muster/internal/tally"
)

// spread makes the panel of a scale: how the answers lie over its points, their mean and median.
type spread struct{ question *survey.Question }

func (s spread) dimension() dimension { return dimension{s.question, tally.Options} }

func (s spread) queries() [][]tally.Dimension {
	return [][]tally.Dimension{{s.dimension().tally()}}
}

func (s spread) fill(p *Panel, in input, tables []tally.Table) error {
	t := tables[0]
	counts, err := s.dimension().totals(t.Axes[0])
	if err != nil {
		return err
	}
	var lines []line
	for i, c := range s.dimension().categories() {
		filter := in.selection.with(s.question, tally.Options, c.id).String()
		lines = append(lines, line{category: c, count: counts[i], filter: filter})
	}
	p.Base = in.base(t, 1)
	p.Table = s.table(lines, t.Base)
	p.Figures = s.figures(counts, t.Base)
	if t.Base == 0 {
		return nil
	}
	first, last := s.question.Points[0], s.question.Points[len(s.question.Points)-1]
	p.Finding = fmt.Sprintf("Mean %s and median %s, between %s and %s.",
		p.Figures[0].Value, p.Figures[1].Value, pointLabel(first), pointLabel(last))
	p.Chart, err = s.draw(p, lines, t.Base)
	return err
}

func (s spread) table(lines []line, base int) *Table {
	t := &Table{
		Caption: string(s.question.Title),
		Columns: []Column{
			{Label: "Answer", Kind: Text}, {Label: "People", Kind: Count},
			{Label: "Share", Kind: Share}, {Label: "95% interval", Kind: Interval},
		},
		Notes: shareNotes(base),
	}
	for _, l := range lines {
		t.Rows = append(t.Rows, Row{ID: l.id, Filter: l.filter, Cells: []Cell{
			textCell(l.label), countCell(l.count), shareCell(l.count, base), intervalCell(l.count, base),
		}})
	}
	return t
}

func (s spread) figures(counts []int, base int) []Figure {
	mean := Figure{Key: "mean", Label: "Mean", Value: "–"}
	median := Figure{Key: "median", Label: "Median", Value: "–"}
	if base > 0 {
		m, half := s.mean(counts), s.median(counts)
		mean.Value, mean.Number = strconv.FormatFloat(m, 'f', 2, 64), new(m)
		median.Value, median.Number = strconv.FormatFloat(half, 'f', -1, 64), new(half)
	}
	return []Figure{mean, median}
}

func (s spread) mean(counts []int) float64 {
	sum, n := 0, 0
	for i, count := range counts {
		sum += count * s.question.Points[i].Value
		n += count
	}
	return part(sum, n)
}

// median is the middle answer, or the mean of the two in the middle.
func (s spread) median(counts []int) float64 {
	n := 0
	for _, count := range counts {
		n += count
	}
	low, high := s.nth(counts, (n-1)/2), s.nth(counts, n/2)
	return float64(low+high) / 2
}

// nth gives the answer at a place, counted from 0, when all stand in order.
func (s spread) nth(counts []int, place int) int {
	for i, count := range counts {
		if place < count {
			return s.question.Points[i].Value
		}
		place -= count
	}
	return 0
}
