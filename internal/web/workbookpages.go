package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/workbook"
)

// pageFileRooms are the pages beside the dashboards as files. Their addresses have the parameters of the pages.
func (f *founders) pageFileRooms() []room {
	return []room{
		{http.MethodGet, "/surveys/:survey/crosstab.json", f.sendCrosstab},
		{http.MethodGet, "/surveys/:survey/crosstab.xlsx", f.sendCrosstabWorkbook},
		{http.MethodGet, "/surveys/:survey/compare.json", f.sendCompare},
		{http.MethodGet, "/surveys/:survey/compare.xlsx", f.sendCompareWorkbook},
		{http.MethodGet, "/surveys/:survey/plan.json", f.sendPlan},
		{http.MethodGet, "/surveys/:survey/plan.xlsx", f.sendPlanWorkbook},
		{http.MethodGet, "/surveys/:survey/report.xlsx", f.sendReportWorkbook},
	}
}

// pageSheets is what a page adds to the workbook of the survey.
type pageSheets struct {
	mark    string // of the file's name
	panels  []workbook.Panel
	facts   []workbook.Fact
	leftOut []string
}

// sendPage sends the workbook of the answers that pass a selection, with the sheets of a page. It names
// nobody, for it is made to be passed on.
func (f *founders) sendPage(c *gin.Context, s *survey.Survey, selection dashboard.Selection, page pageSheets) error {
	config, err := f.workbook(c.Request.Context(), s, selection, false)
	if err != nil {
		return err
	}
	config.Panels, config.Facts, config.LeftOut = page.panels, page.facts, page.leftOut
	return f.stream(c, config, "-"+page.mark)
}

// readable refuses an address that is not understood whole, as what it asks for would be another file, and
// waits for nothing that is being counted.
func readable(what string, problems []dashboard.Problem, fresh Freshness) error {
	switch {
	case len(problems) > 0:
		return misread(what, problems)
	case !fresh.Ready:
		return notReady()
	}
	return nil
}

func (f *founders) sendCrosstabWorkbook(c *gin.Context, _ visit) error {
	r, err := f.readCrosstab(c)
	if err == nil {
		err = readable("parts", r.problems, r.fresh)
	}
	if err != nil {
		return err
	}
	page, err := r.count(c.Request.Context(), f)
	if err != nil {
		return err
	}
	asked := r.cross.Parameters()
	return f.sendPage(c, r.survey, r.selection, crosstabSheets(page, "crosstab-"+asked.Get("rows")+"-"+asked.Get("columns")))
}

func (f *founders) sendCompareWorkbook(c *gin.Context, _ visit) error {
	r, err := f.readComparison(c)
	if err == nil {
		err = readable("filters", r.problems, r.fresh)
	}
	if err == nil && !r.versus.Chosen() {
		err = &fault{status: http.StatusBadRequest, title: "The address does not say which groups are compared",
			words: []string{"Choose two groups that are not alike, and download the workbook from their comparison."}}
	}
	if err != nil {
		return err
	}
	found, err := r.count(c.Request.Context(), f)
	if err != nil {
		return err
	}
	// The workbook counts everybody: no filter lets through just the people of two groups.
	return f.sendPage(c, r.survey, dashboard.Selection{}, comparisonSheets(found))
}

func (f *founders) sendPlanWorkbook(c *gin.Context, _ visit) error {
	p, err := f.readPlan(c)
	if err == nil {
		err = readable("conditions", p.problems, p.fresh)
	}
	if err != nil {
		return err
	}
	programme, err := p.make(c.Request.Context(), f)
	if err != nil {
		return err
	}
	return f.sendPage(c, p.survey, p.selection, planSheets(programme, p.conditions.Told(p.survey)))
}

func (f *founders) sendReportWorkbook(c *gin.Context, _ visit) error {
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	r, err := f.readAs(c, s, f.report)
	if err == nil {
		err = readable("filters", r.problems, r.fresh)
	}
	if err != nil {
		return err
	}
	page, err := r.build(c.Request.Context(), f)
	if err != nil {
		return err
	}
	return f.sendPage(c, s, r.selection, reportSheets(page))
}

// reportSheets are the report's sentences and the panels that they come from.
func reportSheets(page *dashboard.Page) pageSheets {
	on := shownOn{"Report", "the report"}
	out := pageSheets{mark: "report", leftOut: panelsLeftOut(page, on, nil)}
	if len(page.Sentences) > 0 {
		said := workbook.Panel{Title: "What was found", From: on.name, Page: on.words, Note: page.Caveat}
		for _, s := range page.Sentences {
			said.Points = append(said.Points, s.Text)
		}
		out.panels = append(out.panels, said)
	}
	out.panels = append(out.panels, panelSheets(page, on, nil)...)
	return out
}
