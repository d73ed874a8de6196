package dashboard

import (
	"fmt"
	"strconv"

	"muster/internal/survey"
	"muster/internal/tally"
)

// mostColumns is how many ranges still stand side by side with their names; more lie as bars.
const mostColumns = 12

// histogram makes the panel of numbers or days: how the answers lie over their ranges and, of
// numbers, where the middle is and how far half of them reach.
type histogram struct{ dimension dimension }

func (h histogram) needs() needs {
	n := needs{tables: [][]tally.Dimension{{h.dimension.tally()}}}
	if h.dimension.question.Kind == survey.Number {
		n.spread = h.dimension.question.ID
	}
	return n
}

func (h histogram) fill(p *Panel, in input, k known) error {
	t := k.tables[0]
	categories, counts, err := h.dimension.count(t.Axes[0])
	if err != nil {
		return err
	}
	lines := make([]line, len(categories))
	for i, c := range categories {
		lines[i] = line{category: c, count: counts[i], filter: in.selection.narrowed(h.dimension, c.id)}
	}
	p.Base = in.base(t, 1)
	p.Table = shareTable(string(h.dimension.question.Title), "Range", lines, t.Base)
	p.Finding = leader("Given most", lines, t.Base)
	if k.spread != nil {
		p.Figures = h.figures(*k.spread)
	}
	if k.spread != nil && k.spread.Count > 1 {
		p.Finding = fmt.Sprintf("Half of the people lie between %s and %s; the middle is %s.",
			h.amount(k.spread.Quarter), h.amount(k.spread.ThreeQuarters), h.amount(k.spread.Median))
	}
	if t.Base == 0 || len(lines) == 0 {
		return nil
	}
	p.Chart, err = h.draw(p, lines, t.Base)
	return err
}

func (h histogram) draw(p *Panel, lines []line, base int) (*Chart, error) {
	if len(lines) > mostColumns {
		return drawRanking(p, lines, base)
	}
	return drawColumns(p, lines, labelsOf(lines, func(l line) string { return l.label }), base)
}

func (h histogram) figures(s tally.Spread) []Figure {
	median := Figure{Key: "median", Label: "Median", Value: "–"}
	mean := Figure{Key: "mean", Label: "Mean", Value: "–"}
	if s.Count == 0 {
		return []Figure{median, mean}
	}
	median.Value, median.Number = h.amount(s.Median), new(s.Median)
	median.Note = fmt.Sprintf("half lie between %s and %s", h.amount(s.Quarter), h.amount(s.ThreeQuarters))
	mean.Value, mean.Number = h.amount(s.Mean), new(s.Mean)
	mean.Note = fmt.Sprintf("from %s to %s", h.amount(s.Min), h.amount(s.Max))
	return []Figure{median, mean}
}

// amount writes a number with what it counts.
func (h histogram) amount(v float64) string {
	text := strconv.FormatFloat(round(v, 2), 'f', -1, 64)
	if unit := h.dimension.question.Unit; unit != "" {
		text += " " + string(unit)
	}
	return text
}
