package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
)

// showStep shows one step of a form in pages, from 0, with what a person typed, under an alert. The
// step after the last asks for nothing but to send.
func (site *Site) showStep(c *gin.Context, status int, posted submission, step int, a *alert) error {
	with, s := posted.carried, posted.survey
	with.elsewhere = posted.elsewhere(step)
	content := site.draw(posted.form, s, step, filling{
		values: posted.values, problems: posted.problems, hidden: setOf(posted.given.NotShown),
		full: posted.form.edition.Load().full, order: posted.form.orderOf(with.id),
	})
	if a != nil {
		content.Alert = a
	}
	if c.Request.Method == http.MethodGet {
		content.Tongues = site.tongues(s, c.Request.URL.Query())
	}
	return site.showDrawn(c, status, posted.form, content, with)
}

func setOf(ids []string) map[string]bool {
	set := map[string]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// showDrawn answers with a form drawn for this request.
func (site *Site) showDrawn(c *gin.Context, status int, f *form, content formPage, with carried) error {
	content.Tail = template.HTML(with.fields()) // none of it holds a character that HTML knows
	c.Writer.Header()["Content-Security-Policy"] = f.policy
	site.framed(c, f.survey)
	return site.render(c, status, content)
}

// draw makes the page of a form: the step with that number, if it is in steps.
func (site *Site) draw(f *form, s *survey.Survey, at int, given filling) formPage {
	said := site.words(s.Language)
	given.privacy = privacyAddress(f, s)
	var content formPage
	if s.Layout == survey.Pages {
		content = newStepPage(s, said, at, given)
	} else {
		content = newFormPage(s, said, nil, given)
	}
	content.Scripts = f.scripts
	if len(content.Intro) > 0 {
		content.Summary = content.Intro[0]
	}
	if site.config.BaseURL != "" {
		content.Picture = site.config.BaseURL + "/s/" + s.ID + "/picture.png"
		content.Public = site.config.BaseURL + formPath(s)
	}
	if site.config.SaveDraft != nil {
		content.Draft, content.Keep = "/s/"+s.ID+"/draft", "/s/"+s.ID+"/save"
	}
	return content
}

// scriptsOf are the enhancements that a form has a use for.
func (site *Site) scriptsOf(s *survey.Survey) []template.JS {
	var all []template.JS
	use := func(name string, useful bool) {
		if script := site.pages.script[name]; useful && script != "" {
			all = append(all, script)
		}
	}
	use("rank", slices.ContainsFunc(s.Questions, func(q *survey.Question) bool { return q.Kind == survey.Ranking }))
	use("save", site.config.SaveDraft != nil || site.config.AddVisits != nil)
	use("work", s.Rules.ProofOfWork)
	return all
}

// tailMark stands where the fields go that differ from person to person.
const tailMark = "<!--tail-->"

// renderSheet draws an empty form up to those fields, and what follows them.
func (site *Site) renderSheet(f *form, key sheetKey, full places) (start []byte, end string, err error) {
	s := f.survey.In(key.language)
	empty := site.draw(f, s, 0, filling{full: full, order: key.order})
	empty.Tongues, empty.Tail = site.tongues(s, nil), tailMark
	empty.Started = site.noticed(s)
	var rendered bytes.Buffer
	if err := site.pages.execute(&rendered, empty); err != nil {
		return nil, "", err
	}
	start, rest, found := bytes.Cut(rendered.Bytes(), []byte(tailMark))
	if !found {
		return nil, "", fmt.Errorf("the form's template shows no tail")
	}
	return start, string(rest), nil
}

// noticed is where a script may say that somebody began with a form. One in pages tells by its second.
func (site *Site) noticed(s *survey.Survey) string {
	if site.config.AddVisits == nil || s.Layout == survey.Pages {
		return ""
	}
	return "/s/" + s.ID + "/started"
}
