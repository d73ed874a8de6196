package web

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/poster"
	"muster/internal/survey"
	"muster/internal/words"
)

// posterPage is a sheet to print, in the language of the form.
type posterPage struct {
	shell
	Words     *words.Words
	Direction string
	Title     survey.Text
	Intro     string // the first paragraph
	Groups    []survey.Text
	Address   string
	Code      template.HTML // an SVG of our own making
	Back      string
}

func (posterPage) view() string { return "founder/poster" }

func (f *founders) showPoster(c *gin.Context, v visit) error {
	h, err := f.readHandout(c)
	if err != nil {
		return err
	}
	code, err := poster.NewCode(f.address(c, h))
	if err != nil {
		return notFound("The address of this form is too long for a code. Give the survey a short name with “short:” in its file.")
	}
	language := h.language
	if language == "" {
		language = h.survey.Language
	}
	s := h.survey.In(language)
	page := posterPage{
		shell: f.shell(&v.person), Words: f.site.words(s.Language), Direction: words.Direction(s.Language), Title: s.Title,
		Groups: offered(s), Address: withoutScheme(withoutQuery(f.address(c, h))), Code: template.HTML(code.SVG()),
		Back: withQuery("/surveys/"+s.ID+"/share", h.query()),
	}
	if intro := paragraphs(s.Intro); len(intro) > 0 {
		page.Intro = intro[0]
	}
	return f.site.render(c, http.StatusOK, page)
}

// withoutQuery is the address that people can type; the code alone carries the source.
func withoutQuery(address string) string {
	path, _, _ := strings.Cut(address, "?")
	return path
}

const mostOffered = 8

// offered is what a passer-by could come for: the categories of the topics, else the topics.
func offered(s *survey.Survey) []survey.Text {
	topics := s.ByPurpose(survey.Topic)
	if topics == nil {
		return nil
	}
	var labels []survey.Text
	for _, g := range topics.Groups {
		labels = append(labels, g.Label)
	}
	for _, o := range topics.Options {
		if len(topics.Groups) == 0 && !o.Written && !o.Exclusive {
			labels = append(labels, o.Label)
		}
	}
	return labels[:min(len(labels), mostOffered)]
}
