package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

const (
	receiptToken = "abcdefghijklmnopqrstuvwxyz"
	receiptPath  = "/r/" + receiptToken
)

// keeping is a site that holds one answer, which may be corrected and erased.
func keeping(t testing.TB, s *survey.Survey, r *response.Response, change func(*web.Config)) *visitor {
	t.Helper()
	var v *visitor
	v = visit(t, []*survey.Survey{s}, func(c *web.Config) {
		c.BaseURL = "https://muster.example.org"
		c.Revise = func(ctx context.Context, r *response.Response) (response.Outcome, error) { return v.revise(ctx, r) }
		c.Erase = func(ctx context.Context, survey, id string) error { return v.erase(ctx, survey, id) }
		draftsOfNobody(c)
		if change != nil {
			change(c)
		}
	})
	sum := sha256.Sum256([]byte(receiptToken))
	r.ID, r.Survey, r.Version, r.Source, r.Receipt = strings.Repeat("b", 26), s.ID, s.Version(), "form", sum[:]
	if r.Submitted.IsZero() {
		r.Submitted = noon
	}
	v.stored[hex.EncodeToString(sum[:])] = r
	return v
}

// draftsOfNobody keeps no drafts; forms in pages are served only by a site that can.
func draftsOfNobody(c *web.Config) {
	c.SaveDraft = func(context.Context, []byte, store.Draft) error { return nil }
	c.Draft = func(context.Context, []byte) (store.Draft, error) { return store.Draft{}, store.ErrNotFound }
	c.DropDraft = func(context.Context, []byte) error { return nil }
}

func (v *visitor) revise(_ context.Context, r *response.Response) (response.Outcome, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.failed != nil {
		return response.Outcome{}, v.failed
	}
	key := hex.EncodeToString(r.Receipt)
	if v.stored[key] == nil {
		return response.Outcome{}, store.ErrNotFound
	}
	v.stored[key] = r
	return response.Outcome{}, nil
}

func (v *visitor) erase(_ context.Context, survey, id string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.failed != nil {
		return v.failed
	}
	for key, r := range v.stored {
		if r.Survey == survey && r.ID == id {
			delete(v.stored, key)
			return nil
		}
	}
	return store.ErrNotFound
}

// everyKind answers everything.yaml of the sample data.
func everyKind() *response.Response {
	return &response.Response{
		Answers: response.Answers{
			"roles": {Picks: []string{"engineer", "other"}, Other: "Bäcker"}, "years": {Text: "1234.5"},
			"lives": {Picks: []string{"nyon"}}, "leads": {Picks: []string{"no"}},
			"topics": {Picks: []string{"kubernetes", "career"}}, "topics_very": {Picks: []string{"kubernetes"}},
			"topics_present": {Picks: []string{"kubernetes"}},
			"formats":        {Picks: []string{"visits", "talks", "food"}}, "wishes_vendors": {Number: 5},
			"setting": {Picks: []string{"online"}}, "times": {Picks: []string{"mon_lunch", "mon_evening", "sat_morning"}},
			"first_meeting": {Text: "2027-02-01"}, "help": {Picks: []string{"translate"}},
			"slides": {Text: "https://example.org/talk?a=1&b=2"}, "recommend": {Number: 10}, "anything": {Text: "One\nTwo <b>three</b>"},
		},
		Contact: &response.Contact{
			Fields:  map[string]string{"name": "Ann Lee", "email": "ann@example.org"},
			Consent: true, Statement: "Yes, write to <me>.", Notice: "**Who asks.** We do.",
		},
		Circumstances: response.Circumstances{
			NotShown: []string{"team", "workshop", "amount"}, Flags: []response.Flag{response.TooFast}, Language: "de", Order: 3,
		},
	}
}

// sheet gives what the page lists: by question, its lines joined.
func sheet(doc *goquery.Document) map[string]string {
	got := map[string]string{}
	doc.Find("dl > div").Each(func(_ int, e *goquery.Selection) {
		var lines []string
		e.Find("li, dd:not(:has(ol))").Each(func(_ int, line *goquery.Selection) { lines = append(lines, line.Text()) })
		got[e.Find("dt").Text()] = strings.Join(lines, " | ")
	})
	return got
}

func TestReceiptTellsEveryKind(t *testing.T) {
	t.Parallel()
	s := sample(t, "everything")
	v := keeping(t, s, everyKind(), nil)
	for _, test := range []struct {
		language string
		want     map[string]string // by question id
	}{
		{"de", map[string]string{
			"roles": "Plattform- oder Reliability-Engineering | Etwas anderes: Bäcker", "years": "1.234,5\u00a0Jahre",
			"lives": "Schweiz: Nyon", "leads": "Nein",
			"topics":         "Plattformen: Kubernetes – Sehr, Ich könnte darüber sprechen | Menschen: Laufbahn",
			"formats":        "Besuche in Rechenzentren | Vorträge | Essen und Gespräche",
			"wishes_vendors": "5 – Völlig", "times": "Montag: Mittagspause, Abend | Samstag: Vormittag",
			"first_meeting": "Montag, 1. Februar 2027", "slides": "https://example.org/talk?a=1&b=2", "anything": "One\nTwo <b>three</b>",
			"name": "Ann Lee", "consent": "Sie haben zugestimmt: „Yes, write to <me>.“",
		}},
		{"en", map[string]string{
			"roles": "Platform or reliability engineer | Something else: Bäcker", "years": "1,234.5\u00a0years",
			"topics": "Platforms: Kubernetes – Very much, I could present this | People: Careers",
			"times":  "Monday: lunch break, Evening | Saturday: Morning", "first_meeting": "Monday 1 February 2027",
		}},
		{"fr", map[string]string{"years": "1\u00a0234,5\u00a0ans", "leads": "Non", "first_meeting": "lundi 1er février 2027"}},
		{"ar", map[string]string{
			"leads": "لا", "name": "Ann Lee", "roles": "هندسة المنصات أو الموثوقية | شيء آخر: \u2068Bäcker\u2069",
			"times": "الاثنين: استراحة الغداء، المساء | السبت: الصباح",
		}},
	} {
		t.Run(test.language, func(t *testing.T) {
			doc := v.get(receiptPath + "?lang=" + test.language)
			if lang := doc.Find("html").AttrOr("lang", ""); lang != test.language {
				t.Errorf("page in %q", lang)
			}
			if dir := doc.Find("html").AttrOr("dir", ""); (dir == "rtl") != (test.language == "ar") {
				t.Errorf("written %q", dir)
			}
			got, in := sheet(doc), s.In(test.language)
			for id, want := range test.want {
				q := in.Question(id)
				title := string(q.Title)
				if q.Grid != "" {
					title = string(q.Grid) + " – " + title
				}
				if diff := cmp.Diff(want, got[title]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", id, diff)
				}
			}
			if strings.Contains(doc.Text(), string(response.TooFast)+" ") || strings.Contains(doc.Text(), "flag") {
				t.Error("the page shows flags")
			}
			checkIDs(t, doc)
		})
	}
	doc := v.get(receiptPath)
	if doc.Find("dl ol li").Length() != 3 {
		t.Error("the ranking is no numbered list")
	}
	if doc.Find(`dl a`).Length() != 0 {
		t.Error("what somebody wrote has become a link")
	}
}

func TestReceiptIsInTheLanguageOfTheAnswer(t *testing.T) {
	t.Parallel()
	v := keeping(t, sample(t, "everything"), everyKind(), nil)
	for _, test := range []struct{ name, query, accept, want string }{
		{"as it was given", "", "", "de"},
		{"whatever the browser likes", "", "fr", "de"},
		{"another by name", "?lang=es", "fr", "es"},
		{"one there is not", "?lang=it", "", "de"},
		{"nonsense", "?lang=%3Cscript%3E", "", "de"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := v.page(http.StatusOK, "GET", receiptPath+test.query, "", "Accept-Language", test.accept)
			if got := doc.Find("html").AttrOr("lang", ""); got != test.want {
				t.Errorf("in %q, want %q", got, test.want)
			}
			if n := doc.Find("nav.tongues a").Length(); n != 4 {
				t.Errorf("%d other languages", n)
			}
			edit := doc.Find(`a[href*="/edit"]`).AttrOr("href", "")
			if kept := strings.HasSuffix(edit, "?lang="+test.want); kept != (test.want != "de") {
				t.Errorf("the way on leads to %q", edit)
			}
		})
	}
}

// What was not shown is neither answered nor skipped; a level is part of its question.
func TestReceiptCountsWhatWasSkipped(t *testing.T) {
	t.Parallel()
	s, r := sample(t, "everything"), everyKind()
	r.Language = "en"
	v := keeping(t, s, r, nil)
	skipped := 0
	for _, q := range s.Questions {
		_, answered := r.Answers[q.ID]
		if !answered && !slices.Contains(r.NotShown, q.ID) && q.LevelOf == "" && q.Kind != survey.Agree && r.Contact.Fields[q.ID] == "" {
			skipped++
		}
	}
	if skipped < 2 {
		t.Fatalf("only %d skipped", skipped)
	}
	doc := v.get(receiptPath)
	contains(t, text(doc, "main"), "You skipped 6 questions.")
	if skipped != 6 {
		t.Errorf("%d questions were skipped", skipped)
	}
	for _, id := range append([]string{"topics_very"}, r.NotShown...) {
		if _, listed := sheet(doc)[string(s.Question(id).Title)]; listed {
			t.Errorf("%s is listed", id)
		}
	}
}

func TestReceiptSaysWhenAndHowLong(t *testing.T) {
	t.Parallel()
	r := everyKind()
	r.Language, r.Corrected = "en", noon.Add(26*time.Hour)
	v := keeping(t, sample(t, "everything"), r, nil)
	main := text(v.get(receiptPath), "main")
	for _, want := range []string{
		"Stored on Tuesday 1 December 2026 at 13:00 (CET).", "Last corrected on Wednesday 2 December 2026 at 15:00 (CET).",
		"Your answers are kept for 24 months, until Friday 1 December 2028.",
		"Your contact details are kept for 12 months, until Wednesday 1 December 2027.",
		"The privacy notice you agreed to", "Who asks. We do.", "Five of us read the answers together",
	} {
		contains(t, main, want)
	}
}

func TestReceiptWithoutContact(t *testing.T) {
	t.Parallel()
	r := everyKind()
	r.Language, r.Contact = "en", nil
	main := text(keeping(t, sample(t, "everything"), r, nil).get(receiptPath), "main")
	contains(t, main, "You left no contact details.")
	for _, stray := range []string{"privacy notice", "Your contact details are kept"} {
		if strings.Contains(main, stray) {
			t.Errorf("it speaks of %q", stray)
		}
	}
}

// Contact details may be erased before the answers; nobody is told then that they had left none.
func TestReceiptAfterContactsAreErased(t *testing.T) {
	t.Parallel()
	r := everyKind()
	r.Language, r.Contact, r.Submitted = "en", nil, noon.AddDate(-1, 0, -1)
	contains(t, text(keeping(t, sample(t, "everything"), r, nil).get(receiptPath), "main"), "Contact details are no longer kept.")
}

// A site offers what it can do, and no more.
func TestReceiptOffersWhatThereIs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*web.Config)
		links  []string
		mail   bool
	}{
		{"nothing but reading", func(c *web.Config) { c.Revise, c.Erase = nil, nil }, []string{"answers.json"}, false},
		{"correcting and erasing", nil, []string{"edit", "answers.json", "erase"}, false},
		{"mail", func(c *web.Config) { c.Mail = noMail }, []string{"edit", "answers.json", "erase"}, true},
		{"mail by a site that does not know its address", func(c *web.Config) { c.Mail, c.BaseURL = noMail, "" },
			[]string{"edit", "answers.json", "erase"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := keeping(t, sample(t, "charlotte"), &response.Response{Answers: response.Answers{"roles": {Picks: []string{"analyst"}}}}, test.change)
			doc := v.get(receiptPath)
			var links []string
			doc.Find("ul.ways a").Each(func(_ int, a *goquery.Selection) {
				links = append(links, strings.TrimPrefix(a.AttrOr("href", ""), receiptPath+"/"))
			})
			if diff := cmp.Diff(test.links, links); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := doc.Find("form").Length() == 1; got != test.mail {
				t.Errorf("mail offered: %v", got)
			}
			for _, page := range []string{"edit", "erase"} {
				want := http.StatusNotFound
				if slices.Contains(test.links, page) {
					want = http.StatusOK
				}
				v.page(want, "GET", receiptPath+"/"+page, "")
			}
			if !test.mail {
				v.page(http.StatusNotFound, "POST", receiptPath+"/mail", "address=ann%40example.org")
			}
		})
	}
}

// Answers to questions that are no longer asked are still kept, so they are shown.
func TestReceiptShowsWhatTheFormNoLongerAsks(t *testing.T) {
	t.Parallel()
	r := &response.Response{
		Answers: response.Answers{"roles": {Picks: []string{"analyst"}}, "old_many": {Picks: []string{"a", "b"}, Other: "c"}, "old_scale": {Number: 4}, "old_text": {Text: "words"}},
		Contact: &response.Contact{Fields: map[string]string{"fax": "555"}},
	}
	doc := keeping(t, sample(t, "charlotte"), r, nil).get(receiptPath)
	got := sheet(doc)
	for id, want := range map[string]string{"old_many": "a | b | c", "old_scale": "4", "old_text": "words", "fax": "555"} {
		if got[id] != want {
			t.Errorf("%s: %q, want %q", id, got[id], want)
		}
	}
	contains(t, text(doc, "main"), "taken out of the form since")
}

// Whoever answered a form that is gone still has a right to what was stored.
func TestReceiptOfAFormThatIsGone(t *testing.T) {
	t.Parallel()
	r := everyKind()
	v := keeping(t, sample(t, "everything"), r, nil)
	r.Survey = "gone"
	doc := v.get(receiptPath)
	contains(t, text(doc, "main"), "nicht mehr gezeigt")
	if got := sheet(doc)["roles"]; got != "engineer | other | Bäcker" {
		t.Errorf("roles: %q", got)
	}
	if doc.Find(`a[href$="/edit"]`).Length() != 0 {
		t.Error("it can be corrected without questions")
	}
	v.page(http.StatusNotFound, "GET", receiptPath+"/edit", "")
	contains(t, body(t, v.do("GET", receiptPath+"/answers.json", "")), `"question": "roles"`)
	if answer := v.do("POST", receiptPath+"/erase", ""); answer.StatusCode != http.StatusSeeOther || len(v.stored) != 0 {
		t.Errorf("%s, %d left", answer.Status, len(v.stored))
	}
}

func TestPagesOfAReceiptAreItsHoldersAlone(t *testing.T) {
	t.Parallel()
	v := keeping(t, sample(t, "everything"), everyKind(), nil)
	for _, page := range []string{"", "/edit", "/erase", "/answers.json"} {
		answer := v.do("GET", receiptPath+page, "")
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", page, answer.Status)
		}
		for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", page, name, got)
			}
		}
		contains(t, answer.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'")
		framed := v.do("GET", receiptPath+page, "", "Sec-Fetch-Dest", "iframe").Header.Get("Content-Security-Policy")
		contains(t, framed, "frame-ancestors https://www.geneva-systems.example")
	}
	if strings.Contains(v.log.String(), receiptToken) {
		t.Error("the log holds the token")
	}
}

// A page that sends no referrer has no origin in the eyes of an old browser.
func TestOldBrowsersMayUseReceipts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		header []string
		want   int
	}{
		{"old browser", []string{"Origin", "null"}, http.StatusSeeOther},
		{"new browser", []string{"Origin", "null", "Sec-Fetch-Site", "same-origin"}, http.StatusSeeOther},
		{"another site in a new browser", []string{"Origin", "null", "Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		{"another site in an old browser", []string{"Origin", "https://evil.example"}, http.StatusForbidden},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := keeping(t, sample(t, "charlotte"), &response.Response{Answers: response.Answers{"roles": {Picks: []string{"analyst"}}}}, nil)
			v.page(test.want, "POST", receiptPath+"/erase", "", test.header...)
			v.page(http.StatusForbidden, "POST", "/s/charlotte", "roles=analyst", "Origin", "null")
		})
	}
}
