package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/survey"
)

func guarded(t testing.TB) *survey.Survey {
	t.Helper()
	return dinner(t, `access_word: "Grüner  Tee"`)
}

// word gives the fields of the page that asks for the word, with one typed in.
func word(doc *goquery.Document, typed string) url.Values {
	values := url.Values{"_word": {typed}}
	doc.Find("main form input[type=hidden]").Each(func(_ int, e *goquery.Selection) {
		values.Add(e.AttrOr("name", ""), e.AttrOr("value", ""))
	})
	return values
}

func TestAccessWord(t *testing.T) {
	t.Parallel()
	h := openHouse(t, guarded(t))
	door := h.get("/s/dinner?source=poster&diet=Vegan")
	if door.Find("[name=diet]").Length() != 0 || door.Find("label[for=word]").Length() != 1 {
		t.Fatal("the form is shown without the word")
	}
	to := door.Find("main form").AttrOr("action", "")
	for _, wrong := range []string{"", "Tee", "Grüner Kaffee", strings.Repeat("x", 5000)} {
		doc := h.refused(http.StatusUnprocessableEntity, to, word(door, wrong))
		contains(t, text(doc, "[role=alert]"), "This is not the access word")
		if doc.Find("[name=diet]").Length() != 0 || !doc.Find("#word").Is("[aria-invalid=true][aria-describedby=word-error]") {
			t.Errorf("%.10q: not asked again", wrong)
		}
	}
	form := h.refused(http.StatusOK, to, word(door, "  grüner TEE\t"))
	if got := shown(form).Get("diet"); got != "Vegan" {
		t.Errorf("what the link filled in became %q", got)
	}
	h.now = h.now.Add(23 * time.Hour)
	h.post("/s/dinner", shown(form))
	if got := h.answer("dinner"); got.Source != "form:poster" || len(got.Flags) > 0 {
		t.Errorf("%+v", got)
	}
}

func TestProofOfAccess(t *testing.T) {
	t.Parallel()
	h := openHouse(t, guarded(t), journeyForm(t))
	form := h.refused(http.StatusOK, "/s/dinner/access", url.Values{"_word": {"grüner tee"}})
	good := form.Find("[name=_a]").AttrOr("value", "")
	for _, test := range []struct {
		name, proof string
		after       time.Duration
		want        int
	}{
		{"ours", good, time.Hour, http.StatusSeeOther},
		{"none", "", 0, http.StatusForbidden},
		{"changed", "1" + good, 0, http.StatusForbidden},
		{"nonsense", `"><script>`, 0, http.StatusForbidden},
		{"too old", good, 25 * time.Hour, http.StatusForbidden},
		{"from the future", good, -time.Hour, http.StatusForbidden},
	} {
		t.Run(test.name, func(t *testing.T) {
			h.now = noon.Add(test.after)
			before := len(h.answers("dinner"))
			answer := h.do("POST", "/s/dinner", url.Values{"diet": {"Vegan"}, "table": {"door"}, "_a": {test.proof}}.Encode())
			if answer.StatusCode != test.want || (len(h.answers("dinner")) > before) != (test.want == http.StatusSeeOther) {
				t.Fatalf("%s, %d stored", answer.Status, len(h.answers("dinner")))
			}
			if test.want == http.StatusSeeOther {
				return
			}
			doc := document(t, answer)
			contains(t, text(doc, "main"), "What you filled in is kept.")
			again := h.refused(http.StatusOK, "/s/dinner/access", word(doc, "Grüner Tee"))
			fields := shown(again)
			if fields.Get("diet") != "Vegan" || fields.Get("table") != "door" {
				t.Errorf("kept %v", fields)
			}
			h.post("/s/dinner", fields)
		})
	}
}

func TestDraftsAskForTheWordToo(t *testing.T) {
	t.Parallel()
	h := openHouse(t, guarded(t))
	h.refused(http.StatusForbidden, "/s/dinner/save", url.Values{"diet": {"Vegan"}})
	if answer := h.do("POST", "/s/dinner/draft", "diet=Vegan"); answer.StatusCode != http.StatusForbidden {
		t.Errorf("%s", answer.Status)
	}
	form := h.refused(http.StatusOK, "/s/dinner/access", url.Values{"_word": {"grüner tee"}})
	at := h.keep("dinner", filled(form, url.Values{"diet": {"Vegan"}}))
	h.get(at)
	h.now = h.now.Add(48 * time.Hour)
	door := h.get(at)
	if door.Find("[name=diet]").Length() != 0 {
		t.Fatal("what was filled in is shown without the word")
	}
	h.refused(http.StatusUnprocessableEntity, "/s/dinner/access", word(door, "wrong"))
	if to := h.post("/s/dinner/access", word(door, "grüner tee")); to != at {
		t.Errorf("led to %s", to)
	}
	if got := shown(h.get(at)).Get("diet"); got != "Vegan" {
		t.Errorf("kept %q", got)
	}
}

// A room of people types the word in the same minute, some of them wrong; somebody who tries one word
// after the other is stopped, and nobody elsewhere notices.
func TestGuessingIsSlow(t *testing.T) {
	t.Parallel()
	h := openHouse(t, guarded(t))
	try := func(from, typed string) int {
		return h.do("POST", "/s/dinner/access", url.Values{"_word": {typed}}.Encode(), "X-Forwarded-For", from).StatusCode
	}
	for i := range 100 {
		if got := try("198.51.100.1", "grüner tee"); got != http.StatusOK {
			t.Fatalf("number %d of a room: %d", i, got)
		}
	}
	wrong := 0
	for try("203.0.113.9", "guess") == http.StatusUnprocessableEntity {
		if wrong++; wrong > 100 {
			t.Fatal("a hundred guesses and no end")
		}
	}
	if got := try("203.0.113.9", "grüner tee"); got != http.StatusTooManyRequests {
		t.Errorf("a right guess after the limit: %d", got)
	}
	if got := try("203.0.113.10", "grüner tee"); got != http.StatusOK {
		t.Errorf("another network: %d", got)
	}
	h.now = h.now.Add(time.Minute)
	if got := try("203.0.113.9", "grüner tee"); got != http.StatusOK {
		t.Errorf("after a minute: %d", got)
	}
}

// Whoever guesses from many networks is slowed as well; people who know the word come in meanwhile, also
// those with a proof, and so do those of another survey.
func TestGuessingFromManyNetworksIsSlow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		from    func(i int) string
		most    int // guesses of 2,000 in a moment that are looked at
		another string
	}{
		{"an organization", func(i int) string { return fmt.Sprintf("2001:db8:0:%x::1", i) }, 303, "2001:db8:1::1"},
		{"machines everywhere", func(i int) string { return fmt.Sprintf("203.0.%d.%d", 113+i%10/5, i%5) }, 300 + 10*3, "198.51.100.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouse(t, guarded(t), written(t, "id: other", "title: Other", "access_word: coffee", "questions: [{id: a, kind: text, title: A}]"))
			try := func(survey, from, typed string) *http.Response {
				return h.do("POST", "/s/"+survey+"/access", url.Values{"_word": {typed}}.Encode(), "X-Forwarded-For", from)
			}
			inside := document(t, try("dinner", test.another, "grüner tee"))
			looked := 0
			for i := range 2_000 {
				if try("dinner", test.from(i), "guess").StatusCode == http.StatusUnprocessableEntity {
					looked++
				}
			}
			if looked > test.most || looked < 300 {
				t.Errorf("%d guesses were looked at", looked)
			}
			late := try("dinner", test.from(0), "grüner tee")
			if late.StatusCode != http.StatusTooManyRequests || late.Header.Get("Retry-After") == "" {
				t.Errorf("a right guess after the limit: %s", late.Status)
			}
			for i := range 100 {
				if got := try("dinner", test.another, "grüner tee"); got.StatusCode != http.StatusOK {
					t.Fatalf("number %d of a room that knows the word: %s", i, got.Status)
				}
			}
			if got := try("other", "192.0.2.9", "guess"); got.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("another survey: %s", got.Status)
			}
			h.post("/s/dinner", filled(inside, url.Values{"diet": {"Vegan"}}), "X-Forwarded-For", test.from(0))
			h.now = h.now.Add(time.Minute)
			if got := try("dinner", test.from(0), "grüner tee"); got.StatusCode != http.StatusOK {
				t.Errorf("after a minute: %s", got.Status)
			}
		})
	}
}

// Words that are sent at once are counted as well as those that are sent one after the other.
func TestGuessingAtOnce(t *testing.T) {
	t.Parallel()
	h := openHouse(t, guarded(t))
	var looked atomic.Int64
	var all sync.WaitGroup
	for range 120 {
		all.Go(func() {
			if h.through("198.51.100.77:99") == http.StatusUnprocessableEntity {
				looked.Add(1)
			}
		})
	}
	all.Wait()
	if looked.Load() != 30 {
		t.Errorf("%d guesses were looked at, want 30", looked.Load())
	}
}
