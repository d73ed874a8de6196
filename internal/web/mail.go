package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"muster/internal/post"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// mailForm offers to send the receipt's link. The address typed there is used once and kept nowhere.
type mailForm struct {
	Action string
	Value  string
	Error  string
}

const (
	addressField = "address"
	addressInput = "address" // the id of its input
)

// mails tells whether links can be sent: without the site's own address there is none to send.
func (site *Site) mails() bool { return site.config.Mail != nil && site.config.BaseURL != "" }

// mailForm is filled with the address that the person left, if there is one.
func (h *held) mailForm() *mailForm {
	f := &mailForm{Action: h.address("/mail")}
	for _, q := range h.survey.Questions {
		if q.Kind == survey.Email && h.stored.Contact != nil && f.Value == "" {
			f.Value = h.stored.Contact.Fields[q.ID]
		}
	}
	return f
}

// takeMail sends the receipt's link to the address that was typed.
func (site *Site) takeMail(c *gin.Context) error {
	values, err := postedValues(c)
	if err != nil {
		return err
	}
	h, err := site.hold(c)
	if err != nil {
		return err
	}
	address := strings.TrimSpace(values.Get(addressField))
	if !response.ValidEmail(address) {
		return site.showUnsent(c, http.StatusUnprocessableEntity, h, address, "receipt.mail_bad")
	}
	if !site.calm(c) {
		c.Header("Retry-After", strconv.Itoa(int(site.receipts.changes.pause().Seconds())))
		return site.showUnsent(c, http.StatusTooManyRequests, h, address, "receipt.mail_busy")
	}
	visit := site.receipts.mail.begin(site.config.Now(), tokenHash(h.token), site.mailKey(address), site.mailNetwork(c))
	if !visit.allowed {
		c.Header("Retry-After", strconv.Itoa(int(mailSpan.Seconds())))
		return site.showUnsent(c, http.StatusTooManyRequests, h, address, visit.why)
	}
	// Whoever leaves the page has still asked for the letter.
	err = site.config.Mail(context.WithoutCancel(c.Request.Context()), site.letter(h, address))
	if err == nil || site.refusedForGood(err) {
		return h.backTo(c, toldMailed)
	}
	visit.undo()
	return site.explainUnsent(c, h, address, err)
}

// refusedForGood tells whether the mail server takes no letters to the address. The page does not say
// it and the letter stays counted: else it could be asked which addresses exist. Whoever runs the site
// has to know, since a server that is set up badly refuses everybody.
func (site *Site) refusedForGood(err error) bool {
	var refusal *post.Refusal
	if !errors.As(err, &refusal) || refusal.Temporary {
		return false
	}
	site.config.Log.Warn("a letter was refused for good", slog.Any("error", refusal))
	return true
}

// mailKey stands for an address in the limit. Under the site's key it tells nobody the address.
func (site *Site) mailKey(address string) []byte {
	sum := site.key.sum("mail", strings.ToLower(address))
	return sum[:]
}

// mailNetwork stands for the network of a request in the same way; nil for one that is not known.
func (site *Site) mailNetwork(c *gin.Context) []byte {
	client := site.client(c)
	if !client.IsValid() || client.IsLoopback() || client == everybody() {
		return nil
	}
	if client.Is6() {
		network, _ := client.Prefix(ipv6Network) // fails for longer prefixes than an address has
		client = network.Addr()
	}
	sum := site.key.sum("mail network", client.String())
	return sum[:]
}

func (site *Site) explainUnsent(c *gin.Context, h held, address string, err error) error {
	if errors.Is(err, post.ErrLetter) {
		return site.showUnsent(c, http.StatusUnprocessableEntity, h, address, "receipt.mail_bad")
	}
	site.noteFailure(c, http.StatusBadGateway, err)
	return site.showUnsent(c, http.StatusBadGateway, h, address, "receipt.mail_failed")
}

// showUnsent shows the receipt again with the address as it was typed.
func (site *Site) showUnsent(c *gin.Context, status int, h held, address, why string) error {
	p, err := site.newReceiptPage(h)
	if err != nil {
		return err
	}
	p.Mail.Value, p.Mail.Error = strings.ToValidUTF8(address, "\uFFFD"), h.words.Say(why)
	p.Told = &told{Title: h.words.Say("receipt.mail_problem"), Words: p.Mail.Error, Bad: true, To: addressInput}
	return site.render(c, status, p)
}

func (site *Site) letter(h held, address string) post.Letter {
	title := words.T("title", strings.Join(strings.Fields(string(h.survey.Title)), " "))
	link := words.T("link", site.config.BaseURL+h.address(""))
	return post.Letter{
		To: address, Subject: h.words.Say("receipt.letter_subject", title),
		Text: h.words.Say("receipt.letter_text", title, link), Language: h.words.Language(),
	}
}
