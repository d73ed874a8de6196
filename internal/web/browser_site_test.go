package web_test

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// chromium is a real browser in front of the office. Everything it writes to its console is kept:
// our pages have nothing to say there, and what breaks the content policy is said there.
type chromium struct {
	*office
	ctx context.Context
	axe string // the source of axe-core; "" when it was not fetched

	mu      sync.Mutex
	console []string // guarded by mu
}

// openChromium opens a browser in front of the office that open gives.
func openChromium(t *testing.T, open func() *office) *chromium {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium on this machine; in Debian it comes with: apt-get install chromium")
	}
	b := &chromium{office: open()}
	ctx, stop := context.WithTimeout(t.Context(), 8*time.Minute)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx, chromedp.WithAllocatorOptions(
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true),
	))
	t.Cleanup(stop)
	b.ctx = ctx
	b.listen()
	if source, err := os.ReadFile("client/node_modules/axe-core/axe.min.js"); err == nil {
		b.axe = string(source)
	}
	return b
}

// reportViolations makes the page itself say what its content policy refused.
const reportViolations = `document.addEventListener("securitypolicyviolation",
	(e) => console.error("content policy: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample))`

func (b *chromium) listen() {
	b.t.Helper()
	messages := chromedp.Console(b.ctx)
	var done sync.WaitGroup
	ctx := b.ctx
	done.Go(func() {
		for message, err := range messages {
			if err != nil || ctx.Err() != nil {
				return
			}
			b.mu.Lock()
			b.console = append(b.console, string(message.Type)+": "+message.Text)
			b.mu.Unlock()
		}
	})
	b.t.Cleanup(done.Wait) // after the context's end, which comes first
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: reportViolations})
		return chromedp.Void{}, err
	})
}

// said gives what the console has heard since it was last asked.
func (b *chromium) said() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.console
	b.console = nil
	return all
}

// quiet fails when the console has heard anything but that a page came with a status of its own:
// Chromium says so of every form that is shown again.
func (b *chromium) quiet(where string) {
	b.t.Helper()
	for _, message := range b.said() {
		if !strings.Contains(message, "Failed to load resource: the server responded with a status of 4") {
			b.t.Errorf("%s: the browser says %q", where, message)
		}
	}
}

func (b *chromium) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// look evaluates an expression in the page.
func look[T any](b *chromium, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression[:min(len(expression), 80)], err)
	}
	return value
}

// until waits for an expression to become true.
func (b *chromium) until(expression string) {
	b.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		// While a page is left for the next there is nothing to ask.
		if is, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression)); err == nil && is {
			return
		}
	}
	b.t.Fatalf("%s does not become true at %s", expression, look[string](b, "location.href"))
}

func (b *chromium) visit(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.server.URL + path))
}

func (b *chromium) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// screen is how a person looks at a page.
type screen struct {
	name   string
	width  int64
	scheme string // of colours
}

// screens are the extremes: a phone, which is also a desktop at 400 % zoom, and a projector.
func screens() []screen {
	return []screen{
		{"phone, light", 320, "light"}, {"phone, dark", 320, "dark"},
		{"projector, dark", 1280, "dark"}, {"projector, light", 1280, "light"},
	}
}

func (b *chromium) turn(s screen) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(s.width, 900), func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}},
		})
		return chromedp.Void{}, err
	})
	// Drawings follow the width at the next frame, and then all is still.
	look[bool](b, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 60))))`)
}

// accessible holds the page as it stands to axe-core, and to a phone's width, on every screen.
func (b *chromium) accessible(where string) {
	b.t.Helper()
	for _, s := range screens() {
		b.turn(s)
		if wide := look[int](b, `document.documentElement.scrollWidth`); wide > int(s.width) {
			b.t.Errorf("%s on %s is %d pixels wide and scrolls sideways", where, s.name, wide)
		}
		if b.axe == "" {
			continue
		}
		for _, violation := range b.violations() {
			b.t.Errorf("%s on %s: %s", where, s.name, violation)
		}
	}
	b.quiet(where)
}

// violations leaves out what is inside the drawings: to who cannot see them each is one image with a
// description.
func (b *chromium) violations() []string {
	b.t.Helper()
	if !look[bool](b, `typeof axe === "object"`) {
		look[bool](b, b.axe+"; true")
	}
	return look[[]string](b, `axe.run({exclude: [".drawing svg"]}, {resultTypes: ["violations"]}).then((result) => result.violations.flatMap((v) =>
		v.nodes.slice(0, 3).map((n) => v.id + ": " + n.target.join(" ") + " " + n.failureSummary.replaceAll("\n", " "))))`)
}

// walk presses Tab through the page and calls at with what has the focus, until at says that it is
// done.
func (b *chromium) walk(at func(focus) bool) {
	b.t.Helper()
	for range 250 {
		b.press(kb.Tab)
		if at(look[focus](b, `(({tagName, type, name, value, checked}) => ({tag: tagName, type: type ?? "", name: name ?? "", value: value ?? "", checked: !!checked}))(document.activeElement)`)) {
			return
		}
	}
	b.t.Fatal("the keyboard does not reach the end of the page")
}

// focus is the element that has the keyboard.
type focus struct {
	Tag, Type, Name, Value string
	Checked                bool
}

// keys answers the Charlotte form from the keyboard alone.
func (b *chromium) keys(picks map[string][]string, words map[string]string) {
	b.t.Helper()
	b.walk(func(f focus) bool {
		switch {
		case f.Type == "submit":
			b.press(kb.Enter)
			return true
		case f.Type == "checkbox" && slices.Contains(picks[f.Name], f.Value) && !f.Checked:
			b.press(" ")
		case f.Type == "radio" && len(picks[f.Name]) > 0 && !slices.Contains(picks[f.Name], f.Value):
			b.arrow(picks[f.Name][0])
		case f.Type == "radio" && slices.Contains(picks[f.Name], f.Value) && !f.Checked:
			b.press(" ")
		case words[f.Name] != "" && f.Value == "":
			b.press(words[f.Name])
		}
		return false
	})
}

// arrow moves along radio buttons until the one with the value is chosen.
func (b *chromium) arrow(value string) {
	b.t.Helper()
	for range 20 {
		b.press(kb.ArrowDown)
		if look[string](b, `document.activeElement.value`) == value {
			return
		}
	}
	b.t.Fatalf("the arrows do not reach %q", value)
}
