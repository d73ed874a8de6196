package web_test

import (
	"context"
	"strings"
	"testing"

	"muster/internal/post"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestReceiptInChromium walks from the receipt to every page that it leads to, and back.
func TestReceiptInChromium(t *testing.T) {
	t.Parallel()
	var o *office
	s := sample(t, "everything")
	b := openChromium(t, func() *office {
		o = openOffice(t, []*survey.Survey{s}, nil, func(c *web.Config) {
			c.Insecure, c.BaseURL = true, "http://localhost"
			draftsOfNobody(c)
			c.Revise = func(ctx context.Context, r *response.Response) (response.Outcome, error) {
				return o.store.Revise(ctx, r)
			}
			c.Erase = func(ctx context.Context, survey, id string) error { return o.store.Erase(ctx, survey, id) }
			c.Mail = func(_ context.Context, l post.Letter) error {
				if strings.HasPrefix(l.To, "nobody@") {
					return post.ErrLetter
				}
				return nil
			}
		})
		return o
	})
	r := everyKind()
	r.ID, r.Survey, r.Version, r.Source, r.Receipt, r.Submitted = strings.Repeat("b", 26), s.ID, s.Version(), "form", hashOf(receiptToken), noon
	r.Answers["years"] = response.Answer{Text: "12"}
	if _, err := o.store.Append(t.Context(), []*response.Response{r}); err != nil {
		t.Fatal(err)
	}
	t.Run("reading", b.within(func() { b.readsReceipt() }))
	t.Run("letter", b.within(func() { b.sendsLetter() }))
	t.Run("correcting", b.within(func() { b.corrects() }))
	t.Run("erasing", b.within(func() { b.erases() }))
}

func (b *chromium) readsReceipt() {
	for _, language := range []string{"en", "ar"} {
		b.visit(receiptPath + "?lang=" + language)
		look[bool](b, `(document.querySelector("details").open = true)`)
		b.accessible("receipt in " + language)
		b.visit("/s/everything/privacy?lang=" + language)
		b.accessible("privacy notice in " + language)
	}
	b.visit("/r/nothing")
	b.accessible("no receipt")
}

func (b *chromium) sendsLetter() {
	b.visit(receiptPath + "?lang=en")
	look[bool](b, `document.querySelector("#address").value = "nobody@example.org"; true`)
	b.tap("main form button")
	b.until(`document.title.startsWith("Error: ") && document.activeElement === document.querySelector(".alert")`)
	b.accessible("receipt with a problem")
	look[bool](b, `document.querySelector("#address").value = "ann@example.org"; true`)
	b.tap("main form button")
	b.until(`document.querySelector("[role=status]")?.textContent.includes("If the address is right")`)
	b.accessible("receipt after a letter")
}

func (b *chromium) corrects() {
	b.visit(receiptPath + "?lang=en")
	b.tap(`a[href*="/edit"]`)
	b.until(`location.pathname.endsWith("/edit") && document.querySelector("form#answers") !== null`)
	hidden := `getComputedStyle(document.querySelector("#a-team")).display === "none"`
	if !look[bool](b, hidden) {
		b.t.Error("what was not asked is shown")
	}
	b.tap(`input[name=leads][value=yes]`)
	if look[bool](b, hidden) {
		b.t.Error("what is asked now stays hidden")
	}
	b.accessible("correction")
	look[bool](b, `document.querySelector("[name=team]").value = "none"; true`)
	b.tap(".send button")
	b.until(`document.title.startsWith("Error: ")`)
	b.accessible("correction with a problem")
	look[bool](b, `document.querySelector("[name=team]").value = "7"; true`)
	b.tap(".send button")
	b.until(`document.querySelector("[role=status]")?.textContent.includes("Your changes are stored")`)
	b.accessible("receipt after a correction")
}

func (b *chromium) erases() {
	b.visit(receiptPath + "?lang=en")
	b.tap(`a[href*="/erase"]`)
	b.until(`location.pathname.endsWith("/erase")`)
	b.accessible("erasing")
	b.tap("main form button")
	b.until(`location.pathname === "/erased"`)
	b.accessible("erased")
	b.visit(receiptPath)
	if !look[bool](b, `document.body.textContent.includes("have been erased")`) {
		b.t.Error("the link still leads somewhere")
	}
}
