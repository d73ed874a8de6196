package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// openForm answers whoever comes to fill in a form: with the form, with what it asks for first, or
// with why there is none now.
func (site *Site) openForm(c *gin.Context) error {
	f, err := site.form(c)
	if err != nil {
		return err
	}
	asked := site.asked(c, f)
	if stopped, err := site.stop(c, asked); stopped || err != nil {
		return err
	}
	if !site.mayEnter(asked.survey, asked.access) {
		return site.askForWord(c, http.StatusOK, newAccessPage(asked, c.Request.URL.RawQuery))
	}
	return site.begin(c, asked)
}

// asked is the form that a link asks for: in which language, from where, and with what filled in.
func (site *Site) asked(c *gin.Context, f *form) submission {
	asked := submission{form: f, now: site.config.Now(), ours: true}
	var query url.Values
	if c.Request.URL.RawQuery != "" {
		query = c.Request.URL.Query()
		asked.carried = readCarried(url.Values{
			languageField: query[languageKey], sourceField: query[sourceKey], invitationField: query[invitationKey],
		})
	}
	asked.speak(site, c)
	asked.whole = asked.survey.Layout != survey.Pages
	asked.values = prefilled(asked.survey, query)
	return asked
}

// begin gives out a new form. One that the link has filled in is drawn for this visitor alone.
func (site *Site) begin(c *gin.Context, asked submission) error {
	asked.id = response.NewID(site.config.Random)
	asked.stamp = site.key.stamp(asked.survey.ID, asked.id, asked.now)
	if isPerson(c.Request) && site.limits.views.take(site.client(c), asked.now) {
		site.visits.view(asked.survey, asked.source, 0, asked.now)
	}
	if len(asked.values) == 0 {
		return site.giveForm(c, asked.form, asked.survey, asked.carried)
	}
	c.Header("X-Robots-Tag", "noindex")
	asked.given, _ = response.Parse(asked.survey, asked.values)
	return site.showStep(c, http.StatusOK, asked, 0, nil)
}

// stop answers when the form cannot be filled in by whoever asks, whatever they do.
func (site *Site) stop(c *gin.Context, asked submission) (stopped bool, err error) {
	s, said := asked.survey, asked.said
	if phase := s.PhaseAt(asked.now); phase != survey.Open {
		return true, site.showStop(c, http.StatusOK, s, newClosedPage(s, said, phase))
	}
	if asked.form.seats.full.Load() {
		return true, site.showStop(c, http.StatusOK, s, fullPage(s, said))
	}
	if !s.Rules.Invited {
		return false, nil
	}
	if asked.invitation == "" {
		return true, site.showStop(c, http.StatusForbidden, s, uninvitedPage(s, said))
	}
	if site.config.Invitation == nil {
		return false, nil
	}
	used, err := site.config.Invitation(c.Request.Context(), s.ID, tokenHash(asked.invitation))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return true, site.showStop(c, http.StatusForbidden, s, uninvitedPage(s, said))
	case err != nil:
		return true, err
	case used:
		return true, site.showStop(c, http.StatusForbidden, s, spentPage(s, said))
	}
	return false, nil
}
