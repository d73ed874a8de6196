package web

import (
	"errors"
	"html/template"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/words"
)

// stateField says on which state of the answer a correction is based.
const stateField = "_v"

// showEdit shows the form filled with what is stored. It is all of the form on one page, whatever the
// layout: whoever corrects knows what to look for.
func (site *Site) showEdit(c *gin.Context) error {
	edit, err := site.correction(c)
	if err != nil {
		return err
	}
	edit.values = response.FormOf(edit.survey, edit.stored)
	content := site.drawEdit(&edit)
	content.Tongues = site.tongues(edit.survey, nil)
	return site.showCorrection(c, http.StatusOK, &edit, content)
}

func (site *Site) correction(c *gin.Context) (correction, error) {
	h, err := site.hold(c)
	if err != nil {
		return correction{}, err
	}
	if h.form == nil {
		return correction{}, missing("faults.no_form")
	}
	return correction{held: h, form: h.form}, nil
}

// takeEdit stores a correction. Every outcome but that shows again what was typed. Correcting is the
// person's right for as long as the answer is kept, so it does not ask whether the form is open.
func (site *Site) takeEdit(c *gin.Context) error {
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	unlock := site.receipts.lock(tokenHash(c.Param("token")))
	defer unlock()
	edit, err := site.correction(c)
	if err != nil {
		return err
	}
	edit.values = values
	if !site.calm(c) {
		return site.postpone(c, &edit, site.receipts.changes.pause(), "flow.too_many")
	}
	edit.given, edit.problems = response.Parse(edit.survey, values)
	corrected := edit.response(site.config.Now())
	switch {
	case len(edit.problems) > 0:
		return site.showCorrection(c, http.StatusUnprocessableEntity, &edit, site.drawEdit(&edit))
	case edit.stored.SaysTheSame(corrected): // nothing was changed, or it was sent twice
		return edit.backTo(c, toldSaved)
	case values.Get(stateField) != edit.state():
		return site.showConflict(c, &edit)
	}
	return site.revise(c, &edit, corrected)
}

func (site *Site) revise(c *gin.Context, edit *correction, corrected *response.Response) error {
	if wait := site.receipts.corrections.take(tokenHash(edit.token), site.config.Now()); wait > 0 {
		return site.postpone(c, edit, wait, "receipt.often")
	}
	outcome, err := site.config.Revise(c.Request.Context(), corrected)
	err = errors.Join(err, outcome.Err)
	switch {
	case errors.Is(err, store.ErrNotFound): // erased meanwhile
		return missing("faults.no_receipt")
	case err != nil:
		return site.keepCorrection(c, edit, err)
	case outcome.Refused != nil && outcome.Refused.Reason == response.OptionFull:
		edit.problems = response.Problems{edit.fullProblem(outcome.Refused)}
		return site.showCorrection(c, http.StatusUnprocessableEntity, edit, site.drawEdit(edit))
	case outcome.Refused != nil:
		return site.keepCorrection(c, edit, errors.New("correction refused by a rule that corrections are not under"))
	}
	return edit.backTo(c, toldSaved)
}

// keepCorrection answers when the store could not take a correction.
func (site *Site) keepCorrection(c *gin.Context, edit *correction, cause error) error {
	content := site.drawEdit(edit)
	content.Alert = &alert{
		Title: edit.words.Say("receipt.failed_title"), Words: []string{edit.words.Say("receipt.failed_words")},
		Send: edit.words.Say("receipt.edit_send"),
	}
	status := http.StatusInternalServerError
	if overloaded(cause) {
		status = http.StatusServiceUnavailable
	} else if c.Request.Context().Err() == nil {
		site.noteFailure(c, status, cause)
	}
	c.Header("Retry-After", strconv.Itoa(int(tryAgainAfter.Seconds())))
	return site.showCorrection(c, status, edit, content)
}

// drawEdit makes the page: the form with the buttons and words of a correction.
func (site *Site) drawEdit(edit *correction) formPage {
	p := newFormPage(edit.survey, edit.words, nil, filling{
		values: edit.values, problems: edit.problems, full: edit.othersPlaces(), order: edit.stored.Order,
		privacy: privacyAddress(edit.form, edit.survey),
	})
	p.Title = survey.Text(edit.words.Say("receipt.edit_title", words.T("title", edit.survey.Title)))
	p.Intro = []string{edit.words.Say("receipt.edit_words")}
	if edit.survey.PhaseAt(site.config.Now()) != survey.Open {
		p.Intro = append(p.Intro, edit.words.Say("receipt.edit_closed"))
	}
	p.Action, p.Send, p.Leave = edit.address("/edit"), edit.words.Say("receipt.edit_send"), edit.address("")
	p.Scripts = edit.form.scripts
	return p
}

func (site *Site) showCorrection(c *gin.Context, status int, edit *correction, content formPage) error {
	content.Tail = template.HTML(`<input type="hidden" name="` + stateField + `" value="` + edit.state() + `">`) // base64
	c.Writer.Header()["Content-Security-Policy"] = edit.form.policy
	site.framed(c, edit.survey)
	return site.render(c, status, content)
}
