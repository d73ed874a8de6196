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
	Address string
	Title   survey.Text
	Until   string
}

func (homePage) view() string { return "home" }

func (site *Site) showHome(c *gin.Context) error {
	p := homePage{Words: site.words("en")}
	for _, s := range site.order {
		if s.PhaseAt(site.config.Now()) != survey.Open {
			continue
		}
		form := openForm{Address: "/s/" + s.ID, Title: s.Title}
		if !s.Closes.IsZero() {
			form.Until = lastMomentIn(s.Closes, s.Zone)
		}
		p.Forms = append(p.Forms, form)
	}
	return site.render(c, http.StatusOK, p)
}
