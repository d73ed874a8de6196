package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	madeup "muster/internal/crowd"
	"muster/internal/response"
	"muster/internal/survey"
	sampledata "muster/sample-data"
)

const (
	peoplePath = "/surveys/charlotte/people"
	needsPath  = "/surveys/charlotte/needs"
	textsPath  = "/surveys/charlotte/texts"
)

// townsfolk are made-up people who answer the Charlotte survey, with words and addresses.
func townsfolk(t testing.TB, s *survey.Survey, n int) []*response.Response {
	t.Helper()
	name := "crowds/" + s.ID + ".yaml"
	p, problems := madeup.ParseProfile(name, must(sampledata.Files.ReadFile(name))(t), s)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return slices.Collect(madeup.Generate(s, madeup.Config{N: n, Seed: 5, End: time.Now().Add(-time.Hour), Profile: p}))
}

// townHall opens the office over them, with a founder or a viewer logged in.
func townHall(t testing.TB, n int, role account.Role, more ...*response.Response) (*office, []*response.Response) {
	t.Helper()
	s := sample(t, "charlotte")
	all := append(townsfolk(t, s, n), more...)
	o := openOffice(t, []*survey.Survey{s}, all, nil)
	o.logIn(role)
	return o, all
}

func agreed(r *response.Response) bool {
	return r.Contact != nil && r.Contact.Consent && len(r.Contact.Fields) > 0
}

func chose(r *response.Response, question, option string) bool {
	return slices.Contains(r.Answers[question].Picks, option)
}

// addresses gives where the letters of a page go, without repeats.
func addresses(page *goquery.Document) []string {
	var all []string
	page.Find(`a[href^="mailto:"]`).Each(func(_ int, a *goquery.Selection) {
		all = append(all, strings.TrimPrefix(a.AttrOr("href", ""), "mailto:"))
	})
	slices.Sort(all)
	return slices.Compact(all)
}

func TestPeopleAreWhoAgreed(t *testing.T) {
	t.Parallel()
	o, all := townHall(t, 250, account.Founder)
	tests := []struct {
		name, query string
		fits        func(*response.Response) bool
		heading     string
	}{
		{"anybody who could speak", "", func(r *response.Response) bool { return len(r.Answers["speak"].Picks) > 0 }, "Could speak about any of the topics"},
		{"a topic", "?topic=azure", func(r *response.Response) bool { return chose(r, "speak", "azure") }, "Could speak about Azure"},
		{"a way to help", "?help=organise", func(r *response.Response) bool { return chose(r, "help", "organise") }, "I would help organise"},
		{"with a filter", "?topic=azure&q.roles=engineer", func(r *response.Response) bool { return chose(r, "speak", "azure") && chose(r, "roles", "engineer") }, "Could speak about Azure"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := o.open(peoplePath + test.query)
			var want []string
			others := 0
			for _, r := range all {
				switch {
				case !test.fits(r):
				case agreed(r):
					want = append(want, r.Contact.Fields["email"])
				default:
					others++
				}
			}
			slices.Sort(want)
			if got := addresses(page); !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("letters go to %q, want %q", got, want)
			}
			if got := page.Find("#list").Text(); got != test.heading {
				t.Errorf("heading %q", got)
			}
			if got := page.Find(".found").Text(); others > 0 && !strings.Contains(got, "agreed to be contacted; "+strconv.Itoa(others)+" more could, but did not agree") {
				t.Errorf("%q, want %d others", got, others)
			}
		})
	}
	for _, r := range all {
		if agreed(r) && strings.Contains(o.log.String(), r.Contact.Fields["email"]) {
			t.Fatal("an address is in the log")
		}
	}
}

// TestTopicsTellHowManyAgreed holds the numbers beside the topics, where nothing is chosen: who could speak,
// and how many of them may be written to.
func TestTopicsTellHowManyAgreed(t *testing.T) {
	t.Parallel()
	o, all := townHall(t, 250, account.Founder)
	page := o.open(peoplePath)
	for _, option := range sample(t, "charlotte").Question("speak").Options {
		if option.Exclusive {
			continue
		}
		could, may := 0, 0
		for _, r := range all {
			if chose(r, "speak", option.ID) {
				could++
				if agreed(r) {
					may++
				}
			}
		}
		link := page.Find(`.facets a[href="` + peoplePath + `?topic=` + option.ID + `"]`)
		if want := fmt.Sprintf("%d of %d", may, could); link.Find("b").Text() != want {
			t.Errorf("%s: %q, want %q", option.ID, link.Find("b").Text(), want)
		}
	}
	contains(t, text(page, "main"), "How many agreed to be contacted, of all who could speak about it.")
	if said := text(o.open(peoplePath+"?topic=azure"), "main"); strings.Contains(said, "of all who could speak") {
		t.Error("of a list of one topic the others' numbers are said to be of who agreed")
	}
}

func TestPeopleKeepTheirChoice(t *testing.T) {
	t.Parallel()
	o, _ := townHall(t, 120, account.Founder)
	page := o.open(peoplePath + "?topic=azure&q.roles=engineer")
	if got := page.Find(`.chooser input[type=hidden][name=topic]`).AttrOr("value", ""); got != "azure" {
		t.Errorf("the form of filters keeps topic %q", got)
	}
	if got := page.Find(`.chips a`).First().AttrOr("href", ""); got != peoplePath+"?topic=azure" {
		t.Errorf("without the filter: %q", got)
	}
	if got := page.Find(`.facets a[aria-current]`); got.Length() != 1 || !strings.HasPrefix(got.Text(), "Azure") {
		t.Errorf("chosen: %q", got.Text())
	}
	if got := page.Find(`.facets a`).Eq(1).AttrOr("href", ""); got != peoplePath+"?topic=virtualization&q.roles=engineer" {
		t.Errorf("another topic: %q", got)
	}
	if got := page.Find(`.export a`).Last().AttrOr("href", ""); got != "/surveys/charlotte/export.xlsx?q.roles=engineer&contacts=1" {
		t.Errorf("workbook: %q", got)
	}
	page = o.open(peoplePath + "?topic=moon&help=none&page=x")
	if got := page.Find(".notice").Text(); strings.Count(got, "has no such answer") != 2 {
		t.Errorf("notices %q", got)
	}
}

func TestPeopleInPages(t *testing.T) {
	t.Parallel()
	o, all := townHall(t, 900, account.Founder)
	want := 0
	for _, r := range all {
		if agreed(r) && len(r.Answers["speak"].Picks) > 0 {
			want++
		}
	}
	seen := map[string]bool{}
	pages := 0
	for path := peoplePath; path != ""; pages++ {
		page := o.open(path)
		for _, address := range addresses(page) {
			if seen[address] {
				t.Errorf("%s stands on two pages", address)
			}
			seen[address] = true
		}
		path = page.Find(`.pager a[rel=next]`).AttrOr("href", "")
	}
	if len(seen) != want || pages != (want+49)/50 || pages < 3 {
		t.Errorf("%d people on %d pages, want %d", len(seen), pages, want)
	}
	if got := o.open(peoplePath + "?page=9999").Find(".pager span").Text(); got != "Page "+strconv.Itoa(pages)+" of "+strconv.Itoa(pages) {
		t.Errorf("behind the end: %q", got)
	}
}

// TestPeopleAreForFounders holds that a viewer is told so, on both pages of names and of nobody else.
func TestPeopleAreForFounders(t *testing.T) {
	t.Parallel()
	o, all := townHall(t, 60, account.Viewer)
	for _, path := range []string{peoplePath, needsPath, peoplePath + "?topic=azure"} {
		page := o.see(http.StatusForbidden, http.MethodGet, path, nil)
		if !strings.Contains(page.Find("main").Text(), "for founders only") {
			t.Errorf("%s says %q", path, page.Find("main").Text())
		}
	}
	for _, path := range []string{"/surveys/charlotte/dashboards/meetings", textsPath} {
		page := o.open(path)
		page.Find(`a[href*="/people"], a[href*="/needs"]`).Each(func(_ int, a *goquery.Selection) {
			t.Errorf("%s leads a viewer to %q", path, a.Text())
		})
		html, _ := page.Html()
		for _, r := range all {
			if r.Contact != nil && r.Contact.Fields["email"] != "" && strings.Contains(html, r.Contact.Fields["email"]) {
				t.Errorf("%s holds an address", path)
			}
		}
	}
}

// hostile is somebody who wrote markup wherever there is room.
func hostile(s *survey.Survey) *response.Response {
	const text = `<script>alert(1)</script><b>bold</b>`
	at := time.Now().Add(-2 * time.Hour)
	return &response.Response{
		ID: response.IDFrom([16]byte{1, 2, 3}), Survey: s.ID, Version: s.Version(), Source: "form", Submitted: at, Started: at.Add(-time.Minute),
		Answers: response.Answers{
			"roles": {Picks: []string{"engineer"}}, "topics": {Picks: []string{"azure"}}, "speak": {Picks: []string{"writing"}},
			"looking": {Picks: []string{"new_role", "challenge"}}, "challenge": {Text: text + " backups"}, "anything": {Text: text},
		},
		Contact: &response.Contact{Consent: true, Statement: "Yes", Fields: map[string]string{
			"name": `"><img src=x onerror=alert(1)>`, "email": "a?cc=all@example.org",
		}},
	}
}

func TestPeopleMayWriteMarkup(t *testing.T) {
	t.Parallel()
	s := sample(t, "charlotte")
	o, _ := townHall(t, 40, account.Founder, hostile(s))
	for _, path := range []string{peoplePath + "?topic=writing", needsPath, textsPath, textsPath + "?words=%3Cb%3E"} {
		page := o.open(path)
		if n := page.Find("main script, main img, main b:contains(bold)").Length(); n > 0 {
			t.Errorf("%s: %d elements that a person wrote", path, n)
		}
	}
	page := o.open(peoplePath + "?topic=writing")
	if got := addresses(page); !slices.Contains(got, "a%3Fcc=all@example.org") {
		t.Errorf("letters go to %q", got)
	}
	if got := o.open(textsPath + "?words=%3Cb%3E").Find("mark").First().Text(); got != "<b>" {
		t.Errorf("marked: %q", got)
	}
}

func TestPeopleOfASurveyWithoutContacts(t *testing.T) {
	t.Parallel()
	s := ask(t, `
id: quiet
title: Quiet
time_zone: UTC
questions:
  - {id: topics, kind: many, purpose: topic, title: Topics, options: [{id: a, label: Apples}]}
`)
	o := openOffice(t, []*survey.Survey{s}, nil, nil)
	o.logIn(account.Founder)
	for _, page := range []string{"people", "needs"} {
		if got := o.open("/surveys/quiet/" + page).Find(".notice").Text(); !strings.Contains(got, "asks nobody") {
			t.Errorf("%s: %q", page, got)
		}
	}
	if got := o.open("/surveys/quiet/people").Find("nav").Text(); strings.Contains(got, "People") || strings.Contains(got, "Needs") || strings.Contains(got, "Texts") {
		t.Errorf("tabs %q", got)
	}
}

func ask(t testing.TB, text string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("test.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

// TestPeopleWhileCounting holds that the pages come while the counts are being made, and say so.
func TestPeopleWhileCounting(t *testing.T) {
	t.Parallel()
	o, _ := townHall(t, 20, account.Founder)
	o.ready.Store(false)
	for _, path := range []string{peoplePath, needsPath, textsPath} {
		page := o.see(http.StatusServiceUnavailable, http.MethodGet, path, nil)
		if !strings.Contains(page.Find(".notice").Text(), "load this page again") || len(addresses(page)) > 0 {
			t.Errorf("%s: %q", path, page.Find(".notice").Text())
		}
	}
}
