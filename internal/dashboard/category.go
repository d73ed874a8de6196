package dashboard

import (
	"strconv"
	"strings"

	"muster/internal/survey"
	"muster/internal/tally"
)

// category is one option, point or group of a question as people read it.
type category struct {
	id    string
	label string
	none  bool // "none of these": counted, but no pick
}

// categoriesOf gives the categories into which a question's answers fall under a unit, in the
// order of the survey.
func categoriesOf(q *survey.Question, unit tally.Unit) []category {
	var out []category
	switch {
	case unit == tally.Groups:
		for _, g := range q.Groups {
			out = append(out, category{id: g.ID, label: string(g.Label)})
		}
	case q.Kind == survey.Scale:
		for _, p := range q.Points {
			out = append(out, category{id: strconv.Itoa(p.Value), label: pointLabel(p)})
		}
	default:
		labels := optionLabels(q)
		for i, o := range q.Options {
			out = append(out, category{id: o.ID, label: labels[i], none: o.Exclusive})
		}
	}
	return out
}

// idsOf gives the ids of the categories alone.
func idsOf(q *survey.Question, unit tally.Unit) []string {
	if unit == tally.Groups {
		ids := make([]string, len(q.Groups))
		for i, g := range q.Groups {
			ids[i] = g.ID
		}
		return ids
	}
	ids := make([]string, 0, len(q.Options)+len(q.Points))
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	for _, p := range q.Points {
		ids = append(ids, strconv.Itoa(p.Value))
	}
	return ids
}

func pointLabel(p survey.Point) string {
	value := strconv.Itoa(p.Value)
	if p.Label == "" || string(p.Label) == value {
		return value
	}
	return value + " – " + string(p.Label)
}

// optionLabels adds the group to a label that stands in two groups: out of its group a reader
// could not tell networking, the craft, from networking, meeting people.
func optionLabels(q *survey.Question) []string {
	times := map[string]int{}
	for _, o := range q.Options {
		times[strings.ToLower(string(o.Label))]++
	}
	labels := make([]string, len(q.Options))
	for i, o := range q.Options {
		labels[i] = string(o.Label)
		if group := groupLabel(q, o.Group); group != "" && times[strings.ToLower(labels[i])] > 1 {
			labels[i] += " (" + group + ")"
		}
	}
	return labels
}

// groupLabel gives the label of a group, "" for the id of none.
func groupLabel(q *survey.Question, id string) string {
	for _, g := range q.Groups {
		if g.ID == id {
			return string(g.Label)
		}
	}
	return ""
}

// nameOf gives the short name of a question: by its purpose, which says it in a word, or its title.
func nameOf(q *survey.Question) string {
	switch q.Purpose {
	case survey.Role:
		return "Roles"
	case survey.Topic:
		return "Topics"
	case survey.Speak:
		return "Could speak about"
	case survey.Help:
		return "Taking part"
	}
	if q.Grid != "" {
		return string(q.Grid) + ": " + string(q.Title)
	}
	return string(q.Title)
}
