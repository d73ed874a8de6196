package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/dashboard"
)

// planPage plans the first meetings and says how sure one may be of it.
type planPage struct {
	surveyHead
	Plan     *dashboard.Programme // nil while the counts are being made
	Meetings []plannedMeeting
	Panel    *panelView // the same as drawing and table
	Form     dashboard.PlannerForm
	Filters  []parameter // in force; the form keeps them
	Problems []dashboard.Problem
	Bar      filterBar
	Reset    string // address of the plan without conditions
}

func (planPage) view() string { return "founder/plan" }

// plannedMeeting is a meeting with where to find who could speak at it.
type plannedMeeting struct {
	dashboard.Meeting
	Number int
	Could  string // how many could speak about it, in words; "" where nobody was asked
	People string // address of those who could; "" for who may not see them
}

// planning is what an address of the planner asks for.
type planning struct {
	reading
	conditions dashboard.Conditions
}

func (f *founders) readPlan(c *gin.Context) (planning, error) {
	r, err := f.listed(c)
	if err != nil {
		return planning{}, err
	}
	p := planning{reading: r}
	var problems []dashboard.Problem
	p.conditions, problems = dashboard.ParseConditions(r.survey, c.Request.URL.Query())
	p.problems = append(problems, p.problems...)
	return p, nil
}

func (p planning) make(ctx context.Context, f *founders) (*dashboard.Programme, error) {
	programme, err := p.conditions.Plan(ctx, p.survey, p.selection, f.source(p.survey))
	if err != nil && !f.config.Freshness().Ready {
		return nil, notReady() // the counts began to be made again meanwhile
	}
	return programme, err
}

func (f *founders) showPlan(c *gin.Context, v visit) error {
	p, err := f.readPlan(c)
	if err != nil {
		return err
	}
	page := f.planPage(p, v.person)
	if !p.fresh.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	if page.Plan, err = p.make(c.Request.Context(), f); err != nil {
		return err
	}
	page.fill(f, p, v.person)
	return f.site.render(c, http.StatusOK, page)
}

// planPage is the page without what has to be counted.
func (f *founders) planPage(p planning, who account.Person) planPage {
	filters, path := p.selection.Query(), surveyPath(p.survey, "plan")
	own := p.conditions.Query(p.survey)
	page := planPage{
		surveyHead: f.surveyHead(p.survey, &who, filters.Encode()), Bar: f.bar(p.reading, path), Problems: p.problems,
		Form: p.conditions.Form(p.survey), Filters: parametersOf(filters), Reset: withQuery(path, filters.Encode()),
	}
	page.Keep, page.Bar.Own = own.Encode(), parametersOf(own)
	page.Bar.Live = "" // a programme should not change while somebody thinks it over
	page.Bar.Offers = filesOf(path, joined(own.Encode(), filters.Encode()), "this plan")
	page.here(path)
	return page
}

// fill takes over what was found out.
func (page *planPage) fill(f *founders, p planning, who account.Person) {
	plan := page.Plan
	page.Bar.Counted, page.Bar.Responses, page.Bar.All, page.Bar.Words = true, plan.Responses, plan.All, plan.Words
	named := who.Role.SeesContacts() && asksContact(p.survey)
	for i, m := range plan.Meetings {
		one := plannedMeeting{Meeting: m, Number: i + 1, Could: could(m.Speakers)}
		if named && m.Speakers != nil && *m.Speakers > 0 {
			one.People = withQuery(surveyPath(p.survey, "people"), url.Values{"topic": {m.Topic}}.Encode()) // of everybody, as the number is
		}
		page.Meetings = append(page.Meetings, one)
	}
	if plan.Table != nil {
		view := page.View(&dashboard.Panel{
			ID: "planner", Kind: dashboard.PlannerKind, Width: dashboard.Full,
			Title: "Reached from meeting to meeting", Table: plan.Table, Chart: plan.Chart,
		})
		page.Panel = &view
	}
}

// sendPlan answers with the programme as data. An address that is not understood whole is refused: a
// program should not take one plan for another.
func (f *founders) sendPlan(c *gin.Context, _ visit) error {
	p, err := f.readPlan(c)
	if err != nil {
		return err
	}
	if len(p.problems) > 0 {
		return misread("conditions", p.problems)
	}
	if !p.fresh.Ready {
		return notReady()
	}
	if unchanged(c, p.tag()) {
		return nil
	}
	programme, err := p.make(c.Request.Context(), f)
	if err != nil {
		c.Writer.Header().Del("ETag")
		return err
	}
	body, err := json.Marshal(programme)
	if err != nil {
		return fmt.Errorf("write plan for survey %q: %w", p.survey.ID, err)
	}
	c.Data(http.StatusOK, "application/json; charset=utf-8", body)
	return nil
}

// tag names what a programme is made of. It knows no clock.
func (p planning) tag() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "plan %s %s %d %s %s", p.survey.ID, p.survey.Version(), p.fresh.Seq, p.selection, p.conditions.Query(p.survey).Encode())
	return `"` + base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12]) + `"`
}

func could(speakers *int) string {
	switch {
	case speakers == nil:
		return ""
	case *speakers == 0:
		return "nobody yet"
	}
	return grouped(int64(*speakers))
}
