package workbook

import (
	"slices"
	"strings"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// answersWriter writes Answers, one row a response.
type answersWriter struct {
	*rowWriter
	columns *answersColumns
	labels  map[*survey.Question][]cellXML // of the options of a question that is answered with one
	zone    *time.Location
}

func newAnswersWriter(w *rowWriter, columns *answersColumns, s *survey.Survey, texts shared) *answersWriter {
	a := &answersWriter{w, columns, map[*survey.Question][]cellXML{}, s.Zone}
	for _, f := range columns.fields {
		if f.question.Single() {
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
	w.circumstances(r)
	for i := range w.columns.fields {
		f := &w.columns.fields[i]
		a, answered := r.Answers[f.question.ID]
		if !answered && f.question.LevelOf != "" {
			_, answered = r.Answers[f.question.LevelOf] // who picked something could have said more of it
		}
		switch {
		case answered:
			w.answer(f, a)
		case slices.Contains(r.NotShown, f.question.ID):
			w.grey(f)
		}
	}
	return w.end()
}

// circumstances fills the columns before the first question.
func (w *answersWriter) circumstances(r *response.Response) {
	c := w.columns
	w.text(c.response, r.ID)
	w.moment(c.submitted, r.Submitted.In(w.zone))
	w.text(c.source, r.Source)
	if c.language >= 0 {
		w.text(c.language, r.Language)
	}
	if !r.Started.IsZero() && !r.Submitted.Before(r.Started) {
		w.decimal(c.minutes, r.Submitted.Sub(r.Started).Minutes())
	}
	if !r.Corrected.IsZero() {
		w.moment(c.corrected, r.Corrected.In(w.zone))
	}
	if len(r.Flags) > 0 {
		w.text(c.flags, flagWords(r.Flags))
	}
	if c.notShown >= 0 {
		w.text(c.notShown, strings.Join(r.NotShown, "; "))
	}
}

// flagReasons say why a response looks as if no person had given it.
var flagReasons = map[response.Flag]string{
	response.TooFast:  "sent within seconds",
	response.Trap:     "the field that people are asked to leave empty was filled in",
	response.Unsigned: "without the form's time stamp, or with a false one",
	response.Burst:    "one of very many from the same network within a minute",
}

func flagWords(flags []response.Flag) string {
	words := make([]string, len(flags))
	for i, f := range flags {
		words[i] = flagReasons[f]
		if words[i] == "" {
			words[i] = string(f)
		}
	}
	return strings.Join(words, "; ")
}

// grey marks the cells of a question that was not shown. They stay blank, so that sums and averages
// pass over them as over those of a question that was skipped.
func (w *answersWriter) grey(f *field) {
	for column := f.first; column < f.first+f.width; column++ {
		w.blank(column)
	}
}

// answer fills the columns of a question that was answered: every option gets its 0 or 1.
func (w *answersWriter) answer(f *field, a response.Answer) {
	switch {
	case f.question.Kind == survey.Scale:
		w.integer(f.first, a.Number)
	case f.question.Kind == survey.Number:
		w.exact(f.first, a.Text)
	case f.question.Kind == survey.Date:
		w.day(f.first, a.Text)
	case f.question.Kind == survey.Ranking:
		w.places(f, a)
	case !f.question.Choice():
		w.text(f.first, a.Text)
	default:
		w.picks(f, a)
	}
}

// places gives every option the place it was put in, 1 for the best; without one it stays blank.
func (w *answersWriter) places(f *field, a response.Answer) {
	for i, o := range f.question.Options {
		if place := slices.Index(a.Picks, o.ID); place >= 0 {
			w.integer(f.first+i, place+1)
		}
	}
	if f.other >= 0 {
		w.text(f.other, a.Other)
	}
}

func (w *answersWriter) picks(f *field, a response.Answer) {
	column := f.first
	if f.question.Single() {
		for i, o := range f.question.Options {
			if slices.Contains(a.Picks, o.ID) {
				w.ready(column, w.labels[f.question][i])
				break
			}
		}
		column++
	}
	for _, o := range f.question.Options {
		if !oneColumn(f.question) {
			w.flag(column, slices.Contains(a.Picks, o.ID))
			column++
		}
	}
	if f.other >= 0 {
		w.text(f.other, a.Other)
	}
}
