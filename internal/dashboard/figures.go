package dashboard

import (
	"fmt"

	"muster/internal/tally"
)

// numbers makes the panel of single figures. picked is whose picks are counted; without a question
// that figure is not shown.
type numbers struct {
	show   []string
	picked dimension
}

func (n numbers) needs() needs {
	if n.picked.question == nil {
		return needs{}
	}
	return needs{tables: [][]tally.Dimension{{n.picked.tally()}}}
}

func (n numbers) fill(p *Panel, in input, k known) error {
	p.Base = in.base(tally.Table{Base: in.summary.Responses, Responses: in.summary.Responses}, 0)
	for _, key := range n.show {
		switch key {
		case "responses":
			p.Figures = append(p.Figures, responsesFigure(in))
		case "last_day":
			p.Figures = append(p.Figures, Figure{
				Key: key, Label: "In the last 24 hours",
				Value: thousands(in.summary.LastDay), Number: new(float64(in.summary.LastDay)),
			})
		case "median_time":
			p.Figures = append(p.Figures, timeFigure(in.summary))
		case "flagged":
			if in.all.Flagged > 0 {
				p.Figures = append(p.Figures, flaggedFigure(in))
			}
		case "picks":
			if n.picked.question == nil {
				continue
			}
			f, err := picksFigure(n.picked, k.tables[0])
			if err != nil {
				return err
			}
			p.Figures = append(p.Figures, f)
		}
	}
	return nil
}

func responsesFigure(in input) Figure {
	f := Figure{
		Key: "responses", Label: "Responses",
		Value: thousands(in.summary.Responses), Number: new(float64(in.summary.Responses)),
	}
	switch {
	case !in.selection.Filter.Empty():
		f.Note = "of " + thousands(in.all.Responses) + " in all"
	case !in.summary.Last.IsZero():
		f.Note = "the last on " + dayWords(in.summary.Last.In(in.selection.survey.Zone))
	}
	return f
}

// flaggedFigure says how many responses look as if no person had given them, and leads to the page
// without them. A survey that never had one is spared the figure.
func flaggedFigure(in input) Figure {
	f := Figure{
		Key: "flagged", Label: "Look suspicious", Value: thousands(in.summary.Flagged), Number: new(float64(in.summary.Flagged)),
		Note: "sent within seconds, or by what looks like a program; they are counted",
	}
	if in.selection.Filter.Unflagged {
		f.Note = fmt.Sprintf("left out here, of %s in all", thousands(in.all.Flagged))
		return f
	}
	if in.summary.Flagged > 0 {
		f.Link = &Link{"Leave them out", in.selection.unflagged().String()}
	}
	return f
}

func timeFigure(s tally.Summary) Figure {
	f := Figure{Key: "median_time", Label: "Median time to fill in", Value: "–", Note: "no times are known"}
	if s.Timed > 0 {
		f.Value, f.Number = minutes(s.Median), new(s.Median.Seconds())
		f.Note = "half took longer; known of " + people(s.Timed)
	}
	return f
}

// picksFigure says how many options people picked. "None of these" is an answer but no pick.
func picksFigure(d dimension, t tally.Table) (Figure, error) {
	categories, totals, err := d.count(t.Axes[0])
	if err != nil {
		return Figure{}, err
	}
	picks := 0
	for i, c := range categories {
		if !c.none {
			picks += totals[i]
		}
	}
	f := Figure{Key: "picks", Label: d.name + " a person", Value: "–", Note: "nobody has answered yet"}
	if t.Base > 0 {
		mean := part(picks, t.Base)
		f.Value, f.Number = decimal(mean), new(mean)
		f.Note = thousands(picks) + " picks by " + people(t.Base)
	}
	return f, nil
}
