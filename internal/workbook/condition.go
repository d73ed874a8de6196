package workbook

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
)

// branches tells whether a question of the survey is shown to some only.
func branches(s *survey.Survey) bool {
	return slices.ContainsFunc(s.Questions, func(q *survey.Question) bool { return len(conditionsOf(s, q)) > 0 })
}

// conditionsOf gives what must hold for a question to be shown: of its section, and its own.
func conditionsOf(s *survey.Survey, q *survey.Question) []survey.Condition {
	var all []survey.Condition
	for _, section := range s.Sections {
		if section.ID == q.Section && section.ShowIf != nil {
			all = append(all, *section.ShowIf)
		}
	}
	if q.ShowIf != nil {
		all = append(all, *q.ShowIf)
	}
	return all
}

// shownIf says in words to whom a question is shown; "" for everybody.
func shownIf(s *survey.Survey, q *survey.Question) string {
	all := conditionsOf(s, q)
	if len(all) == 0 {
		return ""
	}
	return conditionWords(s, survey.Condition{Every: all}, false)
}

// conditionWords says a condition for people. Within another one, several parts stand in brackets.
func conditionWords(s *survey.Survey, c survey.Condition, within bool) string {
	parts, word := c.Every, " and "
	if len(c.Either) > 0 {
		parts, word = c.Either, " or "
	}
	if len(parts) == 0 {
		return wanted(s, c)
	}
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = conditionWords(s, p, within || len(parts) > 1)
	}
	if within && len(parts) > 1 {
		return "(" + strings.Join(words, word) + ")"
	}
	return strings.Join(words, word)
}

// wanted says what is wanted of the answer to one question.
func wanted(s *survey.Survey, c survey.Condition) string {
	q := s.Question(c.Question)
	if q == nil {
		return c.Question
	}
	var words []string
	add := func(format string, ids []string, last string) {
		if len(ids) > 0 {
			words = append(words, fmt.Sprintf(format, list(categoryLabels(q, ids), last)))
		}
	}
	add("has %s", c.Any, " or ")
	add("has %s", c.All, " and ")
	add("has none of %s", c.None, " and ")
	if c.Min > 0 {
		words = append(words, fmt.Sprintf("has %d or more picks", c.Min))
	}
	if c.Max > 0 {
		words = append(words, fmt.Sprintf("has %d picks at the most", c.Max))
	}
	return "“" + titleOf(s, q) + "” " + strings.Join(words, " and ")
}

func categoryLabels(q *survey.Question, ids []string) []string {
	labels := make([]string, len(ids))
	for i, id := range ids {
		labels[i] = id
		for _, c := range q.Categories() {
			if c.ID == id {
				labels[i] = categoryLabel(q, c)
			}
		}
	}
	return labels
}

func list(items []string, last string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + last + items[len(items)-1]
}

// titleOf names a question so that it can be read alone: a level says of which question it is one.
func titleOf(s *survey.Survey, q *survey.Question) string {
	if parent := s.Question(q.LevelOf); q.LevelOf != "" && parent != nil {
		return string(parent.Title) + " – " + string(q.Title)
	}
	return string(q.Title)
}

// categoryLabel names an option, point or bin. A point says its number first, so that points sort.
func categoryLabel(q *survey.Question, c survey.Category) string {
	switch label := string(c.Label); {
	case label == "":
		return c.ID
	case q.Kind == survey.Scale:
		return c.ID + " – " + label
	default:
		return label
	}
}
