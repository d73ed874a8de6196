package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"muster/internal/account"
	"muster/internal/web"
)

// TestBrowserMovesAbout is a founder who reads a dashboard in Chromium: filters it, reads it by keyboard,
// sorts it, watches answers come in, and takes pictures of it. The page is never loaded again.
func TestBrowserMovesAbout(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		return charlotte(t, 120, func(c *web.Config) { c.Insecure = true }).running()
	})
	b.comesIn(account.Founder)
	b.turn(screens()[3])
	b.visit("/surveys/charlotte/dashboards/demand")
	if look[int](b, `document.querySelectorAll("script[src]").length`) == 0 {
		t.Skip("the charts' script was not built, so nothing moves; it comes with: go generate ./...")
	}
	b.drawn("demand")
	look[bool](b, `window.stays = true`)
	t.Run("filters in place", b.within(func() { b.filtersInPlace() }))
	t.Run("form", b.within(func() { b.sendsTheFilters() }))
	t.Run("keyboard", b.within(func() { b.readsByKeyboard() }))
	t.Run("sorting", b.within(func() { b.sorts() }))
	t.Run("live", b.within(func() { b.watches() }))
	t.Run("what is not sure", b.within(func() { b.drawsDoubts() }))
	t.Run("pictures", b.within(func() { b.takesPictures() }))
	if !look[bool](b, `window.stays === true`) {
		t.Error("the page was loaded again")
	}
	b.quiet("moving about")
	t.Run("report", b.within(func() { b.prints() }))
	t.Run("logged out", b.within(func() { b.isLoggedOut() }))
}

// comesIn sets up an account and logs in with it.
func (b *chromium) comesIn(role account.Role) {
	b.t.Helper()
	b.visit("/setup/" + must(b.gate.Invite(context.Background(), role))(b.t))
	look[bool](b, `(() => {
		const given = {name: "Ada", email: "ada@example.org", password: "`+password+`"};
		for (const [name, value] of Object.entries(given)) document.querySelector("input[name=" + name + "]").value = value;
		document.querySelector("main button").click();
		return true;
	})()`)
	b.until(`location.pathname === "/surveys"`)
}

const who = `document.querySelector(".who b")?.textContent`

// filtersInPlace follows a filter from an open table of a panel half down the page.
func (b *chromium) filtersInPlace() {
	look[bool](b, `(() => {
		window.panel = [...document.querySelectorAll("article.panel")].find((p) => p.querySelector("h3").textContent === "Roles");
		panel.querySelector("details.numbers").open = true;
		panel.scrollIntoView({block: "center"});
		window.link = panel.querySelector("tbody a");
		link.focus({preventScroll: true});
		window.before = panel.getBoundingClientRect().top;
		link.click();
		return true;
	})()`)
	b.until(`location.search.startsWith("?q.roles=") && ` + who + `.endsWith(" of 120 responses")`)
	b.until(`document.querySelector(".said").textContent.includes("of 120 responses")`)
	if moved := look[float64](b, `Math.abs(panel.getBoundingClientRect().top - before)`); moved > 2 {
		b.t.Errorf("the panel one clicked in moved by %v pixels", moved)
	}
	if !look[bool](b, `panel.isConnected && panel.querySelector("details.numbers").open && document.activeElement === link`) {
		b.t.Error("what was open is closed, or the focus is lost")
	}
	look[bool](b, `history.back(); true`)
	b.until(`location.search === "" && ` + who + ` === "All 120 responses" && document.querySelectorAll(".chips li").length === 0`)
}

// sendsTheFilters chooses filters in the form and removes one by its chip.
func (b *chromium) sendsTheFilters() {
	look[bool](b, `(() => {
		const chooser = document.querySelector(".chooser");
		chooser.open = true;
		chooser.querySelector("input[name='q.roles'][value=engineer]").checked = true;
		chooser.querySelector("input[name='q.roles'][value=analyst]").checked = true;
		chooser.querySelector("button").click();
		return true;
	})()`)
	b.until(`location.search === "?q.roles=engineer&q.roles=analyst" || location.search === "?q.roles=analyst&q.roles=engineer"`)
	b.until(`document.querySelectorAll(".chips li:not(.clear)").length === 1 && !document.querySelector(".chooser").open`)
	look[bool](b, `document.querySelector(".chips .clear a").focus(); document.activeElement.click(); true`)
	b.until(`location.search === "" && ` + who + ` === "All 120 responses" && !document.querySelector("input[value=engineer]").checked`)
	if !look[bool](b, `document.activeElement.matches(".chooser > summary")`) {
		b.t.Error("with the filters the focus is gone")
	}
}

// readsByKeyboard moves through a ranking and filters by its second line.
func (b *chromium) readsByKeyboard() {
	look[bool](b, `document.querySelector(".full .drawing").focus(); true`)
	b.press(kb.ArrowDown)
	b.press(kb.ArrowDown)
	b.until(`document.querySelector(".tip")?.checkVisibility() === true`)
	tip := look[string](b, `document.querySelector(".tip").textContent`)
	said := look[string](b, `document.querySelector(".said").textContent`)
	second := look[string](b, `document.querySelectorAll(".full .numbers tbody th")[1].textContent`)
	if !strings.HasPrefix(tip, second) || !strings.HasPrefix(said, second) || !strings.Contains(said, "%") {
		b.t.Errorf("at %q the tip is %q, and %q is said", second, tip, said)
	}
	b.press(kb.Escape)
	b.until(`document.querySelector(".tip").hidden && document.activeElement === document.body`)
	look[bool](b, `document.querySelector(".full .drawing").focus(); true`)
	b.press(kb.Enter)
	b.until(`location.search.startsWith("?q.topics=") && document.querySelector(".chips span").textContent.includes(` + quoted(second) + `)`)
	if !look[bool](b, `document.activeElement.matches(".full .drawing")`) {
		b.t.Error("the drawing has lost the focus")
	}
	b.press(kb.ArrowDown) // on from what one filtered by, which is the first line now
	b.until(`document.querySelector(".tip").textContent.startsWith(document.querySelectorAll(".full .numbers tbody th")[1].textContent)`)
	look[bool](b, `history.back(); true`)
	b.until(`location.search === "" && ` + who + ` === "All 120 responses"`)
}

func quoted(text string) string { return "`" + text + "`" }

// sorts turns a table round and back, and leaves its totals where they are.
func (b *chromium) sorts() {
	rows := func() []string {
		return look[[]string](b, `[...window.table.tBodies[0].rows].map((r) => r.cells[0].textContent)`)
	}
	click := func(order string) []string {
		b.t.Helper()
		look[bool](b, `table.tHead.querySelectorAll(".sort")[0].click(); true`)
		if got := look[string](b, `table.tHead.rows[0].cells[0].getAttribute("aria-sort") ?? ""`); got != order {
			b.t.Errorf("the order is %q, want %q", got, order)
		}
		return rows()
	}
	look[bool](b, `window.table = document.querySelector(".full .numbers table"); table.closest("details").open = true`)
	first := rows()
	up, down, again := click("ascending"), click("descending"), click("")
	if up[0] >= up[1] || down[0] <= down[1] || strings.Join(again, "|") != strings.Join(first, "|") {
		b.t.Errorf("first %q, sorted %q and %q, then %q", first[:3], up[:3], down[:3], again[:3])
	}
}

// watches reads half down the page while an answer comes in, pauses, and goes on.
func (b *chromium) watches() {
	b.until(`document.querySelector(".live .on")?.textContent === "Live"`)
	look[bool](b, `scrollTo(0, 900); window.part = [...document.querySelectorAll(".panel")].find((p) => p.getBoundingClientRect().top > 0);
		window.before = part.getBoundingClientRect().top; true`)
	b.fillIn("roles=analyst&topics=azure")
	b.until(who + ` === "All 121 responses"`)
	if moved := look[float64](b, `Math.abs(part.getBoundingClientRect().top - before)`); moved > 2 {
		b.t.Errorf("what one reads moved by %v pixels", moved)
	}
	b.until(`document.querySelector(".said").textContent.startsWith("New answers: All 121")`)
	const toggle = `document.querySelector(".live button").click(); document.querySelector(".live span").textContent`
	if state := look[string](b, toggle); state != "Paused" {
		b.t.Errorf("it says %q", state)
	}
	b.fillIn("roles=analyst&topics=azure")
	look[bool](b, `new Promise((done) => setTimeout(() => done(true), 2500))`)
	if got := look[string](b, who); got != "All 121 responses" {
		b.t.Errorf("although paused it shows %q", got)
	}
	look[string](b, toggle)
	b.until(who + ` === "All 122 responses"`)
}

// drawsDoubts has the page fetched again with a ranking of few people, of runs that are too close to call
// and of values on both sides of nothing, and looks for what tells of it in the drawing.
func (b *chromium) drawsDoubts() {
	drawn := func(what string) int {
		return look[int](b, `document.querySelectorAll(".full .drawing svg `+what+`").length`)
	}
	patterns, lines := drawn("pattern"), drawn("path[fill='none']")
	look[bool](b, `window.fetch = ((real) => async (...asked) => {
		const page = new DOMParser().parseFromString(await (await real(...asked)).text(), "text/html");
		const data = page.querySelector(".full figure.chart script");
		const chart = JSON.parse(data.textContent);
		Object.assign(chart.draw, {hatched: true, brackets: [[0, 1], [1, 3]]});
		chart.draw.intervals[2] = [-12, 20];
		chart.option.series[0].data[2] = -5;
		data.textContent = JSON.stringify(chart);
		window.fetch = real;
		const answer = new Response("<!doctype html>" + page.documentElement.getHTML(), {headers: {"Content-Type": "text/html"}});
		Object.defineProperty(answer, "url", {value: String(asked[0])});
		return answer;
	})(window.fetch); document.querySelector(".full tbody a").click(); true`)
	b.until(`location.search !== ""`)
	look[bool](b, `new Promise((done) => setTimeout(() => done(true), 500))`) // until the bars have moved
	if drawn("pattern") <= patterns {
		b.t.Error("bars of few people are not hatched")
	}
	if drawn("polyline, path[fill='none']") < lines+2 {
		b.t.Error("what is too close to call has no bracket")
	}
	look[bool](b, `history.back(); true`)
	b.until(`location.search === ""`)
	b.quiet("what is not sure")
}

// prints holds that the report is one sheet of either paper, that of long names it takes more rather
// than to cut a sentence off, and that dashboards show who they are of on paper.
func (b *chromium) prints() {
	b.visit("/surveys/charlotte/report")
	b.accessible("report")
	for name, size := range map[string]chromedp.PaperSize{"A4": chromedp.PaperA4, "Letter": chromedp.PaperLetter} {
		if n := b.pages(size); n != 1 {
			b.t.Errorf("the report takes %d pages of %s", n, name)
		}
	}
	b.cutsNothing("the report")
	look[bool](b, `document.querySelectorAll(".report li, .report th").forEach((e) => { e.textContent += " and so on, at great length".repeat(2) }); true`)
	b.cutsNothing("the report of long names")
	if n := b.pages(chromedp.PaperLetter); n > 2 {
		b.t.Errorf("with long names the report takes %d pages", n)
	}
	b.script(false)
	b.visit("/surveys/charlotte/report?q.roles=engineer")
	if !look[bool](b, `document.querySelectorAll(".bars rect").length > 10 && document.querySelector("[data-print]").hidden`) {
		b.t.Error("without script the report lacks its bars, or has a button that does nothing")
	}
	b.script(true)
	b.quiet("report")
}

// pages prints the page and counts the sheets.
func (b *chromium) pages(size chromedp.PaperSize) int {
	b.t.Helper()
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(size)))
	if err != nil {
		b.t.Fatal(err)
	}
	return strings.Count(strings.ReplaceAll(string(pdf), "/Type /Pages", ""), "/Type /Page")
}

// isLoggedOut holds that an open page notices that its session has ended.
func (b *chromium) isLoggedOut() {
	b.visit("/surveys/charlotte/dashboards/overview")
	b.until(`document.querySelector(".live .on") !== null`)
	look[int](b, `fetch("/logout", {method: "POST"}).then((answer) => answer.status)`)
	b.fillIn("roles=analyst")
	b.until(`document.querySelector(".live .off")?.textContent.startsWith("Logged out")`)
	if path := look[string](b, `location.pathname`); path != "/surveys/charlotte/dashboards/overview" {
		b.t.Errorf("the page one reads became %s", path)
	}
	if got := b.send(http.MethodGet, "/surveys", nil).StatusCode; got != http.StatusSeeOther {
		b.t.Errorf("status %d", got)
	}
}
