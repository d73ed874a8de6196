package dashboard_test

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"muster/internal/analysis"
	made "muster/internal/crowd"
	"muster/internal/dashboard"
	"muster/internal/survey"
	sampledata "muster/sample-data"
)

// made up: n people who answer the Charlotte survey as people might.
func madeUp(tb testing.TB, n int) *crowd {
	tb.Helper()
	s := charlotte(tb)
	data, err := sampledata.Files.ReadFile("crowds/charlotte.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	profile, problems := made.ParseProfile("charlotte.yaml", data, s)
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	c := &crowd{survey: s}
	end := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for r := range made.Generate(s, made.Config{N: n, Seed: 7, End: end, Profile: profile}) {
		p := person{at: r.Submitted, picks: map[string][]string{}, hidden: r.NotShown, language: r.Language}
		for id, a := range r.Answers {
			if q := s.Question(id); q.Choice() && len(a.Picks) > 0 {
				p.picks[id] = inOrder(q, a.Picks)
			}
		}
		c.people = append(c.people, p)
	}
	return c
}

func inOrder(q *survey.Question, picks []string) []string {
	return slices.DeleteFunc(options(q), func(id string) bool { return !slices.Contains(picks, id) })
}

const inWords = `id: words
title: Words
panels:
  - {kind: figures}
  - {kind: ranking, purpose: topic, title: Topics}
  - {kind: crosstab, rows: {purpose: role}, columns: {purpose: topic}, title: Topics by role}
`

// cases are pages of few and of many, and of some of many.
func cases() []struct {
	name, query string
	people      int
} {
	return []struct {
		name, query string
		people      int
	}{
		{"nobody", "", 0},
		{"one", "", 1},
		{"twelve", "", 12},
		{"forty", "", 40},
		{"some hundred", "", 263},
		{"five thousand", "", 5000},
		{"one role of some hundred", "q.roles=architect", 263},
		{"one role of five thousand", "q.roles=engineer", 5000},
		{"nobody passes", "from=2031-01-01", 263},
	}
}

var (
	demandSentence     = regexp.MustCompile(`^Of the ([\d,]+) people who (?:answered|pass the filters and answered), ([\d,]+)( each)?(?: \((<1|>99|\d+)%; 95% interval ([\d.]+)–([\d.]+)%\))? picked (“.+?”)(?:, more than any other topic(?:; (?:“.+”|.+ others) (?:was|were) picked by (\d+)(?: each)?)?|, which leads?, too close to call with (“.+”)|, but no topic leads clearly: ([\d,]+) others are within chance of it)\.$`)
	levelSentence      = regexp.MustCompile(`^Of the ([\d,]+) people who (?:answered|pass the filters and answered), ([\d,]+) each picked one of ([\d,]+) topics, of which none leads\.$`)
	differenceSentence = regexp.MustCompile(`^“(.+)” by “(.+)” stands out most from what the ([\d,]+) people who (?:answered|pass the filters and answered) picked: ([\d,]+) of ([\d,]+) \((.+?)%\) against ([\d,]+) of ([\d,]+) others \((.+?)%\), ([\d.]+)–([\d.]+) points (more|fewer) \(95%\), beyond what chance explains in all ([\d,]+) cells tested together\.$`)
	whomSentence       = regexp.MustCompile(`^(?:Only |This is about the )([\d,]+)(?: of ([\d,]+))? (?:people|person) (?:has answered|have answered|pass|passes|who pass)\b`)
	quoted             = regexp.MustCompile(`“([^”]+)”`)
)

// What a page opens with, of few and of many; every number of every sentence is counted again, person by
// person.
func TestSentences(t *testing.T) {
	var b bytes.Buffer
	for _, tt := range cases() {
		t.Run(tt.name, func(t *testing.T) {
			c := madeUp(t, tt.people)
			page := words(t, c, tt.query)
			fmt.Fprintf(&b, "# %s (%s)\n", tt.name, tt.query)
			for _, s := range page.Sentences {
				fmt.Fprintf(&b, "- %s [%s: %s]\n", s.Text, s.Panel, s.Title)
			}
			in := c.people
			if tt.query != "" {
				in = slices.DeleteFunc(slices.Clone(in), func(p person) bool {
					role := strings.TrimPrefix(tt.query, "q.roles=")
					return !slices.Contains(p.picks["roles"], role)
				})
			}
			claims := truth{t: t, crowd: c, in: in, all: len(c.people)}
			for i, s := range page.Sentences {
				claims.hold(i, s)
				panel(t, page, s.Panel) // there is one
			}
			if few := len(in) < 50; few && claims.differs {
				t.Error("of few people something is said to differ")
			}
			if len(in) > 0 && len(in) < 50 && !claims.cautious {
				t.Error("nothing cautions that they are few")
			}
			if len(in) == 0 && len(page.Sentences) > 0 {
				t.Errorf("of nobody it is said that %+v", page.Sentences)
			}
			if len(in) > 1000 && (!claims.wants || tt.query == "" && !claims.differs) {
				t.Errorf("much could be said, but only %+v", page.Sentences)
			}
		})
	}
	golden(t, "sentences.txt", b.Bytes())
}

// words builds the page; many people are counted by the engine, which is quicker at it.
func words(t *testing.T, c *crowd, query string) *dashboard.Page {
	t.Helper()
	if len(c.people) < 1000 {
		return build(t, read(t, inWords), c, query)
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	selection, _ := dashboard.ParseSelection(c.survey, values)
	page, err := read(t, inWords).Build(t.Context(), c.survey, selection, stocked(t, c))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// truth holds sentences against the people they are about.
type truth struct {
	t                        *testing.T
	crowd                    *crowd
	in                       []person
	all                      int
	cautious, wants, differs bool
}

func (h *truth) hold(at int, s dashboard.Sentence) {
	switch {
	case demandSentence.MatchString(s.Text):
		h.wants = true
		h.demand(demandSentence.FindStringSubmatch(s.Text))
	case levelSentence.MatchString(s.Text):
		m := levelSentence.FindStringSubmatch(s.Text)
		h.equal(s.Text, number(m[3]), h.options(func(o survey.Option) bool {
			return h.picked("topics", o.ID) == number(m[2])
		}))
	case differenceSentence.MatchString(s.Text):
		h.differs = true
		h.difference(differenceSentence.FindStringSubmatch(s.Text))
	case whomSentence.MatchString(s.Text):
		m := whomSentence.FindStringSubmatch(s.Text)
		h.equal(s.Text, number(m[1]), len(h.in))
		if m[2] != "" {
			h.equal(s.Text, number(m[2]), h.all)
		}
		h.cautious = strings.HasPrefix(s.Text, "Only ")
		if at > 0 || h.cautious != (len(h.in) < 50) {
			h.t.Errorf("%q of %d people, in place %d", s.Text, len(h.in), at)
		}
	default:
		h.t.Errorf("nothing holds what is said: %q", s.Text)
	}
}

func (h *truth) equal(text string, got, want int) {
	h.t.Helper()
	if got != want {
		h.t.Errorf("%q: %d, want %d", text, got, want)
	}
}

func number(text string) int {
	n, _ := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	return n
}

func (h *truth) topic(label string) string {
	for _, o := range h.crowd.survey.ByPurpose(survey.Topic).Options {
		if label == string(o.Label) || strings.HasPrefix(label, string(o.Label)+" (") {
			return o.ID
		}
	}
	h.t.Errorf("no topic is called %q", label)
	return ""
}

func (h *truth) picked(question, id string) int {
	return countIf(h.in, func(p person) bool { return slices.Contains(p.picks[question], id) })
}

// options is how many topics there are of which something is true.
func (h *truth) options(is func(survey.Option) bool) int {
	n := 0
	for _, o := range h.crowd.survey.ByPurpose(survey.Topic).Options {
		if is(o) {
			n++
		}
	}
	return n
}

func (h *truth) demand(m []string) {
	base := countIf(h.in, func(p person) bool { return len(p.picks["topics"]) > 0 })
	h.equal(m[0], number(m[1]), base)
	var first []string
	for _, label := range quoted.FindAllStringSubmatch(m[7], -1) {
		id := h.topic(label[1])
		first = append(first, id)
		h.equal(m[0], number(m[2]), h.picked("topics", id))
	}
	near, next := 0, 0
	for _, o := range h.crowd.survey.ByPurpose(survey.Topic).Options {
		if o.Exclusive || slices.Contains(first, o.ID) {
			continue
		}
		if h.picked("topics", o.ID) >= number(m[2]) {
			h.t.Errorf("%q, but %s has as many", m[0], o.ID)
		}
		next = max(next, h.picked("topics", o.ID))
		if !ahead(h.in, "topics", first[0], o.ID) {
			near++
			if named := len(quoted.FindAllString(m[9], -1)); named > 0 && !strings.Contains(m[9], string(o.Label)) {
				h.t.Errorf("%q does not name %s", m[0], o.Label)
			}
		}
	}
	if base < 30 {
		near = 0
		h.equal(m[0], number(m[8]), next)
	}
	told := len(quoted.FindAllString(m[9], -1)) + number(m[10])
	h.equal(m[0], told, near)
	if (m[4] != "") != (base >= 30) {
		h.t.Errorf("%q of %d people", m[0], base)
	}
	if m[4] != "" {
		between := analysis.Wilson(number(m[2]), base)
		h.rounds(m[5], between.Low)
		h.rounds(m[6], between.High)
	}
}

// rounds holds what is written in points against a share.
func (h *truth) rounds(text string, share float64) {
	h.t.Helper()
	decimals := 0
	if _, digits, ok := strings.Cut(text, "."); ok {
		decimals = len(digits)
	}
	if want := strconv.FormatFloat(share*100, 'f', decimals, 64); text != want {
		h.t.Errorf("%s points, want %s", text, want)
	}
}

func (h *truth) difference(m []string) {
	topic, role := h.topic(m[1]), ""
	for _, o := range h.crowd.survey.ByPurpose(survey.Role).Options {
		if string(o.Label) == m[2] {
			role = o.ID
		}
	}
	both := slices.DeleteFunc(slices.Clone(h.in), func(p person) bool { return len(p.picks["roles"]) == 0 || len(p.picks["topics"]) == 0 })
	h.equal(m[0], number(m[3]), len(both))
	of := func(inRole bool) (n, people int) {
		for _, p := range both {
			if slices.Contains(p.picks["roles"], role) == inRole {
				people++
				if slices.Contains(p.picks["topics"], topic) {
					n++
				}
			}
		}
		return n, people
	}
	a, own := of(true)
	b, rest := of(false)
	for i, want := range map[int]int{4: a, 5: own, 7: b, 8: rest} {
		h.equal(m[0], number(m[i]), want)
	}
	between := analysis.Newcombe(a, own, b, rest)
	if m[12] == "fewer" {
		between = analysis.Interval{Low: -between.High, High: -between.Low}
	}
	if between.Low <= 0 {
		h.t.Errorf("%q, but the interval is %+v", m[0], between)
	}
	h.rounds(m[10], between.Low)
	h.rounds(m[11], between.High)
}

// Filters that let everybody through are no news.
func TestNothingIsSaidOfFiltersThatLetAllThrough(t *testing.T) {
	for people, want := range map[int]string{263: "Of the 262 people", 12: "Only 12 people have answered"} {
		page := words(t, madeUp(t, people), "from=2001-01-01")
		if len(page.Sentences) == 0 || !strings.HasPrefix(page.Sentences[0].Text, want) {
			t.Errorf("of %d people it opens with %+v", people, page.Sentences)
		}
	}
}
