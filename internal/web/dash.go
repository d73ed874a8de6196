package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/tally"
)

// reading is what one request of a dashboard asks for.
type reading struct {
	survey    *survey.Survey
	dashboard *dashboard.Dashboard
	selection dashboard.Selection
	problems  []dashboard.Problem
	fresh     Freshness
	visits    []dashboard.Visit // calls of the form, which no answer tells of
}

func (f *founders) source(s *survey.Survey) dashboard.Source {
	source := dashboard.Source{
		Tally: func(ctx context.Context, queries []tally.Query) ([]tally.Table, error) {
			return f.config.Tally(ctx, s.ID, queries)
		},
		Summary: func(ctx context.Context, filter tally.Filter) (tally.Summary, error) {
			return f.config.Summary(ctx, s.ID, filter)
		},
	}
	if f.config.Spread != nil {
		source.Spread = func(ctx context.Context, filter tally.Filter, question string) (tally.Spread, error) {
			return f.config.Spread(ctx, s.ID, filter, question)
		}
	}
	if f.config.Crowd != nil {
		source.Crowd = func(ctx context.Context, query tally.CrowdQuery) (tally.Crowd, error) {
			return f.config.Crowd(ctx, s.ID, query)
		}
	}
	if f.config.Texts != nil {
		source.Texts = func(ctx context.Context, query tally.TextQuery) (tally.Texts, error) {
			return f.config.Texts(ctx, s.ID, query)
		}
	}
	if f.config.SQL != nil {
		source.SQL = func(ctx context.Context, query string) (tally.Rows, error) { return f.config.SQL(ctx, s.ID, query) }
	}
	if f.config.Visits != nil {
		source.Visits = func(ctx context.Context) ([]dashboard.Visit, error) { return f.config.Visits(ctx, s.ID) }
	}
	return source
}

func (f *founders) surveyOf(c *gin.Context) (*survey.Survey, error) {
	open, err := f.formOf(c)
	if err != nil {
		return nil, err
	}
	return open.survey, nil
}

// formOf finds the form of the survey in the request's path. What it is made of is of one moment, so a
// request asks once.
func (f *founders) formOf(c *gin.Context) (*form, error) {
	if open := f.site.served.Load().forms[c.Param("survey")]; open != nil {
		return open, nil
	}
	return nil, notFound("No survey has this name. The list of all surveys is at /surveys.")
}

// read makes sense of a dashboard's address. id is that of the dashboard.
func (f *founders) read(c *gin.Context, id string) (reading, error) {
	s, err := f.surveyOf(c)
	if err != nil {
		return reading{}, err
	}
	for _, d := range f.config.Dashboards() {
		if d.ID == id {
			return f.readAs(c, s, d)
		}
	}
	return reading{}, notFound("No dashboard has this name. Open the survey from the list at /surveys; its dashboards are named there.")
}

// readAs makes sense of the parameters of an address that shows a dashboard.
func (f *founders) readAs(c *gin.Context, s *survey.Survey, d *dashboard.Dashboard) (reading, error) {
	r := reading{survey: s, dashboard: d, fresh: f.config.Freshness()}
	r.selection, r.problems = dashboard.ParseSelection(s, c.Request.URL.Query())
	if f.config.Visits == nil {
		return r, nil
	}
	var err error
	if r.visits, err = f.config.Visits(c.Request.Context(), s.ID); err != nil {
		return r, fmt.Errorf("read visits of survey %q: %w", s.ID, err)
	}
	return r, nil
}

// moved tells whether what a request began to count is gone: the counts are being made again, or the survey
// was changed meanwhile.
func (f *founders) moved(s *survey.Survey) bool {
	return !f.config.Freshness().Ready || f.site.survey(s.ID) != s
}

func (r reading) build(ctx context.Context, f *founders) (*dashboard.Page, error) {
	page, err := f.site.built.page(ctx, r.tag(f.site.config.Now()), func(ctx context.Context) (*dashboard.Page, error) {
		return r.dashboard.Build(ctx, r.survey, r.selection, f.source(r.survey))
	})
	if err != nil && (f.moved(r.survey) || errors.Is(err, errEnding)) {
		return nil, notReady() // there will be a page after a new start
	}
	if err != nil {
		return nil, fmt.Errorf("build dashboard %q of survey %q: %w", r.dashboard.ID, r.survey.ID, err)
	}
	return page, nil
}

// dashboardPage shows one dashboard.
type dashboardPage struct {
	surveyHead
	Page     *dashboard.Page // nil while the counts are being made
	Problems []dashboard.Problem
	Bar      filterBar
}

func (dashboardPage) view() string { return "founder/dashboard" }

func (f *founders) showFirstDashboard(c *gin.Context, _ visit) error {
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	all := f.config.Dashboards()
	if len(all) == 0 {
		return notFound("There is no dashboard to show. Start Muster with the folder that holds one.")
	}
	c.Redirect(http.StatusSeeOther, withQuery(dashboardPath(s.ID, all[0].ID), c.Request.URL.RawQuery))
	return nil
}

func (f *founders) showDashboard(c *gin.Context, v visit) error {
	id, asData := strings.CutSuffix(c.Param("dashboard"), ".json")
	r, err := f.read(c, id)
	if err != nil {
		return err
	}
	if asData {
		return f.sendDashboard(c, r)
	}
	page := f.dashboardPage(r, v.person)
	if !r.fresh.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	if page.Page, err = r.build(c.Request.Context(), f); err != nil {
		return err
	}
	page.Bar = page.Bar.counted(page.Page)
	page.Bar.Filters = r.selection.Form(r.survey, page.Page.Sources...) // which sources there are is known by now
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) dashboardPage(r reading, p account.Person) dashboardPage {
	query, path := r.selection.String(), dashboardPath(r.survey.ID, r.dashboard.ID)
	page := dashboardPage{surveyHead: f.surveyHead(r.survey, &p, query), Problems: r.problems, Bar: f.bar(r, path)}
	page.Bar.Offers = offers(r, path, p)
	page.here(path)
	return page
}

// offers are what can be had of the answers that a dashboard shows.
func offers(r reading, path string, p account.Person) []offer {
	query, workbook, these := r.selection.String(), surveyPath(r.survey, "export.xlsx"), ""
	if query != "" {
		these = " of these responses"
	}
	all := []offer{
		{"Excel workbook" + these, withQuery(workbook, query)},
		{"Workbook with these panels", withQuery(workbook, joined("dashboard="+url.QueryEscape(r.dashboard.ID), query))},
	}
	if p.Role.SeesContacts() {
		all = append(all, offer{"Workbook with names and addresses", withQuery(workbook, joined(query, "contacts=1"))})
	}
	return append(all,
		offer{"CSV, SPSS and other formats", withQuery(surveyPath(r.survey, "export"), query)},
		offer{"The numbers as JSON", withQuery(path+".json", query)})
}

// filesOf offers what a page shows as files that have its address.
func filesOf(path, query, what string) []offer {
	return []offer{{"Workbook with " + what, withQuery(path+".xlsx", query)}, {"The numbers as JSON", withQuery(path+".json", query)}}
}

func dashboardPath(survey, dashboard string) string {
	return "/surveys/" + url.PathEscape(survey) + "/dashboards/" + url.PathEscape(dashboard)
}

func withQuery(path, query string) string {
	if query == "" {
		return path
	}
	return path + "?" + query
}

// words tells how far the counts reach and how long ago that was so.
func (fresh Freshness) words(now time.Time) string {
	if !fresh.Ready {
		return "The counts are being prepared"
	}
	if fresh.Seq == 0 {
		return "No answer has come in yet"
	}
	return "All answers are counted, as of " + ago(now.Sub(fresh.At))
}

func ago(d time.Duration) string {
	switch {
	case d < 2*time.Second:
		return "just now"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d seconds ago", int(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d minutes ago", int(d.Minutes()))
	}
	return fmt.Sprintf("%d hours ago", int(d.Hours()))
}

// grouped writes a number with its thousands apart.
func grouped(n int64) string {
	digits := fmt.Sprint(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
