package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/directory"
	"muster/internal/survey"
)

// needsOnPage is how many people with a need one page shows, each with several who could answer it.
const needsOnPage = 10

// needsPage sets who needs something beside who could give it, for founders.
type needsPage struct {
	listPage
	Asked   bool // for needs, and for contact details
	Needs   []pick
	Heading string
	Asking  string // how many have the need and may be written to
	Giving  string // how many could answer it
	None    string // what it says where nobody fits somebody
	Fits    string // heads those who fit
	Pairs   []encounter
}

func (needsPage) view() string { return "founder/needs" }

// encounter is somebody with a need and who could answer it.
type encounter struct {
	card
	Words string
	Wants string
	With  []partner
}

// partner is somebody who fits, and by what.
type partner struct {
	card
	Shared string
}

// exchange says how the page speaks of a need.
type exchange struct {
	need        survey.Need
	heading     string
	asks, gives string // who agreed to be contacted and …
	fits, none  string
}

// exchanges are the needs that are matched, in the order they are shown.
func exchanges() []exchange {
	return []exchange{
		{survey.WantsHelp, "Have a challenge", "have a challenge they would like help with", "could speak about a topic",
			"Could help", "Nobody who may be contacted could speak about a topic this person wants."},
		{survey.SeeksRole, "Look for a role", "look for a role", "hire",
			"Hire", "Nobody who hires and may be contacted shares a topic or a role with this person."},
		{survey.Hires, "Hire", "hire", "look for a role",
			"Look for a role", "Nobody who looks for a role and may be contacted shares a topic or a role with this person."},
	}
}

func (f *founders) showNeeds(c *gin.Context, v visit) error {
	r, err := f.listed(c)
	if err != nil {
		return err
	}
	if !v.person.Role.SeesContacts() {
		return noContacts()
	}
	asked := r.survey.ByPurpose(survey.Needs)
	e, offered := chosenExchange(asked, c.Query("need"))
	page := needsPage{
		listPage: f.listPage(r, v.person, "needs", own(parameter{"need", string(e.need)})),
		Asked:    len(offered) > 0 && asksContact(r.survey), Heading: e.heading, None: e.none, Fits: e.fits,
	}
	if !page.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	counts, err := f.count(c.Request.Context(), r, &page.listPage, asked)
	if err != nil {
		return err
	}
	for _, o := range offered {
		page.Needs = append(page.Needs, pick{o.heading, grouped(int64(having(asked, o.need, counts[0]))),
			address(page.Path, r.selection.String(), parameter{"need", string(o.need)}), o.need == e.need})
	}
	if page.Asked {
		err = f.fillNeeds(c.Request.Context(), r, e, pageNumber(c), &page)
	}
	if err != nil {
		return err
	}
	return f.site.render(c, http.StatusOK, page)
}

// chosenExchange gives the need that an address names, or the first, and all that a survey asks for.
func chosenExchange(q *survey.Question, name string) (chosen exchange, all []exchange) {
	for _, e := range exchanges() {
		if q == nil || having(q, e.need, nil) < 0 {
			continue
		}
		if all = append(all, e); len(all) == 1 || string(e.need) == name {
			chosen = e
		}
	}
	return chosen, all
}

// having adds up the people of the options that stand for a need; -1: there is no such option. Where
// several do, somebody may be counted twice.
func having(q *survey.Question, need survey.Need, counts map[string]int) int {
	n, found := 0, false
	for _, o := range q.Options {
		if o.Need == need {
			n, found = n+counts[o.ID], true
		}
	}
	if !found {
		return -1
	}
	return n
}

func (f *founders) fillNeeds(ctx context.Context, r reading, e exchange, number int, page *needsPage) error {
	source, err := f.people(ctx, r)
	if err != nil {
		return err
	}
	found, err := directory.MatchPeople(source, directory.MatchQuery{
		Filter: r.selection.Filter, Need: e.need, Page: directory.Page{Number: number, Size: needsOnPage},
	})
	if err != nil {
		return f.uncounted(r, err)
	}
	page.Asking, page.Giving = matchWords(found.Asking, e.asks), matchWords(found.Offering, e.gives)
	for _, m := range found.Pairs {
		one := encounter{card: newCard(m.Person), Words: m.Words, Wants: strings.Join(m.Wants, ", ")}
		for _, w := range m.With {
			one.With = append(one.With, partner{newCard(w.Person), someOf(w.Shared)})
		}
		page.Pairs = append(page.Pairs, one)
	}
	page.Pager = page.Bar.pages(r.selection.String(), found.Page, found.Asking)
	return nil
}

// matchWords says how many on one side may be named, and how many stay out.
func matchWords(n directory.Count, what string) string {
	all := n.Reachable + n.Others
	if n.Others == 0 {
		return fmt.Sprintf("%s %s; all of them agreed to be contacted.", peopleWords(all), what)
	}
	return fmt.Sprintf("%s %s; %s of them agreed to be contacted and may be named here, %s stay out because they did not.",
		peopleWords(all), what, grouped(int64(n.Reachable)), grouped(int64(n.Others)))
}

// someOf names the first of many.
func someOf(names []string) string {
	const most = 6
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
