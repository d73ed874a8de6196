package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/directory"
	"muster/internal/survey"
	"muster/internal/tally"
)

// listPage is what the pages that list people or texts have in common.
type listPage struct {
	surveyHead
	Path     string
	Bar      filterBar
	Problems []dashboard.Problem
	Ready    bool // false while the counts are being made
	Pager    pager
}

// pager leads from one page of a list to the next.
type pager struct {
	Words           string // such as page 2 of 7; "" where there is one
	Earlier, Latest string // addresses, "" for none
	Later           string
}

// pick is a choice that the page offers as a link.
type pick struct {
	Label, Count, Address string
	Here                  bool
}

// listed reads the address of a page that lists people or texts.
func (f *founders) listed(c *gin.Context) (reading, error) {
	s, err := f.surveyOf(c)
	if err != nil {
		return reading{}, err
	}
	r := reading{survey: s, fresh: f.config.Freshness()}
	r.selection, r.problems = dashboard.ParseSelection(s, c.Request.URL.Query())
	return r, nil
}

// listPage begins such a page. own are the parameters that are no filters.
func (f *founders) listPage(r reading, p account.Person, name string, own []parameter) listPage {
	path := surveyPath(r.survey, name)
	page := listPage{
		surveyHead: f.surveyHead(r.survey, &p, r.selection.String()), Path: path,
		Bar: f.bar(r, path), Problems: r.problems, Ready: r.fresh.Ready,
	}
	page.Bar.Own, page.Bar.Live = own, "" // nobody wants a list to move while they read it
	page.here(path)
	return page
}

// count fills in how many answers the page is of, and tells how many people picked which option of
// some questions; those that the survey lacks are nil.
func (f *founders) count(ctx context.Context, r reading, page *listPage, questions ...*survey.Question) ([]map[string]int, error) {
	source := f.source(r.survey)
	var err error
	var some, all tally.Summary
	if some, err = source.Summary(ctx, r.selection.Filter); err == nil {
		all, err = source.Summary(ctx, tally.Filter{})
	}
	queries := []tally.Query{{By: []tally.Dimension{{Unit: tally.Source}}}}
	for _, q := range questions {
		if q != nil {
			queries = append(queries, tally.Query{Filter: r.selection.Filter, By: []tally.Dimension{{Question: q.ID}}})
		}
	}
	var tables []tally.Table
	if err == nil {
		tables, err = source.Tally(ctx, queries)
	}
	if err != nil {
		return nil, f.uncounted(r, err)
	}
	page.Bar.Counted, page.Bar.Responses, page.Bar.All = true, some.Responses, all.Responses
	page.Bar.Filters = r.selection.Form(r.survey, tables[0].Axes[0].Categories...)
	return picksOf(tables[1:], questions), nil
}

// uncounted is the fault of a count that did not come about.
func (f *founders) uncounted(r reading, err error) error {
	if f.moved(r.survey) {
		return notReady()
	}
	return fmt.Errorf("count survey %q: %w", r.survey.ID, err)
}

func picksOf(tables []tally.Table, questions []*survey.Question) []map[string]int {
	out := make([]map[string]int, len(questions))
	for i, q := range questions {
		if q == nil {
			continue
		}
		out[i] = map[string]int{}
		axis := tables[0].Axes[0]
		for at, id := range axis.Categories {
			out[i][id] = axis.Totals[at]
		}
		tables = tables[1:]
	}
	return out
}

// people is where a list of people comes from.
func (f *founders) people(ctx context.Context, r reading) (directory.Source, error) {
	contacts, err := f.config.Contacts(ctx, r.survey.ID)
	if err != nil {
		return directory.Source{}, fmt.Errorf("read contacts of survey %q: %w", r.survey.ID, err)
	}
	return directory.Source{Survey: r.survey, Contacts: contacts, Responses: f.answers(ctx, r.survey.ID)}, nil
}

// pages leads to the neighbours of a numbered page.
func (b filterBar) pages(query string, shown directory.Page, of directory.Count) pager {
	last := of.Pages(shown.Size)
	if last == 1 {
		return pager{}
	}
	at := func(n int) string {
		if n < 1 || n > last {
			return ""
		}
		if n == 1 {
			return b.To(query)
		}
		return b.To(joined(query, "page="+strconv.Itoa(n)))
	}
	return pager{
		Words:   fmt.Sprintf("Page %s of %s", grouped(int64(shown.Number)), grouped(int64(last))),
		Earlier: at(shown.Number - 1), Later: at(shown.Number + 1),
	}
}

// pageNumber reads which page is asked for. What is no number is the first.
func pageNumber(c *gin.Context) int {
	n, err := strconv.Atoi(c.Query("page"))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// optionOf reads a parameter that names an option of a question, "" where it names none.
func (r *reading) optionOf(c *gin.Context, name string, q *survey.Question) string {
	id := c.Query(name)
	if id == "" || q == nil {
		return ""
	}
	if o, at := q.Option(id); at >= 0 && !o.Exclusive {
		return id
	}
	r.problems = append(r.problems, dashboard.Problem{Parameter: name, Message: fmt.Sprintf("“%s” has no such answer, so everybody is listed.", q.Title)})
	return ""
}

// own keeps parameters that say something.
func own(all ...parameter) []parameter {
	return slices.DeleteFunc(all, func(p parameter) bool { return p.Value == "" })
}

// address is a page with parameters of its own and filters.
func address(path, query string, all ...parameter) string {
	values := url.Values{}
	for _, p := range own(all...) {
		values.Add(p.Name, p.Value)
	}
	return withQuery(path, joined(values.Encode(), query))
}

// lists are the pages of people and texts that a survey has something for, and that somebody may read.
func (f *founders) lists(s *survey.Survey, p *account.Person, query string) []tab {
	var tabs []tab
	add := func(title, page string) {
		tabs = append(tabs, tab{Title: title, Address: withQuery(surveyPath(s, page), query)})
	}
	named := p != nil && p.Role.SeesContacts() && asksContact(s)
	if named {
		add("People", "people")
	}
	if named && s.ByPurpose(survey.Needs) != nil {
		add("Needs", "needs")
	}
	if f.config.Texts != nil && slices.ContainsFunc(s.Questions, written) {
		add("Texts", "texts")
	}
	return tabs
}

// written tells whether people answer a question in words that may be read here.
func written(q *survey.Question) bool { return q.Free() && !q.Personal() }
