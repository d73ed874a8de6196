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
// is not personal. Columns that would be blank in any answer to this survey are not there: -1.
type answersColumns struct {
	names  []string
	fields []field

	response, submitted, source, language, minutes, corrected, flags, notShown int
}

func planAnswers(s *survey.Survey) *answersColumns {
	names := namer{}
	p := &answersColumns{}
	add := func(title string) int {
		p.names = append(p.names, names.unique(title))
		return len(p.names) - 1
	}
	p.response, p.submitted, p.source, p.language = add("Response"), add("Submitted"), add("Source"), -1
	if len(s.Languages) > 1 {
		p.language = add("Language")
	}
	p.minutes, p.corrected, p.flags, p.notShown = add("Minutes to fill in"), add("Corrected"), add("Looks suspicious"), -1
	if branches(s) {
		p.notShown = add("Not shown")
	}
	for _, q := range s.Questions {
		if !q.Personal() {
			p.fields = append(p.fields, p.field(names, q))
		}
	}
	return p
}

// oneColumn tells whether a question has a single column: the label, the number, the day or the words.
func oneColumn(q *survey.Question) bool { return !q.Choice() || q.Kind == survey.YesNo }

func (p *answersColumns) field(names namer, q *survey.Question) field {
	f := field{question: q, first: len(p.names), option: map[string]int{}, other: -1}
	add := func(name string, hints ...string) int {
		p.names = append(p.names, names.unique(name, hints...))
		return len(p.names) - 1
	}
	if oneColumn(q) || q.Single() {
		add(q.ID)
	}
	for _, o := range q.Options {
		if !oneColumn(q) {
			f.option[o.ID] = add(q.ID+": "+string(o.Label), groupLabel(q, o.Group), o.ID)
		}
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
