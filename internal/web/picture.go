package web

import (
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"github.com/gin-gonic/gin"

	"muster/internal/poster"
	"muster/internal/survey"
)

// pictures are what other sites show beside a link to one form, drawn when the first asks.
type pictures struct {
	mu    sync.Mutex
	drawn map[string][]byte // guarded by mu; by language
}

func (p *pictures) of(s *survey.Survey, address string) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if data := p.drawn[s.Language]; data != nil {
		return data, nil
	}
	picture := poster.Picture{Title: string(s.Title), Address: address}
	if intro := paragraphs(s.Intro); len(intro) > 0 && isOpenToAll(s) {
		picture.Line = intro[0]
	}
	data, err := picture.Draw()
	if err != nil {
		return nil, fmt.Errorf("draw the picture of survey %q: %w", s.ID, err)
	}
	if p.drawn == nil {
		p.drawn = map[string][]byte{}
	}
	p.drawn[s.Language] = data
	return data, nil
}

// isOpenToAll tells whether anybody may read the form. Otherwise all that is told of it is its title.
func isOpenToAll(s *survey.Survey) bool { return s.Rules.AccessWord == "" && !s.Rules.Invited }

// sendPicture answers with the picture beside a link.
func (site *Site) sendPicture(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	s := f.survey.In(c.Query("lang"))
	data, err := f.pictures.of(s, site.foot(s))
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "public, max-age=3600")
	c.Header("Cross-Origin-Resource-Policy", "cross-origin") // it is made for other sites
	c.Data(http.StatusOK, "image/png", data)
	return nil
}

// foot is the address that the picture shows. It is never taken from a request: the picture is kept,
// and anybody can write anything into a Host header.
func (site *Site) foot(s *survey.Survey) string {
	if site.config.BaseURL == "" {
		return ""
	}
	return withoutScheme(site.config.BaseURL + formPath(s))
}

// formPath is the shortest path to a form.
func formPath(s *survey.Survey) string {
	if s.Rules.Short != "" {
		return "/" + url.PathEscape(s.Rules.Short)
	}
	return "/s/" + url.PathEscape(s.ID)
}
