package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
)

// closedPage stands in the place of a form that takes no answers now.
type closedPage struct {
	Language string
	Title    survey.Text
	State    string
	Words    []string
	Wrote    []entry // what somebody sent to the closed form
}

func (closedPage) view() string { return "closed" }

func newClosedPage(s *survey.Survey, phase survey.Phase) closedPage {
	p := closedPage{Language: s.Language, Title: s.Title}
	switch {
	case phase == survey.Upcoming:
		p.State = "This form is not open yet"
		p.Words = []string{"It opens on " + momentIn(s.Opens, s.Zone) + ". Come back then; the address stays the same."}
	case s.Closes.IsZero() || s.Closed:
		p.State = "This form is closed"
		p.Words = []string{"The organisers have closed it, and it takes no more answers. Answers that were sent before are kept."}
	default:
		p.State = "This form is closed"
		p.Words = []string{"It took answers until " + lastMomentIn(s.Closes, s.Zone) + ". Answers that were sent before are kept."}
	}
	return p
}

// refuseForm answers a form that was sent outside its time: nothing is stored, and the person gets
// their words back to keep.
func (site *Site) refuseForm(c *gin.Context, posted submission, phase survey.Phase) error {
	p := newClosedPage(posted.form.survey, phase)
	p.Words = append(p.Words, "What you sent was not stored.")
	p.Wrote = entries(posted.form.survey, posted.given.Answers, posted.given.Contact)
	return site.render(c, http.StatusForbidden, p)
}
