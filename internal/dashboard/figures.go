package dashboard

import (
	"muster/internal/survey"
	"muster/internal/tally"
)

// numbers makes the panel of single figures. question is whose picks are counted; without one
// that figure is not shown.
type numbers struct {
	show     []string
	question *survey.Question
}

func (n numbers) queries() [][]tally.Dimension {
	if n.question == nil {
		return nil
	}
	return [][]tally.Dimension{{dimension{n.question, tally.Options}.tally()}}
}

func (n numbers) fill(p *Panel, in input, tables []tally.Table) error {
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
		case "picks":
			if n.question == nil {
				continue
			}
			f, err := picksFigure(n.question, tables[0])
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
		f.Note = "of " + thousands(in.all) + " in all"
	case !in.summary.Last.IsZero():
		f.Note = "the last on " + dayWords(in.summary.Last.In(in.selection.survey.Zone))
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
func picksFigure(q *survey.Question, t tally.Table) (Figure, error) {
	d := dimension{q, tally.Options}
	totals, err := d.totals(t.Axes[0])
	if err != nil {
		return Figure{}, err
	}
	picks := 0
	for i, c := range d.categories() {
		if !c.none {
			picks += totals[i]
		}
	}
	f := Figure{Key: "picks", Label: nameOf(q) + " a person", Value: "–", Note: "nobody has answered yet"}
	if t.Base > 0 {
		mean := part(picks, t.Base)
		f.Value, f.Number = decimal(mean), new(mean)
		f.Note = thousands(picks) + " picks by " + people(t.Base)
	}
	return f, nil
}
