package web_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestFormInChromium walks through forms as people do: by tap and by keyboard, with script and without.
func TestFormInChromium(t *testing.T) {
	t.Parallel()
	var busy atomic.Bool
	b := openForms(t, &busy)
	t.Run("every kind", b.within(func() { b.everyKind() }))
	t.Run("what is shown", b.within(func() { b.showsWhatCounts() }))
	t.Run("on a small phone", b.within(func() { b.fitsSmallPhone() }))
	t.Run("ranking", b.within(func() { b.ranks() }))
	t.Run("ranking by drag", b.within(func() { b.drags() }))
	t.Run("kept while typing", b.within(func() { b.keepsWhileTyping() }))
	t.Run("back and again", b.within(func() { b.sendsAgain() }))
	t.Run("back and again without script", b.within(func() { b.script(false); defer b.script(true); b.sendsAgain() }))
	t.Run("steps without script", b.within(func() { b.stepsWithoutScript() }))
	t.Run("steps by keyboard", b.within(func() { b.stepsByKeyboard() }))
	t.Run("right to left", b.within(func() { b.rightToLeft() }))
	t.Run("what goes wrong", b.within(func() { b.goesWrong(&busy) }))
	t.Run("proof of work", b.within(func() { b.works() }))
}

// openForms is a browser in front of forms of every kind, kept by a real store. While it is busy it
// takes no answers.
func openForms(t *testing.T, busy *atomic.Bool) *chromium {
	t.Helper()
	var o *office
	small := func(id, rule string) *survey.Survey {
		return parsed(t, id, []byte("id: "+id+"\ntitle: A form\n"+rule+"\nquestions:\n  - {id: a, kind: long_text, title: A}\n"))
	}
	surveys := []*survey.Survey{kinds(t), sample(t, "everything"), small("over", "closed: true"), small("guarded", "proof_of_work: true"), plainForm(t), weekForm(t)}
	return openChromium(t, func() *office {
		o = openOffice(t, surveys, nil, func(c *web.Config) {
			c.Insecure = true
			submit := c.Submit
			c.Submit = func(ctx context.Context, r *response.Response) (response.Outcome, error) {
				if busy.Load() {
					return response.Outcome{}, intake.ErrFull
				}
				return submit(ctx, r)
			}
			c.SaveDraft = func(ctx context.Context, hash []byte, d store.Draft) error { return o.store.SaveDraft(ctx, hash, d) }
			c.Draft = func(ctx context.Context, hash []byte) (store.Draft, error) { return o.store.Draft(ctx, hash) }
			c.DropDraft = func(ctx context.Context, hash []byte) error { return o.store.DropDraft(ctx, hash) }
			c.AddVisits = func(ctx context.Context, v []store.Visit) error { return o.store.AddVisits(ctx, v) }
			c.Revise = func(ctx context.Context, r *response.Response) (response.Outcome, error) {
				return o.store.Revise(ctx, r)
			}
			c.Erase = func(ctx context.Context, survey, id string) error { return o.store.Erase(ctx, survey, id) }
		})
		return o
	})
}

func plainForm(t *testing.T) *survey.Survey {
	return parsed(t, "plain", []byte("id: plain\ntitle: A form\nquestions:\n  - {id: a, kind: one, title: A, options: [{id: go, label: Go}, {id: rust, label: Rust}]}\n"))
}

func weekForm(t *testing.T) *survey.Survey {
	return parsed(t, "week", []byte(`id: week
title: Systemgemeinschaft Genf
languages: [en, de, fr, es, ar]
questions:
  - id: times
    kind: slots
    title: When?
    days: [mon, tue, wed, thu, fri, sat]
    parts: [morning, {id: lunch, label: {en: lunch break, de: Mittagspause, fr: pause de midi, es: pausa de mediodía, ar: استراحة الغداء}}, evening]
`))
}

// tap clicks what a selector finds.
func (b *chromium) tap(selector string) {
	b.t.Helper()
	if !look[bool](b, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e?.scrollIntoView({block: "center"}); e?.click(); return !!e; })()`, selector)) {
		b.t.Fatalf("there is no %s", selector)
	}
}

// choose picks an option of a list as a person does.
func (b *chromium) choose(selector, value string) {
	b.t.Helper()
	look[bool](b, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.focus(); e.value = %q;
		e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); return true; })()`, selector, value))
}

func (b *chromium) everyKind() {
	b.visit("/s/kinds")
	b.accessible("empty")
	const clears = `[...document.querySelectorAll(".clear")].filter((e) => e.checkVisibility()).map((e) => e.firstChild.name)`
	if got := look[[]string](b, clears); len(got) > 0 {
		b.t.Errorf("an answer that was not given can be taken back at %q", got)
	}
	for _, selector := range []string{
		"[name=coming][value=yes]", "[name=why][value=meet]", "[name=topics][value=disks]", "[name=topics_present][value=disks]",
		"[name=times][value=mon_evening]", "[name=nps][value='10']", "[name=agree_big][value='4']",
	} {
		b.tap(selector)
	}
	b.choose("[name='formats.food']", "1")
	b.choose("[name=town]", "b")
	look[bool](b, `document.querySelector("#q-age").value = "old"; true`)
	b.accessible("filled in")
	if diff := cmp.Diff([]string{"coming", "nps", "agree_big"}, look[[]string](b, clears)); diff != "" {
		b.t.Errorf("what can be taken back: %s", diff)
	}
	b.tap(".send button")
	b.until(`document.title.startsWith("Error: ")`)
	b.accessible("with errors")
	if n := look[int](b, `[...document.querySelectorAll("#a-talk, #a-menu, #a-bus, #g-agree_big")].filter((e) => e.checkVisibility()).length`); n != 4 {
		b.t.Errorf("%d of 4 dependent questions are shown after a mistake", n)
	}
}

// fillAtRandom ticks, chooses and types at random, and says what the form would send.
const fillAtRandom = `((seed) => {
	const random = (n) => { seed = (seed * 1103515245 + 12345) %% 2147483648; return Math.floor(seed / 2147483648 * n); };
	const form = document.getElementById("answers");
	for (const e of form.querySelectorAll(".q input, .q select")) {
		if (e.type === "checkbox") e.checked = random(4) === 0;
		else if (e.type === "radio") e.checked = random(4) === 0 ? true : e.checked;
		else if (e.tagName === "SELECT") e.selectedIndex = random(3) ? 0 : random(e.options.length);
		else if (e.name.endsWith(".other")) e.value = random(4) ? "" : "words";
	}
	return new URLSearchParams(new FormData(form)).toString();
})(%d)`

// showsWhatCounts holds the style sheet to what the server makes of the same answers: what the one
// hides the other does not count, however the form is filled in.
// smallTargets are boxes of a table of times that a finger would miss.
const smallTargets = `[...document.querySelectorAll(".slots input")].filter((e) => {
	const box = e.getBoundingClientRect(), label = e.parentElement.getBoundingClientRect();
	return box.width < 24 || box.height < 24 || label.height < 40;
}).length`

// fitsSmallPhone reads a form with a long word in its title and a table of times.
func (b *chromium) fitsSmallPhone() {
	b.turn(screen{width: 320})
	defer b.turn(screens()[0])
	const first = `getComputedStyle(document.querySelectorAll(".slots thead th")[1], "::first-letter").textTransform`
	for _, lang := range []string{"en", "de", "fr", "es", "ar"} {
		b.visit("/s/week?lang=" + lang)
		if wide := look[int](b, `document.documentElement.scrollWidth`); wide > 320 {
			b.t.Errorf("%s: the page is %d wide", lang, wide)
		}
		if high := look[int](b, `document.querySelector(".slots").offsetHeight`); high > 375 {
			b.t.Errorf("%s: the table of six days is %d high", lang, high)
		}
		if title := look[int](b, `document.querySelector("h1").offsetHeight`); title > 60 {
			b.t.Errorf("%s: the title is %d high, more than two lines", lang, title)
		}
		if got := look[string](b, first); got != "uppercase" {
			b.t.Errorf("%s: parts of the day begin differently: %q", lang, got)
		}
		if n := look[int](b, smallTargets); n > 0 {
			b.t.Errorf("%s: %d targets are too small", lang, n)
		}
	}
}

func (b *chromium) showsWhatCounts() {
	s := kinds(b.t)
	b.visit("/s/kinds")
	seen := map[string]bool{}
	for range 60 {
		posted := look[string](b, fmt.Sprintf(fillAtRandom, rand.IntN(1<<30)))
		values := must(url.ParseQuery(posted))(b.t)
		given, problems := response.Parse(s, values)
		if problems.Of("formats") != "" {
			continue // two options on one place: nothing is counted before that is mended
		}
		hidden := look[[]string](b, `[...new Set([...document.querySelectorAll(".q input, .q select, .q textarea")]
			.filter((e) => !e.closest(".levels") && !e.closest(".clear") && !e.closest(".q").checkVisibility()).map((e) => e.name.split(".")[0]))]`)
		want := slices.DeleteFunc(given.NotShown, func(id string) bool { return s.Question(id).LevelOf != "" })
		if diff := cmp.Diff(want, hidden); diff != "" {
			b.t.Fatalf("%s\nhides other questions than are not counted: %s", posted, diff)
		}
		for _, id := range want {
			seen[id] = true
		}
	}
	if len(seen) < 10 {
		b.t.Errorf("only %v were ever hidden", seen)
	}
	if reachable := look[int](b, `[...document.querySelectorAll(".levels")].filter((l) => l.checkVisibility() !== (l.closest(".leveled").querySelector(":checked") !== null)).length`); reachable != 0 {
		b.t.Errorf("the levels of %d topics are shown although nothing is picked, or the other way round", reachable)
	}
}

// order is a ranking as it stands on the page, with the place of each option.
const order = `[...document.querySelectorAll(".rank")].map((r) => r.querySelector("label").firstChild.data.trim() + " " + r.querySelector("select").value)`

func (b *chromium) ordered(want ...string) {
	b.t.Helper()
	if diff := cmp.Diff(want, look[[]string](b, order)); diff != "" {
		b.t.Error(diff)
	}
}

func (b *chromium) ranks() {
	b.visit("/s/kinds")
	b.ordered("Talks ", "Labs ", "Food ")
	said := func(want string) {
		b.t.Helper()
		if got := look[string](b, `document.querySelector(".ranks + [aria-live]").textContent`); got != want {
			b.t.Errorf("said %q, want %q", got, want)
		}
	}
	button := func(label string) {
		b.t.Helper()
		look[bool](b, fmt.Sprintf(`document.querySelector('.rank button[aria-label=%q]').focus(); true`, label))
		b.press("\r")
		if held := look[string](b, `document.activeElement.getAttribute("aria-label")`); held != label {
			b.t.Errorf("the keyboard went from %q to %q", label, held)
		}
	}
	button("Move Food up")
	said("Food: place 1 of 3")
	b.ordered("Food 1", "Talks ", "Labs ")
	button("Move Labs up")
	button("Move Labs up")
	said("Labs: place 1 of 3")
	b.ordered("Labs 1", "Food 2", "Talks ")
	button("Move Labs down")
	b.ordered("Food 1", "Labs 2", "Talks ")
	button("Move Labs down")
	said("Labs: no place")
	b.ordered("Food 1", "Talks ", "Labs ")
	b.choose("[name='formats.talks']", "1")
	b.ordered("Talks 1", "Food 2", "Labs ")
	if look[string](b, `document.activeElement.name`) != "formats.talks" {
		b.t.Error("choosing a place loses the keyboard")
	}
	b.choose("[name='formats.talks']", "")
	b.ordered("Food 1", "Talks ", "Labs ")
	b.quiet("ranking")
}

func (b *chromium) drags() {
	b.turn(screens()[0])
	b.visit("/s/kinds")
	at := func(name string) (x, y float64) {
		box := look[[]float64](b, fmt.Sprintf(`(() => { const g = document.querySelector("[name='formats.%s']").closest(".rank").querySelector(".grip");
			const r = g.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; })()`, name))
		return box[0], box[1]
	}
	b.tap("[aria-label='Move Talks up']")
	b.tap("[aria-label='Move Labs up']")
	b.tap("[aria-label='Move Food up']")
	b.ordered("Talks 1", "Labs 2", "Food 3")
	fx, fy := at("food")
	tx, ty := at("talks")
	b.drag(fx, fy, tx, ty)
	b.ordered("Food 1", "Talks 2", "Labs 3")
	b.quiet("ranking by drag")
}

// keepsWhileTyping holds that a reload loses nothing, and that what was sent is no draft any more.
func (b *chromium) keepsWhileTyping() {
	b.visit("/s/kinds?source=flyer")
	b.tap("[name=coming][value=yes]")
	look[bool](b, `document.querySelector("#q-street").focus(); true`)
	b.press("Rue du Lac")
	b.until(`location.pathname.startsWith("/s/kinds/d/")`)
	b.visit(look[string](b, `location.pathname`))
	if got := look[string](b, `document.querySelector("#q-street").value + " " + document.querySelector("[name=coming]:checked").value`); got != "Rue du Lac yes" {
		b.t.Errorf("after a reload stands %q", got)
	}
	b.tap(".tongues a")
	b.until(`document.documentElement.lang === "ar"`)
	if got := look[string](b, `document.querySelector("#q-street").value`); got != "Rue du Lac" {
		b.t.Errorf("after switching the language stands %q", got)
	}
	b.accessible("draft")
	draft := look[string](b, `location.pathname`)
	b.tap(".send button")
	b.until(`location.pathname.startsWith("/r/") && document.querySelector("h1") !== null`)
	b.visit(draft)
	if got := look[string](b, `document.title`); strings.Contains(got, "Kinds") && look[int](b, `document.querySelectorAll("#q-street").length`) > 0 {
		b.t.Error("a form that was sent is a draft still")
	}
	b.said() // a draft that is gone has a status of its own
}

// sendsAgain sends, goes back and sends again: one response, and the same receipt. What is changed in
// between is not stored without a word.
func (b *chromium) sendsAgain() {
	before := must(b.store.LastSeq(b.ctx))(b.t)
	b.visit("/s/plain")
	fresh := look[string](b, `document.querySelector("[name=_id]").value`)
	b.visit("/s/plain")
	id := look[string](b, `document.querySelector("[name=_id]").value`)
	if id == fresh {
		b.t.Error("the form was given out twice under one id")
	}
	send := func() string {
		b.tap("[name=a][value=go]")
		b.tap(".send button")
		b.until(`location.pathname.startsWith("/r/") && document.querySelector("h1") !== null`)
		return look[string](b, `location.pathname`)
	}
	back := func() {
		look[bool](b, `history.back(); true`)
		b.until(`location.pathname === "/s/plain" && document.querySelector("[name=_id]") !== null`)
		if got := look[string](b, `document.querySelector("[name=_id]").value`); got != id {
			b.t.Fatalf("Back shows a form of another id")
		}
	}
	receipt := send()
	back()
	if got := send(); got != receipt {
		b.t.Errorf("sent again the receipt is %s, first it was %s", got, receipt)
	}
	if after := must(b.store.LastSeq(b.ctx))(b.t); after != before+1 {
		b.t.Errorf("%d responses, want one", after-before)
	}
	back()
	b.tap("[name=a][value=rust]")
	b.tap(".send button")
	b.until(`document.querySelector(".alert") !== null`)
	b.said() // the conflict has a status of its own
}

// stepsWithoutScript walks through a form in pages as the plainest browser does.
func (b *chromium) stepsWithoutScript() {
	b.script(false)
	defer b.script(true)
	b.visit("/s/everything")
	b.accessiblePlain("first step")
	b.onward("[name=leads][value=yes]")
	b.until(`document.querySelector("#q-team") !== null`)
	b.accessiblePlain("a step that depends on the last")
	b.onward()
	b.onward("[name=topics][value=kubernetes]", "[name=topics_present][value=kubernetes]")
	b.onward()
	b.until(`document.title.startsWith("Error: ")`)
	b.accessiblePlain("a step with an error")
	b.onward("[name=setting][value=in_person]", "[name=times][value=mon_evening]")
	b.onward("[name=workshop][value=neither]")
	b.onward("[name=help][value=none]")
	b.onward()
	b.accessiblePlain("the last step")
	b.onward("[name=consent]")
	b.until(`location.pathname.startsWith("/r/") && document.querySelector("h1") !== null`)
	b.accessiblePlain("receipt")
}

// accessiblePlain holds a page that came without script to what others are held to: what checks it is
// script as well.
func (b *chromium) accessiblePlain(where string) {
	b.t.Helper()
	b.script(true)
	b.accessible(where)
	b.script(false)
}

// onward ticks what stands on a step and goes on to the next page.
func (b *chromium) onward(selectors ...string) {
	b.t.Helper()
	for _, selector := range selectors {
		b.tap(selector)
	}
	look[bool](b, `document.documentElement.dataset.left = ""; true`)
	b.tap(".send button")
	b.until(`document.readyState === "complete" && document.documentElement.dataset.left === undefined`)
}

// stepsByKeyboard goes on by Enter in a field, which must not be taken for going back.
func (b *chromium) stepsByKeyboard() {
	b.visit("/s/everything?lang=fr")
	look[bool](b, `document.querySelector("#q-years").focus(); true`)
	b.press("12")
	b.press("\r")
	b.until(`location.search.includes("step=") && document.querySelector("[name=topics]") !== null`)
	b.keys(map[string][]string{"topics": {"storage"}, "topics_very": {"storage"}}, nil)
	b.until(`document.querySelector("[name=setting]") !== null`)
	b.keys(map[string][]string{"setting": {"online"}, "times": {"none"}}, nil)
	b.until(`document.querySelector("[name=help]") !== null`)
	b.accessible("a step reached by keyboard")
	last := must(b.store.LastSeq(context.Background()))(b.t)
	b.keys(map[string][]string{"help": {"none"}}, nil)
	b.until(`document.querySelector("#q-anything") !== null`)
	b.keys(nil, map[string]string{"anything": "No"})
	b.until(`document.querySelector("#q-town") !== null`)
	b.keys(nil, map[string]string{"town": "Nyon"})
	b.until(`location.pathname.startsWith("/r/") && document.querySelector("h1") !== null`)
	records := must(b.store.Records(context.Background(), last, 1))(b.t)
	got, about, err := response.DecodeDocument(records[0].Document)
	if err != nil {
		b.t.Fatal(err)
	}
	want := response.Answers{
		"years": {Text: "12"}, "topics": {Picks: []string{"storage"}}, "topics_very": {Picks: []string{"storage"}},
		"setting": {Picks: []string{"online"}}, "times": {Picks: []string{"none"}}, "help": {Picks: []string{"none"}}, "anything": {Text: "No"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.t.Error(diff)
	}
	if about.Language != "fr" {
		b.t.Errorf("kept as answered in %q", about.Language)
	}
}

func (b *chromium) rightToLeft() {
	b.visit("/s/everything?lang=ar")
	b.accessible("right to left")
	b.visit("/s/kinds?lang=ar")
	b.tap("[name=coming][value=yes]")
	b.tap("[name=topics][value=disks]")
	b.accessible("every kind right to left")
	box := look[[]float64](b, `[document.querySelector("[name=coming]"), document.querySelector("[name=coming] ~ .name")].map((e) => e.getBoundingClientRect().left)`)
	if box[0] < box[1] {
		b.t.Error("a button stands behind its label")
	}
}

// goesWrong holds the pages that nobody wants to see to what the others are held to.
func (b *chromium) goesWrong(busy *atomic.Bool) {
	b.visit("/s/over")
	b.accessible("closed")

	b.visit("/s/kinds")
	carried := look[string](b, `JSON.stringify([...document.querySelectorAll("form > [type=hidden]")].map((e) => [e.name, e.value]))`)
	b.tap("[name=coming][value=no]")
	b.onward()
	b.visit("/s/kinds")
	look[bool](b, `for (const [name, value] of `+carried+`) document.getElementById("answers").elements[name].value = value; true`)
	b.tap("[name=coming][value=yes]")
	b.onward()
	b.accessible("a form that was sent before with other answers")

	b.visit("/s/kinds")
	look[bool](b, `document.querySelector("#q-street").value = "x".repeat(70000); true`)
	b.onward()
	b.accessible("too much at once")

	busy.Store(true)
	defer busy.Store(false)
	b.visit("/s/kinds")
	b.tap("[name=coming][value=yes]")
	b.onward()
	if !look[bool](b, `document.querySelector(".alert") !== null && document.querySelector("[name=coming][value=yes]").checked`) {
		b.t.Error("a busy service loses what was picked")
	}
	b.mayFail("503")
	b.accessible("a busy service")
}

// mayFail forgives what Chromium says of a page that came with a status of its own.
func (b *chromium) mayFail(status string) {
	b.t.Helper()
	for _, message := range b.said() {
		if !strings.Contains(message, "the server responded with a status of "+status) {
			b.t.Errorf("the browser says %q", message)
		}
	}
}

// works holds that a form under attack is taken at once from whoever has script.
func (b *chromium) works() {
	b.visit("/s/guarded")
	look[bool](b, `document.querySelector("#q-a").value = "Here I am"; true`)
	b.tap(".send button")
	b.until(`location.pathname.startsWith("/r/") && document.querySelector("h1") !== null`)
	b.quiet("proof of work")
}

func (b *chromium) drag(x, y, toX, toY float64) {
	b.t.Helper()
	mouse := func(kind input.DispatchMouseEventType, x, y float64) chromedp.Action[chromedp.Void] {
		return func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
			_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
				Type: kind, X: x, Y: y, Button: "left", Buttons: 1, ClickCount: 1,
			})
			return chromedp.Void{}, err
		}
	}
	b.do(mouse("mouseMoved", x, y), mouse("mousePressed", x, y),
		mouse("mouseMoved", x, (y+toY)/2), mouse("mouseMoved", toX, toY), mouse("mouseReleased", toX, toY))
}
