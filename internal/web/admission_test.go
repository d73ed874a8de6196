package web_test

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"muster/internal/survey"
	"muster/internal/web"
)

// dinner has places for a few, and fewer at one of the tables.
func dinner(t testing.TB, more ...string) *survey.Survey {
	t.Helper()
	return written(t, append([]string{"id: dinner", "title: Dinner"}, append(more, "questions:",
		"  - {id: table, kind: one, title: Table, options: [{id: window, label: The window, quota: 2}, {id: door, label: The door}]}",
		"  - {id: diet, kind: text, title: Diet}")...)...)
}

func TestFullOptionLeadsToItsQuestion(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t))
	last := h.get("/s/dinner")
	for range 2 {
		h.post("/s/dinner", url.Values{"table": {"window"}})
	}
	doc := h.refused(http.StatusUnprocessableEntity, "/s/dinner", filled(last, url.Values{"table": {"window"}, "diet": {"Vegan"}}))
	contains(t, text(doc, ".alert"), "“The window” is full now. Choose another answer")
	contains(t, text(doc, "#q-table-error"), "is full now")
	if doc.Find("[name=diet]").AttrOr("value", "") != "Vegan" {
		t.Error("what was typed is lost")
	}
	if got := text(h.get("/s/dinner"), "main"); !strings.Contains(got, "(full)") {
		t.Errorf("the next visitor is offered what is full: %s", got)
	}
	h.post("/s/dinner", filled(doc, url.Values{"table": {"door"}}))
}

func TestFullSurveySaysSo(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "most_responses: 1"))
	last := h.get("/s/dinner")
	h.post("/s/dinner", url.Values{"diet": {"None"}})
	fields := filled(last, url.Values{"diet": {"Vegan"}})
	doc := h.refused(http.StatusForbidden, "/s/dinner", fields)
	contains(t, text(doc, "h1"), "This form has all the answers it can take")
	contains(t, text(doc, "main"), "What you sent was not stored.")
	contains(t, text(doc, "dd"), "Vegan")
	contains(t, text(h.get("/s/dinner"), "h1"), "all the answers it can take")
	contains(t, text(h.get("/"), "main"), "No form is open")
}

// TestPlacesAreGivenOutExactly lets 256 people send at once.
func TestPlacesAreGivenOutExactly(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "most_responses: 40"))
	var sending sync.WaitGroup
	var taken, option, full atomic.Int64
	for i := range 256 {
		sending.Go(func() {
			table := []string{"window", "door"}[i%2]
			switch answer := h.do("POST", "/s/dinner", url.Values{"table": {table}}.Encode()); answer.StatusCode {
			case http.StatusSeeOther:
				taken.Add(1)
			case http.StatusUnprocessableEntity:
				option.Add(1)
			case http.StatusForbidden:
				full.Add(1)
			default:
				t.Errorf("%s", answer.Status)
			}
		})
	}
	sending.Wait()
	if taken.Load() != 40 || len(h.answers("dinner")) != 40 || taken.Load()+option.Load()+full.Load() != 256 {
		t.Errorf("%d taken, %d and %d refused, %d stored", taken.Load(), option.Load(), full.Load(), len(h.answers("dinner")))
	}
	window := 0
	for _, r := range h.answers("dinner") {
		if r.Answers["table"].Picks[0] == "window" {
			window++
		}
	}
	if window > 2 {
		t.Errorf("%d sit at the window", window)
	}
}

func TestInvitationsOpenTheForm(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "invited: true"))
	token := strings.Repeat("a", 26)
	sum := sha256.Sum256([]byte(token))
	if err := h.kept.Invite(t.Context(), "dinner", [][]byte{sum[:]}); err != nil {
		t.Fatal(err)
	}
	unknown := strings.Repeat("b", 26)
	for _, test := range []struct{ name, path string }{
		{"none", "/s/dinner"}, {"unknown", "/s/dinner?i=" + unknown}, {"cut short", "/s/dinner?i=aaaa"}, {"nonsense", "/s/dinner?i=%22%3E"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := h.page(http.StatusForbidden, "GET", test.path, "")
			contains(t, text(doc, "h1"), "This form is for invited people")
			contains(t, text(doc, "main"), "ask the organisers for one")
		})
	}
	for _, given := range []string{"", unknown} {
		doc := h.refused(http.StatusForbidden, "/s/dinner", url.Values{"diet": {"Vegan"}, "_i": {given}})
		contains(t, text(doc, "main"), "What you sent was not stored.")
		contains(t, text(doc, "dd"), "Vegan")
	}
	form := h.get("/s/dinner?i=" + token)
	fields := filled(form, url.Values{"diet": {"Vegan"}})
	first := h.post("/s/dinner", fields)
	if again := h.post("/s/dinner", fields); again != first { // the same person, who was not told
		t.Errorf("led to %q, then %q", first, again)
	}
	doc := h.page(http.StatusForbidden, "GET", "/s/dinner?i="+token, "")
	contains(t, text(doc, "h1"), "This invitation has been used")
	doc = h.refused(http.StatusForbidden, "/s/dinner", url.Values{"diet": {"Fish"}, "_i": {token}})
	contains(t, text(doc, "h1"), "This invitation has been used")
	contains(t, text(doc, "dd"), "Fish")
	h.answer("dinner")
	if strings.Contains(text(h.get("/"), "main"), "Dinner") {
		t.Error("the list of forms leads to one that nobody can fill in from there")
	}
}

func TestErasedAnswerIsNotStoredAgain(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t))
	fields := filled(h.get("/s/dinner"), url.Values{"diet": {"Vegan"}})
	h.post("/s/dinner", fields)
	if err := h.kept.Erase(t.Context(), "dinner", fields.Get("_id")); err != nil {
		t.Fatal(err)
	}
	doc := h.refused(http.StatusGone, "/s/dinner", fields)
	contains(t, text(doc, "main"), "were not stored again")
	if got := doc.Find("main a").AttrOr("href", ""); got != "/s/dinner" {
		t.Errorf("leads to %q", got)
	}
	if len(h.answers("dinner")) != 0 {
		t.Error("it is back")
	}
}

// TestRunKeepsPlacesFresh lets the site find out by itself what is full and what is free again.
func TestRunKeepsPlacesFresh(t *testing.T) {
	t.Parallel()
	var taken, stored atomic.Int64
	synctest.Test(t, func(t *testing.T) {
		v := &visitor{t: t}
		site := bare(t, dinner(t, "most_responses: 5"), func(c *web.Config) {
			c.Taken = countTaken(&taken)
			c.Count = count(&stored)
		})
		v.handler = site.Handler()
		ends := running(t, site)
		taken.Store(2)
		look := func(want string) {
			t.Helper()
			time.Sleep(10 * time.Second)
			synctest.Wait()
			if got := text(v.get("/s/dinner"), "main"); !strings.Contains(got, want) {
				t.Errorf("%q does not say %q", got, want)
			}
		}
		look("(full)")
		taken.Store(1)
		look("The window")
		if strings.Contains(text(v.get("/s/dinner"), "main"), "(full)") {
			t.Error("a place that is free again is not offered")
		}
		stored.Store(5)
		look("all the answers it can take")
		stored.Store(4)
		look("The window")
		ends()
	})
}

func TestPagesOfRules(t *testing.T) {
	t.Parallel()
	h := openHouse(t, written(t, "id: dated", "title: {en: Dated, de: Datiert}", "language: en", "languages: [en, de]", "time_zone: Europe/Zurich",
		"opens: 2026-12-03", "closes: 2026-12-05", "questions:", "  - {id: a, kind: text, title: {en: A, de: A}}"))
	for _, test := range []struct {
		name, language string
		at             time.Time
		want           []string
	}{
		{"before", "en", noon, []string{"This form is not open yet", "It opens on Thursday 3 December 2026."}},
		{"before", "de-CH,de;q=0.9", noon, []string{"Datiert", "noch nicht geöffnet", "3. Dezember 2026"}},
		{"after", "en", noon.AddDate(0, 0, 9), []string{"This form is closed", "until the end of Saturday 5 December 2026"}},
		{"after", "de", noon.AddDate(0, 0, 9), []string{"geschlossen", "5. Dezember 2026"}},
	} {
		t.Run(test.name+" "+test.language, func(t *testing.T) {
			h.now = test.at
			doc := h.page(http.StatusOK, "GET", "/s/dated", "", "Accept-Language", test.language)
			for _, want := range test.want {
				contains(t, text(doc, "html"), want)
			}
			if got := doc.Find("html").AttrOr("lang", ""); !strings.HasPrefix(test.language, got) {
				t.Errorf("the page says it is in %q", got)
			}
		})
	}
}
