package workbook

import (
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// answersWriter writes Answers, one row a response.
type answersWriter struct {
	*rowWriter
	columns *answersColumns
	labels  map[*survey.Question][]cellXML // of the options of a question of kind One
	zone    *time.Location
}

func newAnswersWriter(w *rowWriter, columns *answersColumns, s *survey.Survey, texts shared) *answersWriter {
	a := &answersWriter{w, columns, map[*survey.Question][]cellXML{}, s.Zone}
	for _, f := range columns.fields {
		if f.question.Kind == survey.One {
			for _, o := range f.question.Options {
				a.labels[f.question] = append(a.labels[f.question], texts.cell(string(o.Label)))
			}
		}
	}
	return a
}

func (w *answersWriter) write(r *response.Response) error {
	if err := w.begin(); err != nil {
		return err
	}
	w.text(responseColumn, r.ID)
	w.moment(submittedColumn, r.Submitted.In(w.zone))
	w.text(sourceColumn, r.Source)
	if !r.Started.IsZero() && !r.Submitted.Before(r.Started) {
		w.decimal(minutesColumn, r.Submitted.Sub(r.Started).Minutes())
	}
	for i := range w.columns.fields {
		f := &w.columns.fields[i]
		if a, answered := r.Answers[f.question.ID]; answered {
			w.answer(f, a)
		}
	}
	return w.end()
}

// answer fills the columns of a question that was answered: every option gets its 0 or 1.
func (w *answersWriter) answer(f *field, a response.Answer) {
	switch {
	case f.question.Kind == survey.Scale:
		w.integer(f.first, a.Number)
	case !f.question.Choice():
		w.text(f.first, a.Text)
	default:
		w.picks(f, a)
	}
}

func (w *answersWriter) picks(f *field, a response.Answer) {
	column := f.first
	if f.question.Kind == survey.One {
		for i, o := range f.question.Options {
			if slices.Contains(a.Picks, o.ID) {
				w.ready(column, w.labels[f.question][i])
				break
			}
		}
		column++
	}
	for _, o := range f.question.Options {
		w.flag(column, slices.Contains(a.Picks, o.ID))
		column++
	}
	if f.other >= 0 {
		w.text(f.other, a.Other)
	}
}
