package importer

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"muster/internal/survey"
)

// Errors about a list of topics. Their words are for the person who pasted it.
var (
	ErrFewTopics  = errors.New("paste at least two topics, each on a line of its own")
	ErrManyTopics = fmt.Errorf("a question can offer at most %d topics, and few people read even those: merge small ones or take some out", survey.MaxOptions)
	ErrLongList   = fmt.Errorf("the list is longer than %d lines; paste the topics alone", mostOutlineLines)
)

// mostOutlineLines is far more than a form can offer, and little to read.
const mostOutlineLines = 2000

// RolesError says that it is the list of roles that is to be mended.
type RolesError struct{ error }

// Unwrap gives what is wrong with it.
func (e RolesError) Unwrap() error { return e.error }

// What is longer than this, in bytes, is no topic and no description of one.
const (
	longestTopic = 300
	longestHint  = 1500
)

// OutlineConfig says what form is made of a list of topics. ID must be one that a survey may have.
type OutlineConfig struct {
	ID    string
	Title string
	Zone  *time.Location // in which the group meets; nil: UTC
	Roles string         // what people may be, pasted as a list like the topics; "": nobody is asked
}

// Outline makes an interest form of about two minutes of a pasted list or table of topics: Markdown, bullets,
// plain lines, cells between tabs as browsers and spreadsheets copy them, or CSV. Categories are found as
// headings of any kind. What was decided, left out or said twice is in decisions, in words for people.
//
// The form is closed until somebody opens it, and its Source is a file that a founder can correct.
func Outline(text string, c OutlineConfig) (s *survey.Survey, decisions []string, err error) {
	topics := &outline{}
	if err := topics.read(text); err != nil {
		return nil, nil, err
	}
	roles := &outline{}
	if strings.TrimSpace(c.Roles) != "" {
		if err := roles.read(c.Roles); err != nil {
			return nil, nil, RolesError{err}
		}
		roles.flatten()
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	s, err = c.survey(topics, roles)
	return s, append(topics.told(), roles.notes...), err
}

// outline is a list of topics in categories, as it was understood.
type outline struct {
	groups []outlined
	notes  []string
	other  bool // the list ends with “Other”, which is asked for in own words
}

// outlined is a category with its topics; the label is "" where they stand under no heading.
type outlined struct {
	label  string
	topics []topic
}

// topic is an option in the making.
type topic struct{ label, hint string }

// read understands a text, as a table if it is one.
func (o *outline) read(text string) error {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u200b", "", "\ufeff", "").Replace(text), "\n")
	if len(lines) > mostOutlineLines {
		return ErrLongList
	}
	if table := tableIn(lines); table != nil {
		o.table(table)
	} else {
		o.list(lines)
	}
	o.tidy()
	switch n := o.count(); {
	case n < 2:
		return ErrFewTopics
	case n > survey.MaxOptions-1: // one is left for people's own words
		return fmt.Errorf("there are %d topics; %w", n, ErrManyTopics)
	}
	return nil
}

func (o *outline) note(format string, args ...any) {
	o.notes = append(o.notes, fmt.Sprintf(format, args...))
}

func (o *outline) count() (n int) {
	for _, g := range o.groups {
		n += len(g.topics)
	}
	return n
}

// under finds the category of that name, or begins it.
func (o *outline) under(label string) *outlined {
	for i := range o.groups {
		if foldLabel(o.groups[i].label) == foldLabel(label) {
			return &o.groups[i]
		}
	}
	o.groups = append(o.groups, outlined{label: label})
	return &o.groups[len(o.groups)-1]
}

// add puts a topic into a category.
func (o *outline) add(category, text string) {
	switch t := topicIn(text); {
	case t.label == "":
	case len(t.label) > longestTopic || len(t.hint) > longestHint:
		o.note("“%s” is too long for a topic and was left out.", shorten(text))
	default:
		g := o.under(category)
		g.topics = append(g.topics, t)
	}
}

// tidy drops what stands twice and categories without topics, and gives a name to the one without.
func (o *outline) tidy() {
	seen := map[string]string{}
	var kept []outlined
	for _, g := range o.groups {
		var topics []topic
		for _, t := range g.topics {
			key := foldLabel(t.label)
			first, twice := seen[key]
			switch {
			case isOther(key):
				o.other = true
				o.note("“%s” is a line for people's own words, which the form has anyway.", t.label)
			case twice && first == g.label:
				o.note("“%s” stands twice and is offered once.", t.label)
			case twice:
				o.note("“%s” stands under “%s” and under “%s”; it is offered under the first.", t.label, categoryName(first), categoryName(g.label))
			default:
				seen[key] = g.label
				topics = append(topics, t)
			}
		}
		if len(topics) == 0 && g.label != "" {
			o.note("“%s” has no topics beneath it and was left out.", g.label)
		}
		if len(topics) > 0 {
			kept = append(kept, outlined{g.label, topics})
		}
	}
	o.groups = kept
	o.settle()
}

// settle has every topic in a category, or none.
func (o *outline) settle() {
	if len(o.groups) == 1 && o.groups[0].label != "" {
		o.note("There is one category, “%s”; the topics are offered without it.", o.groups[0].label)
		o.groups[0].label = ""
	}
	for i, g := range o.groups {
		if g.label == "" && len(o.groups) > 1 {
			o.groups[i].label = unnamed
			o.note("%s under no heading stand under “%s”.", plural(len(g.topics), "topic", "topics"), unnamed)
		}
	}
}

// unnamed is the category of topics that stand under no heading, where others do.
const unnamed = "More topics"

func categoryName(label string) string {
	if label == "" {
		return unnamed
	}
	return label
}

// flatten takes the categories away.
func (o *outline) flatten() {
	var all []topic
	for _, g := range o.groups {
		all = append(all, g.topics...)
	}
	o.groups = []outlined{{"", all}}
}

// told says what was understood, and then what was decided.
func (o *outline) told() []string {
	all := plural(o.count(), "topic", "topics")
	if len(o.groups) == 1 {
		return append([]string{all + " without categories."}, o.notes...)
	}
	var parts []string
	for _, g := range o.groups {
		parts = append(parts, fmt.Sprintf("%s (%d)", g.label, len(g.topics)))
	}
	return append([]string{fmt.Sprintf("%s in %d categories: %s.", all, len(o.groups), strings.Join(parts, ", "))}, o.notes...)
}

func isOther(key string) bool {
	return key == "other" || key == "others" || key == "something else" || key == "other (please specify)"
}
