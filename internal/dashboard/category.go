package dashboard

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"muster/internal/survey"
	"muster/internal/tally"
)

// category is one option, point, bin or group of a question, or a source or language, as people
// read it.
type category struct {
	id    string
	label string
	group string // the label of the group it stands in, or ""
	none  bool   // "none of these": counted, but no pick
	last  bool   // "other" and "none" stand at the end whatever their share
	fixed bool   // by the filter: it is what people were chosen by, see Selection.fixes
}

// categoriesOf gives the categories into which a question's answers fall under a unit, in the
// order of the survey.
func categoriesOf(q *survey.Question, unit tally.Unit) []category {
	var out []category
	if unit == tally.Groups {
		for _, g := range q.Groups {
			out = append(out, category{id: g.ID, label: string(g.Label)})
		}
		return out
	}
	times := labelTimes(q)
	for _, c := range q.Categories() {
		o, _ := q.Option(c.ID)
		one := category{
			id: c.ID, label: labelOf(q, c), group: groupLabel(q, c.Group),
			none: o.Exclusive, last: o.Written || o.Exclusive,
		}
		// Out of its group a reader could not tell networking, the craft, from networking, meeting
		// people.
		if one.group != "" && times[strings.ToLower(one.label)] > 1 {
			one.label += " (" + one.group + ")"
		}
		out = append(out, one)
	}
	return out
}

// idsOf gives the ids of the categories alone.
func idsOf(q *survey.Question, unit tally.Unit) []string {
	var ids []string
	if unit == tally.Groups {
		for _, g := range q.Groups {
			ids = append(ids, g.ID)
		}
		return ids
	}
	for _, c := range q.Categories() {
		ids = append(ids, c.ID)
	}
	return ids
}

// labelOf names a category. A point says its number first, so that points sort.
func labelOf(q *survey.Question, c survey.Category) string {
	switch label := string(c.Label); {
	case q.Kind == survey.Number && label != "":
		return grouped(label)
	case label == "" || label == c.ID:
		return c.ID
	case q.Kind == survey.Scale:
		return c.ID + " – " + label
	default:
		return label
	}
}

// grouped writes the whole numbers of a range with commas, as all numbers of a page are.
func grouped(label string) string {
	var b strings.Builder
	for len(label) > 0 {
		digits := len(label) - len(strings.TrimLeft(label, "0123456789"))
		n, err := strconv.Atoi(label[:digits])
		switch {
		case digits == 0:
			digits = 1
			for digits < len(label) && !utf8.RuneStart(label[digits]) {
				digits++
			}
			b.WriteString(label[:digits])
		case err != nil || strings.HasSuffix(b.String(), "."): // too large, or the fraction of a number
			b.WriteString(label[:digits])
		default:
			b.WriteString(thousands(n))
		}
		label = label[digits:]
	}
	return b.String()
}

// labelTimes counts how often each label stands among the options.
func labelTimes(q *survey.Question) map[string]int {
	times := map[string]int{}
	for _, o := range q.Options {
		times[strings.ToLower(string(o.Label))]++
	}
	return times
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
// A level says of which question it is one.
func nameOf(s *survey.Survey, q *survey.Question) string {
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
	return titleOf(s, q)
}

// titleOf gives the title of a question so that it can be read alone.
func titleOf(s *survey.Survey, q *survey.Question) string {
	if parent := s.Question(q.LevelOf); q.LevelOf != "" && parent != nil {
		return nameOf(s, parent) + " – " + string(q.Title)
	}
	if q.Grid != "" {
		return string(q.Grid) + ": " + string(q.Title)
	}
	return string(q.Title)
}

// levelsOf gives the questions that say more about the picks of another, in the order of the survey.
func levelsOf(s *survey.Survey, q *survey.Question) []*survey.Question {
	var levels []*survey.Question
	for _, l := range s.Questions {
		if l.LevelOf == q.ID && l.LevelOf != "" {
			levels = append(levels, l)
		}
	}
	return levels
}
