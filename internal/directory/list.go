package directory

import (
	"cmp"
	"fmt"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// Query asks who could do something. Without a topic and a way to help it asks who could speak about
// anything, or, where that is not asked for, for everybody.
type Query struct {
	Filter tally.Filter
	Topic  string // an option of the question of purpose speak: who could speak about it; "": any
	Help   string // an option of the question of purpose help: who would do that; "": any
	Page   Page
}

// Listing is one page of who fits, by name.
type Listing struct {
	Count
	Page   Page // the one that is shown: the last, where one behind it was asked for
	People []Person
	// Speakers are, by the options of the question of purpose speak, how many of the reachable could speak
	// about each.
	Speakers map[string]int
}

// List gives who fits and agreed to be contacted, by name, and how many others fit.
func List(src Source, q Query) (Listing, error) {
	l := Listing{Speakers: map[string]int{}}
	speak := src.Survey.ByPurpose(survey.Speak)
	conditions := q.conditions(src.Survey)
	filter := q.Filter
	for _, c := range conditions {
		filter = narrowed(filter, c.question, c.options...)
	}
	in := newIntroducer(src.Survey)
	q.Page.Number = max(1, q.Page.Number)
	q.Page = q.Page.within(Count{Reachable: len(src.Contacts)})
	first := best[name]{most: q.Page.Number * q.Page.Size, compare: name.compare}
	for r, err := range src.Responses(filter) {
		if err != nil {
			return l, fmt.Errorf("list people: %w", err)
		}
		if !meets(r, conditions) {
			continue
		}
		contact, agreed := src.Contacts[r.ID]
		if !agreed {
			l.Others++
			continue
		}
		l.Reachable++
		if speak != nil {
			for _, id := range r.Answers[speak.ID].Picks {
				l.Speakers[id]++
			}
		}
		called, _ := in.details(contact)
		first.offer(name{strings.ToLower(called), r.ID}, func() Person { return in.introduce(r, contact) })
	}
	l.Page = q.Page.within(l.Count)
	for _, e := range first.page(l.Page) {
		l.People = append(l.People, e.person)
	}
	l.People = l.People[:min(len(l.People), l.Page.Size)]
	return l, nil
}

// condition is a question of which one of the options must have been picked.
type condition struct {
	question *survey.Question
	options  []string
}

func (q Query) conditions(s *survey.Survey) []condition {
	var all []condition
	speak, help := s.ByPurpose(survey.Speak), s.ByPurpose(survey.Help)
	switch {
	case speak != nil && q.Topic != "":
		all = append(all, condition{speak, []string{q.Topic}})
	case speak != nil && q.Help == "":
		all = append(all, condition{speak, meant(speak)})
	}
	if help != nil && q.Help != "" {
		all = append(all, condition{help, []string{q.Help}})
	}
	return all
}

func meets(r *response.Response, conditions []condition) bool {
	for _, c := range conditions {
		if !picked(r, c.question, c.options...) {
			return false
		}
	}
	return true
}

// name is by what people are sorted. Who gave none stands at the end.
type name struct{ called, id string }

func (n name) compare(o name) int {
	if (n.called == "") != (o.called == "") {
		return cmp.Compare(o.called, n.called)
	}
	return cmp.Or(cmp.Compare(n.called, o.called), cmp.Compare(n.id, o.id))
}
