package dashboard

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"muster/internal/survey"
	"muster/internal/tally"
)

// mostColumns is how many ranges still stand side by side with their names; more lie as bars.
const mostColumns = 12

// histogram makes the panel of numbers or days: how the answers lie over their ranges and, of
// numbers, where the middle is and how far half of them reach.
type histogram struct {
	dimension dimension
	large     bool // the middle is: then all numbers are written without fractions
}

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
		c.fixed = in.selection.fixes(h.dimension, c.id)
		lines[i] = line{category: c, count: counts[i], filter: in.selection.narrowed(h.dimension, c.id)}
	}
	p.Base = in.base(t, 1)
	p.Table = shareTable(string(h.dimension.question.Title), "Range", inhabited(lines), t.Base)
	if len(p.Table.Rows) < len(lines) {
		p.Table.Notes = append(p.Table.Notes, "Ranges at the ends in which nobody is are left out.")
	}
	p.Finding = leader("Most often", lines, t.Base)
	if k.spread != nil {
		h.large = math.Abs(k.spread.Median) >= 100
		p.Figures = h.figures(*k.spread)
	}
	by := in.selection.filteredBy(h.dimension, categories)
	p.Note = joinNotes(p.Note, by)
	if k.spread != nil && k.spread.Count > 1 && by == "" {
		p.Finding = fmt.Sprintf("Half of the people lie between %s and %s; the middle is %s.",
			h.rounded(k.spread.Quarter), h.amount(k.spread.ThreeQuarters), h.amount(k.spread.Median))
	}
	if t.Base == 0 || len(lines) == 0 {
		return nil
	}
	p.Chart, err = h.draw(p, lines, t.Base)
	return err
}

// inhabited leaves out the ranges at both ends in which nobody is: a number without bounds has many.
func inhabited(lines []line) []line {
	someone := func(l line) bool { return l.count > 0 }
	first := slices.IndexFunc(lines, someone)
	if first < 0 {
		return lines
	}
	last := len(lines)
	for !someone(lines[last-1]) {
		last--
	}
	return lines[first:last]
}

func (h histogram) draw(p *Panel, lines []line, base int) (*Chart, error) {
	lines = inhabited(lines)
	if len(lines) > mostColumns {
		return drawRanking(p, lines, base, "")
	}
	marks := labelsOf(lines, func(l line) string { return l.label })
	if h.dimension.question.Kind == survey.Number {
		marks = labelsOf(lines, func(l line) string { return strings.ReplaceAll(l.label, "–", "–\n") })
		if !sideBySide(marks) {
			return drawRanking(p, lines, base, "")
		}
	}
	return drawColumns(p, lines, marks, base)
}

// sideBySide tells whether marks, which no line may break, have room beneath columns on a phone.
func sideBySide(marks []string) bool {
	for _, m := range marks {
		for part := range strings.SplitSeq(m, "\n") {
			if utf8.RuneCountInString(part)*letterWidth > markWidth(len(marks)) {
				return false
			}
		}
	}
	return true
}

func (h histogram) figures(s tally.Spread) []Figure {
	median := Figure{Key: "median", Label: "Median", Value: "–"}
	mean := Figure{Key: "mean", Label: "Mean", Value: "–"}
	if s.Count == 0 {
		return []Figure{median, mean}
	}
	median.Value, median.Number = h.amount(s.Median), new(s.Median)
	median.Note = fmt.Sprintf("half lie between %s and %s", h.rounded(s.Quarter), h.amount(s.ThreeQuarters))
	mean.Value, mean.Number = h.amount(s.Mean), new(s.Mean)
	mean.Note = fmt.Sprintf("of numbers from %s to %s; no interval is worked out", h.rounded(s.Min), h.amount(s.Max))
	return []Figure{median, mean}
}

// amount writes a number and what it counts.
func (h histogram) amount(v float64) string {
	if unit := h.dimension.question.Unit; unit != "" {
		return h.rounded(v) + " " + string(unit)
	}
	return h.rounded(v)
}

// rounded writes a number as exactly as people care for: a tenth where they gave whole numbers, as
// many digits as they could give where they gave fractions, and none where the middle is large, so that
// numbers that stand side by side are written alike.
func (h histogram) rounded(v float64) string {
	digits := max(1, h.dimension.question.Bounds.Decimals)
	if h.large || math.Abs(v) >= 100 {
		digits = 0
	}
	text := strconv.FormatFloat(round(math.Abs(v), digits), 'f', -1, 64)
	whole, after, fraction := strings.Cut(text, ".")
	if n, err := strconv.Atoi(whole); err == nil {
		whole = thousands(n) // what is too large for an int stays as it is
	}
	if fraction {
		whole += "." + after
	}
	if v < 0 && text != "0" {
		return minus + whole
	}
	return whole
}
