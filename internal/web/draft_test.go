package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// kept saves a form and gives the page that tells where it is.
func (h *house) keep(survey string, values url.Values) (at string) {
	h.t.Helper()
	to := h.post("/s/"+survey+"/save", values)
	if !strings.HasSuffix(to, "/kept") {
		h.t.Fatalf("led to %s", to)
	}
	return strings.TrimSuffix(to, "/kept")
}

func TestSaveAndComeBack(t *testing.T) {
	t.Parallel()
	s := everything(t)
	h := openHouse(t, s)
	values := complete()
	values["speakers"], values["city"] = []string{"99"}, []string{"far too long for a city"} // wrong ones too
	at := h.keep("everything", filled(h.get("/s/everything"), values))
	page := h.get(at + "/kept")
	contains(t, text(page, ".address"), "https://example.com"+at)
	contains(t, text(page, "main"), "Tuesday 8 December 2026")
	contains(t, text(page, "main"), "Nothing has been sent")
	if len(h.answers("everything")) != 0 {
		t.Error("what was only kept is stored as an answer")
	}
	h.now = h.now.Add(6 * 24 * time.Hour)
	again := h.get(at)
	if again.Find(".alert").Length() != 0 {
		t.Error("coming back begins with problems")
	}
	checkKept(t, again, url.Values{"city": values["city"], "story": values["story"], "many": values["many"], "name": values["name"]})
	fields := filled(again, url.Values{"speakers": {"5"}, "city": {"Basel"}})
	fields.Del("many")
	h.post("/s/everything", fields)
	got := h.answer("everything")
	if _, answered := got.Answers["many"]; answered || got.Answers["city"].Text != "Basel" || !got.Started.Equal(noon) {
		t.Errorf("%+v", got)
	}
	contains(t, text(h.page(http.StatusNotFound, "GET", at, ""), "main"), "Nothing is kept at this address")
}

func TestDraftPagesKeepTheirAddress(t *testing.T) {
	t.Parallel()
	h := openHouse(t, everything(t))
	at := h.keep("everything", url.Values{"city": {"Bern"}})
	for _, path := range []string{at, at + "/kept"} {
		answer := h.do("GET", path, "")
		if policy := answer.Header.Get("Referrer-Policy"); policy != "strict-origin" {
			t.Errorf("%s: the address goes out under %q", path, policy)
		}
		if answer.Header.Get("Cache-Control") != "no-store" || !strings.Contains(answer.Header.Get("X-Robots-Tag"), "noindex") {
			t.Errorf("%s: %v", path, answer.Header)
		}
	}
	token := at[strings.LastIndex(at, "/")+1:]
	if len(token) != 26 || strings.Contains(h.log.String(), token) {
		t.Errorf("token %q, log %s", token, h.log.String())
	}
}

// Whoever shares the page from a browser shares what the page says of itself, not its address.
func TestPagesNameTheAddressToShare(t *testing.T) {
	t.Parallel()
	const site = "https://muster.example.org"
	h := openHouseWith(t, func(c *web.Config) { c.BaseURL = site }, everything(t))
	for _, path := range []string{"/s/everything", "/s/everything?city=Bern", h.keep("everything", url.Values{"city": {"Bern"}})} {
		page := h.get(path)
		for selector, name := range map[string]string{"link[rel=canonical]": "href", "meta[property='og:url']": "content"} {
			if got := page.Find(selector).AttrOr(name, ""); got != site+"/s/everything" {
				t.Errorf("%s: %s says %q", path, selector, got)
			}
		}
	}
	unknown := openHouse(t, everything(t)).get("/s/everything")
	if n := unknown.Find("link[rel=canonical], meta[property='og:url']").Length(); n != 0 {
		t.Error("a site that does not know its address names one")
	}
}

func TestDraftsEnd(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		after time.Duration
		end   func(h *house, at string)
	}{
		{"deleted", 0, func(h *house, at string) {
			contains(h.t, text(h.refused(http.StatusOK, at+"/delete", nil), "main"), "is deleted")
		}},
		{"too old", 8 * 24 * time.Hour, func(*house, string) {}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouse(t, everything(t))
			at := h.keep("everything", url.Values{"city": {"Bern"}})
			test.end(h, at)
			h.now = h.now.Add(test.after)
			for _, path := range []string{at, at + "/kept"} {
				h.page(http.StatusNotFound, "GET", path, "")
			}
			h.refused(http.StatusNotFound, at+"/delete", nil)
			// The form itself can be sent all the same.
			values := complete()
			values.Set("_d", at[strings.LastIndex(at, "/")+1:])
			h.post("/s/everything", values)
			h.answer("everything")
		})
	}
}

func TestDraftsOfAnotherSurvey(t *testing.T) {
	t.Parallel()
	h := openHouse(t, everything(t), sample(t, "charlotte"))
	at := h.keep("everything", url.Values{"city": {"Bern"}})
	h.page(http.StatusNotFound, "GET", strings.Replace(at, "everything", "charlotte", 1), "")
	h.page(http.StatusNotFound, "GET", "/s/charlotte/d/short", "")
	h.post("/s/charlotte", url.Values{"roles": {"analyst"}, "_d": {at[strings.LastIndex(at, "/")+1:]}})
	h.get(at)
}

func TestAutosave(t *testing.T) {
	t.Parallel()
	h := openHouse(t, everything(t))
	fields := filled(h.get("/s/everything"), url.Values{"city": {"Bern"}})
	save := func(status int) string {
		t.Helper()
		answer := h.do("POST", "/s/everything/draft", fields.Encode(), "Accept", "application/json")
		if answer.StatusCode != status {
			t.Fatalf("%s, want %d", answer.Status, status)
		}
		var told struct{ Address string }
		if err := json.NewDecoder(answer.Body).Decode(&told); err != nil {
			t.Fatal(err)
		}
		return told.Address
	}
	at := save(http.StatusOK)
	fields.Set("_d", at[strings.LastIndex(at, "/")+1:])
	fields.Set("city", "Basel")
	if again := save(http.StatusOK); again != at {
		t.Errorf("the second time it is kept at %s", again)
	}
	if got := h.get(at).Find("[name=city]").AttrOr("value", ""); got != "Basel" {
		t.Errorf("kept %q", got)
	}
	sent := filled(h.get(at), complete())
	h.post("/s/everything", sent)
	// A script that is late brings nothing back.
	save(http.StatusGone)
	fields.Del("_d")
	save(http.StatusGone)
	h.page(http.StatusNotFound, "GET", at, "")
}

func TestDraftTroubleKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	broken := false
	h := openHouseWith(t, func(c *web.Config) {
		save, read := c.SaveDraft, c.Draft
		c.SaveDraft = func(ctx context.Context, hash []byte, d store.Draft) error {
			if broken {
				return errors.New("no disk")
			}
			return save(ctx, hash, d)
		}
		c.Draft = func(ctx context.Context, hash []byte) (store.Draft, error) {
			if broken {
				return store.Draft{}, errors.New("no disk")
			}
			return read(ctx, hash)
		}
	}, journeyForm(t))
	first := h.get("/s/trip")
	second, _ := h.turn(first, next, url.Values{"role": {"dev"}})
	broken = true
	for _, path := range []string{"/s/trip", "/s/trip/save"} {
		doc := h.refused(http.StatusInternalServerError, path, filled(first, url.Values{"role": {"dev"}, "_step": {next}}))
		if doc.Find("[value=dev][checked]").Length() != 1 {
			t.Errorf("%s: the role is lost", path)
		}
		doc = h.refused(http.StatusInternalServerError, path, filled(second, url.Values{"speech": {"Go"}, "_step": {next}}))
		if doc.Find("[name=speech]").AttrOr("value", "") != "Go" {
			t.Errorf("%s: the second step is lost", path)
		}
		if doc.Find("[name=_d]").AttrOr("value", "") == "" {
			t.Errorf("%s: the draft is forgotten", path)
		}
	}
	broken = false
	third, _ := h.turn(second, next, url.Values{"speech": {"Go"}})
	h.turn(third, "", nil)
	if diff := cmp.Diff("Go", h.answer("trip").Answers["speech"].Text); diff != "" {
		t.Error(diff)
	}
}

func TestDraftOfAClosedForm(t *testing.T) {
	t.Parallel()
	s := written(t, "id: dated", "title: Dated", "closes: 2026-12-03", "questions:", "  - {id: a, kind: text, title: A}")
	h := openHouse(t, s)
	at := h.keep("dated", url.Values{"a": {"words"}})
	h.now = h.now.Add(4 * 24 * time.Hour)
	doc := h.get(at)
	contains(t, text(doc, "main"), "This form is closed")
	contains(t, text(doc, "dd"), "words")
	h.refused(http.StatusForbidden, "/s/dated/save", url.Values{"a": {"words"}})
}

func TestWithoutDraftsNothingIsOffered(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{everything(t)}, nil)
	v.page(http.StatusNotFound, "POST", "/s/everything/save", "city=Bern")
	if v.get("/s/everything").Find("[formaction]").Length() != 0 {
		t.Error("a button offers what there is not")
	}
	_, err := web.New(web.Config{
		Surveys: []*survey.Survey{journeyForm(t)}, Key: make([]byte, 32), Submit: v.submit, ByReceipt: v.byReceipt,
		Ready: func(context.Context) error { return nil },
	})
	if err == nil || !strings.Contains(err.Error(), "SaveDraft") {
		t.Errorf("%v", err)
	}
}

// Where there is no room for drafts a form in pages carries everything with it, from step to step, and
// is sent like any other.
func TestFormInPagesWithoutRoomForDrafts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		fill func(c *web.Config)
	}{
		{"the store is full", func(c *web.Config) {
			c.SaveDraft = func(context.Context, []byte, store.Draft) error { return fmt.Errorf("save: %w", store.ErrDraftsFull) }
		}},
		{"the network keeps too much", func(*web.Config) {}},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouseWith(t, test.fill, journeyForm(t))
			for range 1_200 {
				h.do("POST", "/s/trip/draft", "many=a", "X-Forwarded-For", "198.51.100.7")
			}
			send := func(status int, doc *goquery.Document, button string, values url.Values) *goquery.Document {
				t.Helper()
				fields := filled(doc, values)
				if button != "" {
					fields.Set("_step", button)
				}
				return h.refused(status, "/s/trip", fields, "X-Forwarded-For", "198.51.100.7")
			}
			second := send(http.StatusOK, h.get("/s/trip"), next, url.Values{"role": {"dev"}, "many": {"b"}})
			contains(t, text(second, "h1"), "Code")
			third := send(http.StatusOK, second, next, url.Values{"speech": {"Go"}})
			second = send(http.StatusOK, third, back, url.Values{"name": {"Ann"}})
			third = send(http.StatusOK, second, next, nil)
			if third.Find("[name=_d]").Length() != 0 || shown(third).Get("name") != "Ann" {
				t.Error("a draft is named that there is not, or a name is lost")
			}
			fields := filled(third, nil)
			fields.Del("role")
			mended := h.refused(http.StatusUnprocessableEntity, "/s/trip", fields, "X-Forwarded-For", "198.51.100.7")
			third = send(http.StatusOK, mended, next, url.Values{"role": {"admin"}})
			if to := h.post("/s/trip", shown(third), "X-Forwarded-For", "198.51.100.7"); !strings.HasPrefix(to, "/r/") {
				t.Errorf("led to %s", to)
			}
			if got := h.answer("trip"); got.Contact.Fields["name"] != "Ann" || !cmp.Equal(got.Answers["many"].Picks, []string{"b"}) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// Only to come back later is not possible then; the page says so with everything on it.
func TestSavingWithoutRoomForDrafts(t *testing.T) {
	t.Parallel()
	full := false
	h := openHouseWith(t, func(c *web.Config) {
		save := c.SaveDraft
		c.SaveDraft = func(ctx context.Context, hash []byte, d store.Draft) error {
			if full {
				return fmt.Errorf("save: %w", store.ErrDraftsFull)
			}
			return save(ctx, hash, d)
		}
	}, everything(t), journeyForm(t))
	second, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"dev"}})
	full = true
	if answer := h.do("POST", "/s/everything/draft", "city=Bern"); answer.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a script is told %s", answer.Status)
	}
	doc := h.refused(http.StatusServiceUnavailable, "/s/everything/save", url.Values{"city": {"Bern"}})
	if shown(doc).Get("city") != "Bern" || doc.Find("[name=_d]").Length() != 0 {
		t.Error("what was typed is lost")
	}
	// A draft that there is stays as it was.
	doc = h.refused(http.StatusServiceUnavailable, "/s/trip", filled(second, url.Values{"speech": {"Go"}, "_step": {next}}))
	if full = false; shown(doc).Get("speech") != "Go" {
		t.Error("what was typed is lost")
	}
	third, _ := h.turn(doc, next, nil)
	h.turn(third, "", nil)
	if got := h.answer("trip"); got.Answers["speech"].Text != "Go" || got.Answers["role"].Picks == nil {
		t.Errorf("%+v", got)
	}
	if h.log.Len() > 0 {
		t.Errorf("log: %s", h.log.String())
	}
}

// Nobody brings an erased answer back by an old page that saves as people type.
func TestErasedDoesNotComeBackAsADraft(t *testing.T) {
	t.Parallel()
	h := openHouse(t, everything(t), journeyForm(t))
	whole := filled(h.get("/s/everything"), complete())
	at := h.keep("everything", whole) // the tab that was left open
	receipt := h.post("/s/everything", whole)
	first := filled(h.get("/s/trip"), url.Values{"role": {"admin"}, "_step": {next}})
	last := h.get(h.post("/s/trip", first))
	for _, to := range []string{receipt, h.post("/s/trip", filled(last, url.Values{"name": {"Ann"}}))} {
		if to = h.post(to+"/erase", nil); !strings.HasPrefix(to, "/erased") {
			t.Fatalf("led to %s", to)
		}
	}
	h.page(http.StatusNotFound, "GET", at, "")
	for _, late := range []struct {
		path   string
		fields url.Values
	}{{"/s/everything/draft", whole}, {"/s/everything/save", whole}, {"/s/trip", first}, {"/s/trip/draft", first}, {"/s/trip/save", first}} {
		answer := h.do("POST", late.path, late.fields.Encode())
		page := body(t, answer)
		if answer.StatusCode != http.StatusGone || strings.Contains(page, "_d") {
			t.Errorf("%s: %s", late.path, answer.Status)
		}
		if !strings.HasSuffix(late.path, "/draft") {
			contains(t, page, "These answers were erased")
		}
	}
	// Who fills in the form anew is somebody else as far as anybody knows.
	h.keep("everything", filled(h.get("/s/everything"), url.Values{"city": {"Basel"}}))
}
