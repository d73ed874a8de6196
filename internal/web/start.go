package web

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/survey"
)

// surveyRooms are the pages on which surveys are started and changed; there are none where nothing can be
// kept.
func (f *founders) surveyRooms() []room {
	if f.config.PutSurvey == nil {
		return nil
	}
	const topics, definition = "/surveys/new/topics", "/surveys/:survey/definition"
	return []room{
		{http.MethodGet, "/surveys/new", f.writing(f.showStart)},
		{http.MethodGet, topics, f.writing(f.showTopics)},
		{http.MethodPost, topics, f.writing(f.takeTopics)},
		{http.MethodGet, definition, f.writing(f.showDefinition)},
		{http.MethodPost, definition, f.writing(f.takeDefinition)},
		{http.MethodGet, "/surveys/:survey/definition.yaml", f.writing(f.sendDefinition)},
		{http.MethodGet, "/surveys/:survey/form", f.writing(f.showOwnForm)},
	}
}

// writing lets founders in and nobody else.
func (f *founders) writing(enter func(*gin.Context, visit) error) func(*gin.Context, visit) error {
	return func(c *gin.Context, v visit) error {
		if v.person.Role != account.Founder {
			return &fault{status: http.StatusForbidden, title: "Only founders change surveys",
				words: []string{"Your account may read the counts and the answers. Ask a founder to change what is asked."}}
		}
		return enter(c, v)
	}
}

// writes tells whether a person is shown the way to these pages.
func (f *founders) writes(p *account.Person) bool {
	return f.config.PutSurvey != nil && p != nil && p.Role == account.Founder
}

// startPage offers the ways to begin a survey.
type startPage struct {
	shell
	Imports bool
}

func (startPage) view() string { return "founder/start" }

func (f *founders) showStart(c *gin.Context, v visit) error {
	return f.site.render(c, http.StatusOK, startPage{f.shell(&v.person), f.config.Import != nil})
}

// put keeps a survey that somebody changed, and notes who did.
func (f *founders) put(c *gin.Context, v visit, s *survey.Survey, what string) error {
	if err := f.config.PutSurvey(c.Request.Context(), s); err != nil {
		return err
	}
	f.noteSurvey(v, s, what)
	return nil
}

// noteSurvey tells the operator who made or changed a survey.
func (f *founders) noteSurvey(v visit, s *survey.Survey, what string) {
	f.site.config.Log.Info(what, slog.String("survey", s.ID), slog.String("version", s.Version()), slog.Int64("person", v.person.ID))
}
