package web_test

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"muster/internal/survey"
	"muster/internal/web"
)

// TestASurveyStartsInABrowser pastes a list, looks at what it became, opens the form and answers it; the
// dashboard shows the answer within a second.
func TestASurveyStartsInABrowser(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		return openOffice(t, []*survey.Survey{}, nil, func(c *web.Config) { c.Insecure = true })
	})
	b.visit("/setup/" + must(b.gate.FirstInvitation(context.Background()))(t))
	b.answer(map[string]string{"name": "Ada Lovelace", "email": "ada@example.org", "password": password})
	b.until(`location.pathname === "/surveys"`)
	b.accessible("no survey yet")
	b.follow("Start a survey")
	b.until(`location.pathname === "/surveys/new"`)
	b.accessible("start")
	b.follow("Paste the topics")
	b.until(`location.pathname === "/surveys/new/topics"`)
	b.accessible("topics")
	b.push("See what is understood")
	b.until(`document.querySelector("#alert") !== null`)
	b.accessible("topics with errors")

	b.write("#title", "Basel Admins")
	b.write("#topics", "Cloud:\n- Azure\n- AWS - everything that is rented by the hour\nSecurity:\n- PKI\n")
	b.write("#roles", "Engineer\nStudent\n")
	b.push("See what is understood")
	b.until(`document.querySelector("#made") !== null`)
	look[bool](b, `document.querySelectorAll("details").forEach((d) => { d.open = true }); true`)
	b.accessible("what was understood")
	if got := look[string](b, `[...document.querySelectorAll(".outline h3")].map((h) => h.textContent).join()`); got != "Cloud,Security" {
		t.Errorf("categories %q", got)
	}
	b.push("Make this survey")
	b.until(`document.querySelector(".done") !== null`)
	b.accessible("definition")
	b.visit("/surveys/basel-admins/form")
	b.accessible("the form as people see it")
	b.visit("/surveys/basel-admins/definition")
	b.push("Open it")
	b.until(`document.querySelector(".state.open") !== null`)

	b.visit("/s/basel-admins")
	look[bool](b, `for (const value of ["azure", "pki"]) { document.querySelector("[name=topics][value=" + value + "]").click() }; true`)
	sent := time.Now()
	look[bool](b, `document.querySelector("form#answers .send button").click(); true`)
	b.until(`location.pathname.startsWith("/r/")`)
	b.visit("/surveys/basel-admins/dashboards/overview")
	b.until(`document.querySelector(".who b")?.textContent.includes("1 response")`)
	t.Logf("from sending to the dashboard: %v", time.Since(sent))
	b.quiet("the journey")

	b.visit("/surveys/basel-admins/definition")
	b.write("#definition", "id: basel-admins\ntitel: Oops\n")
	b.push("Save")
	b.until(`document.querySelector("#alert") !== null`)
	b.accessible("a definition with errors")
}

// follow clicks a link, and push a button, by what is written on it.
func (b *chromium) follow(words string) { b.click("a", words) }
func (b *chromium) push(words string)   { b.click("button", words) }

func (b *chromium) click(element, words string) {
	b.t.Helper()
	look[bool](b, `[...document.querySelectorAll("main `+element+`")].find((e) => e.textContent.trim().startsWith("`+words+`")).click(); true`)
}

// write writes a text into a field, in the place of what is there.
func (b *chromium) write(field, words string) {
	b.t.Helper()
	look[bool](b, `document.querySelector("`+field+`").value = ""; true`)
	b.do(chromedp.SendKeys(field, words))
}
