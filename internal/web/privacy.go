package web

import (
	"html/template"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// privacyPage says what becomes of the data that a form takes.
type privacyPage struct {
	Words   *words.Words
	Title   survey.Text
	Tongues []tongue
	Notice  template.HTML // of the survey; "" when it gives none
	Treated []string
	Kept    []string
	Back    string
}

func (privacyPage) view() string { return "privacy" }

// showPrivacy answers whether the form is open or not: people ask later as well.
func (site *Site) showPrivacy(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	s := site.inLanguage(c, f.survey, c.Query(languageKey))
	said := site.words(s.Language)
	site.framed(c, s)
	return site.render(c, http.StatusOK, privacyPage{
		Words: said, Title: s.Title, Tongues: site.tongues(s, nil), Notice: f.prose[s.Language].privacy,
		Treated: site.treated(s, said), Kept: site.keptFor(s, said), Back: "/s/" + s.ID + inTongue(f, s),
	})
}

func (site *Site) treated(s *survey.Survey, said *words.Words) []string {
	keys := []string{"privacy.no_trace"}
	if s.ByPurpose(survey.Contact) != nil {
		keys = append(keys, "privacy.contact_apart")
	}
	if site.config.Revise != nil && site.config.Erase != nil {
		keys = append(keys, "privacy.own_link")
	}
	return say(said, keys...)
}

// privacyAddress is where the notice is, in the language of the page that leads there.
func privacyAddress(f *form, s *survey.Survey) string {
	return "/s/" + s.ID + "/privacy" + inTongue(f, s)
}

// inTongue keeps a language that is not the form's first one.
func inTongue(f *form, s *survey.Survey) string {
	if s.Language == f.survey.Language {
		return ""
	}
	return "?" + languageKey + "=" + url.QueryEscape(s.Language)
}
