package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/survey"
)

// comparePage sets two groups of people side by side.
type comparePage struct {
	surveyHead
	Comparison *dashboard.Comparison // nil until two groups are chosen, and while the counts are being made
	Ready      bool                  // false while the counts are being made
	Fresh      string
	Problems   []dashboard.Problem
	Path       string
	Dashboard  string      // id of the one whose questions are compared
	Boards     []tab       // those there are to compare on
	Groups     []groupForm // A and B
	Picks      []tab       // comparisons worth a link
	Swap       string      // address of the same the other way round
	Offers     []offer     // the same as files
}

func (comparePage) view() string { return "founder/compare" }

// groupForm chooses one of the groups.
type groupForm struct {
	Name    string // A or B
	Prefix  string // of the names of its fields
	Words   []tab  // its filters, each with the address without it
	Filters dashboard.Filters
}

// comparison is what an address of the page asks for.
type comparison struct {
	survey   *survey.Survey
	boards   []*dashboard.Dashboard // that have anything to compare
	board    *dashboard.Dashboard
	versus   dashboard.Versus
	problems []dashboard.Problem
	fresh    Freshness
}

func (f *founders) readComparison(c *gin.Context) (comparison, error) {
	s, err := f.surveyOf(c)
	if err != nil {
		return comparison{}, err
	}
	r := comparison{survey: s, fresh: f.config.Freshness()}
	query, err := url.ParseQuery(c.Request.URL.RawQuery)
	if r.versus, r.problems = dashboard.ParseVersus(s, query); err != nil {
		r.problems = append(r.problems, dashboard.Problem{Parameter: "vs", Message: "it could not be read."})
	}
	for _, d := range f.config.Dashboards() {
		n := d.Comparable(s)
		if n == 0 {
			continue
		}
		r.boards = append(r.boards, d)
		if r.board == nil || n > r.board.Comparable(s) {
			r.board = d
		}
	}
	id := c.Query("dashboard")
	for _, d := range r.boards {
		if d.ID == id {
			r.board = d
			return r, nil
		}
	}
	if r.board == nil || id != "" {
		return r, notFound("There is no dashboard of this name whose questions could be compared.")
	}
	return r, nil
}

// path is the address of the comparison of other groups, or on another dashboard.
func (r comparison) path(query, board string) string {
	return withQuery(surveyPath(r.survey, "compare"), joined("dashboard="+board, query))
}

func (f *founders) showCompare(c *gin.Context, v visit) error {
	r, err := f.readComparison(c)
	if err != nil {
		return err
	}
	page := f.comparePage(r, v.person)
	if !r.fresh.Ready {
		c.Header("Retry-After", "5")
		page.choose(r, nil)
		return f.site.render(c, http.StatusServiceUnavailable, page)
	}
	sources, err := f.compare(c, r, &page)
	if err != nil {
		return err
	}
	page.choose(r, sources)
	return f.site.render(c, http.StatusOK, page)
}

// compare counts what there is to count, and gives the sources there are.
func (f *founders) compare(c *gin.Context, r comparison, page *comparePage) (sources []string, err error) {
	if !r.versus.Chosen() {
		sources, err = dashboard.Sources(c.Request.Context(), f.source(r.survey))
		return sources, r.failed(f, err)
	}
	if page.Comparison, err = r.count(c.Request.Context(), f); err != nil {
		return nil, err
	}
	return page.Comparison.Sources, nil
}

func (f *founders) comparePage(r comparison, p account.Person) comparePage {
	query, path := r.versus.String(), surveyPath(r.survey, "compare")
	page := comparePage{
		surveyHead: f.surveyHead(r.survey, &p, r.versus.A.String()), Ready: r.fresh.Ready, Fresh: r.fresh.words(f.site.config.Now()),
		Problems: r.problems, Path: path, Dashboard: r.board.ID,
		Swap:   r.path(r.versus.Swapped().String(), r.board.ID),
		Offers: filesOf(path, joined("dashboard="+r.board.ID, query), "this comparison"),
	}
	for _, d := range r.boards {
		page.Boards = append(page.Boards, tab{Title: d.Title, Address: r.path(query, d.ID), Here: d == r.board})
	}
	page.here(path)
	return page
}

// choose adds what the groups can be chosen from.
func (page *comparePage) choose(r comparison, sources []string) {
	a, b := r.versus.Forms(r.survey, sources...)
	first, second := r.versus.Words()
	page.Groups = []groupForm{
		{Name: "A", Filters: a, Words: r.chips(first)},
		{Name: "B", Prefix: "vs.", Filters: b, Words: r.chips(second)},
	}
	for _, p := range r.versus.Picks(r.survey, sources...) {
		page.Picks = append(page.Picks, tab{Title: p.Text, Address: r.path(p.Query, r.board.ID), Here: p.Query == r.versus.String()})
	}
}

func (r comparison) chips(words []dashboard.Word) []tab {
	chips := make([]tab, len(words))
	for i, w := range words {
		chips[i] = tab{Title: w.Text, Address: r.path(w.Without, r.board.ID)}
	}
	return chips
}

// sendCompare answers with the comparison as data.
func (f *founders) sendCompare(c *gin.Context, _ visit) error {
	r, err := f.readComparison(c)
	switch {
	case err != nil:
		return err
	case len(r.problems) > 0:
		return misread("filters", r.problems)
	case !r.fresh.Ready:
		return notReady()
	}
	found, err := r.count(c.Request.Context(), f)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, found)
	return nil
}

// count compares the groups.
func (r comparison) count(ctx context.Context, f *founders) (*dashboard.Comparison, error) {
	found, err := r.board.Compare(ctx, r.survey, r.versus, f.source(r.survey))
	return found, r.failed(f, err)
}

// failed is an error of counting, as it is told.
func (r comparison) failed(f *founders, err error) error {
	switch {
	case err == nil:
		return nil
	case !f.config.Freshness().Ready:
		return notReady() // the counts began to be made again meanwhile
	}
	return fmt.Errorf("compare groups of survey %q: %w", r.survey.ID, err)
}
