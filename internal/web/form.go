package web

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// form is a survey as it is served. All of its page but the end is the same for everybody, so that
// part is rendered and compressed once.
type form struct {
	survey  *survey.Survey
	version string
	page    map[coding]*stitched
	end     string // what follows the fields that differ
	buffers sync.Pool
}

// tailMark stands where the fields go that differ from person to person.
const tailMark = "<!--tail-->"

func newForm(pages *pages, s *survey.Survey, said *words.Words) (*form, error) {
	empty := newFormPage(s, said, filling{})
	empty.Tail = tailMark
	var rendered bytes.Buffer
	if err := pages.execute(&rendered, empty); err != nil {
		return nil, err
	}
	start, end, found := bytes.Cut(rendered.Bytes(), []byte(tailMark))
	if !found {
		return nil, fmt.Errorf("the form's template shows no tail")
	}
	f := &form{survey: s, version: s.Version(), end: string(end), page: map[coding]*stitched{}}
	f.buffers.New = func() any { return new([]byte) }
	for _, c := range codings {
		var err error
		if f.page[c], err = newStitched(c, start); err != nil {
			return nil, fmt.Errorf("compress: %w", err)
		}
	}
	return f, nil
}

// tail is the fields that differ: the response's id, and when the page was given out.
func (site *Site) tail(f *form, id, stamp string) string {
	return `<input type="hidden" name="_id" value="` + id + `"><input type="hidden" name="_t" value="` + stamp + `">`
}

// showForm answers with the empty form, or with why there is none now.
func (site *Site) showForm(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	if phase := f.survey.PhaseAt(site.config.Now()); phase != survey.Open {
		return site.render(c, http.StatusOK, newClosedPage(f.survey, site.words(f.survey.Language), phase))
	}
	id := response.NewID(site.config.Random)
	stamp := site.key.stamp(f.survey.ID, id, site.config.Now())
	site.writeForm(c, f, site.tail(f, id, stamp)+f.end)
	return nil
}

func (site *Site) writeForm(c *gin.Context, f *form, tail string) {
	chosen := negotiate(c.Request.Header["Accept-Encoding"])
	buffer := f.buffers.Get().(*[]byte)
	defer f.buffers.Put(buffer)
	*buffer = f.page[chosen].appendTo((*buffer)[:0], tail)
	header := c.Writer.Header()
	header["Content-Type"] = htmlType
	header["Cache-Control"] = noStore // a page given out twice would make two people one response
	header["Vary"] = varyEncoding
	if chosen != identity {
		header["Content-Encoding"] = []string{string(chosen)}
	}
	header["Content-Length"] = []string{strconv.Itoa(len(*buffer))}
	c.Status(http.StatusOK)
	_, _ = c.Writer.Write(*buffer) // the visitor has gone; there is nobody to tell
}

// form finds the survey in the request's path.
func (site *Site) form(c *gin.Context) (*form, error) {
	f := site.forms[c.Param("survey")]
	if f == nil {
		return nil, notFound("There is no form at this address. Check it letter by letter, or ask the person who gave it to you.")
	}
	return f, nil
}

// showFilled shows the form with what a person typed, under an alert.
func (site *Site) showFilled(c *gin.Context, status int, posted submission, a *alert) error {
	content := newFormPage(posted.form.survey, site.words(posted.form.survey.Language), filling{posted.values, posted.problems})
	if a != nil {
		content.Alert = a
	}
	// Both have been checked: neither holds a character that HTML knows.
	content.Tail = template.HTML(site.tail(posted.form, posted.id, posted.stamp))
	return site.render(c, status, content)
}
