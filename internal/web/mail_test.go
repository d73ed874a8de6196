package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/post"
	"muster/internal/web"
)

const mailPath = receiptPath + "/mail"

func noMail(context.Context, post.Letter) error { return nil }

// posting is a site that keeps the letters it is to send.
type posting struct {
	*visitor
	letters []post.Letter
	fails   error
	now     time.Time
}

func postingSite(t *testing.T) *posting {
	t.Helper()
	p := &posting{now: noon}
	p.visitor = keeping(t, sample(t, "everything"), everyKind(), func(c *web.Config) {
		c.Now = func() time.Time { return p.now }
		c.Mail = func(_ context.Context, l post.Letter) error {
			if p.fails != nil {
				return p.fails
			}
			p.letters = append(p.letters, l)
			return nil
		}
	})
	return p
}

func to(address string) string { return url.Values{"address": {address}}.Encode() }

func TestLinkIsMailed(t *testing.T) {
	t.Parallel()
	p := postingSite(t)
	doc := p.get(receiptPath)
	if got := doc.Find("#address").AttrOr("value", ""); got != "ann@example.org" {
		t.Errorf("filled in with %q", got)
	}
	answer := p.do("POST", doc.Find("main form").AttrOr("action", ""), to(" lee@example.net "))
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != receiptPath+"?told=mailed" {
		t.Fatalf("%s to %q", answer.Status, answer.Header.Get("Location"))
	}
	if len(p.letters) != 1 {
		t.Fatalf("%d letters", len(p.letters))
	}
	got := p.letters[0]
	contains(t, got.Text, "\nhttps://muster.example.org"+receiptPath+"\n")
	contains(t, got.Text, "Guten Tag")
	got.Text = ""
	want := post.Letter{To: "lee@example.net", Subject: "Ihre Antworten zu „Systemgemeinschaft Genf“", Language: "de"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("letter (-want +got):\n%s", diff)
	}
	doc = p.get(answer.Header.Get("Location"))
	contains(t, text(doc, "[role=status]"), "Wenn die Adresse stimmt, kommt der Link in wenigen Minuten an")
	if strings.Contains(doc.Text()+p.log.String(), "lee@") {
		t.Error("the address is on the page or in the log")
	}
}

func TestLinkInTheLanguageOfThePage(t *testing.T) {
	t.Parallel()
	p := postingSite(t)
	p.page(http.StatusSeeOther, "POST", mailPath+"?lang=ar", to("lee@example.net"))
	contains(t, p.letters[0].Text, "https://muster.example.org"+receiptPath+"?lang=ar\n")
	contains(t, p.letters[0].Subject, "مجتمع أنظمة جنيف")
}

func TestAddressesThatTakeNoLetters(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, address string
		fails         error
		status        int
		words         string
		logged        bool
	}{
		{"empty", "", nil, 422, "Geben Sie eine E-Mail-Adresse", false},
		{"none", "ann", nil, 422, "Geben Sie eine E-Mail-Adresse", false},
		{"two", "a@example.org,b@example.org", nil, 422, "Geben Sie eine E-Mail-Adresse", false},
		{"with a header", "a@example.org\nBcc: b@example.org", nil, 422, "Geben Sie eine E-Mail-Adresse", false},
		{"not UTF-8", "a\xff@example.org", nil, 422, "Geben Sie eine E-Mail-Adresse", false},
		{"a number of a machine", "ann@[127.0.0.1]", nil, 422, "Geben Sie eine E-Mail-Adresse", false},
		{"turned round", "a\u202emoc@example.org", nil, 422, "Geben Sie eine E-Mail-Adresse", false},
		{"unwritable", "ann@example.org", fmt.Errorf("%w: so", post.ErrLetter), 422, "Geben Sie eine E-Mail-Adresse", false},
		{"refused for now", "ann@example.org", &post.Refusal{Code: 452, Temporary: true}, 502, "konnte gerade nicht gesendet werden", true},
		{"no server", "ann@example.org", errors.New("no route to mail.example.org"), 502, "konnte gerade nicht gesendet werden", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := postingSite(t)
			p.fails = test.fails
			doc := p.page(test.status, "POST", mailPath, to(test.address))
			contains(t, text(doc, "#address-error"), test.words)
			contains(t, text(doc, `.alert a[href="#address"]`), test.words)
			if !strings.HasPrefix(text(doc, "title"), "Fehler: ") {
				t.Errorf("title %q", text(doc, "title"))
			}
			if got, want := doc.Find("#address").AttrOr("value", ""), strings.TrimSpace(strings.ToValidUTF8(test.address, "\uFFFD")); got != want {
				t.Errorf("kept %q, want %q", got, want)
			}
			log := p.log.String()
			if (log != "") != test.logged || strings.Contains(log, "ann@") || strings.Contains(log, receiptToken) {
				t.Errorf("log: %s", log)
			}
			if strings.Contains(doc.Text(), "no route") {
				t.Error("the page shows the inside of the service")
			}
			checkIDs(t, doc)
		})
	}
}

func TestLettersAreFew(t *testing.T) {
	t.Parallel()
	p := postingSite(t)
	for n := range 3 {
		p.page(http.StatusSeeOther, "POST", mailPath, to(fmt.Sprintf("a%d@example.org", n)))
	}
	doc := p.page(http.StatusTooManyRequests, "POST", mailPath, to("b@example.org"))
	contains(t, text(doc, "#address-error"), "schon mehrere Nachrichten")
	p.now = noon.Add(time.Hour)
	p.page(http.StatusSeeOther, "POST", mailPath, to("b@example.org"))
	if len(p.letters) != 4 {
		t.Errorf("%d letters", len(p.letters))
	}
}

// Whoever may ask which addresses exist has found a list of them: a refused one looks like any other
// and counts like any other. The log names no address.
func TestRefusedAddressesLookLikeOthers(t *testing.T) {
	t.Parallel()
	p := postingSite(t)
	taken := p.do("POST", mailPath, to("a@example.org"))
	p.fails = &post.Refusal{Code: 550, Status: "5.1.1"}
	for range 2 {
		refused := p.do("POST", mailPath, to("nobody@example.org"))
		if diff := cmp.Diff(taken.Header, refused.Header); diff != "" || taken.StatusCode != refused.StatusCode {
			t.Errorf("%s, %s", refused.Status, diff)
		}
	}
	p.page(http.StatusTooManyRequests, "POST", mailPath, to("nobody@example.org"))
	if log := p.log.String(); !strings.Contains(log, "550 5.1.1") || strings.Contains(log, "nobody") || strings.Contains(log, receiptToken) {
		t.Errorf("log: %s", log)
	}
}

// A letter that was not sent is not held against anybody.
func TestFailedLettersDoNotCount(t *testing.T) {
	t.Parallel()
	p := postingSite(t)
	p.fails = errors.New("no route")
	for range 5 {
		p.page(http.StatusBadGateway, "POST", mailPath, to("a@example.org"))
	}
	p.fails = nil
	p.page(http.StatusSeeOther, "POST", mailPath, to("a@example.org"))
}
