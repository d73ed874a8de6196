package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/survey"
)

// step is the one that was filled in. The one behind the last asks for nothing but to send.
func (p *submission) step() survey.Step {
	if steps := p.survey.Steps(); p.at < len(steps) {
		return steps[p.at]
	}
	return survey.Step{}
}

// nearStep is the step with a number that anybody may have made up.
func (p *submission) nearStep(at int) int {
	if p.survey.Layout != survey.Pages {
		return 0
	}
	return min(max(at, 0), len(p.survey.Steps()))
}

// turn takes one step of a form in pages: it leads on, back, or stores everything.
func (site *Site) turn(c *gin.Context, posted submission) error {
	if posted.lost && posted.at > 0 {
		return site.withoutDraft(c, posted)
	}
	if posted.button == goBack {
		to, ok := response.PreviousStep(posted.survey, posted.given, posted.at)
		if !ok {
			to = posted.at
		}
		return site.turnTo(c, posted, to)
	}
	if here := posted.problems.In(posted.step().Questions); len(here) > 0 {
		posted.problems = here
		return site.showStep(c, http.StatusUnprocessableEntity, posted, posted.at, nil)
	}
	to, more := response.NextStep(posted.survey, posted.given, posted.at)
	if !more {
		to = len(posted.survey.Steps())
	}
	// An answer on the last page may have opened another one; and where nothing is left after a page
	// that seemed not to be the last, nobody expects that “next” sends everything.
	if more || posted.button == goNext && posted.at != to {
		return site.turnTo(c, posted, to)
	}
	return site.finish(c, posted)
}

// turnTo keeps what was filled in and leads to a step, at an address that can be reloaded. Where there
// is no room for one more draft the step is shown at once, and the form carries the others with it.
func (site *Site) turnTo(c *gin.Context, posted submission, to int) error {
	further := to > posted.reached
	err := site.keep(c.Request.Context(), &posted, to)
	aloft := posted.draft == "" && noRoom(err)
	if err != nil && !aloft {
		return site.keepForm(c, posted, err)
	}
	if further {
		site.visits.view(posted.survey, posted.source, to, posted.now)
	}
	if aloft {
		return site.showStep(c, http.StatusOK, posted, to, nil)
	}
	return goTo(c, draftAddress(posted.survey.ID, posted.draft)+"?step="+strconv.Itoa(to))
}

// showProblems shows the form again with what is to be mended: all of it, or the first step with a
// problem.
func (site *Site) showProblems(c *gin.Context, posted submission) error {
	if posted.survey.Layout != survey.Pages {
		return site.showStep(c, http.StatusUnprocessableEntity, posted, 0, nil)
	}
	to := max(posted.problems.Step(posted.survey), 0)
	err := site.keep(c.Request.Context(), &posted, to)
	if err != nil && !(posted.draft == "" && noRoom(err)) {
		return site.keepForm(c, posted, err)
	}
	return site.showStep(c, http.StatusUnprocessableEntity, posted, to, nil)
}

// withoutDraft answers a step of a form whose draft is gone. That is so when the form was sent twice in a
// row; then the receipt is shown, unless somebody else's answers stand on this step, or nothing from which
// that could be told. Or its time is over, or it was deleted: then this step is all there is, and what was
// filled in before is asked again.
func (site *Site) withoutDraft(c *gin.Context, posted submission) error {
	token, sum := site.key.receipt(posted.survey.ID, posted.id)
	stored, err := site.storedAs(c.Request.Context(), sum)
	switch {
	case err != nil:
		return site.keepForm(c, posted, err)
	case stored != nil && posted.saidBy(stored):
		return thank(c, token)
	case stored != nil && posted.silent():
		return site.showStop(c, http.StatusGone, posted.survey, gonePage(posted.survey, posted.said))
	case stored != nil:
		posted.renew(site)
	}
	posted.given.NotShown = nil // nobody knows any more
	return site.showStep(c, http.StatusGone, posted, posted.at, &alert{
		Title: posted.said.Say("flow.lost_title"), Words: []string{posted.said.Say("flow.lost")},
	})
}
