package web

import (
	"html/template"
	"net/http"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// receiptPage shows a respondent what was stored, and leads to what can be done about it.
type receiptPage struct {
	Words     *words.Words
	Title     survey.Text
	Tongues   []tongue
	Told      *told // nil when nothing has just been done
	Synthetic bool
	Thanks    template.HTML // "" when the survey says nothing
	Keep      string        // why to keep the address
	Stored    []string      // when, and how much of the form
	Gone      string        // why some questions have no words; "" when all have
	Answers   []entry
	Asked     bool // for contact details
	Contact   []entry
	NoContact string  // why there is none
	Notice    *notice // nil when none is kept
	Kept      []string
	Edit      string // the addresses of what can be done; "" for what cannot
	Download  string
	Erase     string
	Results   string    // where everybody sees what was answered; "" while nobody does
	Mail      *mailForm // nil when no mail can be sent
}

func (receiptPage) view() string { return "receipt" }

// told says what has become of what was done on the page.
type told struct {
	Title string
	Words string
	Bad   bool
	To    string // the field that is to be mended; "" for none
}

// notice is what a person was told about the data, as it is kept beside the consent.
type notice struct {
	Title string
	Text  template.HTML
}

// showReceipt shows an answer to whoever holds its token.
func (site *Site) showReceipt(c *gin.Context) error {
	h, err := site.hold(c)
	if err != nil {
		return err
	}
	p, err := site.newReceiptPage(h)
	if err != nil {
		return err
	}
	switch c.Query(toldKey) {
	case toldSaved:
		p.Told = &told{Title: h.words.Say("receipt.saved")}
	case toldMailed:
		p.Told = &told{Title: h.words.Say("receipt.mail_sent"), Words: h.words.Say("receipt.mail_sent_words")}
	}
	p.Tongues, p.Results = site.tongues(h.survey, nil), site.openResults(c, h.form, h.survey)
	return site.render(c, http.StatusOK, p)
}

// What a page that leads back to the receipt lets it say.
const (
	toldKey    = "told"
	toldSaved  = "saved"
	toldMailed = "mailed"
)

// backTo leads to the receipt, which says what was done.
func (h *held) backTo(c *gin.Context, what string) error {
	to := h.address("")
	separator := "?"
	if h.query != "" {
		separator = "&"
	}
	seeOther(c, to+separator+toldKey+"="+what)
	return nil
}

func seeOther(c *gin.Context, to string) {
	header := c.Writer.Header()
	header["Location"] = []string{to}
	header["Cache-Control"] = noStore
	c.Status(http.StatusSeeOther)
}

func (site *Site) newReceiptPage(h held) (receiptPage, error) {
	p := receiptPage{
		Words: h.words, Title: h.survey.Title, Synthetic: h.survey.Synthetic,
		Thanks: h.prose().thanks,
		Asked:  h.survey.ByPurpose(survey.Contact) != nil || h.stored.Contact != nil,
		Kept:   site.keptUntil(h), Download: h.address("/answers.json"), Keep: h.words.Say("receipt.keep_address"),
	}
	if site.config.Revise != nil && h.form != nil {
		p.Edit = h.address("/edit")
	}
	if site.config.Erase != nil {
		p.Erase, p.Keep = h.address("/erase"), h.words.Say("receipt.keep_key")
	}
	if site.mails() {
		p.Mail = h.mailForm()
	}
	p.NoContact = h.words.Say("receipt.no_contact")
	if keep := h.survey.Rules.KeepContacts; !keep.IsZero() && lastDay(h.stored.Submitted, keep).Before(site.config.Now()) {
		p.NoContact = h.words.Say("receipt.contact_over")
	}
	p.tell(h)
	return p, p.addNotice(site, h)
}

// tell lists what is stored. A question that was not shown is neither answered nor skipped.
func (p *receiptPage) tell(h held) {
	t, skipped := h.telling(), 0
	for _, q := range h.survey.Questions {
		e, answered := t.entry(q)
		switch {
		case answered && q.Personal():
			p.Contact = append(p.Contact, e)
		case answered:
			p.Answers = append(p.Answers, e)
		case q.Kind != survey.Agree && q.LevelOf == "" && h.shown(q):
			skipped++
		}
	}
	p.Stored = append(p.Stored, h.words.Say("receipt.stored_on", words.T("moment", moment(h.words, h.stored.Submitted, h.survey.Zone))))
	if at := h.stored.Corrected; !at.IsZero() {
		p.Stored = append(p.Stored, h.words.Say("receipt.corrected_on", words.T("moment", moment(h.words, at, h.survey.Zone))))
	}
	if skipped > 0 {
		p.Stored = append(p.Stored, h.words.Say("receipt.skipped", words.N("n", skipped)))
	}
	strays := t.strays()
	p.Answers = append(p.Answers, strays...)
	switch {
	case h.form == nil:
		p.Gone = h.words.Say("receipt.form_gone")
	case len(strays) > 0:
		p.Gone = h.words.Say("receipt.questions_gone")
	}
}

func (p *receiptPage) addNotice(site *Site, h held) error {
	if h.stored.Contact == nil || h.stored.Contact.Notice == "" {
		return nil
	}
	text, err := site.receipts.markdown.render(survey.Text(h.stored.Contact.Notice))
	if err != nil {
		return err
	}
	title := "receipt.notice"
	if h.stored.Contact.Consent {
		title = "receipt.notice_agreed"
	}
	p.Notice = &notice{h.words.Say(title), text}
	return nil
}
