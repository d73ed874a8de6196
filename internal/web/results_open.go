package web

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/results"
	"muster/internal/store"
)

// takePublishing opens the page, changes it or closes it.
func (f *founders) takePublishing(c *gin.Context, v visit) error {
	if v.person.Role != account.Founder {
		return &fault{status: http.StatusForbidden, title: "Only founders publish", words: []string{"Ask a founder to publish the results. You may look at the preview."}}
	}
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	p, err := f.publishing(c, v, values)
	if err != nil {
		return err
	}
	if values.Get("do") == "close" {
		return f.closeResults(c, p)
	}
	return f.openResults(c, p)
}

func (f *founders) openResults(c *gin.Context, p publishing) error {
	next, problems, err := p.open(c, f.site.config.Now())
	switch {
	case errors.Is(err, store.ErrStale):
		return changedMeanwhile()
	case err != nil:
		return err
	case len(problems) > 0:
		return f.renderPublishing(c, http.StatusUnprocessableEntity, p, problems)
	}
	f.site.config.Log.Info("results published", slog.String("survey", p.survey.ID), slog.Int64("person", p.visit.person.ID), slog.Int("panels", len(next.Panels)))
	told := "published"
	if p.now.open() {
		told = "updated"
	}
	return f.backToPublishing(c, p, told)
}

// open counts what is wished for and makes it public, in one step: what was counted and could not be kept
// nobody has seen.
func (p publishing) open(c *gin.Context, at time.Time) (results.Publication, []results.Problem, error) {
	ctx := c.Request.Context()
	p.publication.change.Lock()
	defer p.publication.change.Unlock()
	now, err := p.publication.read(ctx)
	if err != nil {
		return results.Publication{}, nil, err
	}
	next, problems := now.is.Wish(p.survey, p.wish)
	if len(problems) > 0 {
		return next, problems, nil
	}
	if next, _, err = p.publication.recount(ctx, next); err != nil {
		return next, nil, err
	}
	kept := now.kept
	kept.Person = p.visit.person.ID
	if !now.open() {
		kept.Opened = at
	}
	p.publication.tried = trial{}
	return next, nil, p.publication.save(ctx, kept, next)
}

func (f *founders) closeResults(c *gin.Context, p publishing) error {
	err := p.close(c)
	if errors.Is(err, store.ErrStale) {
		return changedMeanwhile()
	}
	if err != nil {
		return err
	}
	f.site.config.Log.Info("results closed", slog.String("survey", p.survey.ID), slog.Int64("person", p.visit.person.ID))
	return f.backToPublishing(c, p, "closed")
}

func (p publishing) close(c *gin.Context) error {
	ctx := c.Request.Context()
	p.publication.change.Lock()
	defer p.publication.change.Unlock()
	now, err := p.publication.read(ctx)
	if err != nil || !now.open() {
		return err
	}
	kept := now.kept
	kept.Opened, kept.Person = time.Time{}, p.visit.person.ID
	return p.publication.save(ctx, kept, now.is)
}

func (f *founders) backToPublishing(c *gin.Context, p publishing, told string) error {
	c.Redirect(http.StatusSeeOther, withQuery(surveyPath(p.survey, "results"), url.Values{toldKey: {told}}.Encode()))
	return nil
}

func toldOfPublishing(told string) string {
	switch told {
	case "published":
		return "The results are public"
	case "updated":
		return "The public results are as you chose"
	case "closed":
		return "The results are closed: nobody sees them any more"
	}
	return ""
}

func changedMeanwhile() *fault {
	return &fault{status: http.StatusConflict, title: "This was changed meanwhile",
		words: []string{"Another founder changed what is public while you did. Open the page again and look at it before you change it."}}
}
