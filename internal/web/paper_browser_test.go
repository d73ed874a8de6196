package web_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"muster/internal/account"
	"muster/internal/web"
)

// TestPaper prints pages with tables in Chromium: every number stays under its head, what can only be
// clicked is left out, and no page is wasted.
func TestPaper(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		return charlotte(t, 250, func(c *web.Config) { c.Insecure = true })
	})
	b.comesIn(account.Founder)
	for _, one := range []struct {
		name, path string
		most       int // pages of A4
	}{
		{"crosstab", "/surveys/charlotte/crosstab?rows=topics&columns=roles&cells=column_share", 4},
		{"comparison", "/surveys/charlotte/compare?dashboard=demand&q.roles=engineer", 10},
	} {
		b.visit(one.path)
		if look[int](b, `document.querySelectorAll("script[src]").length`) == 0 {
			t.Skip("the charts' script was not built, so paper has no drawings; it comes with: go generate ./...")
		}
		b.drawn(one.name)
		if n := b.pages(chromedp.PaperA4); n > one.most {
			t.Errorf("the %s takes %d pages, want %d at the most", one.name, n, one.most)
		}
		b.onPaper(true)
		if n := look[int](b, `[...document.querySelectorAll("main :is(form, button, select, input)")].filter((e) => e.checkVisibility()).length`); n > 0 {
			t.Errorf("%d parts of the %s that can only be clicked are printed", n, one.name)
		}
		b.onPaper(false)
	}
	b.printsAllCells()
	b.printsTheProgramme()
}

// printsTheProgramme holds that the evening, the people expected and the speakers of the first meetings are on
// paper, though the numbers of other panels are not.
func (b *chromium) printsTheProgramme() {
	b.visit("/surveys/charlotte/dashboards/meetings")
	b.drawn("meetings")
	b.onPaper(true)
	defer b.onPaper(false)
	heads := look[string](b, `[...document.querySelectorAll("main table th")].filter((e) => e.checkVisibility({ contentVisibilityAuto: true })).map((e) => e.textContent).join("|")`)
	for _, head := range []string{"When", "People expected", "Expected of others (95%)", "Could speak"} {
		if !strings.Contains(heads, head) {
			b.t.Errorf("%q is not printed: %s", head, heads)
		}
	}
	if n := look[int](b, `[...document.querySelectorAll("main table")].filter((e) => e.checkVisibility()).length`); n != 1 {
		b.t.Errorf("%d tables are printed, want that of the programme", n)
	}
}

// printsAllCells holds that no cell of a printed table is gone: those after it would move under other heads.
func (b *chromium) printsAllCells() {
	b.visit("/surveys/charlotte/crosstab?rows=topics&columns=roles&cells=column_share")
	b.onPaper(true)
	defer b.onPaper(false)
	const table = `document.querySelector("table.crossed")`
	// The people of this test picked at random, so marks are set as the page sets them.
	look[bool](b, table+`.tBodies[0].rows[0].querySelectorAll("td").forEach((cell, i) => cell.classList.add(i % 2 ? "more" : "fewer")); true`)
	if gone := look[int](b, `[...`+table+`.querySelectorAll("th, td")].filter((c) => getComputedStyle(c).display !== "table-cell").length`); gone > 0 {
		b.t.Errorf("%d cells are not printed", gone)
	}
	if drawing := look[bool](b, `document.querySelector(".crosstab .chart").getBoundingClientRect().top < document.querySelector(".crosstab .points, .crosstab .finding").getBoundingClientRect().top`); !drawing {
		b.t.Error("the heat map does not come first")
	}
}

// cutsNothing holds that on paper no part of the report is lower than what it holds: the rest would be cut
// off, through the middle of a sentence. A name in a list may end in dots, which say so.
func (b *chromium) cutsNothing(where string) {
	b.t.Helper()
	b.onPaper(true)
	defer b.onPaper(false)
	for _, cut := range look[[]string](b, `[...document.querySelectorAll(".report, .report :not(.bars th > span):not(svg, svg *, .vh, .vh *)")]
		.filter((e) => e.checkVisibility() && getComputedStyle(e).overflowY !== "visible" && e.scrollHeight > e.clientHeight + 1)
		.map((e) => e.tagName + "." + e.className + " is " + e.clientHeight + " pixels high and holds " + e.scrollHeight)`) {
		b.t.Errorf("%s: %s", where, cut)
	}
	if last := look[string](b, `(() => {
		const sheet = document.querySelector(".report").getBoundingClientRect();
		return [...document.querySelectorAll(".report li, .report p")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().bottom > sheet.bottom + 1).map((e) => e.textContent).join();
	})()`); last != "" {
		b.t.Errorf("%s: beneath the sheet stands %q", where, last)
	}
}

// onPaper shows the page as it would be printed.
func (b *chromium) onPaper(on bool) {
	b.t.Helper()
	medium := ""
	if on {
		medium = "print"
	}
	b.do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium})
		return chromedp.Void{}, err
	})
}
