package web

import (
	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// words are what Muster says on pages in that language.
func (site *Site) words(tag string) *words.Words { return site.spoken.In(tag) }

// visitorWords are what Muster says to a visitor on a page that belongs to no survey: in the language
// the link asks for, or else the browser.
func (site *Site) visitorWords(c *gin.Context) *words.Words {
	return site.words(words.Choose(site.spoken.Languages(), c.Query("lang"), c.GetHeader("Accept-Language")))
}

// inLanguage gives a survey in the language that a visitor asks for by name, or else by the browser.
func (site *Site) inLanguage(c *gin.Context, s *survey.Survey, named string) *survey.Survey {
	if len(s.Languages) < 2 {
		return s
	}
	return s.In(words.Choose(s.Languages, named, c.GetHeader("Accept-Language")))
}
