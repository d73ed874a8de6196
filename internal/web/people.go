package web

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/directory"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// peopleOnPage is how many people one page lists.
const peopleOnPage = 50

// peoplePage lists who could speak or help, for founders.
type peoplePage struct {
	listPage
	Asked    bool // for contact details at all
	OfAll    bool // beside each topic stands how many agreed to be contacted, of all who could speak about it
	Topics   []pick
	Helps    []pick
	Heading  string
	Summary  string
	People   []card
	Workbook string // the same with names and addresses
}

func (peoplePage) view() string { return "founder/people" }

// card shows one person.
type card struct {
	directory.Person
	Title  string // the name, or what stands in for it
	Writes []detail
}

// detail is a contact detail with where it leads.
type detail struct{ Label, Value, Address string }

func (f *founders) showPeople(c *gin.Context, v visit) error {
	r, err := f.listed(c)
	if err != nil {
		return err
	}
	if !v.person.Role.SeesContacts() {
		return noContacts()
	}
	s := r.survey
	speak, help := s.ByPurpose(survey.Speak), s.ByPurpose(survey.Help)
	q := directory.Query{
		Filter: r.selection.Filter, Topic: r.optionOf(c, "topic", speak), Help: r.optionOf(c, "help", help),
		Page: directory.Page{Number: pageNumber(c), Size: peopleOnPage},
	}
	page := peoplePage{listPage: f.listPage(r, v.person, "people", own(parameter{"topic", q.Topic}, parameter{"help", q.Help})), Asked: asksContact(s)}
	if !page.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	if err := f.fillPeople(c.Request.Context(), r, q, &page); err != nil {
		return err
	}
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) fillPeople(ctx context.Context, r reading, q directory.Query, page *peoplePage) error {
	speak, help := r.survey.ByPurpose(survey.Speak), r.survey.ByPurpose(survey.Help)
	counts, err := f.count(ctx, r, &page.listPage, speak, help)
	if err != nil {
		return err
	}
	query := r.selection.String()
	page.Topics = page.picks(speak, "topic", q.Topic, counts[0], query)
	page.Helps = page.picks(help, "help", q.Help, counts[1], query)
	page.Heading = peopleHeading(q, speak, help)
	page.Workbook = withQuery(surveyPath(r.survey, "export.xlsx"), joined(query, "contacts=1"))
	if !page.Asked {
		return nil
	}
	source, err := f.people(ctx, r)
	if err != nil {
		return err
	}
	list, err := directory.List(source, q)
	if err != nil {
		return f.uncounted(r, err)
	}
	for _, p := range list.People {
		page.People = append(page.People, newCard(p))
	}
	if page.OfAll = speak != nil && q.Topic == "" && q.Help == ""; page.OfAll {
		page.Topics = agreed(speak, page.Topics, list.Speakers)
	}
	page.Summary = reachWords(list.Count)
	page.Pager = page.Bar.pages(query, list.Page, list.Count)
	return nil
}

// answers gives the responses of a survey by filter.
func (f *founders) answers(ctx context.Context, id string) func(tally.Filter) iter.Seq2[*response.Response, error] {
	return func(filter tally.Filter) iter.Seq2[*response.Response, error] {
		return f.config.Responses(ctx, id, filter)
	}
}

// asksContact tells whether a survey asks anybody to be contacted.
func asksContact(s *survey.Survey) bool {
	for _, q := range s.Questions {
		if q.Personal() && q.Kind == survey.Agree {
			return true
		}
	}
	return false
}

// picks offers the options of a question with how many people picked each, and one that takes the
// choice back.
func (page peoplePage) picks(q *survey.Question, name, chosen string, counts map[string]int, query string) []pick {
	if q == nil {
		return nil
	}
	var all []pick
	labels := directory.Labels(q)
	for _, o := range q.Options {
		if !o.Exclusive {
			all = append(all, pick{labels[o.ID], grouped(int64(counts[o.ID])), address(page.Path, query, parameter{name, o.ID}), o.ID == chosen})
		}
	}
	return all
}

// agreed says beside each topic how many of those who could speak about it may be written to.
func agreed(speak *survey.Question, topics []pick, reachable map[string]int) []pick {
	at := 0
	for _, o := range speak.Options {
		if o.Exclusive {
			continue
		}
		topics[at].Count = fmt.Sprintf("%s of %s", grouped(int64(reachable[o.ID])), topics[at].Count)
		at++
	}
	return topics
}

// peopleHeading names whom the list is of.
func peopleHeading(q directory.Query, speak, help *survey.Question) string {
	switch {
	case q.Topic != "" && q.Help != "":
		return "Could speak about " + directory.Labels(speak)[q.Topic] + ", and: " + directory.Labels(help)[q.Help]
	case q.Topic != "":
		return "Could speak about " + directory.Labels(speak)[q.Topic]
	case q.Help != "":
		return directory.Labels(help)[q.Help]
	case speak != nil:
		return "Could speak about any of the topics"
	}
	return "Everybody who may be contacted"
}

// reachWords says how many fit, and how many of them may be written to.
func reachWords(n directory.Count) string {
	all := n.Reachable + n.Others
	switch {
	case all == 0:
		return "Nobody who answered fits."
	case n.Reachable == 0:
		return fmt.Sprintf("%s, but nobody of them agreed to be contacted.", peopleWords(all))
	case n.Others == 0 && all == 1:
		return "1 person, who agreed to be contacted."
	case n.Others == 0:
		return fmt.Sprintf("%s; all of them agreed to be contacted.", peopleWords(all))
	}
	return fmt.Sprintf("%s agreed to be contacted; %s more could, but did not agree.", peopleWords(n.Reachable), grouped(int64(n.Others)))
}

func peopleWords(n int) string {
	if n == 1 {
		return "1 person"
	}
	return grouped(int64(n)) + " people"
}

// newCard readies a person for the page. Who gave no name is called by what there is.
func newCard(p directory.Person) card {
	c := card{Person: p, Title: p.Name}
	for _, d := range p.Details {
		c.Writes = append(c.Writes, newDetail(d))
	}
	if c.Title == "" {
		c.Title = "No name given"
	}
	return c
}

func newDetail(d directory.Field) detail {
	out := detail{Label: d.Label, Value: d.Value}
	switch d.Kind {
	case survey.Email:
		out.Address = "mailto:" + url.PathEscape(d.Value) // whatever it holds, it adds nobody to the letter
	case survey.Link:
		out.Address = d.Value
	}
	return out
}
