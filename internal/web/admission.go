package web

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/words"
)

// turnAway answers a posted form that cannot be taken whatever it says; done is false for one that can.
func (site *Site) turnAway(c *gin.Context, posted submission) (done bool, err error) {
	switch phase := posted.survey.PhaseAt(posted.now); {
	case posted.trouble != nil:
		return true, site.keepForm(c, posted, posted.trouble)
	case phase != survey.Open:
		return true, site.sentOutsideItsTime(c, posted, phase)
	case !site.mayEnter(posted.survey, posted.access):
		return true, site.askForWord(c, http.StatusForbidden, newAccessAgain(posted))
	case posted.survey.Rules.Invited && posted.invitation == "":
		return true, site.giveBack(c, http.StatusForbidden, posted, uninvitedPage(posted.survey, posted.said))
	}
	return false, nil
}

// sentOutsideItsTime answers a form that was sent too early or too late. Whoever was not told that the
// answer arrived sends again, and it may be too late by then.
func (site *Site) sentOutsideItsTime(c *gin.Context, posted submission, phase survey.Phase) error {
	token, sum := site.key.receipt(posted.survey.ID, posted.id)
	if same, err := site.isStored(c.Request.Context(), posted, sum); err == nil && same {
		return thank(c, token)
	}
	return site.giveBack(c, http.StatusForbidden, posted, newClosedPage(posted.survey, posted.said, phase))
}

// refuse answers when a rule of the survey kept an answer out. Everything that was typed stays.
func (site *Site) refuse(c *gin.Context, posted submission, r response.Refusal) error {
	switch r.Reason {
	case response.OptionFull:
		return site.refuseOption(c, posted, r)
	case response.SurveyFull:
		posted.form.seats.full.Store(site.config.Count != nil) // whoever counts learns when it is over
		return site.giveBack(c, http.StatusForbidden, posted, fullPage(posted.survey, posted.said))
	case response.InvitationUsed:
		return site.giveBack(c, http.StatusForbidden, posted, spentPage(posted.survey, posted.said))
	case response.InvitationUnknown:
		return site.giveBack(c, http.StatusForbidden, posted, uninvitedPage(posted.survey, posted.said))
	case response.Erased:
		site.dropDraft(c, posted.draft)
		return site.render(c, http.StatusGone, sentAgainPage(posted.survey, posted.said))
	}
	return site.keepForm(c, posted, fmt.Errorf("refused for a reason that is not known: %d", r.Reason))
}

// refuseOption leads to the question where somebody was quicker.
func (site *Site) refuseOption(c *gin.Context, posted submission, r response.Refusal) error {
	if site.config.Taken != nil {
		posted.form.seats.mark(posted.form, place{r.Question, r.Option})
	}
	label := survey.Text(r.Option)
	if q := posted.survey.Question(r.Question); q != nil {
		o, _ := q.Option(r.Option)
		label = o.Label
	}
	posted.problems = response.Problems{{
		Question: r.Question, Message: survey.Text(posted.said.Say("flow.option_full", words.T("option", label))),
	}}
	return site.showProblems(c, posted)
}

// seats are how much of a survey's room is taken, as far as this site knows: only the store counts. What
// is known here keeps people from filling in a form that would be refused. They outlive the versions of the survey.
type seats struct {
	full atomic.Bool // the survey takes no more answers

	mu sync.Mutex // held by whoever changes the places of the form that are full
}

// mark notes that an option is full.
func (t *seats) mark(f *form, full place) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := places{full: true}
	maps.Copy(now, f.edition.Load().full)
	f.setFull(now)
}

// refreshSeats asks the store how full the surveys are. An answer that is erased gives its place back.
func (site *Site) refreshSeats(ctx context.Context) error {
	var errs []error
	for _, f := range site.served.Load().order {
		s := f.survey
		if site.config.Count != nil && s.Rules.Most > 0 {
			n, err := site.config.Count(ctx, s.ID)
			errs = append(errs, err)
			f.seats.full.Store(err == nil && n >= int64(s.Rules.Most))
		}
		if site.config.Taken != nil && hasQuotas(s) {
			taken, err := site.config.Taken(ctx, s.ID)
			errs = append(errs, err)
			if err == nil {
				f.seats.learn(f, taken)
			}
		}
	}
	return errors.Join(errs...)
}

// learn takes over what the store has counted.
func (t *seats) learn(f *form, taken map[store.Place]int) {
	full := places{}
	for _, q := range f.survey.Questions {
		for _, o := range q.Options {
			if o.Quota > 0 && taken[store.Place{Question: q.ID, Option: o.ID}] >= o.Quota {
				full[place{q.ID, o.ID}] = true
			}
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	f.setFull(full)
}

func hasQuotas(s *survey.Survey) bool {
	return slices.ContainsFunc(s.Questions, func(q *survey.Question) bool {
		return slices.ContainsFunc(q.Options, func(o survey.Option) bool { return o.Quota > 0 })
	})
}
