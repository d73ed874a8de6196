package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
)

// isStored tells whether the answer that was stored under the id of a posted form says what the
// form says. It does when a form was sent twice. It does not when somebody went back to a form that
// was sent: to correct it, or because the next person answers on the same device.
func (site *Site) isStored(ctx context.Context, posted submission, receipt []byte) (bool, error) {
	stored, err := site.config.ByReceipt(ctx, receipt)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return stored.SaysTheSame(&response.Response{Answers: posted.given.Answers, Contact: posted.given.Contact}), nil
}

// offerAnother shows a form again that was sent before with other answers. To show the receipt of
// the first would tell the next person what the last one wrote, and lose what the next one wrote.
// How long this one took to fill in is not known.
func (site *Site) offerAnother(c *gin.Context, posted submission) error {
	posted.id, posted.stamp = response.NewID(site.config.Random), ""
	return site.showFilled(c, http.StatusConflict, posted, &alert{
		Title: "This form was sent before, with other answers",
		Words: []string{
			"Those answers are stored and stay as they are. What is on this page now is not stored yet.",
			"Did somebody else answer on this device before you? Then send yours: they count as an answer of their own.",
			"Did you want to correct what you sent? Ask the organisers; sending again would count you twice.",
		},
		Send: "Send as another answer",
	})
}
