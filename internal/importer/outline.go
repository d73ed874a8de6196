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
	ErrManyTopics = fmt.Errorf("a question can offer at most %d, and few people read even those: merge small ones or take some out", MaxTopics)
	ErrLongList   = fmt.Errorf("the list is longer than %d lines; paste the topics alone", mostOutlineLines)
)

// MaxTopics is how many topics, or roles, a list may have. One more option is left for people's own words.
const MaxTopics = survey.MaxOptions - 1

// mostOutlineLines is far more than a form can offer, and little to read.
const mostOutlineLines = 2000

// RolesError says that it is the list of roles that is to be mended.
type RolesError struct{ error }

// Unwrap gives what is wrong with it.
func (e RolesError) Unwrap() error { return e.error }

// ManyTopicsError is ErrManyTopics with what was understood, so that one sees what to take out.
type ManyTopicsError struct {
	Question *survey.Question // with all topics; no survey can have it
	Told     []string         // what was understood and decided
}

// Error says how many there are.
func (e *ManyTopicsError) Error() string {
	return fmt.Sprintf("there are %d topics; %v", len(e.Question.Options), ErrManyTopics)
}

// Unwrap gives ErrManyTopics.
func (e *ManyTopicsError) Unwrap() error { return ErrManyTopics }

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
	topics, roles := &outline{noun: "topic"}, &outline{noun: "role"}
	if err := topics.read(text); err != nil {
		return nil, nil, err
	}
	if err := roles.readRoles(c.Roles); err != nil {
		return nil, nil, RolesError{err}
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	s, err = c.survey(topics, roles)
	return s, append(topics.told(), roles.notes...), err
}

// outline is a list of topics in categories, as it was understood.
type outline struct {
	noun     string // what it is a list of
	groups   []outlined
	notes    []string
	category string // under which the next topic stands
}

// outlined is a category with its topics; the label is "" where they stand under no heading.
type outlined struct {
	label  string
	topics []topic
}

// topic is an option in the making.
type topic struct {
	label, hint string
	whole       bool // the label is a cell of its own: no description is cut off it
}

// read understands a text: lists, tables, and tables between lists.
func (o *outline) read(text string) error {
	lines := pastedLines(text)
	if len(lines) > mostOutlineLines {
		return ErrLongList
	}
	if table := tableIn(lines); table != nil {
		o.table(table)
	} else {
		o.parts(lines)
	}
	o.tidy()
	switch n := o.count(); {
	case n < 2:
		return ErrFewTopics
	case n > MaxTopics:
		return &ManyTopicsError{o.question("topics", survey.Topic, "", ""), o.told()}
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
	if t := topicIn(text); t.label != "" {
		o.put(category, t)
	}
}

func (o *outline) put(category string, t topic) {
	g := o.under(category)
	g.topics = append(g.topics, t)
}

// tidy drops what stands twice, what is too long and categories without topics, and gives a name to the one without.
func (o *outline) tidy() {
	o.hints()
	seen := map[string]*topic{}
	of := map[string]string{} // categories of those that were seen
	var kept []outlined
	for _, g := range o.groups {
		topics := make([]topic, 0, len(g.topics)) // seen points into it
		for _, t := range g.topics {
			key := foldLabel(t.label)
			first := seen[key]
			switch {
			case len(t.label) > longestTopic || len(t.hint) > longestHint:
				o.note("“%s” is too long for a %s and was left out.", shorten(t.label), o.noun)
			case isOther(key):
				o.note("“%s” is a line for people's own words, which the form has anyway.", t.label)
			case first != nil:
				o.again(first, t, of[key], g.label)
			default:
				of[key], topics = g.label, append(topics, t)
				seen[key] = &topics[len(topics)-1]
			}
		}
		if len(topics) == 0 && g.label != "" {
			o.note("“%s” has no %ss beneath it and was left out.", g.label, o.noun)
		}
		if len(topics) > 0 {
			kept = append(kept, outlined{g.label, topics})
		}
	}
	o.groups = kept
	o.alike()
	o.settle()
}

// again tells of a topic that stands there already. A description that the first lacks is taken from it.
func (o *outline) again(first *topic, t topic, before, now string) {
	if first.hint == "" {
		first.hint = t.hint
	}
	if before == now {
		o.note("“%s” stands twice and is offered once.", t.label)
		return
	}
	o.note("“%s” stands under “%s” and under “%s”; it is offered under the first.", t.label, categoryName(before), categoryName(now))
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
