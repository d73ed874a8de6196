package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/survey"
)

// crosstabPage shows any question of a survey by any other.
type crosstabPage struct {
	surveyHead
	Page     *dashboard.Page // nil while the counts are being made
	Panel    *panelView      // nil where there is no such crosstab
	Table    crossTable
	Choose   dashboard.CrossForm
	Filters  []parameter // in force; the form keeps them
	Swapped  string      // address of the same with rows for columns
	Together []tab       // the dashboards that show what the same people picked
	Problems []dashboard.Problem
	Bar      filterBar
}

func (crosstabPage) view() string { return "founder/crosstab" }

// crossing is what an address of the crosstab asks for.
type crossing struct {
	reading
	cross dashboard.Crosstab
}

func (f *founders) readCrosstab(c *gin.Context) (crossing, error) {
	s, err := f.surveyOf(c)
	if err != nil {
		return crossing{}, err
	}
	r, query := crossing{reading: reading{survey: s, fresh: f.config.Freshness()}}, c.Request.URL.Query()
	r.selection, r.problems = dashboard.ParseSelection(s, query)
	cross, problems := dashboard.ParseCrosstab(s, query)
	r.cross, r.dashboard, r.problems = cross, cross.Dashboard(), append(problems, r.problems...)
	return r, nil
}

// count counts the crosstab. It is not kept: no two readers look at the same one.
func (r crossing) count(ctx context.Context, f *founders) (*dashboard.Page, error) {
	page, err := r.dashboard.Build(ctx, r.survey, r.selection, f.source(r.survey))
	if err != nil && !f.config.Freshness().Ready {
		return nil, notReady() // the counts began to be made again meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("build a crosstab of survey %q: %w", r.survey.ID, err)
	}
	return page, nil
}

func (f *founders) showCrosstab(c *gin.Context, v visit) error {
	r, err := f.readCrosstab(c)
	if err != nil {
		return err
	}
	page := f.crosstabPage(r.reading, r.cross, v.person)
	if !r.fresh.Ready {
		c.Header("Retry-After", "5")
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	if page.Page, err = r.count(c.Request.Context(), f); err != nil {
		return err
	}
	page.Bar = page.Bar.counted(page.Page)
	page.Bar.Filters = r.selection.Form(r.survey, page.Page.Sources...)
	page.fill(r.cross, f.peopleOf(r.survey))
	return f.site.render(c, http.StatusOK, page)
}

// sendCrosstab answers with the crosstab as data.
func (f *founders) sendCrosstab(c *gin.Context, _ visit) error {
	r, err := f.readCrosstab(c)
	switch {
	case err != nil:
		return err
	case len(r.problems) > 0:
		return misread("parts", r.problems)
	case !r.fresh.Ready:
		return notReady()
	}
	page, err := r.count(c.Request.Context(), f)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, page)
	return nil
}

// crosstabPage is the page without what has to be counted.
func (f *founders) crosstabPage(r reading, cross dashboard.Crosstab, p account.Person) crosstabPage {
	filters, path := r.selection.Query(), surveyPath(r.survey, "crosstab")
	own := cross.Parameters()
	page := crosstabPage{
		surveyHead: f.surveyHead(r.survey, &p, filters.Encode()), Bar: f.bar(r, path), Problems: r.problems,
		Choose: cross.Form(), Filters: parametersOf(filters),
		Swapped: withQuery(path, joined(cross.Swapped().Parameters().Encode(), filters.Encode())),
	}
	page.Keep, page.Bar.Own = own.Encode(), parametersOf(own)
	page.Bar.Offers = filesOf(path, joined(own.Encode(), filters.Encode()), "this crosstab")
	page.here(path)
	for _, d := range f.config.Dashboards() {
		if d.Shows(dashboard.TogetherKind) {
			page.Together = append(page.Together, tab{Title: d.Title, Address: withQuery(dashboardPath(r.survey.ID, d.ID), filters.Encode())})
		}
	}
	return page
}

// peopleOf gives the address of the first dashboard, of those whom a filter lets through; nil where there
// is no dashboard.
func (f *founders) peopleOf(s *survey.Survey) func(filter string) string {
	all := f.config.Dashboards()
	if len(all) == 0 {
		return nil
	}
	return func(filter string) string { return withQuery(dashboardPath(s.ID, all[0].ID), filter) }
}

// fill takes over what was counted.
func (page *crosstabPage) fill(cross dashboard.Crosstab, people func(filter string) string) {
	sorted := func(to dashboard.Crosstab) string {
		return withQuery(page.Bar.Path, joined(to.Parameters().Encode(), page.query)) + "#table"
	}
	for panel := range page.Page.Panels() {
		view := page.View(panel)
		page.Panel = &view
		page.Table = newCrossTable(panel.Table, crossLinks{sorted, people}, cross)
	}
}

// parametersOf gives the parameters of a query by their names.
func parametersOf(q url.Values) []parameter {
	var all []parameter
	for name, values := range q {
		for _, value := range values {
			all = append(all, parameter{name, value})
		}
	}
	slices.SortStableFunc(all, func(a, b parameter) int { return strings.Compare(a.Name, b.Name) })
	return all
}
