package workbook

import (
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
func longColumns() []column {
	return []column{
		{title: "Response", width: 15}, {title: "Submitted", width: 17}, {title: "Question id", width: 15},
		{title: "Question", width: 36}, {title: "Group", width: 26}, {title: "Option id", width: 18},
		{title: "Option", width: 40}, {title: "In own words", width: 40},
	}
}

func newLongWriter(w *rowWriter, s *survey.Survey, texts shared) *longWriter {
	l := &longWriter{rowWriter: w, zone: s.Zone}
	for _, q := range s.Questions {
		if !q.Countable() || q.Personal() {
			continue
		}
		p := pickedQuestion{q, texts.cell(q.ID), texts.cell(string(q.Title)), map[string]pick{}}
		for _, o := range q.Options {
			p.picks[o.ID] = pick{texts.cell(groupLabel(q, o.Group)), texts.cell(o.ID), texts.cell(string(o.Label)), o.Written}
		}
		for _, point := range q.Points {
			id := strconv.Itoa(point.Value)
			p.picks[id] = pick{"", texts.cell(id), texts.cell(pointLabel(point)), false}
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
		if q.question.Kind == survey.Scale {
			if err := w.row(q, strconv.Itoa(a.Number), ""); err != nil {
				return err
			}
			continue
		}
		for _, id := range a.Picks {
			if err := w.row(q, id, a.Other); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *longWriter) row(q *pickedQuestion, id, other string) error {
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
	return w.end()
}
