package workbook

import (
	"muster/internal/survey"
)

// field is one question's place among the columns of Answers.
type field struct {
	question *survey.Question
	first    int            // its first column, counted from 0
	width    int            // how many columns it has
	option   map[string]int // by option id: its column
	other    int            // the column of own words; -1: none
}

// answersColumns plans the sheet Answers: what is known of the response, then every question that
// is not personal.
type answersColumns struct {
	names  []string
	fields []field
}

// The columns before the first question.
const (
	responseColumn = iota
	submittedColumn
	sourceColumn
	minutesColumn
	firstQuestionColumn
)

func planAnswers(s *survey.Survey) *answersColumns {
	names := namer{}
	p := &answersColumns{}
	for _, title := range []string{"Response", "Submitted", "Source", "Minutes to fill in"} {
		p.names = append(p.names, names.unique(title))
	}
	for _, q := range s.Questions {
		if !q.Personal() {
			p.fields = append(p.fields, p.field(names, q))
		}
	}
	return p
}

func (p *answersColumns) field(names namer, q *survey.Question) field {
	f := field{question: q, first: len(p.names), option: map[string]int{}, other: -1}
	add := func(name string, hints ...string) int {
		p.names = append(p.names, names.unique(name, hints...))
		return len(p.names) - 1
	}
	if !q.Choice() || q.Kind == survey.One {
		add(q.ID) // a single value: the label, the number or the words
	}
	for _, o := range q.Options {
		f.option[o.ID] = add(q.ID+": "+string(o.Label), groupLabel(q, o.Group), o.ID)
	}
	if o, ok := q.Written(); ok {
		f.other = add(q.ID + ": " + string(o.Label) + " – in own words")
	}
	f.width = len(p.names) - f.first
	return f
}

// column names where an option is counted in Answers, for the codebook.
func (p *answersColumns) column(question, option string) string {
	for _, f := range p.fields {
		if f.question.ID != question {
			continue
		}
		if at, ok := f.option[option]; ok {
			return p.names[at]
		}
		return p.names[f.first]
	}
	return ""
}
