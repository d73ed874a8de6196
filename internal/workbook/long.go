package workbook

import (
	"slices"
	"strconv"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// longWriter writes Long, one row a pick. What is the same in many rows is prepared: the texts
// once a workbook, who and when once a response.
type longWriter struct {
	*rowWriter
	questions []pickedQuestion
	zone      *time.Location
	who       cellXML
	when      []byte
}

type pickedQuestion struct {
	question  *survey.Question
	id, title cellXML
	picks     map[string]pick // by option id or point
}

type pick struct {
	group, id, label cellXML
	written          bool
}

// longColumns are the columns of Long, in the order in which row fills them.
func longColumns(s *survey.Survey) []column {
	columns := []column{
		{title: "Response", width: 15}, {title: "Submitted", width: 17}, {title: "Question id", width: 15},
		{title: "Question", width: 36}, {title: "Group", width: 26}, {title: "Option id", width: 18},
		{title: "Option", width: 40}, {title: "In own words", width: 40},
	}
	if valued(s) {
		columns = append(columns, column{title: "Place or value", width: 14})
	}
	return columns
}

const valueColumn = 8

// valued tells whether a survey asks for what is more than a pick: a place in an order, a number or a
// day.
func valued(s *survey.Survey) bool {
	return slices.ContainsFunc(s.Questions, func(q *survey.Question) bool {
		return !q.Personal() && (q.Kind == survey.Ranking || q.Kind == survey.Number || q.Kind == survey.Date)
	})
}

func newLongWriter(w *rowWriter, s *survey.Survey, texts shared) *longWriter {
	l := &longWriter{rowWriter: w, zone: s.Zone}
	for _, q := range s.Questions {
		if !q.Countable() || q.Personal() {
			continue
		}
		p := pickedQuestion{q, texts.cell(q.ID), texts.cell(titleOf(s, q)), map[string]pick{}}
		for _, c := range q.Categories() {
			o, _ := q.Option(c.ID)
			p.picks[c.ID] = pick{texts.cell(groupLabel(q, c.Group)), texts.cell(c.ID), texts.cell(categoryLabel(q, c)), o.Written}
		}
		l.questions = append(l.questions, p)
	}
	return l
}

// write writes a response's picks.
func (w *longWriter) write(r *response.Response) error {
	w.who = inline(r.ID)
	w.when = w.section.appendMoment(w.when[:0], r.Submitted.In(w.zone))
	for i := range w.questions {
		q := &w.questions[i]
		a, answered := r.Answers[q.question.ID]
		if !answered {
			continue
		}
		if err := w.answer(q, a); err != nil {
			return err
		}
	}
	return nil
}

// answer writes the picks of one question. A number or day is a pick of the range it lies in.
func (w *longWriter) answer(q *pickedQuestion, a response.Answer) error {
	switch q.question.Kind {
	case survey.Scale:
		return w.row(q, strconv.Itoa(a.Number), "", nil)
	case survey.Number, survey.Date:
		at := q.question.Bin(a.Text)
		if at < 0 {
			return nil // outside what an earlier wording allowed: counted nowhere, so shown nowhere
		}
		value := w.exact
		if q.question.Kind == survey.Date {
			value = w.day
		}
		return w.row(q, q.question.Bins[at].ID, "", func() { value(valueColumn, a.Text) })
	}
	for i, id := range a.Picks {
		var value func()
		if q.question.Kind == survey.Ranking {
			value = func() { w.integer(valueColumn, i+1) }
		}
		if err := w.row(q, id, a.Other, value); err != nil {
			return err
		}
	}
	return nil
}

// row writes one pick; value, when not nil, fills the last column.
func (w *longWriter) row(q *pickedQuestion, id, other string, value func()) error {
	p, known := q.picks[id]
	if !known {
		return nil // an option of an earlier wording: counted nowhere, so shown nowhere
	}
	if err := w.begin(); err != nil {
		return err
	}
	w.ready(0, w.who)
	w.cell(1)
	w.buffer = append(w.buffer, w.when...)
	w.ready(2, q.id)
	w.ready(3, q.title)
	w.ready(4, p.group)
	w.ready(5, p.id)
	w.ready(6, p.label)
	if p.written {
		w.text(7, other)
	}
	if value != nil {
		value()
	}
	return w.end()
}
