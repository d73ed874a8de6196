package web_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/web"
)

// TestBrowser is the main road, walked in Chromium: a respondent answers by keyboard alone, and a
// founder logs in and reads.
func TestBrowser(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		return charlotte(t, 120, func(c *web.Config) { c.Insecure = true })
	})
	if b.axe == "" {
		t.Log("axe-core was not fetched, so accessibility is not checked; it comes with: go generate ./...")
	}
	t.Run("respondent", b.within(func() { b.respondent() }))
	t.Run("founder logs in", b.within(func() { b.founderLogsIn() }))
	t.Run("founder reads", b.within(func() { b.founderReads() }))
	t.Run("without script", b.within(func() { b.withoutScript() }))
	t.Run("the policy is heard", b.within(func() { b.policyIsHeard() }))
}

// within runs a part of the walk as a test of its own.
func (b *chromium) within(part func()) func(*testing.T) {
	return func(t *testing.T) {
		whole := b.t
		b.t = t
		defer func() { b.t = whole }()
		part()
	}
}

func (b *chromium) respondent() {
	b.visit("/s/charlotte")
	b.accessible("form")

	b.keys(map[string][]string{"roles": {"engineer"}}, map[string]string{"email": "not an address"})
	b.until(`document.title.startsWith("Error: ")`)
	if !look[bool](b, `document.activeElement.closest(".alert") !== null || document.querySelector(".alert") !== null`) {
		b.t.Error("the page does not say at its top what to mend")
	}
	b.accessible("form with errors")

	picks := map[string][]string{
		"roles": {"engineer"}, "topics": {"azure", "powershell", "people"}, "journey": {"settled"},
		"place": {"both"}, "help": {"join", "host"},
	}
	look[bool](b, `document.querySelector("input[name=email]").value = ""; true`)
	b.keys(picks, map[string]string{"challenge": "Too many certificates.", "name": "Ada", "email": "ada@example.org"})
	b.until(`location.pathname.startsWith("/r/") && document.querySelector("h1")?.textContent === "Your answers are stored"`)
	b.accessible("receipt")

	last := must(b.store.LastSeq(context.Background()))(b.t)
	records := must(b.store.Records(context.Background(), last-1, 1))(b.t)
	got, _, err := response.DecodeDocument(records[0].Document)
	if err != nil {
		b.t.Fatal(err)
	}
	want := response.Answers{"challenge": {Text: "Too many certificates."}}
	for question, ids := range picks {
		want[question] = response.Answer{Picks: ids}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.t.Errorf("what was stored is not what was typed: %s", diff)
	}
}

func (b *chromium) founderLogsIn() {
	token := must(b.gate.FirstInvitation(context.Background()))(b.t)
	b.visit("/setup/" + token)
	b.accessible("set-up")
	ada := map[string]string{"name": "Ada Lovelace", "email": "ada@example.org", "password": "short"}
	b.answer(ada)
	b.until(`document.querySelector("#password-error") !== null`)
	b.accessible("set-up with errors")
	ada["password"] = password
	b.answer(ada)
	b.until(`location.pathname === "/surveys"`)
	b.accessible("surveys")
	b.visit("/account")
	b.accessible("account")
	look[bool](b, `document.querySelector("form[action='/logout'] button").click(); true`)
	b.until(`location.pathname === "/login"`)

	b.visit("/surveys/charlotte/dashboards/overview?q.roles=engineer")
	b.until(`location.pathname === "/login"`)
	b.accessible("login")
	b.answer(map[string]string{"email": "ada@example.org", "password": "something else"})
	b.until(`document.querySelector(".alert") !== null`)
	b.accessible("login that failed")
	b.answer(map[string]string{"email": "ada@example.org", "password": password})
	b.until(`location.search === "?q.roles=engineer"`)
}

// answer fills in a form of one line fields by keyboard and sends it.
func (b *chromium) answer(words map[string]string) {
	b.t.Helper()
	look[bool](b, `document.querySelectorAll("main input:not([type=hidden])").forEach((i) => { i.value = "" }); document.activeElement.blur(); true`)
	b.walk(func(f focus) bool {
		if f.Tag == "BUTTON" && look[bool](b, `document.activeElement.closest("main") !== null`) {
			b.press("\r")
			return true
		}
		if words[f.Name] != "" {
			b.press(words[f.Name])
		}
		return false
	})
}

func (b *chromium) founderReads() {
	if look[int](b, `document.querySelectorAll("script[src]").length`) == 0 {
		b.t.Skip("the charts' script was not built, so nothing is drawn; it comes with: go generate ./...")
	}
	for _, name := range []string{"overview", "demand"} {
		b.visit("/surveys/charlotte/dashboards/" + name)
		b.drawn(name)
		look[bool](b, `document.querySelectorAll("details").forEach((d) => { d.open = true }); true`)
		b.accessible(name + " with everything open")
	}
	b.drawsFew()
	b.redraws()
	b.clicks()
	b.quiet("reading")
	b.crosses()
}

// drawsFew reads a dashboard of so few people that some roles have nobody: their cells in the heat
// map are empty, and all else is drawn.
func (b *chromium) drawsFew() {
	b.visit("/surveys/charlotte/dashboards/demand?q.roles=analyst&q.journey=changing&q.place=online")
	if !look[bool](b, `[...document.querySelectorAll("figure.chart script")].some((s) => s.textContent.includes('"-"'))`) {
		b.t.Fatal("every role has people; take narrower filters")
	}
	b.drawn("demand of a few")
	b.quiet("demand of a few")
}

// drawn waits until every chart has a drawing that can be seen.
func (b *chromium) drawn(where string) {
	b.t.Helper()
	b.until(`document.querySelectorAll("figure.chart").length > 0 && [...document.querySelectorAll("figure.chart")].every((f) => f.querySelector("svg path"))`)
	small := look[[]string](b, `[...document.querySelectorAll("figure.chart svg")].filter((s) => s.getBoundingClientRect().width < 200 || s.getBoundingClientRect().height < 60).map((s) => s.closest("article").id)`)
	if len(small) > 0 {
		b.t.Errorf("%s: hardly anything is drawn in %v", where, small)
	}
	if nameless := look[int](b, `document.querySelectorAll(".drawing:not([aria-label])").length`); nameless > 0 {
		b.t.Errorf("%s: %d drawings have no description", where, nameless)
	}
}

// redraws holds that drawings follow light and dark, the width, and go light onto paper.
func (b *chromium) redraws() {
	const ink = `document.querySelector("figure.chart svg text").getAttribute("fill")`
	light, dark := screens()[3], screens()[2]
	b.turn(dark)
	inDark := look[string](b, ink)
	b.turn(light)
	inLight := look[string](b, ink)
	if inDark == inLight {
		b.t.Errorf("letters are %s in light and in dark", inLight)
	}
	b.turn(dark)
	look[bool](b, `dispatchEvent(new Event("beforeprint")); true`)
	if onPaper := look[string](b, ink); onPaper != inLight {
		b.t.Errorf("letters are %s on paper, want the light %s", onPaper, inLight)
	}
	if box := look[string](b, `document.querySelector(".full figure.chart svg").getAttribute("viewBox")`); !strings.HasPrefix(box, "0 0 840 ") {
		b.t.Errorf("on paper a drawing is %q wide", box)
	}
	look[bool](b, `dispatchEvent(new Event("afterprint")); true`)
	if again := look[string](b, ink); again != inDark {
		b.t.Errorf("letters are %s after printing, want %s again", again, inDark)
	}
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	if err != nil || len(pdf) < 10_000 {
		b.t.Errorf("the print has %d bytes, %v", len(pdf), err)
	}
}

// clicks holds that a click on a bar filters by its category.
func (b *chromium) clicks() {
	b.turn(screens()[3])
	b.visit("/surveys/charlotte/dashboards/demand")
	b.drawn("demand")
	at := look[[]float64](b, `(() => {
		const colour = getComputedStyle(document.documentElement).getPropertyValue("--series-1").trim();
		const bar = [...document.querySelectorAll("figure.chart svg path")].find((p) => p.getAttribute("fill") === colour);
		bar.scrollIntoView({block: "center"});
		const box = bar.getBoundingClientRect();
		return [box.left + 8, box.top + box.height / 2];
	})()`)
	b.do(chromedp.MouseClickXY(at[0], at[1]))
	b.until(`location.search.startsWith("?q.topics=") && document.querySelectorAll(".chips li").length > 0`)
}

// withoutScript holds that the numbers stand where the drawings would.
func (b *chromium) withoutScript() {
	b.script(false)
	defer b.script(true)
	b.visit("/surveys/charlotte/dashboards/demand")
	if drawn := look[int](b, `document.querySelectorAll("figure.chart svg").length`); drawn != 0 {
		b.t.Errorf("%d drawings without script", drawn)
	}
	if hidden := look[int](b, `[...document.querySelectorAll(".numbers table")].filter((t) => !t.checkVisibility()).length`); hidden > 0 {
		b.t.Errorf("%d tables are hidden although nothing is drawn", hidden)
	}
	b.quiet("without script")
}

func (b *chromium) script(on bool) {
	b.t.Helper()
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return chromedp.Void{}, err
	})
}

// policyIsHeard breaks the content policy on purpose: were nothing heard now, the silence before
// would prove nothing.
func (b *chromium) policyIsHeard() {
	b.visit("/surveys")
	look[bool](b, `document.body.setAttribute("style", "color: red"); const s = document.createElement("script"); s.textContent = "1"; document.head.append(s); true`)
	var heard strings.Builder
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		heard.WriteString(strings.Join(b.said(), "\n"))
		if strings.Contains(heard.String(), "style-src") && strings.Contains(heard.String(), "script-src") {
			return
		}
	}
	b.t.Errorf("breaking the policy goes unheard: %q", heard.String())
}
