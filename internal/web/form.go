package web

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
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
	buffers  sync.Pool
	prose    map[string]prose // by language
	pictures pictures

	// What outlives the versions of the survey.
	seats       *seats
	publication *publication
}

func (site *Site) newForm(s *survey.Survey) (*form, error) {
	f := &form{survey: s, version: s.Version(), shuffled: isShuffled(s)}
	hung := hangingOf(s)
	f.scripts = site.scriptsOf(s)
	f.policy = []string{site.formPolicy(hung.style(), f.scripts)}
	var err error
	if f.prose, err = site.receipts.prosesOf(s); err != nil {
		return nil, err
	}
	f.buffers.New = func() any { return new([]byte) }
	f.edition.Store(newEdition(nil))
	// Nobody is to be the first to meet a mistake in a template.
	_, _, err = site.renderSheet(f, sheetKey{language: s.Language}, nil)
	return f, err
}

// setFull says which places are taken. The pages are drawn anew when that has changed.
func (f *form) setFull(full places) {
	if !f.edition.Load().full.equal(full) {
		f.edition.Store(newEdition(full))
	}
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
	return strings.IndexByte(idLetters, id[0])%survey.Variants + 1
}

// idLetters are those of a response's id. Every order has the same number of them.
const idLetters = "abcdefghijklmnopqrstuvwxyz234567"

// forBack lets a browser keep an empty form for its Back button alone: whoever sends, goes back and sends
// again does so under the same id and is counted once. Anything but going back fetches another form, as
// a page given out twice would make two people one response. It is not no-cache, which over HTTPS some
// browsers take for no-store when they go back.
var forBack = []string{"private, max-age=0"}

// giveForm answers with the empty form: its first step, if it has several. It comes from what is drawn
// already, unless the links to its other languages have to carry on what the visitor's link says.
func (site *Site) giveForm(c *gin.Context, f *form, s *survey.Survey, with carried) error {
	if query := c.Request.URL.Query(); len(s.Languages) > 1 && carriesMore(query) {
		content := site.draw(f, s, 0, filling{full: f.edition.Load().full, order: f.orderOf(with.id)})
		content.Tongues, content.Started = site.tongues(s, query), site.noticed(s)
		c.Writer.Header()["Cache-Control"] = forBack
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
	header["Cache-Control"] = forBack
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
	f := site.served.Load().forms[c.Param("survey")]
	if f == nil {
		return nil, missing("faults.no_form")
	}
	return f, nil
}
