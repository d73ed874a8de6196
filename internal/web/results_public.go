package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
)

// drawnResults are the pages of one state of a publication, each drawn for the first who asks for it.
type drawnResults struct {
	mu      sync.Mutex
	version string                 // of the survey that they speak of; guarded by mu
	pages   map[drawnKey]drawnPage // guarded by mu
}

// drawnKey is in what the pages of a state differ.
type drawnKey struct {
	language string
	open     bool // the form takes answers
	coding   coding
}

// drawnPage is a page as it is sent.
type drawnPage struct {
	content []byte
	tag     string
}

func resultsAddress(s *survey.Survey) string { return "/s/" + url.PathEscape(s.ID) + "/results" }

// showResults answers everybody with what is public, as it was counted last. It takes no filters.
func (site *Site) showResults(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	now, err := f.publication.current(c.Request.Context())
	if err != nil {
		return err
	}
	s := site.inLanguage(c, f.survey, c.Query(languageKey))
	if !now.open() {
		said := site.words(s.Language)
		return site.render(c, http.StatusNotFound, newStop(s, said, said.Say("results.closed_title"), said.Say("results.closed")))
	}
	key := drawnKey{s.Language, s.PhaseAt(site.config.Now()) == survey.Open, negotiate(c.Request.Header.Values("Accept-Encoding"))}
	page, err := site.drawResults(now, s, key)
	if err != nil {
		return err
	}
	sendDrawn(c, page, key.coding)
	return nil
}

// openResults is where a survey's results are, or "" while they are not public. A receipt does not fail
// because of them. s is the survey in the language of the page.
func (site *Site) openResults(c *gin.Context, f *form, s *survey.Survey) string {
	if f == nil || !site.publishes() {
		return ""
	}
	now, err := f.publication.current(c.Request.Context())
	site.note(c.Request.Context(), "public results not read", err)
	if err != nil || !now.open() {
		return ""
	}
	if len(s.Languages) > 1 {
		return withQuery(resultsAddress(s), url.Values{languageKey: {s.Language}}.Encode())
	}
	return resultsAddress(s)
}

// sendDrawn answers with a page that whoever has it must ask for again, because it may be taken back at
// any moment; that it has not changed is told in a few bytes.
func sendDrawn(c *gin.Context, page drawnPage, coded coding) {
	header := c.Writer.Header()
	header["Vary"] = varyLanguage
	header["Cache-Control"] = []string{"no-cache"}
	header["Etag"] = []string{page.tag}
	if holds(c.Request.Header.Values("If-None-Match"), page.tag) {
		c.Status(http.StatusNotModified)
		return
	}
	if coded != identity {
		header["Content-Encoding"] = []string{string(coded)}
	}
	c.Data(http.StatusOK, htmlType[0], page.content)
}

// drawResults gives a page of what is public.
func (site *Site) drawResults(now *published, s *survey.Survey, key drawnKey) (drawnPage, error) {
	now.pages.mu.Lock()
	defer now.pages.mu.Unlock()
	if version := s.Version(); now.pages.version != version {
		now.pages.version, now.pages.pages = version, map[drawnKey]drawnPage{}
	}
	if page, drawn := now.pages.pages[key]; drawn {
		return page, nil
	}
	content := newResultsPage(s, site.words(s.Language), now.is)
	content.Tongues = site.tongues(s, nil)
	if key.open {
		content.Form = formAddress(s)
		if len(s.Languages) > 1 {
			content.Form = withQuery(content.Form, url.Values{languageKey: {s.Language}}.Encode())
		}
	}
	var plain bytes.Buffer
	if err := site.pages.execute(&plain, content); err != nil {
		return drawnPage{}, err
	}
	page, err := compressed(plain.Bytes(), key.coding)
	if err != nil {
		return drawnPage{}, fmt.Errorf("compress the results of survey %q: %w", s.ID, err)
	}
	now.pages.pages[key] = page
	return page, nil
}

// compressed is a whole page in a coding, with its tag.
func compressed(plain []byte, c coding) (drawnPage, error) {
	const end = 1 // what a stitched page ends with may not be nothing
	start, rest := plain[:len(plain)-end], plain[len(plain)-end:]
	sewn, err := newStitched(c, start)
	if err != nil {
		return drawnPage{}, err
	}
	sum := sha256.Sum256(append([]byte(c), plain...))
	return drawnPage{sewn.appendTo(nil, string(rest)), `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}, nil
}
