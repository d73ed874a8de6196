package web

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/words"
)

// held is the answer of somebody who holds its token, in the language the page is to be in.
type held struct {
	token  string
	stored *response.Response
	form   *form          // nil when the survey is no longer served
	survey *survey.Survey // one that asks nothing when there is no form
	words  *words.Words
	query  string // of links to the other pages of the receipt: the language, when it was chosen here
}

// hold finds the answer that the token in the path opens. What the token opens is for its holder alone,
// so no search engine and no other site is to hear of the address.
func (site *Site) hold(c *gin.Context) (held, error) {
	c.Header("X-Robots-Tag", "noindex, nofollow")
	c.Header("Referrer-Policy", "no-referrer")
	h := held{token: c.Param("token")}
	if !validToken(h.token) {
		return h, missing("faults.no_receipt")
	}
	var err error
	if h.stored, err = site.config.ByReceipt(c.Request.Context(), tokenHash(h.token)); errors.Is(err, store.ErrNotFound) {
		return h, missing("faults.no_receipt")
	}
	if err != nil {
		return h, err
	}
	h.find(site, c.Query(languageKey))
	site.framed(c, h.survey)
	return h, nil
}

// find chooses the survey and its language: the one asked for by name, else the one in which the answer
// was given.
func (h *held) find(site *Site, named string) {
	s := &survey.Survey{
		ID: h.stored.Survey, Title: survey.Text(h.stored.Survey), Language: h.stored.Language, Zone: time.UTC,
	}
	if h.form = site.served.Load().forms[h.stored.Survey]; h.form != nil {
		s = h.form.survey
	}
	h.survey = s.In(h.stored.Language)
	if len(s.Languages) > 1 && named != "" && named != h.survey.Language {
		if in := s.In(named); in.Language == named {
			h.survey, h.query = in, "?"+languageKey+"="+url.QueryEscape(named)
		}
	}
	h.words = site.words(h.survey.Language)
}

// prose is what the survey says at length; nothing when it is no longer served.
func (h *held) prose() prose {
	if h.form == nil {
		return prose{}
	}
	return h.form.prose[h.survey.Language]
}

// address is where another page of the receipt is; "" names the receipt itself.
func (h *held) address(page string) string { return "/r/" + h.token + page + h.query }

// telling tells the answer as it is stored.
func (h *held) telling() telling {
	return telling{h.survey, h.words, h.stored.Answers, h.stored.Contact}
}

// shown tells whether a question was put to the person.
func (h *held) shown(q *survey.Question) bool { return !slices.Contains(h.stored.NotShown, q.ID) }

// state names the answer as it is stored: whoever changes it says what the change is based on.
func (h *held) state() string {
	document := response.AppendDocument(nil, h.stored.Answers, h.stored.Circumstances)
	if contact := h.stored.Contact; contact != nil {
		document = strconv.AppendBool(response.AppendFields(document, contact.Fields), contact.Consent)
	}
	sum := sha256.Sum256(document)
	return base64.RawURLEncoding.EncodeToString(sum[:stampMAC])
}
