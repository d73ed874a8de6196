package crowd_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/crowd"
	"muster/internal/response"
)

// kinds asks in every way there is, and in two languages.
const kinds = `
id: kinds
title: {en: Every kind, ar: كل نوع}
languages: [en, ar, de]
privacy: {en: Kept for a year., ar: نحتفظ به عاما., de: Ein Jahr.}
sections:
  - id: first
    title: First
    questions:
      - {id: come, kind: yes_no, title: Come?, required: true}
      - id: topics
        kind: many
        title: Topics
        max: 3
        shuffle: true
        options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}]
        other: Else
        none: None
        levels: [{id: very, label: Very}, {id: speak, label: Speak, purpose: speak}]
      - {id: best, kind: ranking, title: Best, options_from: topics, min: 2, max: 3, none: None}
      - {id: order, kind: ranking, title: Order, required: true, options: [{id: x, label: X}, {id: y, label: Y}, {id: z, label: Z}]}
      - {id: when, kind: slots, title: When, days: [mon, tue], parts: [morning, evening], none: Never, max: 2}
      - {id: where, kind: place, title: Where, options: [{id: north, label: North}, {id: south, label: South}], other: Else}
  - id: second
    title: Second
    show_if: {question: come, any: "yes"}
    questions:
      - {id: years, kind: number, title: Years, min: -5, max: 60, decimals: 2, required: true, bins: [0, 10, 20, 60]}
      - {id: people, kind: number, title: People, show_if: {question: topics, min: 2}}
      - {id: since, kind: date, title: Since, first: 2020-01-01, last: 2026-12-31, show_if: {years: [0-9.99, 10-19.99]}}
      - {id: likely, kind: scale, title: Likely, nps: true, required: true}
      - {id: mail, kind: email, title: Mail, purpose: contact}
      - {id: ok, kind: consent, title: OK, purpose: contact, statement: {en: Write to me, ar: راسلوني, de: Schreibt mir}}
  - id: third
    title: Third
    questions:
      - {id: line, kind: text, title: Line, required: true, show_if: {question: best, none: [a]}}
      - {id: town, kind: place, title: Town}
      - {id: page, kind: link, title: Page, required: true, max_length: 24}
      - {id: name, kind: text, title: Name, purpose: contact}
      - {id: site, kind: link, title: Site, purpose: contact}
      - {id: home, kind: place, title: Home, purpose: contact}
`

const kindsCrowd = `
survey: kinds
languages: {en: 30, ar: 70}
flagged: 20
contact: {given: 80, consent: 90}
everyone:
  come: {"yes": 300, "no": 100}
  order: {x: 10, y: 100, z: 1000}
  when: {all: 10, mon: 80}
  where: {south: 300}
  years: {all: 0, 10-19.99: 50, "60": 50}
  since: {all: 0, "2024": 100}
  topics_very: {all: 50}
words: [{question: page, chance: 100, texts: [example.org/x]}]
`

func TestEveryKindFollowsItsCrowd(t *testing.T) {
	s := parse(t, kinds)
	all := collect(s, crowd.Config{N: 2000, Seed: 11, End: end, Profile: crowdOf(t, s, kindsCrowd)})
	anybody := func(*response.Response) bool { return true }
	within := func(question, bin string) func(*response.Response) bool {
		return func(r *response.Response) bool {
			return slices.Contains(r.Answers[question].Categories(s.Question(question)), bin)
		}
	}
	first := func(option string) func(*response.Response) bool {
		return func(r *response.Response) bool { return r.Answers["order"].Picks[0] == option }
	}
	for _, test := range []struct {
		name           string
		base, test     func(*response.Response) bool
		atLeast, below float64
	}{
		{"three of four come", anybody, has("come", "yes"), 0.7, 0.8},
		{"most like z best", anybody, first("z"), 0.75, 0.95},
		{"few like x best", anybody, first("x"), 0.002, 0.05},
		{"monday suits", anybody, has("when", "mon_evening"), 0.5, 1},
		{"tuesday does not", anybody, has("when", "tue_evening"), 0, 0.2},
		{"years of one bin", has("come", "yes"), within("years", "10-19.99"), 0.45, 0.55},
		{"years of a bin of one number", has("come", "yes"), within("years", "60"), 0.45, 0.55},
		{"days of one year", func(r *response.Response) bool { return r.Answers["since"].Text != "" }, within("since", "2024"), 1, 1.01},
		{"half of the picks are strong", has("topics", "a"), has("topics_very", "a"), 0.3, 0.6},
		{"no level without a pick", not(has("topics", "a")), has("topics_very", "a"), 0, 0.0001},
		{"the form in Arabic", anybody, func(r *response.Response) bool { return r.Language == "ar" }, 0.65, 0.75},
		{"the form in German", anybody, func(r *response.Response) bool { return r.Language == "de" }, 0, 0.0001},
		{"flagged", anybody, func(r *response.Response) bool { return len(r.Flags) == 1 }, 0.15, 0.25},
		{"links in full", anybody, func(r *response.Response) bool { return r.Answers["page"].Text == "https://example.org/x" }, 1, 1.01},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := share(all, test.base, test.test); got < test.atLeast || got >= test.below {
				t.Errorf("%.3f; want %.3f to %.3f", got, test.atLeast, test.below)
			}
		})
	}
}

func TestCircumstances(t *testing.T) {
	s := parse(t, kinds)
	orders, flags, statements := map[int]int{}, map[response.Flag]int{}, map[string]int{}
	for r := range crowd.Generate(s, crowd.Config{N: 1000, Seed: 12, End: end, Profile: crowdOf(t, s, kindsCrowd)}) {
		orders[r.Order]++
		for _, f := range r.Flags {
			flags[f]++
			if f == response.TooFast && r.Submitted.Sub(r.Started) > 3*time.Second || f == response.Unsigned && !r.Started.IsZero() {
				t.Errorf("%s from %s to %s", f, r.Started, r.Submitted)
			}
		}
		if r.Contact != nil && r.Contact.Consent {
			statements[r.Language+r.Contact.Statement+r.Contact.Notice]++
		}
	}
	if len(orders) != 16 || orders[0] > 0 || len(flags) != 4 {
		t.Errorf("orders %v, flags %v", orders, flags)
	}
	if len(statements) != 2 || statements["enWrite to meKept for a year."] == 0 || statements["arراسلونينحتفظ به عاما."] == 0 {
		t.Errorf("consented to %v", statements)
	}
	for r := range crowd.Generate(sample(t, "charlotte"), crowd.Config{N: 50, Seed: 12, End: end}) {
		if r.Language != "" || r.Order != 0 || len(r.Flags) > 0 || len(r.NotShown) > 0 {
			t.Fatalf("a survey of one language, one order and no branches: %+v", r.Circumstances)
		}
	}
}

func TestNumbersAreInAllTheirBins(t *testing.T) {
	s := parse(t, kinds)
	seen := map[string]bool{}
	fractions := 0
	for r := range crowd.Generate(s, crowd.Config{N: 4000, Seed: 13, End: end}) {
		a, answered := r.Answers["years"]
		if !answered {
			continue
		}
		seen[a.Categories(s.Question("years"))[0]] = true
		if value, err := strconv.ParseFloat(a.Text, 64); err != nil || value < -5 || value > 60 {
			t.Fatalf("years %q: %v", a.Text, err)
		} else if value != float64(int(value)) {
			fractions++
		}
	}
	if want := len(s.Question("years").Bins); len(seen) < want-2 || fractions == 0 {
		t.Errorf("numbers in %d of %d bins, %d with a fraction", len(seen), want, fractions)
	}
}

func TestQuotasHold(t *testing.T) {
	s := parse(t, `
id: seats
title: Seats
most_responses: 300
questions:
  - {id: one, kind: one, title: One, required: true, options: [{id: a, label: A, quota: 20}, {id: b, label: B, quota: 1}, {id: c, label: C}]}
  - {id: many, kind: many, title: Many, required: true, min: 2, options: [{id: a, label: A, quota: 7}, {id: b, label: B}, {id: c, label: C}]}
`)
	config := crowd.Config{N: 1000, Seed: 14, End: end}
	all := collect(s, config)
	if len(all) != 300 {
		t.Errorf("%d people where the survey takes 300", len(all))
	}
	for _, place := range []struct {
		question, option string
		want             int
	}{{"one", "a", 20}, {"one", "b", 1}, {"many", "a", 7}} {
		n := 0
		for _, r := range all {
			if picked(r, place.question, place.option) {
				n++
			}
		}
		if n != place.want {
			t.Errorf("%d people at %s.%s; want all %d places taken", n, place.question, place.option, place.want)
		}
	}
	config.N = 50
	large := map[string]*response.Response{}
	for _, r := range all {
		large[r.ID] = r
	}
	for _, r := range collect(s, config) {
		if diff := cmp.Diff(r, large[r.ID]); diff != "" {
			t.Fatalf("a smaller crowd is not in the larger: %s", diff)
		}
	}
}
