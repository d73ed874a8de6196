package web_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// worked does what the script does: it finds 16 numbers with which the hash begins with 13 zeros.
func worked(stamp string) string {
	var found []string
	for task := range 16 {
		for n := 0; ; n++ {
			sum := sha256.Sum256(fmt.Appendf(nil, "%s.%d.%d", stamp, task, n))
			if sum[0] == 0 && sum[1]>>3 == 0 {
				found = append(found, fmt.Sprint(n))
				break
			}
		}
	}
	return strings.Join(found, ".")
}

func TestProofOfWork(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "proof_of_work: true"))
	form := h.get("/s/dinner")
	if !strings.Contains(form.Find("script").Text(), "SHA") && !strings.Contains(form.Find("script").Text(), "elements._w") {
		t.Error("the form has no script that works")
	}
	stamp := form.Find("[name=_t]").AttrOr("value", "")
	done := worked(stamp)
	for _, test := range []struct {
		name, work string
		after      time.Duration
		want       int
	}{
		{"done", done, 5 * time.Second, http.StatusSeeOther},
		{"not done", "", 5 * time.Second, http.StatusTooManyRequests},
		{"half done", done[:strings.LastIndex(done, ".")], 5 * time.Second, http.StatusTooManyRequests},
		{"made up", strings.Repeat("1.", 15) + "1", 5 * time.Second, http.StatusTooManyRequests},
		{"too much", done + ".1", 5 * time.Second, http.StatusTooManyRequests},
		{"not done, but time has passed", "", 20 * time.Second, http.StatusSeeOther},
	} {
		t.Run(test.name, func(t *testing.T) {
			form := form
			if test.want == http.StatusSeeOther && test.work == "" {
				form = h.get("/s/dinner")
			}
			h.now = noon.Add(test.after)
			defer func() { h.now = noon }()
			fields := filled(form, url.Values{"diet": {"Vegan"}, "_w": {test.work}})
			answer := h.do("POST", "/s/dinner", fields.Encode())
			if answer.StatusCode != test.want {
				t.Fatalf("%s, want %d", answer.Status, test.want)
			}
			if test.want == http.StatusSeeOther {
				return
			}
			doc := document(t, answer)
			contains(t, text(doc, ".alert"), "Send again in 15 seconds.")
			if answer.Header.Get("Retry-After") != "15" || shown(doc).Get("diet") != "Vegan" || shown(doc).Get("_t") != stamp {
				t.Error("the form did not come back as it was")
			}
		})
	}
}

// Whoever lost the stamp can send all the same.
func TestWorkIsNeverTheOnlyWay(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "proof_of_work: true"))
	doc := h.refused(http.StatusTooManyRequests, "/s/dinner", url.Values{"diet": {"Vegan"}})
	contains(t, text(doc, ".alert"), "Send again in 20 seconds.")
	h.now = h.now.Add(20 * time.Second)
	h.post("/s/dinner", shown(doc))
	h.answer("dinner")
}

func TestWorkBelongsToOneForm(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "proof_of_work: true"))
	one, other := h.get("/s/dinner"), h.get("/s/dinner")
	done := worked(one.Find("[name=_t]").AttrOr("value", ""))
	h.refused(http.StatusTooManyRequests, "/s/dinner", filled(other, url.Values{"diet": {"Fish"}, "_w": {done}}))
	h.post("/s/dinner", filled(one, url.Values{"diet": {"Vegan"}, "_w": {done}}))
}

// resent sends an answer and then another one with the same form, and gives the page that offers to send
// that one as another answer.
func (h *house) resent(fields url.Values, diet string) *goquery.Document {
	h.t.Helper()
	h.post("/s/dinner", fields)
	fields.Set("diet", diet)
	return h.refused(http.StatusConflict, "/s/dinner", fields)
}

// The page that makes a form another response is no way around the work.
func TestWorkOfAFormThatWasSentBefore(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "proof_of_work: true"))
	form := h.get("/s/dinner")
	first := url.Values{"diet": {"Vegan"}, "_w": {worked(form.Find("[name=_t]").AttrOr("value", ""))}}
	again := h.resent(filled(form, first), "Fish")
	h.now = h.now.Add(5 * time.Second)
	doc := h.refused(http.StatusTooManyRequests, "/s/dinner", shown(again))
	contains(t, text(doc, ".alert"), "Send again in 15 seconds.")
	quick := filled(again, url.Values{"_w": {worked(again.Find("[name=_t]").AttrOr("value", ""))}})
	h.post("/s/dinner", quick)
	third := h.refused(http.StatusConflict, "/s/dinner", filled(again, url.Values{"diet": {"Soup"}, "_w": quick["_w"]}))
	h.now = h.now.Add(20 * time.Second)
	h.post("/s/dinner", shown(third))
	if all := h.answers("dinner"); len(all) != 3 || !all[1].Started.IsZero() || !all[2].Started.IsZero() {
		t.Errorf("%d answers; nobody knows when the last two were begun", len(all))
	}
}

// A stamp too old to tell the time is no way around it either, not even when a draft keeps it.
func TestWorkOfAnOldForm(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, draft string }{{"open for a week", ""}, {"kept as a draft", "kept"}} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouse(t, dinner(t, "proof_of_work: true"))
			fields := filled(h.get("/s/dinner"), url.Values{"diet": {"Vegan"}})
			if test.draft != "" {
				fields = shown(h.get(h.keep("dinner", fields)))
			}
			h.now = h.now.Add(8 * 24 * time.Hour)
			doc := h.refused(http.StatusTooManyRequests, "/s/dinner", fields)
			contains(t, text(doc, ".alert"), "Send again in 20 seconds.")
			h.now = h.now.Add(10 * time.Second)
			h.refused(http.StatusTooManyRequests, "/s/dinner", shown(doc))
			h.now = h.now.Add(10 * time.Second)
			h.post("/s/dinner", shown(doc))
			h.answer("dinner")
		})
	}
}
