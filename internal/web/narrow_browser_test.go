package web_test

import (
	"testing"

	"muster/dashboards"
	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestPhone opens every page of a survey as wide as a phone: none scrolls sideways, the way to all others
// is short, and what moves in itself has what it is about in sight.
func TestPhone(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		s := sample(t, "charlotte")
		return openOffice(t, []*survey.Survey{s}, townsfolk(t, s, 250), func(c *web.Config) {
			c.Insecure = true
			boards, _ := dashboard.Load(dashboards.Files)
			c.Founder.Dashboards = func() []*dashboard.Dashboard { return boards }
		})
	})
	b.comesIn(account.Founder)
	b.turn(screens()[0])
	b.visit("/surveys/charlotte/dashboards/demand")
	paths := look[[]string](b, `[...document.querySelectorAll(".tabs a")].map((a) => a.pathname)`)
	if len(paths) < 10 {
		t.Fatalf("the pages are %q", paths)
	}
	for _, path := range paths {
		b.visit(path)
		b.turn(screens()[0])
		if wide := look[int](b, `document.documentElement.scrollWidth`); wide > 320 {
			t.Errorf("%s is %d pixels wide and scrolls sideways", path, wide)
		}
		b.wayIsShort(path)
		b.axesAreWhole(path)
	}
	b.opensMore()
	b.quiet("on a phone")
}

// wayIsShort looks at the two lines that lead to the other pages.
func (b *chromium) wayIsShort(path string) {
	b.t.Helper()
	if high := look[float64](b, `[...document.querySelectorAll(".tabs")].reduce((sum, n) => sum + n.getBoundingClientRect().height, 0)`); high > 110 {
		b.t.Errorf("%s: the navigation is %v pixels high", path, high)
	}
	if small := look[[]string](b, `[...document.querySelectorAll(".tabs :is(a, summary)")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)`); len(small) > 0 {
		b.t.Errorf("%s: a finger misses %q", path, small)
	}
	if !look[bool](b, `(() => {
		const here = document.querySelector(".tabs [aria-current]");
		if (here.closest("details")) return here.closest("details").querySelector("summary").textContent === "More: " + here.textContent;
		const { left, right } = here.getBoundingClientRect();
		return left >= 0 && right <= innerWidth;
	})()`) {
		b.t.Errorf("%s: which page it is cannot be seen", path)
	}
}

// axesAreWhole holds that a scale to both sides of nothing names its ends and 0.
func (b *chromium) axesAreWhole(path string) {
	b.t.Helper()
	if torn := look[[]string](b, `[...document.querySelectorAll("figure.chart")].flatMap((figure) => {
		const axis = [].concat(JSON.parse(figure.querySelector("script").textContent).option.xAxis ?? [])[0];
		if (axis?.type !== "value" || !(axis.min < 0)) return [];
		const words = [...figure.querySelectorAll("svg text")].map((t) => t.textContent);
		return [axis.min, 0, axis.max].every((n) => words.includes(String(n))) ? [] : [figure.closest("article").id];
	})`); len(torn) > 0 {
		b.t.Errorf("%s: the scale lacks numbers in %q", path, torn)
	}
}

// opensMore holds that the second line opens without script, and stands open where there is room.
func (b *chromium) opensMore() {
	b.script(false)
	b.visit("/surveys/charlotte/dashboards/demand")
	const open = `document.querySelector(".tools a").checkVisibility({contentVisibilityAuto: true}) && document.querySelector(".tools a").getBoundingClientRect().height > 0`
	if look[bool](b, open) {
		b.t.Error("on a phone all pages are listed at once")
	}
	look[bool](b, `document.querySelector(".tools summary").click(); true`)
	b.until(open)
	b.script(true)
	b.visit("/surveys/charlotte/dashboards/demand")
	b.turn(screens()[3])
	b.until(open)
	if look[bool](b, `document.querySelector(".tools summary").checkVisibility()`) {
		b.t.Error("on a broad screen the other pages do not stand open")
	}
}
