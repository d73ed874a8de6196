package directory

import (
	"slices"
	"strconv"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// Person is somebody who agreed to be contacted.
type Person struct {
	ID      string  // the public one, as in sheets
	Name    string  // "" when none was given
	Details []Field // the other contact details, in the order of the survey

	Roles  []string // labels, as everything below
	Speaks []string // what they could speak about
	Helps  []string // how they would take part
	Times  []string // when they could come
	Facts  []Fact   // what was answered with one thing, such as where somebody stands
	More   []Fact   // everything else they answered
}

// Field is one contact detail.
type Field struct {
	Label string
	Value string
	Kind  survey.Kind // Email and Link lead somewhere
}

// Fact is a question with its answer in words.
type Fact struct{ Question, Answer string }

// introducer makes people of responses.
type introducer struct {
	survey *survey.Survey
	labels map[string]map[string]string // by question and option
}

func newIntroducer(s *survey.Survey) *introducer {
	in := &introducer{survey: s, labels: map[string]map[string]string{}}
	for _, q := range s.Questions {
		if q.Countable() {
			in.labels[q.ID] = Labels(q)
		}
	}
	return in
}

// Labels gives what the categories of a question are called, by id. Two options of one label are told
// apart by their groups.
func Labels(q *survey.Question) map[string]string {
	times, groups := map[string]int{}, map[string]string{}
	for _, g := range q.Groups {
		groups[g.ID] = string(g.Label)
	}
	for _, c := range q.Categories() {
		times[strings.ToLower(string(c.Label))]++
	}
	labels := map[string]string{}
	for _, c := range q.Categories() {
		label := string(c.Label)
		switch {
		case label == "":
			label = c.ID
		case q.Kind == survey.Scale && label != c.ID:
			label = c.ID + " – " + label
		case q.Kind == survey.Slots && groups[c.Group] != "" && !strings.Contains(label, groups[c.Group]):
			label = groups[c.Group] + ", " + label
		case times[strings.ToLower(label)] > 1 && groups[c.Group] != "":
			label += " (" + groups[c.Group] + ")"
		}
		labels[c.ID] = label
	}
	return labels
}

// introduce puts together what is known of somebody. Nothing of the response is kept.
func (in *introducer) introduce(r *response.Response, c response.Contact) Person {
	p := Person{ID: strings.Clone(r.ID)}
	p.Name, p.Details = in.details(c)
	for _, q := range in.survey.Questions {
		a, answered := r.Answers[q.ID]
		if !answered || q.Personal() {
			continue
		}
		switch q.Purpose {
		case survey.Role:
			p.Roles = in.picks(q, a)
		case survey.Speak:
			p.Speaks = in.picks(q, a)
		case survey.Help:
			p.Helps = in.picks(q, a)
		case survey.Time:
			p.Times = in.picks(q, a)
		default:
			in.fact(&p, q, a)
		}
	}
	return p
}

// details gives the name, which is the first line that was asked for, and all else.
func (in *introducer) details(c response.Contact) (name string, rest []Field) {
	first := true
	for _, q := range in.survey.Questions {
		if !q.Personal() || q.Kind == survey.Agree {
			continue
		}
		value := strings.TrimSpace(c.Fields[q.ID])
		if q.Kind == survey.Short && first {
			name, first = value, false
			continue
		}
		if value != "" {
			rest = append(rest, Field{string(q.Title), value, q.Kind})
		}
	}
	return name, rest
}

func (in *introducer) fact(p *Person, q *survey.Question, a response.Answer) {
	f := Fact{string(q.Title), in.answer(q, a)}
	switch {
	case f.Answer == "":
	case q.Single() || q.Kind == survey.Scale || q.Kind == survey.Number || q.Kind == survey.Date:
		p.Facts = append(p.Facts, f)
	default:
		p.More = append(p.More, f)
	}
}

// answer says in words what a question was answered with.
func (in *introducer) answer(q *survey.Question, a response.Answer) string {
	switch {
	case q.Kind == survey.Scale:
		return in.labels[q.ID][strconv.Itoa(a.Number)]
	case q.Choice():
		return strings.Join(in.picks(q, a), "; ")
	case q.Kind == survey.Number && q.Unit != "" && a.Text != "":
		return a.Text + " " + string(q.Unit)
	}
	return strings.Clone(a.Text)
}

// picks gives the labels of what was picked, with own words behind the option they stand beside.
func (in *introducer) picks(q *survey.Question, a response.Answer) []string {
	var labels []string
	for _, id := range a.Picks {
		label := in.labels[q.ID][id]
		if o, _ := q.Option(id); o.Written && a.Other != "" {
			label += ": " + a.Other
		}
		labels = append(labels, label)
	}
	return slices.Clip(labels)
}
