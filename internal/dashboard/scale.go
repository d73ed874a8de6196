package dashboard

import (
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// spread makes the panel of a scale: how the answers lie over its points, their mean and median, and
// the Net Promoter Score where the scale asks for a recommendation.
type spread struct {
	dimension dimension
	promoter  bool
}

func (s spread) needs() needs {
	return needs{tables: [][]tally.Dimension{{s.dimension.tally()}}}
}

func (s spread) fill(p *Panel, in input, k known) error {
	t := k.tables[0]
	categories, counts, err := s.dimension.count(t.Axes[0])
	if err != nil {
		return err
	}
	var lines []line
	for i, c := range categories {
		c.fixed = in.selection.fixes(s.dimension, c.id)
		lines = append(lines, line{category: c, count: counts[i], filter: in.selection.narrowed(s.dimension, c.id)})
	}
	p.Base = in.base(t, 1)
	p.Table = shareTable(string(s.dimension.question.Title), "Answer", lines, t.Base)
	p.Figures = s.figures(counts, t.Base)
	if t.Base == 0 {
		return nil
	}
	if by := in.selection.filteredBy(s.dimension, categories); by != "" {
		p.Note = joinNotes(p.Note, by)
	} else {
		p.Finding = s.finding(p.Figures, lines)
	}
	p.Chart, err = drawColumns(p, lines, s.marks(lines), t.Base)
	return err
}

// finding says the mean and the median with the ends of the scale.
func (s spread) finding(figures []Figure, lines []line) string {
	text := fmt.Sprintf("Mean %s and median %s, between %s and %s.",
		figures[0].Value, figures[1].Value, lines[0].label, lines[len(lines)-1].label)
	if s.promoter {
		return fmt.Sprintf("Net Promoter Score %s. %s", figures[2].Value, text)
	}
	return text
}

// meanNote is the 95 % interval of a mean after Student, within the scale. Of few people the mean need
// not lie as that takes it to.
func (s spread) meanNote(counts []int, base int, mean float64) string {
	if base < least {
		return fmt.Sprintf("no interval of fewer than %d people", least)
	}
	sum := 0.0
	for i, count := range counts {
		off := float64(s.dimension.question.Points[i].Value) - mean
		sum += float64(count) * off * off
	}
	n := float64(base)
	reach := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(.975) * math.Sqrt(sum/(n-1)/n)
	points := s.dimension.question.Points
	low := max(mean-reach, float64(points[0].Value))
	high := min(mean+reach, float64(points[len(points)-1].Value))
	return fmt.Sprintf("95%%: %.2f to %.2f", low, high)
}

func (s spread) figures(counts []int, base int) []Figure {
	mean := Figure{Key: "mean", Label: "Mean", Value: "–"}
	median := Figure{Key: "median", Label: "Median", Value: "–"}
	if base > 0 {
		m, half := s.mean(counts), s.median(counts)
		mean.Value, mean.Number = strconv.FormatFloat(m, 'f', 2, 64), new(m)
		median.Value, median.Number = strconv.FormatFloat(half, 'f', -1, 64), new(half)
		mean.Note = s.meanNote(counts, base, m)
	}
	if s.promoter {
		return []Figure{mean, median, s.promoterScore(counts, base)}
	}
	return []Figure{mean, median}
}

// promoterScore is the Net Promoter Score (F. F. Reichheld, The one number you need to grow, Harvard
// Business Review, December 2003): the share of those who gave 9 or 10 less that of those who gave 6
// or less, in points from -100 to +100. Its interval is analysis.Net.
func (s spread) promoterScore(counts []int, base int) Figure {
	f := Figure{Key: "nps", Label: "Net Promoter Score", Value: "–"}
	if base == 0 {
		return f
	}
	promoters, detractors := 0, 0
	for i, p := range s.dimension.question.Points {
		switch {
		case p.Value >= 9:
			promoters += counts[i]
		case p.Value <= 6:
			detractors += counts[i]
		}
	}
	score, between := 100*part(promoters-detractors, base), analysis.Net(promoters, detractors, base)
	f.Value, f.Number = signed(score, 0), new(score)
	f.Note = fmt.Sprintf("95%%: %s to %s; %s gave 9 or 10, less %s who gave 6 or less",
		signed(100*between.Low, 0), signed(100*between.High, 0), percent(part(promoters, base)), percent(part(detractors, base)))
	return f
}

func (s spread) mean(counts []int) float64 {
	sum, n := 0, 0
	for i, count := range counts {
		sum += count * s.dimension.question.Points[i].Value
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
			return s.dimension.question.Points[i].Value
		}
		place -= count
	}
	return 0
}
