package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
)

// form is a survey as it is served.
type form struct {
	survey   *survey.Survey
	version  string
	policy   []string // what a browser may load for its pages
	edition  atomic.Pointer[edition]
	scripts  []template.JS
	shuffled bool // some options are shown in another order to everybody
	privacy  bool // there is a notice
	buffers  sync.Pool
}

func (site *Site) newForm(s *survey.Survey) (*form, error) {
	f := &form{survey: s, version: s.Version(), shuffled: isShuffled(s), privacy: s.Privacy != ""}
	hung := hangingOf(s)
	f.scripts = site.scriptsOf(s)
	f.policy = []string{site.formPolicy(hung.style(), f.scripts)}
	f.buffers.New = func() any { return new([]byte) }
	f.edition.Store(newEdition(nil))
	// Nobody is to be the first to meet a mistake in a template.
	_, _, err := site.renderSheet(f, sheetKey{language: s.Language}, nil)
	return f, err
}

// setFull says which places are taken. The pages are drawn anew when that has changed.
func (f *form) setFull(full places) {
	if !f.edition.Load().full.equal(full) {
		f.edition.Store(newEdition(full))
	}
}

// scriptsOf are the enhancements that a form has a use for.
func (site *Site) scriptsOf(s *survey.Survey) []template.JS {
	var all []template.JS
	if slices.ContainsFunc(s.Questions, func(q *survey.Question) bool { return q.Kind == survey.Ranking }) {
		all = append(all, site.pages.script["rank"])
	}
	return all
}

func isShuffled(s *survey.Survey) bool {
	return slices.ContainsFunc(s.Questions, func(q *survey.Question) bool { return q.Shuffle })
}

// orderOf is the order of shuffled options that the respondent with that response id is shown, from
// 1; 0 when the form has none. It follows from the id, so that whoever reloads sees the same.
func (f *form) orderOf(id string) int {
	if !f.shuffled || id == "" {
		return 0
	}
	return int(id[0])%survey.Variants + 1
}

// giveForm answers with the empty form: its first step, if it has several. It comes from what is drawn
// already, unless the links to its other languages have to carry on what the visitor's link says.
func (site *Site) giveForm(c *gin.Context, f *form, s *survey.Survey, with carried) error {
	if query := c.Request.URL.Query(); len(s.Languages) > 1 && carriesMore(query) {
		content := site.draw(f, s, 0, filling{full: f.edition.Load().full, order: f.orderOf(with.id)})
		content.Tongues = site.tongues(s, query)
		return site.showDrawn(c, http.StatusOK, f, content, with)
	}
	chosen := negotiate(c.Request.Header["Accept-Encoding"])
	page, end, err := site.sheet(f, sheetKey{s.Language, f.orderOf(with.id), chosen})
	if err != nil {
		return err
	}
	buffer := f.buffers.Get().(*[]byte)
	defer f.buffers.Put(buffer)
	*buffer = page.appendTo((*buffer)[:0], with.fields()+end)
	header := c.Writer.Header()
	header["Content-Security-Policy"] = f.policy
	site.framed(c, f.survey)
	header["Content-Type"] = htmlType
	header["Cache-Control"] = noStore // a page given out twice would make two people one response
	header["Vary"] = varyEncoding
	if len(s.Languages) > 1 {
		header["Vary"] = varyLanguage
	}
	if chosen != identity {
		header["Content-Encoding"] = []string{string(chosen)}
	}
	header["Content-Length"] = []string{strconv.Itoa(len(*buffer))}
	c.Status(http.StatusOK)
	_, _ = c.Writer.Write(*buffer) // the visitor has gone; there is nobody to tell
	return nil
}

// form finds the survey in the request's path.
func (site *Site) form(c *gin.Context) (*form, error) {
	f := site.forms[c.Param("survey")]
	if f == nil {
		return nil, notFound("There is no form at this address. Check it letter by letter, or ask the person who gave it to you.")
	}
	return f, nil
}

// showStep shows one step of a form in pages, from 0, with what a person typed, under an alert. The
// step after the last asks for nothing but to send.
func (site *Site) showStep(c *gin.Context, status int, posted submission, step int, a *alert) error {
	with, s := posted.carried, posted.survey
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
	var content formPage
	if s.Layout == survey.Pages {
		content = newStepPage(s, said, at, given)
	} else {
		content = newFormPage(s, said, nil, given)
	}
	content.Scripts = f.scripts
	if f.privacy {
		content.Privacy = "/s/" + s.ID + "/privacy"
	}
	return content
}

// tailMark stands where the fields go that differ from person to person.
const tailMark = "<!--tail-->"

// renderSheet draws an empty form up to those fields, and what follows them.
func (site *Site) renderSheet(f *form, key sheetKey, full places) (start []byte, end string, err error) {
	s := f.survey.In(key.language)
	empty := site.draw(f, s, 0, filling{full: full, order: key.order})
	empty.Tongues, empty.Tail = site.tongues(s, nil), tailMark
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
