package web

import (
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// closedPage stands in the place of a form that somebody cannot fill in now.
type closedPage struct {
	Words *words.Words
	Title survey.Text
	State string
	Says  []string
	Form  string  // where an empty form is; "" when there is no use in going there
	Wrote []entry // what somebody sent all the same, to keep
}

func (closedPage) view() string { return "closed" }

// newStop makes a page of a headline and what there is to say beneath it.
func newStop(s *survey.Survey, said *words.Words, state, says string) closedPage {
	return closedPage{Words: said, Title: s.Title, State: state, Says: paragraphs(survey.Text(says))}
}

func newClosedPage(s *survey.Survey, said *words.Words, phase survey.Phase) closedPage {
	closed := said.Say("flow.closed_title")
	switch {
	case phase == survey.Upcoming:
		return newStop(s, said, said.Say("flow.upcoming_title"), opensAt(s, said))
	case s.Closes.IsZero() || s.Closed:
		return newStop(s, said, closed, said.Say("flow.closed_by_hand"))
	}
	return newStop(s, said, closed, closedAt(s, said))
}

// opensAt says when the form opens: the first moment of a day is called by the day alone.
func opensAt(s *survey.Survey, said *words.Words) string {
	at := s.Opens.In(s.Zone)
	if atMidnight(at) {
		return said.Say("flow.opens_on", words.T("day", said.Day(at)))
	}
	return said.Say("flow.opens_at", words.T("moment", said.Moment(at)))
}

// closedAt says when the form closed. The first moment that is too late is none to tell people: a
// form that closes on the 5th at 0:00 was open until the end of the 4th.
func closedAt(s *survey.Survey, said *words.Words) string {
	at := s.Closes.In(s.Zone)
	if atMidnight(at) {
		return said.Say("flow.closed_after", words.T("day", said.Day(at.AddDate(0, 0, -1))))
	}
	return said.Say("flow.closed_at", words.T("moment", said.Moment(at)))
}

func fullPage(s *survey.Survey, said *words.Words) closedPage {
	return newStop(s, said, said.Say("flow.full_title"), said.Say("flow.full"))
}

func uninvitedPage(s *survey.Survey, said *words.Words) closedPage {
	return newStop(s, said, said.Say("flow.uninvited_title"), said.Say("flow.uninvited"))
}

func spentPage(s *survey.Survey, said *words.Words) closedPage {
	return newStop(s, said, said.Say("flow.spent_title"), said.Say("flow.spent"))
}

// sentAgainPage answers an answer that its owner has erased, when it is sent once more.
func sentAgainPage(s *survey.Survey, said *words.Words) closedPage {
	p := newStop(s, said, said.Say("flow.erased_title"), said.Say("flow.erased"))
	p.Form = formAddress(s)
	return p
}

// gonePage stands where a draft was.
func gonePage(s *survey.Survey, said *words.Words) closedPage {
	p := newStop(s, said, said.Say("flow.gone_title"), said.Say("flow.gone"))
	p.Form = formAddress(s)
	return p
}

// deletedPage tells that a draft was deleted as somebody wished.
func deletedPage(s *survey.Survey, said *words.Words) closedPage {
	p := newStop(s, said, said.Say("flow.deleted_title"), said.Say("flow.deleted"))
	p.Form = formAddress(s)
	return p
}

func formAddress(s *survey.Survey) string { return "/s/" + url.PathEscape(s.ID) }

// giveBack answers a form that is not taken: nothing is stored, and the person gets their words back
// to keep.
func (site *Site) giveBack(c *gin.Context, status int, posted submission, p closedPage) error {
	p.Says = append(p.Says, posted.said.Say("flow.sent_in_vain"))
	p.Wrote = entries(posted.survey, posted.said, posted.given.Answers, posted.given.Contact)
	return site.showStop(c, status, posted.survey, p)
}

func (site *Site) showStop(c *gin.Context, status int, s *survey.Survey, p closedPage) error {
	site.framed(c, s)
	return site.render(c, status, p)
}
