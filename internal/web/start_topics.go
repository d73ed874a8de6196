package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/store"
	"muster/internal/survey"
)

// topicsPage makes a survey of a pasted list.
type topicsPage struct {
	shell
	Problems problems
	Title    string
	ID       string
	Zone     string
	Topics   string
	Roles    string
	Made     *outlinePage // what was understood; nil before anything was pasted
}

func (topicsPage) view() string { return "founder/start-topics" }

// outlinePage says what a list was understood as.
type outlinePage struct {
	Decisions []string
	Groups    []outlineGroup
	Asked     []survey.Text // what else the form asks
}

// outlineGroup is a category with its topics; Label is "" for topics without categories.
type outlineGroup struct {
	Label  survey.Text
	Topics []survey.Option
}

// sampleTopics is what a founder without a list begins with.
const sampleTopics = `## Getting started
- First steps for beginners
- Tools and how to choose them
- Learning paths and certificates

## In practice
- What worked at my place, and what did not
- Hands-on evening - bring a laptop and try it together
- Automation

## People
- Finding work and finding colleagues
- Speaking for the first time
`

const sampleRoles = "New to the subject\nPractitioner\nLead or manager\nTeacher or trainer\n"

func (f *founders) showTopics(c *gin.Context, v visit) error {
	page := topicsPage{shell: f.shell(&v.person), Zone: f.usualZone()}
	if c.Query("from") == "sample" {
		page.Topics, page.Roles = sampleTopics, sampleRoles
	}
	return f.site.render(c, http.StatusOK, page)
}

// usualZone is that of the first survey there is.
func (f *founders) usualZone() string {
	if order := f.site.served.Load().order; len(order) > 0 {
		return order[0].survey.Zone.String()
	}
	return "UTC"
}

// takeTopics shows what is understood, or the form itself, or keeps the survey.
func (f *founders) takeTopics(c *gin.Context, v visit) error {
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	page := topicsPage{
		shell: f.shell(&v.person), Title: spreadsheet.Line(values.Get("title")), ID: strings.TrimSpace(values.Get("id")),
		Zone: strings.TrimSpace(values.Get("time_zone")), Topics: values.Get("topics"), Roles: values.Get("roles"),
	}
	s := page.outline(f)
	switch {
	case s == nil:
		return f.site.render(c, http.StatusUnprocessableEntity, page)
	case values.Get("do") == "form":
		return f.site.showWithoutSending(c, s)
	case values.Get("do") != "make":
		return f.site.render(c, http.StatusOK, page)
	}
	f.site.writing.Lock()
	defer f.site.writing.Unlock()
	if f.site.survey(s.ID) != nil { // another founder was faster
		page.Problems = f.askedWrong(incoming{}, page.Zone, s.ID)
		return f.site.render(c, http.StatusUnprocessableEntity, page)
	}
	switch err := f.config.PutNewSurvey(c.Request.Context(), s); {
	case errors.Is(err, store.ErrTaken): // another process was, or an import
		page.Problems = problems{takenMeanwhile(s.ID)}
		return f.site.render(c, http.StatusConflict, page)
	case err != nil:
		return err
	}
	f.noteSurvey(v, s, "survey started")
	return backTo(c, surveyPath(s, "definition")+"?"+toldKey+"=made")
}

// outline makes the survey, or notes what is to be mended and gives nil.
func (page *topicsPage) outline(f *founders) *survey.Survey {
	if page.Title == "" {
		page.Problems = append(page.Problems, fieldProblem{"title", "Give the survey a title; it heads the form"})
	}
	page.Problems = append(page.Problems, f.askedWrong(incoming{}, page.Zone, page.ID)...)
	if len(page.Problems) == 0 && page.ID == "" {
		page.ID = f.freeName(page.Title)
	}
	zone, _ := loadZone(page.Zone) // said already
	s, decisions, err := importer.Outline(page.Topics, importer.OutlineConfig{
		ID: page.name(), Title: cmp.Or(page.Title, "Survey"), Zone: zone, Roles: page.Roles,
	})
	var many *importer.ManyTopicsError
	if errors.As(err, &many) {
		page.Made = &outlinePage{Decisions: many.Told, Groups: groupsOf(many.Question)}
	}
	if err != nil {
		page.Problems = append(page.Problems, outlineProblem(err))
		return nil
	}
	page.Made = &outlinePage{Decisions: decisions, Groups: groupsOf(s.ByPurpose(survey.Topic)), Asked: titlesBeside(s, survey.Topic)}
	if len(page.Problems) > 0 {
		return nil
	}
	return s
}

// name is one that a survey may have, whatever was typed: what the list means is worth showing all the same.
func (page *topicsPage) name() string {
	if survey.ValidID(page.ID) {
		return page.ID
	}
	return "survey"
}

// outlineProblem says at which of the lists something is to be mended.
func outlineProblem(err error) fieldProblem {
	var about importer.RolesError
	if errors.As(err, &about) {
		return fieldProblem{"roles", fmt.Sprintf("Roles: %v", about.Unwrap())}
	}
	said := err.Error()
	return fieldProblem{"topics", strings.ToUpper(said[:1]) + said[1:]}
}

// groupsOf are the options of a question in its groups, without the line for own words.
func groupsOf(q *survey.Question) []outlineGroup {
	var groups []outlineGroup
	labels := map[string]survey.Text{}
	for _, g := range q.Groups {
		labels[g.ID] = g.Label
	}
	at := "none yet"
	for _, o := range q.Options {
		if o.Written {
			continue
		}
		if o.Group != at || len(groups) == 0 {
			at, groups = o.Group, append(groups, outlineGroup{Label: labels[o.Group]})
		}
		last := &groups[len(groups)-1]
		last.Topics = append(last.Topics, o)
	}
	return groups
}

// titlesBeside are the titles of all questions but the one of that purpose.
func titlesBeside(s *survey.Survey, p survey.Purpose) []survey.Text {
	var titles []survey.Text
	for _, q := range s.Questions {
		if q.Purpose != p {
			titles = append(titles, q.Title)
		}
	}
	return titles
}
