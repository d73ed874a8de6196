package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/words"
)

// keptPage tells where a draft is, for how long, and how to be rid of it.
type keptPage struct {
	Words   *words.Words
	Title   survey.Text
	Address string // in full, to be written down
	Path    string // the same within this site
	Until   string
}

func (keptPage) view() string { return "draft" }

// errNoDraft is the error of a draft that is not there, whatever became of it.
var errNoDraft = errors.New("there is no such draft")

// reopen makes a draft a form again. A draft that is gone is errNoDraft.
func (site *Site) reopen(c *gin.Context, f *form, token string) (submission, error) {
	kept, found, err := site.draft(c.Request.Context(), f, token)
	if err == nil && !found {
		err = errNoDraft
	}
	if err != nil {
		return submission{form: f}, err
	}
	reopened := submission{
		form: f, now: site.config.Now(), carried: readCarried(kept.Values), values: kept.Values, client: site.client(c),
	}
	reopened.draft, reopened.at = token, kept.Step
	reopened.reached, _ = strconv.Atoi(kept.Values.Get(reachedField))
	if named := c.Query(languageKey); named != "" {
		reopened.language = plainLetters(named)
	}
	reopened.speak(site, c)
	reopened.whole = reopened.survey.Layout != survey.Pages
	reopened.weigh(site)
	reopened.problems = nil // they are told when the form is sent, not when it is opened
	reopened.until = kept.Saved.Add(f.survey.Rules.KeepDrafts)
	return reopened, nil
}

// guarded finds the draft in the request's path, and answers itself when it cannot be shown.
func (site *Site) guarded(c *gin.Context) (kept submission, done bool, err error) {
	c.Header("X-Robots-Tag", "noindex, nofollow")
	// The address is the key to the draft. Not no-referrer: under that a browser too old to send
	// Sec-Fetch-Site sends the form on this page with "Origin: null". This sends the origin alone.
	c.Header("Referrer-Policy", "strict-origin")
	f, err := site.form(c)
	if err != nil {
		return submission{}, false, err
	}
	kept, err = site.reopen(c, f, c.Param("token"))
	if errors.Is(err, errNoDraft) {
		return kept, true, site.showGone(c, f)
	}
	return kept, false, err
}

// showGone answers in the place of a draft that is not there any more.
func (site *Site) showGone(c *gin.Context, f *form) error {
	s := site.inLanguage(c, f.survey, c.Query(languageKey))
	return site.showStop(c, http.StatusNotFound, s, gonePage(s, site.words(s.Language)))
}

// showDraft shows a form as it was left: at the step where it was left, or the one in the address.
func (site *Site) showDraft(c *gin.Context) error {
	kept, done, err := site.guarded(c)
	if done || err != nil {
		return err
	}
	switch phase := kept.survey.PhaseAt(kept.now); {
	case phase != survey.Open:
		p := newClosedPage(kept.survey, kept.said, phase)
		p.Wrote = entries(kept.survey, kept.said, kept.given.Answers, kept.given.Contact)
		return site.showStop(c, http.StatusOK, kept.survey, p)
	case !site.mayEnter(kept.survey, kept.access):
		return site.askForWord(c, http.StatusOK, newAccessToDraft(kept))
	}
	if step, err := strconv.Atoi(c.Query(stepKey)); err == nil {
		kept.at = step
	}
	return site.showStep(c, http.StatusOK, kept, kept.nearest(), nil)
}

// nearest is the step to show: the one asked for, or, when no question of it is shown, the next.
func (p *submission) nearest() int {
	if p.whole {
		return 0
	}
	to, more := response.NextStep(p.survey, p.given, p.nearStep(p.at)-1)
	if !more {
		return len(p.survey.Steps())
	}
	return to
}

// saveForm keeps what was filled in so far, right or wrong, and tells where.
func (site *Site) saveForm(c *gin.Context) error {
	posted, err := site.receive(c)
	if err != nil {
		return err
	}
	if done, err := site.turnAway(c, posted); done || err != nil {
		return err
	}
	if err := site.keep(c.Request.Context(), &posted, posted.at); err != nil {
		return site.keepForm(c, posted, err)
	}
	return goTo(c, draftAddress(posted.survey.ID, posted.draft)+"/kept")
}

// showKept tells where a draft is.
func (site *Site) showKept(c *gin.Context) error {
	kept, done, err := site.guarded(c)
	if done || err != nil {
		return err
	}
	path := draftAddress(kept.survey.ID, kept.draft)
	site.framed(c, kept.survey)
	return site.render(c, http.StatusOK, keptPage{
		Words: kept.said, Title: kept.survey.Title, Path: path, Address: site.base(c) + path,
		Until: kept.said.Say("flow.kept_until", words.T("day", kept.said.Day(kept.until.In(kept.survey.Zone)))),
	})
}

// deleteDraft deletes a draft for whoever has its address.
func (site *Site) deleteDraft(c *gin.Context) error {
	kept, done, err := site.guarded(c)
	if done || err != nil {
		return err
	}
	if err := site.config.DropDraft(c.Request.Context(), tokenHash(kept.draft)); err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("delete a draft: %w", err)
	}
	return site.showStop(c, http.StatusOK, kept.survey, deletedPage(kept.survey, kept.said))
}

// continueDraft leads back to a draft, which from now on opens without the access word for a while.
func (site *Site) continueDraft(c *gin.Context, kept submission) error {
	if err := site.keep(c.Request.Context(), &kept, kept.at); err != nil {
		return site.keepForm(c, kept, err)
	}
	return goTo(c, draftAddress(kept.survey.ID, kept.draft))
}

// autosaved is what a script is told that saves as people type.
type autosaved struct {
	Address string `json:"address"` // where the draft is taken up again
}

const autosaveTime = 10 * time.Second

// autosave keeps what was filled in so far, for a script.
func (site *Site) autosave(c *gin.Context) error {
	posted, err := site.receive(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), autosaveTime)
	defer cancel()
	if status := site.mayAutosave(ctx, c, posted); status != http.StatusOK {
		c.JSON(status, struct{}{})
		return nil
	}
	if err := site.keep(ctx, &posted, posted.at); err != nil {
		return tellScript(c, err)
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, autosaved{draftAddress(posted.survey.ID, posted.draft)})
	return nil
}

// tellScript says in a status why nothing was kept. What is our own fault stays an error.
func tellScript(c *gin.Context, err error) error {
	status := 0
	switch {
	case errors.Is(err, errOften):
		status = http.StatusTooManyRequests
	case errors.Is(err, store.ErrDraftsFull):
		status = http.StatusServiceUnavailable
	case errors.Is(err, store.ErrErased):
		status = http.StatusGone
	default:
		return err
	}
	c.JSON(status, struct{}{})
	return nil
}

// mayAutosave is StatusOK when the script's wish can be granted. Once a form was sent its draft is gone,
// and a script that is late must not bring it back.
func (site *Site) mayAutosave(ctx context.Context, c *gin.Context, posted submission) int {
	switch {
	case posted.trouble != nil:
		return http.StatusServiceUnavailable
	case posted.lost:
		return http.StatusGone
	case posted.survey.PhaseAt(posted.now) != survey.Open, !site.mayEnter(posted.survey, posted.access),
		posted.survey.Rules.Invited && posted.invitation == "":
		return http.StatusForbidden
	}
	if posted.draft == "" {
		_, sum := site.key.receipt(posted.survey.ID, posted.id)
		if stored, err := site.storedAs(ctx, sum); err != nil || stored != nil {
			return http.StatusGone
		}
	}
	return http.StatusOK
}
