package dashboard

import (
	"slices"
	"time"

	"muster/internal/survey"
	"muster/internal/tally"
)

// Form gives the model of the form that shows the selection and changes it. sources are those
// there are, as Page.Sources tells; those that are selected are offered in any case, so that the
// form keeps them.
func (s Selection) Form(of *survey.Survey, sources ...string) Filters {
	s = s.of(of)
	f := Filters{Active: len(s.Words)}
	if !s.Filter.From.IsZero() {
		f.From = s.Filter.From.Format(time.DateOnly)
	}
	if !s.Filter.To.IsZero() {
		f.To = s.Filter.To.Format(time.DateOnly)
	}
	if q := s.sourceQuestion(sources); len(q.Options) > 0 {
		f.First = append(f.First, q)
	}
	f.First = append(f.First, s.flagQuestion())
	for _, q := range of.Questions {
		switch {
		case !q.Countable() || q.Personal():
		case q.Purpose == survey.Role:
			f.First = append(f.First, s.formQuestion(q))
		default:
			f.Questions = append(f.Questions, s.formQuestion(q))
		}
	}
	return f
}

// All gives every question of the form in the order it is shown.
func (f Filters) All() []FilterQuestion { return slices.Concat(f.First, f.Questions) }

func (s Selection) formQuestion(q *survey.Question) FilterQuestion {
	out := FilterQuestion{ID: q.ID, Title: nameOf(s.survey, q)}
	var c choice
	if i := slices.IndexFunc(s.choices, func(c choice) bool { return c.question == q }); i >= 0 {
		c = s.choices[i]
	}
	out.Chosen = len(c.groups) + len(c.options)
	labels := categoriesOf(q, tally.Options)
	group := ""
	for i, is := range q.Categories() {
		if is.Group != group {
			group = is.Group
			out.Options = append(out.Options, groupBoxes(q, group, c)...)
		}
		out.Options = append(out.Options, FilterOption{
			Name: "q." + q.ID, Value: is.ID, Label: labels[i].label, Group: is.Group, Selected: c.options[is.ID],
		})
	}
	return out
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

// sourceQuestion offers the sources where there are several to choose from, or some are chosen.
func (s Selection) sourceQuestion(there []string) FilterQuestion {
	q := FilterQuestion{Title: "Where they came from", Chosen: len(s.Filter.Sources)}
	if len(there) < 2 {
		there = nil
	}
	for _, id := range s.Filter.Sources {
		if !slices.Contains(there, id) {
			there = append(slices.Clone(there), id)
		}
	}
	for _, id := range there {
		q.Options = append(q.Options, FilterOption{
			Name: "source", Value: id, Label: originLabel(tally.Source, id), Selected: slices.Contains(s.Filter.Sources, id),
		})
	}
	return q
}

func (s Selection) flagQuestion() FilterQuestion {
	q := FilterQuestion{Title: "Suspicious answers"}
	if s.Filter.Unflagged {
		q.Chosen = 1
	}
	q.Options = []FilterOption{{
		Name: "flagged", Value: leaveOut, Label: "Leave out answers that look suspicious", Selected: s.Filter.Unflagged,
	}}
	return q
}
