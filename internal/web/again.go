package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// storedAs gives the answer with that receipt, or nil when there is none.
func (site *Site) storedAs(ctx context.Context, receipt []byte) (*response.Response, error) {
	stored, err := site.config.ByReceipt(ctx, receipt)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return stored, err
}

// isStored tells whether the answer that was stored under the id of a posted form says what the
// form says. It does when a form was sent twice. It does not when somebody went back to a form that
// was sent: to correct it, or because the next person answers on the same device.
func (site *Site) isStored(ctx context.Context, posted submission, receipt []byte) (bool, error) {
	stored, err := site.storedAs(ctx, receipt)
	return stored != nil && posted.saidBy(stored), err
}

// saidBy tells whether the stored answer says what the form says. Of a form in pages whose draft is
// gone, only the step that was posted can tell, and one that says nothing tells nothing: whoever has an
// id alone is not shown what was sent under it.
func (p *submission) saidBy(stored *response.Response) bool {
	said := p.says()
	if p.inPart() {
		if p.silent() {
			return false
		}
		stored = onlyOf(stored, p.step().Questions)
	}
	return stored.SaysTheSame(said)
}

// inPart tells whether only one step is left of a form in pages.
func (p *submission) inPart() bool { return p.lost && !p.whole }

// says is what the form says, or the step that is left of it.
func (p *submission) says() *response.Response {
	said := &response.Response{Answers: p.given.Answers, Contact: p.given.Contact}
	if p.inPart() {
		return onlyOf(said, p.step().Questions)
	}
	return said
}

// silent tells whether the form says nothing at all.
func (p *submission) silent() bool {
	said := p.says()
	return len(said.Answers) == 0 && (said.Contact == nil || len(said.Contact.Fields) == 0 && !said.Contact.Consent)
}

// onlyOf gives what a response answers to some questions.
func onlyOf(r *response.Response, questions []*survey.Question) *response.Response {
	other := func(id string) bool {
		return !slices.ContainsFunc(questions, func(q *survey.Question) bool { return q.ID == id })
	}
	part := &response.Response{Answers: maps.Clone(r.Answers), Contact: &response.Contact{Fields: map[string]string{}}}
	maps.DeleteFunc(part.Answers, func(id string, _ response.Answer) bool { return other(id) })
	if r.Contact != nil {
		part.Contact.Fields = maps.Clone(r.Contact.Fields)
		maps.DeleteFunc(part.Contact.Fields, func(id string, _ string) bool { return other(id) })
		part.Contact.Consent = r.Contact.Consent && slices.ContainsFunc(questions, func(q *survey.Question) bool { return q.Kind == survey.Agree })
	}
	return part
}

// repeated answers a form whose id is stored already.
func (site *Site) repeated(c *gin.Context, posted submission, receipt []byte, token string) error {
	same, err := site.isStored(c.Request.Context(), posted, receipt)
	if err != nil {
		return site.keepForm(c, posted, err)
	}
	if !same {
		return site.offerAnother(c, posted)
	}
	site.dropDraft(c, posted.draft)
	return thank(c, token)
}

// offerAnother shows a form again that was sent before with other answers. To show the receipt of
// the first would tell the next person what the last one wrote, and lose what the next one wrote.
func (site *Site) offerAnother(c *gin.Context, posted submission) error {
	posted.renew(site)
	if err := site.rekeep(c.Request.Context(), &posted); err != nil {
		return site.keepForm(c, posted, err)
	}
	return site.showStep(c, http.StatusConflict, posted, posted.at, &alert{
		Title: posted.said.Say("flow.again_title"),
		Words: []string{
			posted.said.Say("flow.again_stored"), posted.said.Say("flow.again_other"), posted.said.Say("flow.again_correct"),
		},
		Send: posted.said.Say("flow.again_send"),
	})
}

// renew makes it another response, of which nobody knows when it was begun.
func (p *submission) renew(site *Site) {
	p.id = response.NewID(site.config.Random)
	p.stamp = site.key.renewal(p.survey.ID, p.id, p.now)
}

// rekeep writes a draft anew that goes on as another response.
func (site *Site) rekeep(ctx context.Context, posted *submission) error {
	if posted.draft == "" {
		return nil
	}
	return site.keep(ctx, posted, posted.at)
}
