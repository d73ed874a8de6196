package web

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/tally"
)

// surveysPage lists the surveys with what they have brought so far.
type surveysPage struct {
	shell
	Ready   bool
	Fresh   string
	Surveys []surveyCard
	Starts  bool // this person may start another
}

func (surveysPage) view() string { return "founder/surveys" }

// surveyCard is one survey in the list.
type surveyCard struct {
	Title     survey.Text
	Form      string // the address to hand out
	State     string // open or not, in words
	Open      bool
	Synthetic bool
	Responses string
	LastDay   string // "" when there were none
	Last      string // when the last answer came, "" when there is none
	Tabs      []tab
	Workbook  string
	Share     string // where everything is that carries the address out
	Look      string // where a survey that is closed by hand can be opened; "" for others
}

func (f *founders) showSurveys(c *gin.Context, v visit) error {
	fresh := f.config.Freshness()
	page := surveysPage{shell: f.shell(&v.person), Ready: fresh.Ready, Fresh: fresh.words(f.site.config.Now())}
	page.Starts = f.writes(&v.person)
	for _, open := range f.site.served.Load().order {
		s := open.survey
		card := f.card(c, s)
		if page.Starts && s.Closed {
			card.Look = surveyPath(s, "definition")
		}
		if fresh.Ready {
			summary, err := f.config.Summary(c.Request.Context(), s.ID, tally.Filter{})
			if err != nil && !f.config.Freshness().Ready {
				return notReady()
			}
			if err != nil {
				return fmt.Errorf("count survey %q: %w", s.ID, err)
			}
			card.count(summary, s)
		}
		page.Surveys = append(page.Surveys, card)
	}
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) card(c *gin.Context, s *survey.Survey) surveyCard {
	card := surveyCard{Title: s.Title, Form: f.site.base(c) + formPath(s), Synthetic: s.Synthetic}
	card.State, card.Open = f.state(s)
	card.Workbook = "/surveys/" + url.PathEscape(s.ID) + "/export.xlsx"
	card.Share = "/surveys/" + url.PathEscape(s.ID) + "/share"
	for _, d := range f.config.Dashboards() {
		card.Tabs = append(card.Tabs, tab{Title: d.Title, Address: dashboardPath(s.ID, d.ID)})
	}
	return card
}

func (card *surveyCard) count(summary tally.Summary, s *survey.Survey) {
	card.Responses = grouped(int64(summary.Responses))
	if summary.LastDay > 0 {
		card.LastDay = grouped(int64(summary.LastDay)) + " in the last 24 hours"
	}
	if !summary.Last.IsZero() {
		card.Last = summary.Last.In(s.Zone).Format(momentFormat)
	}
}

// state says in words whether answers are taken.
func (f *founders) state(s *survey.Survey) (words string, open bool) {
	switch s.PhaseAt(f.site.config.Now()) {
	case survey.Upcoming:
		return "Opens " + momentIn(s.Opens, s.Zone), false
	case survey.Ended:
		return "Closed", false
	}
	if s.Closes.IsZero() {
		return "Open", true
	}
	return "Open until " + lastMomentIn(s.Closes, s.Zone), true
}

// base is how people reach the site: as configured, else as this request did.
func (site *Site) base(c *gin.Context) string {
	if site.config.BaseURL != "" {
		return site.config.BaseURL
	}
	scheme := "https://"
	if site.config.Insecure {
		scheme = "http://"
	}
	return scheme + c.Request.Host
}
