package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/results"
	"muster/internal/survey"
)

// showPreview shows the page as everybody would see it if what is chosen were published now.
func (f *founders) showPreview(c *gin.Context, v visit) error {
	p, err := f.publishing(c, v, c.Request.URL.Query())
	if err != nil {
		return err
	}
	next, problems := p.now.is.Wish(p.survey, p.wish)
	if len(problems) > 0 {
		return f.renderPublishing(c, http.StatusUnprocessableEntity, p, problems)
	}
	next, outlooks, err := p.publication.recount(c.Request.Context(), next)
	if err != nil {
		return err
	}
	s := f.site.inLanguage(c, p.survey, c.Query(languageKey))
	page := newResultsPage(s, f.site.words(s.Language), next)
	page.Preview, page.Back, page.Tongues = true, surveyPath(s, "results"), f.site.tongues(s, c.Request.URL.Query())
	page.warn(outlooks, resultsDrawing{s, f.site.words("en")}, next)
	if s.PhaseAt(f.site.config.Now()) == survey.Open {
		page.Form = formAddress(s)
	}
	return f.site.render(c, http.StatusOK, page)
}

// warn notes at each panel what founders should know of it before they publish it.
func (page *resultsPage) warn(outlooks []results.Outlook, d resultsDrawing, is results.Publication) {
	for _, o := range outlooks {
		for i := range page.Panels {
			if drawn := &page.Panels[i]; drawn.panel.ID() == o.Panel {
				drawn.Warns = d.warns(drawn.panel, o, is.Threshold)
			}
		}
	}
}
