package dataset

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// state tells whether a cell holds something, and if not, why.
type state uint8

const (
	missing state = iota // not answered
	hidden               // not shown because of other answers
	given
)

// cell is one value. Which field is used follows from the variable's kind.
type cell struct {
	state state
	code  int       // Choice, Picked, Place, Point
	text  string    // Text; Number as a plain decimal; Day as 2006-01-02
	at    time.Time // Moment, in the survey's zone
}

// reader turns responses into rows.
type reader struct {
	plan *plan
	row  []cell // reused
}

func (p *plan) reader() *reader { return &reader{p, make([]cell, len(p.variables))} }

// read gives the row of a response. It is valid until the next one.
func (r *reader) read(answered *response.Response) []cell {
	clear(r.row)
	r.circumstances(answered)
	for i := range r.plan.fields {
		f := &r.plan.fields[i]
		a, ok := answered.Answers[f.question.ID]
		if !ok && f.question.LevelOf != "" {
			_, ok = answered.Answers[f.question.LevelOf] // who picked something could have said more of it
		}
		switch {
		case ok:
			r.answer(f, a)
		case slices.Contains(answered.NotShown, f.question.ID):
			for at := f.first; at < f.first+f.width; at++ {
				r.row[at].state = hidden
			}
		}
	}
	return r.row
}

func (r *reader) circumstances(answered *response.Response) {
	p := r.plan
	r.text(p.response, answered.ID)
	r.moment(p.submitted, answered.Submitted)
	r.text(p.source, answered.Source)
	r.text(p.language, answered.Language)
	if minutes, ok := minutesOf(answered); ok {
		r.text(p.minutes, strconv.FormatFloat(minutes, 'f', -1, 64))
	}
	r.moment(p.corrected, answered.Corrected)
	if len(answered.Flags) > 0 {
		r.text(p.flags, joinedFlags(answered.Flags))
	}
	r.text(p.notShown, strings.Join(answered.NotShown, " "))
}

// minutesOf tells how long somebody took, to hundredths of a minute.
func minutesOf(r *response.Response) (minutes float64, known bool) {
	if r.Started.IsZero() || r.Submitted.Before(r.Started) {
		return 0, false
	}
	return math.Round(r.Submitted.Sub(r.Started).Minutes()*100) / 100, true
}

func joinedFlags(flags []response.Flag) string {
	words := make([]string, len(flags))
	for i, f := range flags {
		words[i] = string(f)
	}
	return strings.Join(words, " ")
}

// text fills a cell with words; "" leaves it missing, and so does a variable that there is not.
func (r *reader) text(at int, text string) {
	if at >= 0 && text != "" {
		r.row[at] = cell{state: given, text: valid(text)}
	}
}

// valid mends text that is not UTF-8, which some formats cannot hold.
func valid(text string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "\uFFFD")
}

func (r *reader) moment(at int, t time.Time) {
	if !t.IsZero() {
		r.row[at] = cell{state: given, at: t.In(r.plan.survey.Zone).Truncate(time.Second)}
	}
}

func (r *reader) code(at, code int) { r.row[at] = cell{state: given, code: code} }

// answer fills the cells of a question that was answered: every option gets its 0 or 1.
func (r *reader) answer(f *field, a response.Answer) {
	switch q := f.question; {
	case q.Kind == survey.Scale:
		r.code(f.first, a.Number)
	case q.Single():
		for _, id := range a.Picks {
			if code, known := f.codes[id]; known {
				r.code(f.first, code)
			}
		}
	case q.Kind == survey.Ranking:
		for place, id := range a.Picks {
			if at, known := f.codes[id]; known {
				r.code(f.first+at, place+1)
			}
		}
	case q.Choice():
		for at := range q.Options {
			r.code(f.first+at, 0)
		}
		for _, id := range a.Picks {
			if at, known := f.codes[id]; known {
				r.code(f.first+at, 1)
			}
		}
	default:
		r.text(f.first, a.Text)
	}
	r.text(f.own, a.Other)
}
