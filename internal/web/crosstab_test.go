package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
)

const crosstabPath = "/surveys/charlotte/crosstab"

// texts gives the text of each element in one line.
func textsOf(found *goquery.Selection) []string {
	return found.Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") })
}

func TestCrosstab(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 400, nil)
	o.logIn(account.Founder)
	doc := o.open(crosstabPath)
	if title := doc.Find("article.crosstab h2").Text(); title != "Topics × Roles" {
		t.Errorf("it begins with %q", title)
	}
	if rows, columns := doc.Find("#rows option[selected]").AttrOr("value", ""), doc.Find("#columns option[selected]").AttrOr("value", ""); rows != "topics" || columns != "roles" {
		t.Errorf("chosen are %q and %q", rows, columns)
	}
	if doc.Find("table.crossed tbody tr").Length() != 25 || doc.Find("table.crossed thead th").Length() != 9 {
		t.Errorf("%d lines of %d columns", doc.Find("table.crossed tbody tr").Length(), doc.Find("table.crossed thead th").Length())
	}
	if doc.Find(".points li").Length() == 0 || doc.Find("details table tbody tr").Length() != 24*7 {
		t.Errorf("%d points, %d cells", doc.Find(".points li").Length(), doc.Find("details table tbody tr").Length())
	}
	if here := doc.Find(".tabs [aria-current]").Text(); here != "Crosstab" {
		t.Errorf("the tab is %q", here)
	}
}

// A cell opens the dashboard of just the people it counts, without script; one of nobody opens nothing.
func TestCellsOpenTheDashboardOfTheirPeople(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Viewer)
	doc := o.open(crosstabPath + "?rows=topics&columns=roles&cells=count&q.place=both")
	links := doc.Find("table.crossed tbody td a")
	for _, n := range []int{0, 5, links.Length() - 1} {
		link := links.Eq(n)
		people := strings.Fields(link.Text())[0]
		address := link.AttrOr("href", "")
		if !strings.HasPrefix(address, "/surveys/charlotte/dashboards/overview?") || !strings.Contains(address, "q.place=both") {
			t.Fatalf("cell %d leads to %q", n, address)
		}
		if who := o.open(address).Find(".filters .who b").Text(); !strings.HasPrefix(who, people+" of ") {
			t.Errorf("a cell of %s people leads to %q", people, who)
		}
	}
	for _, cell := range doc.Find("table.crossed tbody tr:not(.total) td:not(:nth-child(2))").EachIter() {
		if nobody := strings.Fields(cell.Text())[0] == "0"; nobody != (cell.Find("a").Length() == 0) {
			t.Errorf("a cell of %q has %d links", cell.Text(), cell.Find("a").Length())
		}
	}
}

// Whatever is chosen, the filters of the page stay, and what is chosen stays with every filter.
func TestCrosstabKeepsItsFilters(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Viewer)
	path := crosstabPath + "?rows=place&columns=topics&cells=count&q.roles=engineer&g.topics=security&from=2020-01-01"
	doc := o.open(path)
	hidden := doc.Find("form.crossing input[type=hidden]").Map(func(_ int, s *goquery.Selection) string {
		return s.AttrOr("name", "") + "=" + s.AttrOr("value", "")
	})
	if !slices.Equal(hidden, []string{"from=2020-01-01", "g.topics=security", "q.roles=engineer"}) {
		t.Errorf("the form keeps %q", hidden)
	}
	lead := func(selector string) string { return doc.Find(selector).First().AttrOr("href", "") }
	for name, address := range map[string]string{
		"swap": lead("form.crossing a.button"), "a column's head": lead("table.crossed thead a"), "a row's head": lead("table.crossed tbody a"),
		"without a filter": lead(".chips a"), "another page": lead(".tabs a"),
	} {
		kept := strings.Contains(address, "q.roles=engineer") || name == "without a filter"
		if name != "another page" {
			kept = kept && strings.Contains(address, "place") && strings.Contains(address, "cells=count")
		}
		if !kept {
			t.Errorf("%s leads to %q", name, address)
		}
	}
	if count := doc.Find(".who b").Text(); !strings.HasSuffix(count, " of 300 responses") {
		t.Errorf("it is of %q", count)
	}
	for _, address := range []string{lead("form.crossing a.button"), lead("table.crossed thead a"), lead(".chips a")} {
		o.open(strings.TrimSuffix(address, "#table"))
	}
}

// A click on a head sorts by it, a second one the other way; without script it is a link.
func TestHeadsSortACrosstab(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Founder)
	doc := o.open(crosstabPath + "?rows=topics&columns=place&cells=count")
	click := func(selector string, n int) {
		t.Helper()
		address := doc.Find(selector).Eq(n).AttrOr("href", "")
		if !strings.HasSuffix(address, "#table") {
			t.Fatalf("%s leads to %q", selector, address)
		}
		doc = o.open(strings.TrimSuffix(address, "#table"))
	}
	for _, want := range []string{"descending", "ascending", "descending"} {
		click("table.crossed thead a", 1)
		if got := doc.Find("table.crossed thead th").Eq(2).AttrOr("aria-sort", ""); got != want || doc.Find("[aria-sort]").Length() != 1 {
			t.Errorf("sorted %q, want %q", got, want)
		}
	}
	click("table.crossed tbody a", 0)
	if got := doc.Find("table.crossed tbody th").Eq(0).AttrOr("aria-sort", ""); got != "descending" || doc.Find("[aria-sort]").Length() != 2 {
		t.Errorf("a row sorts the columns %q", got)
	}
	if orders := textsOf(doc.Find("#sort_rows option[selected]")); len(orders) != 1 || !strings.Contains(orders[0], "highest first") {
		t.Errorf("the form says %q", orders)
	}
}

func TestCrosstabThatCannotBe(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 60, nil)
	o.logIn(account.Founder)
	doc := o.open(crosstabPath + "?rows=topics&columns=g.topics")
	if notice := doc.Find(".notice").Text(); !strings.Contains(notice, "the same question") || doc.Find("article").Length() != 0 {
		t.Errorf("it says %q", notice)
	}
	doc = o.open(crosstabPath + "?rows=%3Cb%3E&columns=nowhere&q.nothing=1")
	if notices := textsOf(doc.Find(".notice")); len(notices) != 3 || !strings.Contains(notices[0], "“<b>”") {
		t.Errorf("it says %q", notices)
	}
	if doc.Find("article.crosstab").Length() != 1 {
		t.Error("the rest of the address does not hold")
	}
	doc = o.open(crosstabPath + "?rows=nowhere&columns=topics")
	if notices := textsOf(doc.Find(".notice")); len(notices) != 1 || doc.Find("article.crosstab h2").Text() != "Roles × Topics" {
		t.Errorf("in place of an unknown question stands %q, %q", doc.Find("article.crosstab h2").Text(), notices)
	}
	o.see(http.StatusNotFound, http.MethodGet, "/surveys/nowhere/crosstab", nil)
	o.ready.Store(false)
	doc = o.see(http.StatusServiceUnavailable, http.MethodGet, crosstabPath, nil)
	if h1 := doc.Find("h1").Text(); h1 != "The counts are being prepared" {
		t.Errorf("without counts: %q", h1)
	}
}

func TestCrosstabIsForWhoIsLoggedIn(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	if to := o.leads(http.MethodGet, crosstabPath, nil); !strings.HasPrefix(to, "/login") {
		t.Errorf("it leads to %q", to)
	}
}

// A dashboard leads to its crosstab with the filters, and opens with sentences that lead to its panels.
func TestDashboardOpensInWords(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 400, nil)
	o.logIn(account.Founder)
	doc := o.open("/surveys/charlotte/dashboards/demand?q.place=both")
	more := doc.Find("#crosstab-roles-topics .lead-on a").AttrOr("href", "")
	if !strings.HasPrefix(more, crosstabPath+"?") || !strings.Contains(more, "rows=topics") || !strings.Contains(more, "q.place=both") {
		t.Errorf("the panel leads to %q", more)
	}
	o.open(more)
	sentences := doc.Find(".opening li")
	if sentences.Length() == 0 || sentences.Length() > 6 {
		t.Fatalf("%d sentences", sentences.Length())
	}
	sentences.Find("a").Each(func(_ int, a *goquery.Selection) {
		if target := doc.Find(a.AttrOr("href", "none")); target.Length() != 1 || target.Find("h3").Text() != a.Text() {
			t.Errorf("%q leads to %s", a.Text(), a.AttrOr("href", ""))
		}
	})
	if o.open("/surveys/charlotte/dashboards/demand?from=2031-01-01").Find(".opening").Length() != 0 {
		t.Error("of nobody there is something to say")
	}
}
