package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// homePage lists the forms that can be filled in now.
type homePage struct {
	Words *words.Words
	Forms []openForm
}

type openForm struct {
	Address  string
	Title    survey.Text
	Language string // of the title, which may be another than the page's
	Until    string
}

// Direction is that of the title.
func (f openForm) Direction() string { return words.Direction(f.Language) }

func (homePage) view() string { return "home" }

// showHome leaves out the forms that nobody can fill in by coming from here.
func (site *Site) showHome(c *gin.Context) error {
	p := homePage{Words: site.visitorWords(c)}
	for _, f := range site.served.Load().order {
		s := f.survey
		if s.PhaseAt(site.config.Now()) != survey.Open || s.Rules.Invited || f.seats.full.Load() {
			continue
		}
		shown := site.inLanguage(c, s, c.Query("lang"))
		form := openForm{Address: formAddress(s), Title: shown.Title, Language: shown.Language}
		if !s.Closes.IsZero() {
			form.Until = openUntil(s, p.Words)
		}
		p.Forms = append(p.Forms, form)
	}
	return site.render(c, http.StatusOK, p)
}

// openUntil says how long a form is open, as closedAt says it afterwards.
func openUntil(s *survey.Survey, said *words.Words) string {
	at := s.Closes.In(s.Zone)
	if atMidnight(at) {
		return said.Say("flow.open_through", words.T("day", said.Day(at.AddDate(0, 0, -1))))
	}
	return said.Say("flow.open_until", words.T("moment", said.Moment(at)))
}
