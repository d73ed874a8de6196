package web

import (
	"html/template"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
)

const noFrames = "frame-ancestors 'none'"

// framed lets the survey's own list of sites show this page in a frame. Browsers say what they load a
// page for; one that is not for a frame keeps the strict policy, so that the list opens nothing else.
func (site *Site) framed(c *gin.Context, s *survey.Survey) {
	if len(s.Rules.Embed) == 0 || c.GetHeader("Sec-Fetch-Dest") != "iframe" {
		return
	}
	header := c.Writer.Header()
	policy := header.Get("Content-Security-Policy")
	header.Set("Content-Security-Policy", strings.Replace(policy, noFrames, "frame-ancestors "+strings.Join(s.Rules.Embed, " "), 1))
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// frameOf is the piece of HTML that shows the form inside another page.
func frameOf(address string, s *survey.Survey) string {
	return `<iframe src="` + template.HTMLEscapeString(address) + `" title="` + template.HTMLEscapeString(string(s.Title)) +
		`" style="width:100%;height:80vh;border:0" loading="lazy"></iframe>`
}
