package dataset

import (
	"slices"
	"strconv"

	"muster/internal/survey"
)

// plan says which variables there are and where each question has its own among them.
type plan struct {
	survey    *survey.Survey
	variables []Variable
	fields    []field
	names     names
	titled    map[string]string // name by question id

	response, submitted, source, language, minutes, corrected, flags, notShown int // -1: there is none
}

// field is one question's place among the variables.
type field struct {
	question *survey.Question
	first    int
	width    int
	own      int // the variable of own words; -1: none
	codes    map[string]int
}

// circumstanceNames are those of the variables before the first question. No question takes one.
func circumstanceNames() []string {
	return []string{"response", "submitted", "source", "language", "minutes", "corrected", "flags", "not_shown"}
}

// left tells whether a question is left out of data sets: contact details, and the consent to use them.
func left(q *survey.Question) bool { return q.Personal() || q.Kind == survey.Agree }

func newPlan(s *survey.Survey) *plan {
	p := &plan{survey: s}
	p.names, p.titled = newNames(s)
	p.circumstances()
	for _, q := range s.Questions {
		if !left(q) {
			p.fields = append(p.fields, p.field(q))
		}
	}
	return p
}

func (p *plan) add(v Variable) int {
	p.variables = append(p.variables, v)
	return len(p.variables) - 1
}

func (p *plan) circumstances() {
	clock := " (by the clocks of " + p.survey.Zone.String() + ")"
	p.response = p.add(Variable{Name: "response", Label: "Response", Kind: Text, Measure: Nominal})
	p.submitted = p.add(Variable{Name: "submitted", Label: "Submitted" + clock, Kind: Moment, Measure: Scale})
	p.source = p.add(Variable{Name: "source", Label: "Where the answer came from", Kind: Text, Measure: Nominal})
	p.language, p.notShown = -1, -1
	if len(p.survey.Languages) > 1 {
		p.language = p.add(Variable{Name: "language", Label: "Language in which the form was shown", Kind: Text, Measure: Nominal})
	}
	p.minutes = p.add(Variable{Name: "minutes", Label: "Minutes to fill in", Kind: Number, Measure: Scale, Decimals: 2})
	p.corrected = p.add(Variable{Name: "corrected", Label: "Corrected by the respondent" + clock, Kind: Moment, Measure: Scale})
	p.flags = p.add(Variable{Name: "flags", Label: "Why it looks as if no person had given it", Kind: Text, Measure: Nominal})
	if slices.ContainsFunc(p.survey.Questions, p.hides) {
		p.notShown = p.add(Variable{Name: "not_shown", Label: "Questions that were not shown because of other answers", Kind: Text, Measure: Nominal})
	}
}

// hides tells whether a question is not shown to everybody.
func (p *plan) hides(q *survey.Question) bool {
	return q.ShowIf != nil || slices.ContainsFunc(p.survey.Sections, func(s *survey.Section) bool {
		return s.ID == q.Section && s.ShowIf != nil
	})
}

func (p *plan) field(q *survey.Question) field {
	f := field{question: q, first: len(p.variables), own: -1, codes: map[string]int{}}
	base := Variable{Question: q.ID, Label: titleOf(p.survey, q), Measure: Nominal, Hides: p.hides(q)}
	switch {
	case q.Single():
		p.choice(&f, base)
	case q.Choice():
		p.options(&f, base)
	default:
		p.single(q, base)
	}
	f.width = len(p.variables) - f.first
	if o, ok := q.Written(); ok {
		own := base
		own.Name, own.Kind, own.Option = p.names.take(q.ID+"_"+o.ID+"_text"), Text, o.ID
		own.Label = string(o.Label) + ", in own words – " + base.Label
		f.own = p.add(own)
	}
	return f
}

// choice adds the variable of a question that is answered with one option.
func (p *plan) choice(f *field, v Variable) {
	v.Name, v.Kind = p.titled[f.question.ID], Choice
	for i, o := range f.question.Options {
		code := i + 1
		if f.question.Kind == survey.YesNo {
			code = 1 - i // yes is 1 and no is 0, as everywhere
		}
		v.Values = append(v.Values, Value{code, o.ID, string(o.Label), groupLabel(f.question, o.Group)})
		f.codes[o.ID] = code
	}
	slices.SortFunc(v.Values, func(a, b Value) int { return a.Code - b.Code })
	p.add(v)
}

// options adds a variable an option.
func (p *plan) options(f *field, base Variable) {
	q := f.question
	for i, o := range q.Options {
		v := base
		v.Name, v.Option, v.Group = p.names.take(q.ID+"_"+o.ID), o.ID, groupLabel(q, o.Group)
		v.Label = string(o.Label) + " – " + base.Label
		if q.Kind == survey.Ranking {
			v.Kind, v.Measure, v.Values = Place, Ordinal, places(len(q.Options))
		} else {
			v.Kind, v.Values = Picked, []Value{{Code: 0, Label: "Not picked"}, {Code: 1, Label: "Picked"}}
			if len(q.Options) > 1 {
				v.Set = p.titled[q.ID]
			}
		}
		f.codes[o.ID] = i
		p.add(v)
	}
}

func places(n int) []Value {
	all := make([]Value, n)
	for i := range all {
		all[i] = Value{Code: i + 1, Label: "Place " + strconv.Itoa(i+1)}
	}
	return all
}

// single adds the variable of a question that is answered with a point, a number, a day or words.
func (p *plan) single(q *survey.Question, v Variable) {
	v.Name = p.titled[q.ID]
	switch q.Kind {
	case survey.Scale:
		v.Kind, v.Measure = Point, Ordinal
		for _, point := range q.Points {
			v.Values = append(v.Values, Value{Code: point.Value, Label: string(point.Label)})
		}
	case survey.Number:
		v.Kind, v.Measure, v.Decimals, v.least = Number, Scale, q.Bounds.Decimals, q.Bounds.Min
		if q.Unit != "" {
			v.Label += " (" + string(q.Unit) + ")"
		}
	case survey.Date:
		v.Kind, v.Measure = Day, Scale
	default:
		v.Kind = Text
	}
	p.add(v)
}

// titleOf names a question so that it can be read alone: a row of a grid and a level say of which
// question they are one.
func titleOf(s *survey.Survey, q *survey.Question) string {
	switch parent := s.Question(q.LevelOf); {
	case q.LevelOf != "" && parent != nil:
		return string(parent.Title) + " – " + string(q.Title)
	case q.Grid != "":
		return string(q.Grid) + " – " + string(q.Title)
	}
	return string(q.Title)
}

func groupLabel(q *survey.Question, id string) string {
	for _, g := range q.Groups {
		if g.ID == id {
			return string(g.Label)
		}
	}
	return ""
}
