package web

import (
	"net/url"
	"strings"

	"muster/internal/account"
	"muster/internal/survey"
)

// surveyHead is what every founders' page about one survey shows above its content: the dashboards
// and the other pages of the survey.
type surveyHead struct {
	shell
	SurveyTitle survey.Text
	Synthetic   bool   // the answers are made up
	Tabs        []tab  // the dashboards
	Tools       []tab  // what else can be done with the answers
	Keep        string // the page's own parameters beside the filters, which its filters keep; "" for none

	query string // of the filters
}

// tab leads to a page of the survey, with the filters of the page it stands on where they mean the
// same there.
type tab struct {
	Title, Address string
	Here           bool
}

func (f *founders) surveyHead(s *survey.Survey, p *account.Person, query string) surveyHead {
	head := surveyHead{shell: f.shell(p), SurveyTitle: s.Title, Synthetic: s.Synthetic, query: query}
	head.Survey = s.ID
	for _, d := range f.config.Dashboards() {
		head.Tabs = append(head.Tabs, tab{Title: d.Title, Address: withQuery(dashboardPath(s.ID, d.ID), query)})
	}
	head.Tools = f.tools(s, p, query)
	return head
}

// tools are the pages of a survey beside its dashboards.
func (f *founders) tools(s *survey.Survey, p *account.Person, query string) []tab {
	crosstab := tab{Title: "Crosstab", Address: withQuery(surveyPath(s, "crosstab"), query)}
	all := []tab{crosstab, {Title: "Compare", Address: withQuery(surveyPath(s, "compare"), query)}}
	if f.config.Crowd != nil && s.ByPurpose(survey.Topic) != nil {
		all = append(all, tab{Title: "Plan", Address: withQuery(surveyPath(s, "plan"), query)})
	}
	all = append(all, f.lists(s, p, query)...)
	if f.site.publishes() {
		all = append(all, tab{Title: "Public results", Address: surveyPath(s, "results")})
	}
	all = append(all, tab{Title: "Report", Address: withQuery(surveyPath(s, "report"), query)}, tab{Title: "Download", Address: withQuery(surveyPath(s, "export"), query)})
	if f.config.Import != nil && p != nil && p.Role == account.Founder {
		all = append(all, tab{Title: "Import", Address: surveyPath(s, "import")})
	}
	if f.writes(p) {
		all = append(all, tab{Title: "Definition", Address: surveyPath(s, "definition")})
	}
	return append(all, tab{Title: "Hand out", Address: surveyPath(s, "share")})
}

// here marks the tab that leads to the page itself.
func (h *surveyHead) here(path string) {
	for _, tabs := range [][]tab{h.Tabs, h.Tools} {
		for i := range tabs {
			address, _, _ := strings.Cut(tabs[i].Address, "?")
			tabs[i].Here = address == path
		}
	}
}

// surveyPath is the address of a founders' page about a survey.
func surveyPath(s *survey.Survey, page string) string {
	return "/surveys/" + url.PathEscape(s.ID) + "/" + page
}
