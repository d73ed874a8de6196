package web

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/words"
)

// erasePage says what erasing does before it is done.
type erasePage struct {
	Words   *words.Words
	Title   survey.Text
	Tongues []tongue
	Goes    []string
	Stays   []string
	Action  string
	Back    string
}

func (erasePage) view() string { return "erase" }

// erasedPage says that it is done. It stands at an address of its own that tells of nobody.
type erasedPage struct{ Words *words.Words }

func (erasedPage) view() string { return "erased" }

func (site *Site) showErase(c *gin.Context) error {
	h, err := site.hold(c)
	if err != nil {
		return err
	}
	p := erasePage{
		Words: h.words, Title: h.survey.Title, Tongues: site.tongues(h.survey, nil),
		Action: h.address("/erase"), Back: h.address(""),
		Goes:  say(h.words, h.goes()...),
		Stays: say(h.words, "receipt.stays_exports", "receipt.stays_backups"),
	}
	return site.render(c, http.StatusOK, p)
}

// goes are the keys of what is gone with the answer.
func (h *held) goes() []string {
	keys := []string{"receipt.goes_answers"}
	if h.stored.Contact != nil {
		keys = append(keys, "receipt.goes_contact")
	}
	return append(keys, "receipt.goes_counts", "receipt.goes_exports", "receipt.goes_link")
}

func say(said *words.Words, keys ...string) []string {
	var all []string
	for _, key := range keys {
		all = append(all, said.Say(key))
	}
	return all
}

// takeErase erases an answer for good.
func (site *Site) takeErase(c *gin.Context) error {
	if !site.calm(c) {
		return tooManyChanges(site.receipts.changes.pause())
	}
	unlock := site.receipts.lock(tokenHash(c.Param("token")))
	defer unlock()
	h, err := site.hold(c)
	if err != nil {
		return err
	}
	err = site.config.Erase(c.Request.Context(), h.stored.Survey, h.stored.ID)
	if errors.Is(err, store.ErrNotFound) {
		return missing("faults.no_receipt")
	}
	if err != nil {
		return err
	}
	seeOther(c, "/erased?"+url.Values{languageKey: {h.survey.Language}, formKey: {h.survey.ID}}.Encode())
	return nil
}

const formKey = "form" // of an address: the form that a page belongs to

func (site *Site) showErased(c *gin.Context) error {
	if s := site.survey(c.Query(formKey)); s != nil {
		site.framed(c, s)
	}
	return site.render(c, http.StatusOK, erasedPage{site.visitorWords(c)})
}
