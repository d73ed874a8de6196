package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"muster/internal/account"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestFlowInChromium looks at the pages beside the form: doors, drafts, what is handed out, frames.
func TestFlowInChromium(t *testing.T) {
	t.Parallel()
	var o *office
	var address string // of the form, known when the host page is asked for
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><title>A group</title><iframe src="` + address + `" title="Form"></iframe>`))
	}))
	defer host.Close()
	rules := func(rule string) *survey.Survey {
		id := rule[:2]
		return parsed(t, id, []byte("id: "+id+"\ntitle: A form\n"+rule[3:]+"\nquestions:\n  - {id: a, kind: long_text, title: A}\n"))
	}
	surveys := []*survey.Survey{
		sample(t, "everything"), rules("ac access_word: open"), rules("in invited: true"), rules("em closed: false"), rules("no closed: false"),
	}
	surveys[3].Rules.Embed = []string{host.URL} // a file may name https only
	b := openChromium(t, func() *office {
		o = openOffice(t, surveys, nil, func(c *web.Config) {
			c.Insecure = true
			c.SaveDraft = func(ctx context.Context, hash []byte, d store.Draft) error { return o.store.SaveDraft(ctx, hash, d) }
			c.Draft = func(ctx context.Context, hash []byte) (store.Draft, error) { return o.store.Draft(ctx, hash) }
			c.DropDraft = func(ctx context.Context, hash []byte) error { return o.store.DropDraft(ctx, hash) }
		})
		return o
	})
	t.Run("access word", b.within(func() { b.givesWord() }))
	t.Run("invitation", b.within(func() { b.visit("/s/in"); b.accessible("invited people only") }))
	t.Run("draft", b.within(func() { b.leavesForLater() }))
	t.Run("frame", b.within(func() {
		address = o.server.URL + "/s/em/embed"
		b.framed(host.URL, true)
		address = o.server.URL + "/s/no/embed"
		b.framed(host.URL, false)
	}))
	t.Run("handing out", b.within(func() { b.handsOut() }))
}

func (b *chromium) givesWord() {
	b.visit("/s/ac")
	b.accessible("access word")
	look[bool](b, `document.querySelector("#word").value = "shut"; true`)
	b.tap("main form button")
	b.until(`document.title.startsWith("Error: ")`)
	b.accessible("wrong access word")
	look[bool](b, `document.querySelector("#word").value = " Open "; true`)
	b.tap("main form button")
	b.until(`document.querySelector("#q-a") !== null`)
}

func (b *chromium) leavesForLater() {
	b.visit("/s/everything?lang=en")
	b.tap("[name=roles]")
	b.tap("[formaction]")
	b.until(`location.pathname.endsWith("/kept")`)
	b.accessible("kept for later")
	b.tap(`main a[href*="/d/"]`)
	b.until(`document.querySelector("[name=roles]")?.checked`)
	b.accessible("taken up again")
}

// framed looks whether a page of another site gets to show the form.
func (b *chromium) framed(host string, may bool) {
	b.t.Helper()
	var tree *page.FrameTree
	b.do(chromedp.Navigate(host), func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		found, err := chromedp.Call(ctx, page.GetFrameTree, cdp.Empty{})
		tree = found.FrameTree
		return chromedp.Void{}, err
	})
	if len(tree.ChildFrames) != 1 {
		b.t.Fatalf("there are %d frames", len(tree.ChildFrames))
	}
	if shown := tree.ChildFrames[0].Frame.UnreachableURL == ""; shown != may {
		b.t.Errorf("the form is shown in a frame: %t", shown)
	}
	b.said() // that a frame was refused
}

func (b *chromium) handsOut() {
	token := must(b.gate.Invite(context.Background(), account.Founder))(b.t)
	b.visit("/setup/" + token)
	b.answer(map[string]string{"name": "Ada Lovelace", "email": "ada@example.org", "password": password})
	b.until(`location.pathname === "/surveys"`)
	for _, form := range []string{"everything", "in", "em"} {
		b.visit("/surveys/" + form + "/share?source=poster")
		b.accessible("handing out " + form)
	}
	b.visit("/surveys/everything/poster?source=poster&lang=ar")
	b.accessible("poster in Arabic")
}
