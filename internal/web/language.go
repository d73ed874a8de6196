package web

import (
	"maps"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// words are what Muster says on pages in that language.
func (site *Site) words(tag string) *words.Words { return site.spoken.In(tag) }

// visitorWords are what Muster says to a visitor on a page that belongs to no survey: in the language
// the link asks for, or else the browser.
func (site *Site) visitorWords(c *gin.Context) *words.Words {
	return site.words(words.Choose(site.spoken.Languages(), c.Query(languageKey), c.GetHeader("Accept-Language")))
}

// inLanguage gives a survey in the language that a visitor asks for by name, or else by the browser.
func (site *Site) inLanguage(c *gin.Context, s *survey.Survey, named string) *survey.Survey {
	if len(s.Languages) < 2 {
		return s
	}
	return s.In(words.Choose(s.Languages, named, c.GetHeader("Accept-Language")))
}

// languageOf is what a form carries of its language: nothing when there is no other.
func languageOf(s *survey.Survey) string {
	if len(s.Languages) < 2 {
		return ""
	}
	return s.Language
}

const languageKey = "lang" // of an address

// tongue is a language the form is given in.
type tongue struct {
	Tag, Name, Direction string
	Address              string // "" for the language of the page
}

// tongues are links to the same page in the languages of the survey. They keep what else stands in
// the address; nil when there is no choice.
func (site *Site) tongues(s *survey.Survey, query url.Values) []tongue {
	if len(s.Languages) < 2 {
		return nil
	}
	var all []tongue
	for _, tag := range s.Languages {
		t := tongue{Tag: tag, Name: words.Name(tag), Direction: words.Direction(tag)}
		if tag != s.Language {
			kept := maps.Clone(query)
			if kept == nil {
				kept = url.Values{}
			}
			kept.Set(languageKey, tag)
			t.Address = "?" + kept.Encode()
		}
		all = append(all, t)
	}
	return all
}

// carriesMore tells whether an address says more than the language.
func carriesMore(query url.Values) bool {
	return len(query) > 1 || len(query) == 1 && !query.Has(languageKey)
}
