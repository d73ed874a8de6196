package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/words"
)

// receiptPage shows a respondent what was stored.
type receiptPage struct {
	Words     *words.Words
	Title     survey.Text
	Thanks    []string
	Synthetic bool
	When      string
	Answers   []entry
	Contact   []entry
	Skipped   int
	Asked     bool // for contact details
}

func (receiptPage) view() string { return "receipt" }

// showReceipt shows an answer to whoever holds its token.
func (site *Site) showReceipt(c *gin.Context) error {
	c.Header("X-Robots-Tag", "noindex, nofollow")
	c.Header("Referrer-Policy", "no-referrer") // the address is the key to the answers
	token := c.Param("token")
	if !validToken(token) {
		return noReceipt()
	}
	stored, err := site.config.ByReceipt(c.Request.Context(), tokenHash(token))
	if errors.Is(err, store.ErrNotFound) {
		return noReceipt()
	}
	if err != nil {
		return err
	}
	s := site.survey(stored.Survey)
	if s == nil {
		return notFound("Your answers are stored, but the form they belong to is no longer shown here. Ask the organisers.")
	}
	return site.render(c, http.StatusOK, newReceiptPage(s, site.words(s.Language), stored))
}

func noReceipt() error {
	return notFound("There is no receipt at this address. The link may have been cut short when it was copied, or the answers it led to have been erased.")
}

func newReceiptPage(s *survey.Survey, said *words.Words, stored *response.Response) receiptPage {
	p := receiptPage{
		Words: said, Title: s.Title, Thanks: paragraphs(s.Thanks), Synthetic: s.Synthetic,
		Asked: s.ByPurpose(survey.Contact) != nil, When: momentIn(stored.Submitted, s.Zone),
	}
	if len(p.Thanks) == 0 {
		p.Thanks = []string{"Your answers have been stored."}
	}
	for _, q := range s.Questions {
		lines := answerLines(q, stored.Answers, stored.Contact)
		switch {
		case len(lines) > 0 && q.Personal():
			p.Contact = append(p.Contact, entry{q.Title, lines})
		case len(lines) > 0:
			p.Answers = append(p.Answers, entry{headed(q), lines})
		case q.Kind != survey.Agree:
			p.Skipped++
		}
	}
	return p
}
