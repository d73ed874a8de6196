package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"muster/internal/survey"
	"muster/internal/web"
)

func TestHomeSpeaksTheVisitorsLanguage(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t), sample(t, "charlotte"))
	for _, test := range []struct{ path, accept, heading, title string }{
		{"/", "", "Open forms", "A journey"},
		{"/", "de-AT", "Offene Formulare", "Eine Reise"},
		{"/?lang=de", "en", "Offene Formulare", "Eine Reise"},
		{"/", "ar", "النماذج المفتوحة", "A journey"},
		{"/", "tlh", "Open forms", "A journey"},
	} {
		t.Run(test.path+" "+test.accept, func(t *testing.T) {
			answer := h.do("GET", test.path, "", "Accept-Language", test.accept)
			contains(t, answer.Header.Get("Vary"), "Accept-Language")
			doc := document(t, answer)
			if text(doc, "h1") != test.heading {
				t.Errorf("heading %q", text(doc, "h1"))
			}
			contains(t, text(doc, "main"), test.title)
			if test.accept == "ar" && doc.Find("a[href='/s/trip']").AttrOr("lang", "") != "en" {
				t.Error("an English title on an Arabic page does not say so")
			}
		})
	}
}

func TestFormsLanguage(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	for _, test := range []struct{ path, accept, title, language string }{
		{"/s/trip", "de", "Eine Reise", "de"},
		{"/s/trip?lang=de", "en", "Eine Reise", "de"},
		{"/s/trip?lang=fr", "de", "Eine Reise", "de"},
		{"/s/trip", "fr", "A journey", "en"},
	} {
		answer := h.do("GET", test.path, "", "Accept-Language", test.accept)
		contains(t, answer.Header.Get("Vary"), "Accept-Language")
		doc := document(t, answer)
		if text(doc, "h1") != test.title || doc.Find("[name=_l]").AttrOr("value", "") != test.language {
			t.Errorf("%s %s: %q", test.path, test.accept, text(doc, "h1"))
		}
		// The form stays in its language whatever the browser prefers.
		doc = h.refused(http.StatusUnprocessableEntity, "/s/trip", filled(doc, url.Values{"_step": {next}}), "Accept-Language", "es")
		if got := doc.Find("html").AttrOr("lang", ""); got != test.language {
			t.Errorf("%s %s comes back in %q", test.path, test.accept, got)
		}
	}
}

func TestSourceIsKept(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t))
	for given, want := range map[string]string{
		"poster": "form:poster", "at_the-door2": "form:at_the-door2", "": "form", "No": "form", "a b": "form",
		strings.Repeat("a", 41): "form", "\"><script>": "form",
	} {
		before := len(h.answers("dinner"))
		h.post("/s/dinner", filled(h.get("/s/dinner?source="+url.QueryEscape(given)), url.Values{"diet": {"Vegan"}}))
		if got := h.answers("dinner")[before].Source; got != want {
			t.Errorf("%q became %q, want %q", given, got, want)
		}
		h.post("/s/dinner", url.Values{"diet": {"Vegan"}, "_s": {given}})
		if got := h.answers("dinner")[before+1].Source; got != want {
			t.Errorf("posted %q became %q, want %q", given, got, want)
		}
	}
}

func TestLinkFillsInTheForm(t *testing.T) {
	t.Parallel()
	h := openHouse(t, sample(t, "charlotte"))
	answer := h.do("GET", "/s/charlotte?roles=engineer&topics=azure&topics=entra&name=Ann+%3Cb%3E&consent=yes&_t=x&nothing=1", "")
	contains(t, answer.Header.Get("X-Robots-Tag"), "noindex")
	fields := shown(document(t, answer))
	if got := strings.Join(fields["topics"], " "); fields.Get("roles") != "engineer" || got != "azure entra" || fields.Get("name") != "Ann <b>" {
		t.Errorf("filled in: %v", fields)
	}
	if fields.Get("consent") != "" || fields.Get("_t") == "x" {
		t.Error("a link agrees for somebody, or says when the form was opened")
	}
	if plain := h.do("GET", "/s/charlotte?nothing=1", ""); plain.Header.Get("X-Robots-Tag") != "" {
		t.Error("the form itself is not to be found")
	}
}

func TestShortLinks(t *testing.T) {
	t.Parallel()
	h := openHouse(t, dinner(t, "short: eat"))
	for _, method := range []string{"GET", "HEAD"} {
		answer := h.do(method, "/eat?source=poster&lang=de", "")
		if got := answer.Header.Get("Location"); answer.StatusCode != http.StatusSeeOther || got != "/s/dinner?source=poster&lang=de" {
			t.Errorf("%s: %s to %q", method, answer.Status, got)
		}
	}
	other := written(t, "id: lunch", "title: Lunch", "short: eat", "questions:", "  - {id: a, kind: text, title: A}")
	reserved := written(t, "id: lunch", "title: Lunch", "questions:", "  - {id: a, kind: text, title: A}")
	reserved.Rules.Short = "healthz"
	for _, surveys := range [][]*survey.Survey{{dinner(t, "short: eat"), other}, {reserved}} {
		v := &visitor{t: t}
		_, err := web.New(web.Config{
			Surveys: surveys, Key: make([]byte, 32), Submit: storeNothing, ByReceipt: v.byReceipt, Ready: h.kept.Check,
		})
		if err == nil || !strings.Contains(err.Error(), "lunch") || !strings.Contains(err.Error(), "taken by") {
			t.Errorf("%v", err)
		}
	}
}
