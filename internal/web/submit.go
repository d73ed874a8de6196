package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/survey"
)

// submission is a posted form.
type submission struct {
	form     *form
	values   url.Values
	id       string
	stamp    string
	started  time.Time
	given    response.Given
	problems response.Problems
}

// takeForm stores an answer. It redirects to the receipt only when the answer is durable; in every
// other case what was typed is shown again.
func (site *Site) takeForm(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	now := site.config.Now()
	posted := site.read(f, values, now)
	token, sum := site.key.receipt(f.survey.ID, posted.id)
	if phase := f.survey.PhaseAt(now); phase != survey.Open {
		// Whoever was not told that the answer arrived sends again, and it may be too late by then.
		if same, err := site.isStored(c.Request.Context(), posted, sum); err == nil && same {
			return thank(c, token)
		}
		return site.refuseForm(c, posted, phase)
	}
	if len(posted.problems) > 0 {
		return site.showFilled(c, http.StatusUnprocessableEntity, posted, nil)
	}
	outcome, err := site.config.Submit(c.Request.Context(), posted.response(sum, now))
	if err = errors.Join(err, outcome.Err); err != nil {
		return site.keepForm(c, posted, err)
	}
	if outcome.Duplicate {
		same, err := site.isStored(c.Request.Context(), posted, sum)
		if err != nil {
			return site.keepForm(c, posted, err)
		}
		if !same {
			return site.offerAnother(c, posted)
		}
	}
	return thank(c, token)
}

// thank sends a person on to the receipt.
func thank(c *gin.Context, token string) error {
	header := c.Writer.Header()
	header["Location"] = []string{"/r/" + token}
	header["Cache-Control"] = noStore
	c.Status(http.StatusSeeOther)
	return nil
}

// read makes sense of a posted form. A response id that is missing or not one of ours costs the
// respondent nothing but the protection against sending twice: a new one is drawn.
func (site *Site) read(f *form, values url.Values, now time.Time) submission {
	posted := submission{form: f, values: values, id: values.Get("_id"), stamp: values.Get("_t")}
	posted.given, posted.problems = response.Parse(f.survey, values)
	if !response.ValidID(posted.id) {
		posted.id = response.NewID(site.config.Random)
	}
	posted.started, _ = site.key.started(posted.stamp, f.survey.ID, posted.id, now)
	if posted.started.IsZero() {
		posted.stamp = ""
	}
	if posted.started.After(now) { // another machine's clock is ahead
		posted.started = now
	}
	return posted
}

func (p submission) response(receipt []byte, now time.Time) *response.Response {
	return &response.Response{
		ID: p.id, Survey: p.form.survey.ID, Version: p.form.version, Source: "form",
		Started: p.started, Submitted: now.UTC(),
		Answers: p.given.Answers, Contact: p.given.Contact, Receipt: receipt,
		Circumstances: response.Circumstances{NotShown: p.given.NotShown},
	}
}

const tryAgainAfter = 5 * time.Second

// keepForm answers when the store could not take an answer: the form comes back as it was sent, with
// the same response id, so that sending again is safe even if the answer had been stored after all.
func (site *Site) keepForm(c *gin.Context, posted submission, cause error) error {
	shown := &alert{Title: "Not sent yet", Send: "Send my answers again", Words: []string{
		"The service could not store your answers just now. They are all still on this page.",
		"Wait a few seconds, then send them again.",
	}}
	status := http.StatusInternalServerError
	if overloaded(cause) {
		status = http.StatusServiceUnavailable
		shown.Words[0] = "The service is busy and could not store your answers just now. They are all still on this page."
	} else if c.Request.Context().Err() == nil {
		site.noteFailure(c, status, cause)
	}
	c.Header("Retry-After", strconv.Itoa(int(tryAgainAfter.Seconds())))
	return site.showFilled(c, status, posted, shown)
}
