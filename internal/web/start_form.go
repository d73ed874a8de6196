package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
)

// showOwnForm shows a founder the form as it is, open or not.
func (f *founders) showOwnForm(c *gin.Context, _ visit) error {
	open, err := f.formOf(c)
	if err != nil {
		return err
	}
	return f.site.showOnly(c, open)
}

// showWithoutSending shows the form of a survey that is not kept anywhere.
func (site *Site) showWithoutSending(c *gin.Context, s *survey.Survey) error {
	f, err := site.newForm(s)
	if err != nil {
		return err
	}
	return site.showOnly(c, f)
}

// showOnly draws all of a form on one page, from which nothing can be sent or kept.
func (site *Site) showOnly(c *gin.Context, f *form) error {
	s := site.inLanguage(c, f.survey, c.Query(languageKey))
	content := newFormPage(s, site.words(s.Language), nil, filling{})
	content.Preview, content.Scripts = true, f.scripts
	if c.Request.Method == http.MethodGet {
		content.Tongues = site.tongues(s, c.Request.URL.Query())
	}
	header := c.Writer.Header()
	header["Content-Security-Policy"] = []string{strings.Replace(f.policy[0], "form-action 'self'", "form-action 'none'", 1)}
	c.Header("X-Robots-Tag", "noindex")
	return site.render(c, http.StatusOK, content)
}
