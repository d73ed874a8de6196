package web_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"muster/internal/survey"
	"muster/internal/web"
)

// TestImportInABrowser drops a workbook on the page, merges two spellings, stores the answers and sees them on a
// dashboard; then a longer export of the same form comes in with one click.
func TestImportInABrowser(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		return openOffice(t, []*survey.Survey{meetup(t)}, nil, func(c *web.Config) { c.Insecure = true })
	})
	b.visit("/setup/" + must(b.gate.FirstInvitation(context.Background()))(t))
	b.answer(map[string]string{"name": "Ada Lovelace", "email": "ada@example.org", "password": password})
	b.until(`location.pathname === "/surveys"`)
	b.accessible("surveys")

	b.visit(meetupPath)
	b.accessible("import")
	b.sendForm("form.importing")
	b.until(`document.querySelector("#file-error") !== null`)
	b.accessible("import without a file")

	b.dropFile("Meetup(1-9).xlsx", microsoftBook(t, 9))
	b.sendForm("form.importing")
	b.until(`document.querySelector("#needs") !== null`)
	look[bool](b, `document.querySelectorAll("details").forEach((d) => { d.open = true }); true`)
	b.accessible("what was understood")
	b.sendForm("#store")
	b.until(`document.querySelector("#partial-error") !== null`)
	b.accessible("a decision is missing")

	look[bool](b, `document.querySelector("#needs ~ .column p > a").click(); true`)
	b.until(`document.querySelector(".values") !== null`)
	b.accessible("a column")
	look[bool](b, `(() => {
		const row = [...document.querySelectorAll(".values li")].find((r) => r.querySelector("label").textContent === "K8s")
		const list = row.querySelector("select")
		list.value = [...list.options].find((o) => o.text === "Kubernetes").value
		return true
	})()`)
	b.sendForm("form.correcting")
	b.until(`document.querySelector(".done")?.textContent.includes("Kubernetes") && document.querySelector("#needs") === null`)
	b.sendForm("#store")
	b.until(`document.querySelector("h1").textContent === "The answers are stored"`)
	b.accessible("stored")

	look[bool](b, `document.querySelector("main .actions a.button").click(); true`)
	b.until(`document.querySelector(".who b")?.textContent === "All 9 responses"`)

	b.visit(meetupPath)
	b.dropFile("Meetup(1-12).xlsx", microsoftBook(t, 12))
	b.sendForm("form.importing")
	b.until(`[...document.querySelectorAll(".figures div")].some((f) => f.textContent === "New3")`)
	b.accessible("the next export")
	b.sendForm("#store")
	b.until(`document.querySelector("h1").textContent === "The answers are stored"`)

	b.visit("/surveys/new/import")
	b.accessible("a survey from a file")
	b.dropFile("Meetup(1-9).xlsx", microsoftBook(t, 9))
	b.sendForm("form.importing")
	b.until(`document.querySelector("#store") !== null`)
	look[bool](b, `document.querySelectorAll("details").forEach((d) => { d.open = true }); true`)
	b.accessible("what a survey would be")
	look[bool](b, `document.querySelector("#questions ~ .column:last-child p > a").click(); true`)
	b.until(`document.querySelector("#kind") !== null`)
	b.accessible("a question to be")
}

// sendForm presses the first button of a form.
func (b *chromium) sendForm(form string) {
	b.t.Helper()
	look[bool](b, fmt.Sprintf(`document.querySelector(%q).querySelector("button").click(); true`, form))
}

// dropFile drops a file on the field for it, as a hand does.
func (b *chromium) dropFile(name, text string) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
	b.turn(screens()[3])
	at := look[[]float64](b, `(() => { const f = document.querySelector("#file"); f.scrollIntoView({block: "center"}); const r = f.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()`)
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: []string{path}, DragOperationsMask: 1}
	for _, step := range []input.DispatchDragEventType{"dragEnter", "dragOver", "drop"} {
		b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
			_, err := chromedp.Call(ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: step, X: at[0], Y: at[1], Data: data})
			return chromedp.Void{}, err
		})
	}
	b.until(`document.querySelector("#file").files.length === 1`)
}
