package dashboard

import (
	"slices"
	"strings"
	"time"

	"muster/internal/survey"
	"muster/internal/tally"
)

// words says every filter in words, each with the selection that is left without it.
func (s Selection) words() []Word {
	var words []Word
	for i, c := range s.choices {
		groups := labelsIn(categoriesOf(c.question, tally.Groups), c.groups)
		options := labelsIn(categoriesOf(c.question, tally.Options), c.options)
		rest := s
		rest.choices = slices.Delete(slices.Clone(s.choices), i, i+1)
		words = append(words, Word{
			Text:    lead(nameOf(c.question)) + orList(append(groups, options...)),
			Without: rest.String(),
		})
	}
	if text := daysWords(s.Filter.From, s.Filter.To); text != "" {
		words = append(words, Word{text, s.withDays(time.Time{}, time.Time{}).String()})
	}
	return words
}

func labelsIn(categories []category, set map[string]bool) []string {
	var labels []string
	for _, c := range categories {
		if set[c.id] {
			labels = append(labels, c.label)
		}
	}
	return labels
}

// lead closes a name so that what was chosen can follow it.
func lead(name string) string {
	if strings.HasSuffix(name, "?") || strings.HasSuffix(name, ":") {
		return name + " "
	}
	return name + ": "
}

func orList(items []string) string { return list(items, " or ") }

func andList(items []string) string { return list(items, " and ") }

func list(items []string, last string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + last + items[len(items)-1]
}

func daysWords(from, to time.Time) string {
	var parts []string
	if !from.IsZero() {
		parts = append(parts, "from "+dayWords(from))
	}
	if !to.IsZero() {
		parts = append(parts, "to "+dayWords(to))
	}
	return strings.Join(parts, " ")
}

func dayWords(day time.Time) string { return day.Format("2 Jan 2006") }

// Form gives the model of the form that shows the selection and changes it.
func (s Selection) Form(of *survey.Survey) Filters {
	f := Filters{Active: len(s.Words)}
	if !s.Filter.From.IsZero() {
		f.From = s.Filter.From.Format(time.DateOnly)
	}
	if !s.Filter.To.IsZero() {
		f.To = s.Filter.To.Format(time.DateOnly)
	}
	for _, q := range of.Questions {
		if q.Countable() && !q.Personal() {
			f.Questions = append(f.Questions, s.formQuestion(q))
		}
	}
	return f
}

func (s Selection) formQuestion(q *survey.Question) FilterQuestion {
	out := FilterQuestion{ID: q.ID, Title: nameOf(q)}
	var c choice
	if i := slices.IndexFunc(s.choices, func(c choice) bool { return c.question == q }); i >= 0 {
		c = s.choices[i]
	}
	out.Chosen = len(c.groups) + len(c.options)
	labels := categoriesOf(q, tally.Options)
	for _, point := range labels[:len(labels)-len(q.Options)] {
		out.Options = append(out.Options, optionBox(q, point, "", c))
	}
	group := ""
	for i, o := range q.Options {
		if o.Group != group {
			group = o.Group
			out.Options = append(out.Options, groupBoxes(q, group, c)...)
		}
		out.Options = append(out.Options, optionBox(q, labels[i], o.Group, c))
	}
	return out
}

func optionBox(q *survey.Question, is category, group string, c choice) FilterOption {
	return FilterOption{Name: "q." + q.ID, Value: is.id, Label: is.label, Group: group, Selected: c.options[is.id]}
}

func groupBoxes(q *survey.Question, id string, c choice) []FilterOption {
	for _, g := range q.Groups {
		if g.ID == id {
			return []FilterOption{{
				Name: "g." + q.ID, Value: id, Label: string(g.Label), IsGroup: true, Selected: c.groups[id],
			}}
		}
	}
	return nil
}
