package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// closedPage stands in the place of a form that takes no answers now.
type closedPage struct {
	Words *words.Words
	Title survey.Text
	State string
	Says  []string
	Wrote []entry // what somebody sent to the closed form
}

func (closedPage) view() string { return "closed" }

func newClosedPage(s *survey.Survey, said *words.Words, phase survey.Phase) closedPage {
	p := closedPage{Words: said, Title: s.Title}
	switch {
	case phase == survey.Upcoming:
		p.State = "This form is not open yet"
		p.Says = []string{"It opens on " + momentIn(s.Opens, s.Zone) + ". Come back then; the address stays the same."}
	case s.Closes.IsZero() || s.Closed:
		p.State = "This form is closed"
		p.Says = []string{"The organisers have closed it, and it takes no more answers. Answers that were sent before are kept."}
	default:
		p.State = "This form is closed"
		p.Says = []string{"It took answers until " + lastMomentIn(s.Closes, s.Zone) + ". Answers that were sent before are kept."}
	}
	return p
}

// refuseForm answers a form that was sent outside its time: nothing is stored, and the person gets
// their words back to keep.
func (site *Site) refuseForm(c *gin.Context, posted submission, phase survey.Phase) error {
	p := newClosedPage(posted.form.survey, site.words(posted.form.survey.Language), phase)
	p.Says = append(p.Says, "What you sent was not stored.")
	p.Wrote = entries(posted.form.survey, site.words(posted.form.survey.Language), posted.given.Answers, posted.given.Contact)
	return site.render(c, http.StatusForbidden, p)
}
