package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
)

// definitionPage is where a founder reads and changes a survey's file.
type definitionPage struct {
	surveyHead
	Path     string
	Told     string
	Problems problems
	State    string // whether the form takes answers, in words
	Closed   bool   // by hand, so that it can be opened by hand
	Version  string // of the survey that the text was made from
	Text     string
	Lines    int
	Orphans  []orphan // what has answers and is asked no more
	Form     string   // where the form is as people see it
	Address  string   // to hand out
}

func (definitionPage) view() string { return "founder/definition" }

func (f *founders) showDefinition(c *gin.Context, v visit) error {
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	page := f.definitionPage(c, v, s)
	page.Told = toldOfDefinition(c.Query(toldKey))
	return f.site.render(c, http.StatusOK, page)
}

func (f *founders) definitionPage(c *gin.Context, v visit, s *survey.Survey) definitionPage {
	path := surveyPath(s, "definition")
	page := definitionPage{
		surveyHead: f.surveyHead(s, &v.person, ""), Path: path, Closed: s.Closed, Version: s.Version(), Text: string(s.Source),
		Form: surveyPath(s, "form"), Address: f.site.base(c) + formPath(s),
	}
	page.State, _ = f.state(s)
	page.here(path)
	return page
}

func toldOfDefinition(told string) string {
	switch told {
	case "made":
		return "The survey is made. Nobody can fill it in yet: look at its form, correct what you like, and then open it"
	case "saved":
		return "The survey is asked as you wrote it, from now on"
	case "opened":
		return "The form is open. Hand out its address"
	case "closed":
		return "The form takes no more answers. Those that are here stay"
	}
	return ""
}

// sendDefinition sends the survey as a file.
func (f *founders) sendDefinition(c *gin.Context, _ visit) error {
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	c.Header("Content-Disposition", `attachment; filename="`+s.ID+`.yaml"`)
	c.Data(http.StatusOK, "application/yaml", s.Source)
	return nil
}
