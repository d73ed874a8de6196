package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/store"
	"muster/internal/words"
)

const tryAgainAfter = 5 * time.Second

// keepForm answers when the store could not take an answer: the form comes back as it was sent, with
// the same response id, so that sending again is safe even if the answer had been stored after all.
func (site *Site) keepForm(c *gin.Context, posted submission, cause error) error {
	if too := (*fault)(nil); errors.As(cause, &too) {
		return cause // it says itself what to do
	}
	switch {
	case errors.Is(cause, errOften):
		return site.slowDown(c, posted, site.limits.drafts.pause())
	case errors.Is(cause, store.ErrErased):
		return site.showStop(c, http.StatusGone, posted.survey, sentAgainPage(posted.survey, posted.said))
	}
	status, why := http.StatusInternalServerError, "flow.not_stored"
	if overloaded(cause) || noRoom(cause) {
		status, why = http.StatusServiceUnavailable, "flow.busy"
	} else if c.Request.Context().Err() == nil {
		site.noteFailure(c, status, cause)
	}
	c.Header("Retry-After", strconv.Itoa(int(tryAgainAfter.Seconds())))
	return site.showStep(c, status, posted, posted.at, &alert{
		Title: posted.said.Say("flow.not_sent"),
		Words: []string{posted.said.Say(why), posted.said.Say("flow.send_again_soon")},
		Send:  posted.said.Say("flow.send_again"),
	})
}

// slowDown answers when more comes from a network than any room full of people sends.
func (site *Site) slowDown(c *gin.Context, posted submission, pause time.Duration) error {
	return site.askToWait(c, posted, pause, "flow.too_many")
}

// askToWait shows the form as it was sent, to be sent again a little later.
func (site *Site) askToWait(c *gin.Context, posted submission, pause time.Duration, why string) error {
	seconds := int((pause + time.Second - 1) / time.Second)
	c.Header("Retry-After", strconv.Itoa(seconds))
	return site.showStep(c, http.StatusTooManyRequests, posted, posted.at, &alert{
		Title: posted.said.Say("flow.not_sent"),
		Words: []string{posted.said.Say(why), posted.said.Say("flow.wait", words.N("n", seconds))},
		Send:  posted.said.Say("flow.send_again"),
	})
}
