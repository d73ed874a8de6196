package web_test

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"muster/internal/web"
)

func TestCorrectionsOfOneAnswerAreFew(t *testing.T) {
	t.Parallel()
	now := noon
	v, _, values := editing(t, func(c *web.Config) { c.Now = func() time.Time { return now } })
	correct := func(n int) *http.Response {
		values.Set("anything", "version "+strconv.Itoa(n))
		values["_v"] = hidden(v.get(editPath))["_v"]
		return v.do("POST", editPath, values.Encode())
	}
	for n := range 30 {
		if got := correct(n); got.StatusCode != http.StatusSeeOther {
			t.Fatalf("correction %d: %s", n, got.Status)
		}
	}
	answer := correct(30)
	if wait := answer.Header.Get("Retry-After"); answer.StatusCode != http.StatusTooManyRequests || wait != "120" {
		t.Fatalf("one too many: %s, after %q", answer.Status, wait)
	}
	doc := document(t, answer)
	contains(t, text(doc, ".alert"), "Send again in 120 seconds.")
	checkKept(t, doc, url.Values{"anything": {"version 30"}, "years": {"12"}})
	if got := v.only().Answers["anything"].Text; got != "version 29" {
		t.Errorf("stored is %q", got)
	}
	now = now.Add(2 * time.Minute)
	if got := v.do("POST", editPath, asSent(doc).Encode()); got.StatusCode != http.StatusSeeOther {
		t.Errorf("when it was time: %s", got.Status)
	}
}

// What stores nothing is not held against anybody.
func TestProblemsAreNoCorrections(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	for range 40 {
		v.page(http.StatusSeeOther, "POST", editPath, values.Encode()) // the same again
	}
	values.Set("email", "nobody")
	for range 40 {
		v.page(http.StatusUnprocessableEntity, "POST", editPath, values.Encode())
	}
	values.Set("email", "lee@example.org")
	v.page(http.StatusSeeOther, "POST", editPath, values.Encode())
}

// A room of a hundred people corrects at will; a machine has to wait, and loses nothing by it.
func TestChangesOfANetworkAreBounded(t *testing.T) {
	t.Parallel()
	now := noon
	v, _, values := editing(t, func(c *web.Config) { c.Now, c.Mail = func() time.Time { return now }, noMail })
	values.Set("email", "nobody")
	for n := range 100 {
		if got := v.do("POST", editPath, values.Encode()); got.StatusCode != http.StatusUnprocessableEntity {
			t.Fatalf("visitor %d: %s", n, got.Status)
		}
	}
	for range 50 {
		v.do("POST", editPath, values.Encode())
	}
	answer := v.do("POST", editPath, values.Encode())
	if answer.StatusCode != http.StatusTooManyRequests || answer.Header.Get("Retry-After") != "5" {
		t.Errorf("a correction: %s, after %q", answer.Status, answer.Header.Get("Retry-After"))
	}
	checkKept(t, document(t, answer), url.Values{"email": {"nobody"}})
	answer = v.do("POST", receiptPath+"/erase", "")
	if answer.StatusCode != http.StatusTooManyRequests || answer.Header.Get("Retry-After") != "5" || v.only() == nil {
		t.Errorf("an erasure: %s, after %q", answer.Status, answer.Header.Get("Retry-After"))
	}
	contains(t, document(t, answer).Text(), "this one was not made")
	answer = v.do("POST", mailPath, to("a@example.org"))
	if answer.StatusCode != http.StatusTooManyRequests || document(t, answer).Find("#address").AttrOr("value", "") != "a@example.org" {
		t.Errorf("a letter: %s", answer.Status)
	}
	now = now.Add(5 * time.Second)
	v.page(http.StatusSeeOther, "POST", receiptPath+"/erase", "")
}

func TestLettersOfANetworkAreFew(t *testing.T) {
	t.Parallel()
	p := postingSite(t)
	one := *p.only()
	var paths []string
	for n := range 5 {
		token := receiptToken[:len(receiptToken)-2] + string(rune('a'+n)) + "a"
		r := one
		r.Receipt = hashOf(token)
		p.stored[hex.EncodeToString(r.Receipt)] = &r
		paths = append(paths, "/r/"+token+"/mail")
	}
	for n := range 10 {
		p.page(http.StatusSeeOther, "POST", paths[n%5], to(fmt.Sprintf("a%d@example.org", n)))
	}
	answer := p.do("POST", paths[4], to("b@example.org"))
	if answer.StatusCode != http.StatusTooManyRequests || answer.Header.Get("Retry-After") != "3600" {
		t.Errorf("%s, after %q", answer.Status, answer.Header.Get("Retry-After"))
	}
	p.now = noon.Add(time.Hour)
	p.page(http.StatusSeeOther, "POST", paths[4], to("b@example.org"))
}

func TestSecondTextIsAProblem(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	values.Add("email", "lee@example.org")
	doc := v.page(http.StatusUnprocessableEntity, "POST", editPath, values.Encode())
	checkProblem(t, doc, "q-email", "Several texts arrived for this question. Enter one")
}

// Two texts as long as they may be, in Chinese, are 72 KB of a form.
func TestLongTextsOfAnyScriptAreCorrected(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	values.Set("anything", "社")
	values.Set("x", strings.Repeat("社", 2*4000)) // as long as another text: x is not asked for
	v.page(http.StatusSeeOther, "POST", editPath, values.Encode())
	if got := v.only().Answers["anything"].Text; got != "社" {
		t.Errorf("%q is stored", got)
	}
}
