package web_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/response"
)

func TestNeedsNameWhoAgreed(t *testing.T) {
	t.Parallel()
	o, all := townHall(t, 400, account.Founder)
	tests := []struct {
		name, query, option string
		offers              func(*response.Response) bool
	}{
		{"a challenge", "", "challenge", func(r *response.Response) bool { return len(r.Answers["speak"].Picks) > 0 }},
		{"who looks", "?need=seeks_role", "new_role", func(r *response.Response) bool { return chose(r, "looking", "hiring") }},
		{"who hires", "?need=hires", "hiring", func(r *response.Response) bool { return chose(r, "looking", "new_role") }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			byAddress := map[string]*response.Response{}
			asking, out := 0, 0
			for _, r := range all {
				if agreed(r) {
					byAddress[r.Contact.Fields["email"]] = r
				}
				if chose(r, "looking", test.option) {
					asking++
					if !agreed(r) {
						out++
					}
				}
			}
			page := o.open(needsPath + test.query)
			if got := page.Find(".found").Text(); !strings.HasPrefix(got, strconv.Itoa(asking)+" people") || !strings.Contains(got, strconv.Itoa(out)+" stay out because they did not") {
				t.Errorf("%q, want %d, of whom %d stay out", got, asking, out)
			}
			page.Find(".pair").Each(func(_ int, pair *goquery.Selection) {
				a := byAddress[strings.TrimPrefix(pair.Find(".asks a").AttrOr("href", ""), "mailto:")]
				if a == nil || !chose(a, "looking", test.option) {
					t.Fatalf("%q did not ask for it, or did not agree", pair.Find(".asks").Text())
				}
				if words := a.Answers["challenge"].Text; test.option == "challenge" && pair.Find("blockquote").Text() != words {
					t.Errorf("in their own words: %q, want %q", pair.Find("blockquote").Text(), words)
				}
				pair.Find(".gives a").Each(func(_ int, link *goquery.Selection) {
					b := byAddress[strings.TrimPrefix(link.AttrOr("href", ""), "mailto:")]
					if b == nil || b == a || !test.offers(b) {
						t.Errorf("%q offers nothing, or did not agree", link.Text())
					} else if test.option == "challenge" && !slices.ContainsFunc(b.Answers["speak"].Picks, func(id string) bool { return chose(a, "topics", id) }) {
						t.Errorf("%q could speak about nothing that is wanted", link.Text())
					}
				})
			})
			if page.Find(".pair").Length() == 0 || page.Find(".gives li").Length() == 0 {
				t.Error("nobody is matched")
			}
		})
	}
}

func TestNeedsKeepTheirChoice(t *testing.T) {
	t.Parallel()
	o, _ := townHall(t, 300, account.Founder)
	page := o.open(needsPath + "?need=seeks_role&flagged=leave-out")
	if got := page.Find(`.facets a[aria-current]`).Text(); !strings.HasPrefix(got, "Look for a role") {
		t.Errorf("chosen %q", got)
	}
	next := page.Find(`.pager a[rel=next]`).AttrOr("href", "")
	if next != needsPath+"?flagged=leave-out&need=seeks_role&page=2" && next != needsPath+"?flagged=leave-out&page=2&need=seeks_role" {
		t.Fatalf("the next page is %q", next)
	}
	if got := o.open(next).Find(".pager span").Text(); !strings.HasPrefix(got, "Page 2 of") {
		t.Errorf("%q", got)
	}
	if got := o.open(needsPath + "?need=nonsense").Find("#list").Text(); got != "Have a challenge" {
		t.Errorf("a need that there is not shows %q", got)
	}
}
