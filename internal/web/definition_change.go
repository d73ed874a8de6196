package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/tally"
)

// takeDefinition opens or closes the form, or puts another text in the place of the survey's.
func (f *founders) takeDefinition(c *gin.Context, v visit) error {
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	f.site.writing.Lock()
	defer f.site.writing.Unlock()
	s, err := f.surveyOf(c)
	if err != nil {
		return err
	}
	switch values.Get("do") {
	case "open":
		return f.switchForm(c, v, s, false)
	case "close":
		return f.switchForm(c, v, s, true)
	}
	return f.rewrite(c, v, s, values)
}

// switchForm opens or closes the form by hand.
func (f *founders) switchForm(c *gin.Context, v visit, s *survey.Survey, closed bool) error {
	what, told := "survey opened", "opened"
	if closed {
		what, told = "survey closed", "closed"
	}
	if s.Closed != closed {
		next, err := withClosed(s, closed)
		if err != nil {
			return err
		}
		if err := f.put(c, v, next, what); err != nil {
			return err
		}
	}
	return backTo(c, surveyPath(s, "definition")+"?"+toldKey+"="+told)
}

// closedLine is where a survey's file says that it is closed.
var closedLine = regexp.MustCompile(`(?m)^closed:[ \t]*(?:true|false)[ \t]*(?:#.*)?\r?\n?`)

// withClosed is the survey with that line changed and nothing else, comments and all. A file that is written
// in some other way is written anew.
func withClosed(s *survey.Survey, closed bool) (*survey.Survey, error) {
	source := closedLine.ReplaceAll(s.Source, nil)
	if closed {
		source = append(bytes.TrimRight(source, "\r\n\t "), "\nclosed: true\n"...)
	}
	if next, problems := survey.Parse(s.ID, source); len(problems) == 0 && next.Closed == closed {
		return next, nil
	}
	other := *s
	other.Closed = closed
	source, err := survey.Write(&other, nil)
	if err != nil {
		return nil, err
	}
	next, problems := survey.Parse(s.ID, source)
	if len(problems) > 0 {
		return nil, fmt.Errorf("open or close survey %q: %w", s.ID, problems)
	}
	return next, nil
}

// rewrite keeps another version of the survey, if nothing speaks against it.
func (f *founders) rewrite(c *gin.Context, v visit, was *survey.Survey, values url.Values) error {
	page := f.definitionPage(c, v, was)
	page.Text = strings.ReplaceAll(values.Get("definition"), "\r\n", "\n")
	s, problems := survey.Parse("", []byte(page.Text))
	for _, p := range problems {
		page.Problems = append(page.Problems, fieldProblem{"definition", fmt.Sprintf("Line %d: %s", p.Line, p.Message)})
	}
	status := http.StatusUnprocessableEntity
	if len(problems) == 0 {
		against, err := f.against(c, was, s)
		if err != nil {
			return err
		}
		if page.Problems = against; len(against) == 0 && values.Get("keep") == "" {
			if page.Orphans, err = f.orphans(c.Request.Context(), was, s); err != nil {
				return err
			}
		}
	}
	if len(page.Orphans) > 0 {
		page.Problems = problemsOf(page.Orphans)
	}
	if base := values.Get("version"); base != was.Version() && len(page.Problems) == 0 && s.Version() != was.Version() {
		status = http.StatusConflict
		page.Problems = append(page.Problems, fieldProblem{"definition",
			"Somebody changed the survey while you did. Yours is below; download theirs and compare. If you save again, yours takes its place"})
	}
	if len(page.Problems) > 0 {
		return f.site.render(c, status, page)
	}
	if s.Version() != was.Version() {
		if err := f.put(c, v, s, "survey changed"); err != nil {
			return err
		}
	}
	return backTo(c, page.Path+"?"+toldKey+"=saved")
}

// against is what speaks against a sound file in the place of the survey.
func (f *founders) against(c *gin.Context, was, s *survey.Survey) (problems, error) {
	var all problems
	speak := func(format string, args ...any) {
		all = append(all, fieldProblem{"definition", fmt.Sprintf(format, args...)})
	}
	if s.ID != was.ID {
		speak("The id is “%s”, and this survey is “%s”. An id cannot change: receipts and answers hang on it. Start a new survey for another id", s.ID, was.ID)
	}
	if s.Layout == survey.Pages && !f.site.config.keepsDrafts() {
		speak("This service keeps no drafts, so a form cannot be in pages; remove layout: pages")
	}
	now := f.site.served.Load()
	if short := s.Rules.Short; short != "" {
		if other := now.short[short]; other != nil && other.survey.ID != was.ID {
			speak("The short address “%s” is that of survey “%s” already; choose another", short, other.survey.ID)
		} else if f.site.reserved[short] {
			speak("The short address “%s” is that of a page of Muster; choose another", short)
		}
	}
	if s.Synthetic == was.Synthetic {
		return all, nil
	}
	summary, err := f.config.Summary(c.Request.Context(), was.ID, tally.Filter{})
	if err != nil {
		return nil, f.uncounted(reading{survey: was}, err)
	}
	if summary.Responses > 0 {
		speak("The survey has %d answers. Made-up answers and real ones are never mixed, so synthetic stays as it is", summary.Responses)
	}
	return all, nil
}

// problemsOf leads to the box that must be ticked.
func problemsOf(orphans []orphan) problems {
	what := orphans[0].What + " is"
	if len(orphans) > 1 {
		what = fmt.Sprintf("%d questions and options are", len(orphans))
	}
	return problems{{"keep", "There are answers to what is asked no more: " + what + " not in the new text. Put it back, or say below that it is meant"}}
}
