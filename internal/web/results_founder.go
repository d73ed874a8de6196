package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/results"
	"muster/internal/survey"
)

// publishingRooms are the pages about what is public; there are none where nothing can be.
func (f *founders) publishingRooms() []room {
	if !f.site.publishes() {
		return nil
	}
	return []room{
		{http.MethodGet, "/surveys/:survey/results", f.showPublishing},
		{http.MethodPost, "/surveys/:survey/results", f.takePublishing},
		{http.MethodGet, "/surveys/:survey/results/preview", f.showPreview},
	}
}

// publishing is what a request about a publication needs.
type publishing struct {
	survey      *survey.Survey
	publication *publication
	now         *published
	wish        results.Wish
	visit       visit
}

// publishing makes sense of a request; values are what was chosen, if anything was.
func (f *founders) publishing(c *gin.Context, v visit, values url.Values) (publishing, error) {
	open, err := f.formOf(c)
	if err != nil {
		return publishing{}, err
	}
	p := publishing{survey: open.survey, publication: open.publication, visit: v}
	if p.now, err = p.publication.current(c.Request.Context()); err != nil {
		return p, err
	}
	p.wish = results.Wish{Panels: p.now.is.Panels, Threshold: p.now.is.Threshold, Batch: p.now.is.Batch}
	if values.Has("batch") || values.Has("panel") {
		p.wish = results.Wish{Panels: values["panel"], Threshold: people(values.Get("threshold")), Batch: people(values.Get("batch"))}
	}
	if p.now.is.Settled() && !values.Has("threshold") {
		p.wish.Threshold = p.now.is.Threshold // it is not asked for any more
	}
	return p, nil
}

// people reads a number of people; -1 where it is none.
func people(typed string) int {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		return -1
	}
	return n
}

func (f *founders) showPublishing(c *gin.Context, v visit) error {
	p, err := f.publishing(c, v, nil)
	if err != nil {
		return err
	}
	return f.renderPublishing(c, http.StatusOK, p, nil)
}

func (f *founders) renderPublishing(c *gin.Context, status int, p publishing, problems []results.Problem) error {
	page, err := f.publishPage(c, p)
	if err != nil {
		return err
	}
	for _, problem := range problems {
		field := problem.Field
		if field == "panels" && len(page.Alone) > 0 {
			field = "panel-" + page.Alone[0].ID
		}
		page.Problems = append(page.Problems, fieldProblem{field, problem.Message})
	}
	return f.site.render(c, status, page)
}
