package web_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/web"
)

const editPath = receiptPath + "/edit"

// editing opens the correction of an answer to everything.yaml of the sample data, and gives the form
// as a browser would send it unchanged.
func editing(t *testing.T, change func(*web.Config)) (*visitor, *response.Response, url.Values) {
	t.Helper()
	s, r := sample(t, "everything"), everyKind()
	r.Language, r.Answers["years"] = "en", response.Answer{Text: "12"}
	v := keeping(t, s, r, change)
	values := response.FormOf(s, r)
	values["_v"] = hidden(v.get(editPath))["_v"]
	return v, r, values
}

func TestEditShowsWhatIsStored(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	doc := v.get(editPath)
	contains(t, text(doc, "h1"), "Correct your answers: Geneva Systems Community")
	if got := doc.Find("form#answers").AttrOr("action", ""); got != editPath {
		t.Errorf("it is sent to %q", got)
	}
	contains(t, text(doc, ".send"), "Store my changes")
	if back := doc.Find(`.send a`).AttrOr("href", ""); back != receiptPath {
		t.Errorf("the way back leads to %q", back)
	}
	got := asSent(doc)
	sorted := cmpopts.SortSlices(func(a, b string) bool { return a < b }) // options are shuffled
	if diff := cmp.Diff(values, got, sorted); diff != "" {
		t.Errorf("the form says (-stored +shown):\n%s", diff)
	}
	if doc.Find("#a-workshop").Length() != 1 || !strings.Contains(doc.Find("style").Text(), "#a-workshop") {
		t.Error("what depends on answers is not on the page, or does not appear with them")
	}
	checkIDs(t, doc)
}

// asSent is what a browser would send of a form as it stands, without the fields left empty.
func asSent(doc *goquery.Document) url.Values {
	sent := url.Values{}
	doc.Find("form#answers").Find("input, textarea, select option[selected]").Each(func(_ int, e *goquery.Selection) {
		name, value := e.AttrOr("name", ""), e.AttrOr("value", "")
		_, checked := e.Attr("checked")
		switch kind := e.AttrOr("type", ""); {
		case goquery.NodeName(e) == "textarea":
			value = e.Text()
		case goquery.NodeName(e) == "option":
			name, value = e.Closest("select").AttrOr("name", ""), e.AttrOr("value", e.Text())
		case (kind == "checkbox" || kind == "radio") && !checked:
			return
		}
		if value != "" {
			sent.Add(name, value)
		}
	})
	return sent
}

func TestCorrection(t *testing.T) {
	t.Parallel()
	later := noon.Add(time.Hour)
	v, before, values := editing(t, func(c *web.Config) { c.Now = func() time.Time { return later } })
	values.Set("leads", "yes")
	values.Set("team", "7")
	values.Del("recommend")
	values.Set("email", "lee@example.org")
	answer := v.do("POST", editPath, values.Encode())
	if answer.StatusCode != http.StatusSeeOther || answer.Header.Get("Location") != receiptPath+"?told=saved" {
		t.Fatalf("%s to %q", answer.Status, answer.Header.Get("Location"))
	}
	want := *before
	want.Corrected = later
	want.Answers = maps.Clone(before.Answers)
	want.Answers["leads"], want.Answers["team"] = response.Answer{Picks: []string{"yes"}}, response.Answer{Text: "7"}
	delete(want.Answers, "recommend")
	s := sample(t, "everything")
	want.Contact = &response.Contact{
		Fields: map[string]string{"name": "Ann Lee", "email": "lee@example.org"}, Consent: true,
		Statement: string(s.Question("consent").Statement), Notice: string(s.Privacy),
	}
	want.NotShown = []string{"workshop", "amount"}
	got := *v.only()
	got.Admission = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	doc := v.get(answer.Header.Get("Location"))
	contains(t, text(doc, "main > [role=status]:first-of-type h2"), "Your changes are stored")
	contains(t, text(doc, "main"), "Last corrected on Tuesday 1 December 2026 at 14:00 (CET).")
}

func TestCorrectionInAnotherLanguage(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	values.Set("anything", "neu")
	answer := v.do("POST", editPath+"?lang=fr", values.Encode())
	if to := answer.Header.Get("Location"); to != receiptPath+"?lang=fr&told=saved" {
		t.Errorf("%s to %q", answer.Status, to)
	}
	r := v.only()
	if r.Language != "fr" || r.Contact.Statement != string(sample(t, "everything").In("fr").Question("consent").Statement) {
		t.Errorf("in %q, agreed to %q", r.Language, r.Contact.Statement)
	}
}

func TestCorrectionWithProblemsKeepsEverything(t *testing.T) {
	t.Parallel()
	v, before, values := editing(t, nil)
	values.Set("email", "nobody")
	values.Set("anything", "kept <b>words</b>")
	doc := v.page(http.StatusUnprocessableEntity, "POST", editPath, values.Encode())
	checkProblem(t, doc, "q-email", "Enter an email address in the form name@example.com, or leave this empty")
	checkKept(t, doc, url.Values{"email": {"nobody"}, "anything": {"kept <b>words</b>"}, "years": {"12"}})
	if got := hidden(doc).Get("_v"); got != values.Get("_v") {
		t.Errorf("the state became %q", got)
	}
	if v.only() != before {
		t.Error("it was stored")
	}
}

// Sending unchanged answers, or the same ones twice, changes nothing and is no conflict.
func TestCorrectionThatChangesNothing(t *testing.T) {
	t.Parallel()
	v, before, values := editing(t, nil)
	v.page(http.StatusSeeOther, "POST", editPath, values.Encode())
	if v.only() != before {
		t.Error("an unchanged answer was stored again")
	}
	values.Set("anything", "new")
	v.page(http.StatusSeeOther, "POST", editPath, values.Encode())
	after := v.only()
	v.page(http.StatusSeeOther, "POST", editPath, values.Encode())
	if v.only() != after {
		t.Error("the same correction was stored twice")
	}
}

// What the form no longer asks for was not on the page, so storing the page does not take it away.
func TestCorrectionKeepsWhatIsNoLongerAsked(t *testing.T) {
	t.Parallel()
	s := parsed(t, "small", []byte("id: small\ntitle: Small\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	v := keeping(t, s, &response.Response{
		Answers: response.Answers{"a": {Text: "one"}, "old": {Picks: []string{"x"}}},
		Contact: &response.Contact{Fields: map[string]string{"fax": "555"}},
	}, nil)
	values := hidden(v.get(editPath))
	values.Set("a", "two")
	v.page(http.StatusSeeOther, "POST", editPath, values.Encode())
	r := v.only()
	if diff := cmp.Diff(response.Answers{"a": {Text: "two"}, "old": {Picks: []string{"x"}}}, r.Answers); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if r.Contact == nil || r.Contact.Fields["fax"] != "555" || r.Contact.Consent {
		t.Errorf("contact %+v", r.Contact)
	}
}

func TestTwoWindows(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	first, second := clone(values), clone(values)
	first.Set("years", "20")
	first.Set("leads", "yes")
	v.page(http.StatusSeeOther, "POST", editPath, first.Encode())
	second.Set("anything", "from the other window")
	second.Del("leads")
	doc := v.page(http.StatusConflict, "POST", editPath, second.Encode())
	contains(t, text(doc, ".alert"), "changed in another window")
	for to, want := range map[string]string{
		"#q-years": "Stored now: 20\u00a0years", "#q-leads": "Stored now: Yes", "#q-anything": "Stored now: One Two <b>three</b>",
	} {
		if got := strings.Join(strings.FieldsFunc(doc.Find(`.alert a[href="`+to+`"]`).Text(), func(r rune) bool { return r == '\n' }), " "); got != want {
			t.Errorf("%s: %q, want %q", to, got, want)
		}
	}
	if n := doc.Find(".alert li").Length(); n != 3 {
		t.Errorf("%d differences", n)
	}
	checkKept(t, doc, url.Values{"anything": {"from the other window"}, "years": {"12"}})
	if got := v.only().Answers["years"].Text; got != "20" {
		t.Errorf("stored %q", got)
	}
	second.Set("_v", hidden(doc).Get("_v"))
	v.page(http.StatusSeeOther, "POST", editPath, second.Encode())
	if got := v.only().Answers; got["years"].Text != "12" || got["anything"].Text != "from the other window" {
		t.Errorf("stored %v", got)
	}
}

func clone(values url.Values) url.Values {
	copied, _ := url.ParseQuery(values.Encode())
	return copied
}

// Of many windows that store at once, one wins and the others are told.
func TestManyWindowsAtOnce(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	var mu sync.Mutex
	outcomes := map[int]int{}
	var storing sync.WaitGroup
	for n := range 16 {
		mine := clone(values)
		mine.Set("anything", fmt.Sprint("window ", n))
		storing.Go(func() {
			status := v.do("POST", editPath, mine.Encode()).StatusCode
			mu.Lock()
			defer mu.Unlock()
			outcomes[status]++
		})
	}
	storing.Wait()
	if outcomes[http.StatusSeeOther] != 1 || outcomes[http.StatusConflict] != 15 {
		t.Errorf("outcomes %v", outcomes)
	}
}

func TestCorrectionWithoutAStateIsNoBlindOverwriting(t *testing.T) {
	t.Parallel()
	v, before, values := editing(t, nil)
	values.Set("anything", "new")
	values.Del("_v")
	v.page(http.StatusConflict, "POST", editPath, values.Encode())
	if v.only() != before {
		t.Error("it was stored")
	}
}

// Correcting is a right; the form's end does not end it.
func TestCorrectionAfterTheFormHasClosed(t *testing.T) {
	t.Parallel()
	s := parsed(t, "dated", []byte("id: dated\ntitle: Dated\ncloses: 2026-11-01\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	v := keeping(t, s, &response.Response{Answers: response.Answers{"a": {Text: "old"}}}, nil)
	doc := v.get(editPath)
	contains(t, text(doc, "main"), "The form takes no new answers now. You can correct yours all the same.")
	v.page(http.StatusSeeOther, "POST", editPath, url.Values{"a": {"new"}, "_v": hidden(doc)["_v"]}.Encode())
	if got := v.only().Answers["a"].Text; got != "new" {
		t.Errorf("stored %q", got)
	}
}

func TestCorrectionAsksForPlaces(t *testing.T) {
	t.Parallel()
	var asked *response.Admission
	v, before, values := editing(t, func(c *web.Config) {
		c.Revise = func(_ context.Context, r *response.Response) (response.Outcome, error) {
			asked = r.Admission
			return response.Outcome{Refused: &response.Refusal{Reason: response.OptionFull, Question: "workshop", Option: "restore"}}, nil
		}
	})
	values.Set("setting", "both")
	values.Set("workshop", "restore")
	values.Set("anything", "kept")
	doc := v.page(http.StatusUnprocessableEntity, "POST", editPath, values.Encode())
	want := &response.Admission{Quotas: []response.Quota{{Question: "workshop", Option: "restore", Most: 24}}}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("asked for (-want +got):\n%s", diff)
	}
	contains(t, text(doc, `.alert a[href="#q-workshop"]`), "“Restore day: bring a backup and prove it” is full")
	checkKept(t, doc, url.Values{"anything": {"kept"}, "workshop": {"restore"}})
	if v.only() != before {
		t.Error("it was stored")
	}
}

func TestStoreTroubleKeepsTheCorrection(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		failed error
		status int
		logged bool
	}{
		{"fault", errors.New("the disk is full"), http.StatusInternalServerError, true},
		{"no room", fmt.Errorf("revise: %w", intake.ErrFull), http.StatusServiceUnavailable, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, before, values := editing(t, nil)
			v.failed = test.failed
			values.Set("anything", "kept")
			doc := v.page(test.status, "POST", editPath, values.Encode())
			contains(t, text(doc, ".alert"), "Your changes are not stored yet")
			checkKept(t, doc, url.Values{"anything": {"kept"}})
			if strings.Contains(doc.Text(), "disk") || v.only() != before {
				t.Error("the page shows the inside of the service, or it was stored")
			}
			if logged := v.log.Len() > 0; logged != test.logged || strings.Contains(v.log.String(), receiptToken) {
				t.Errorf("log: %s", v.log.String())
			}
		})
	}
}

func TestCorrectionOfWhatWasErasedMeanwhile(t *testing.T) {
	t.Parallel()
	v, _, values := editing(t, nil)
	values.Set("anything", "too late")
	clear(v.stored)
	doc := v.page(http.StatusNotFound, "POST", editPath, values.Encode(), "Accept-Language", "de")
	contains(t, text(doc, "main"), "Diese Seite gibt es nicht")
	if len(v.stored) != 0 {
		t.Error("what was erased is back")
	}
}

func TestCorrectionThatIsNoForm(t *testing.T) {
	t.Parallel()
	v, _, _ := editing(t, nil)
	v.page(http.StatusUnsupportedMediaType, "POST", editPath, "{}", "Content-Type", "application/json")
	v.page(http.StatusBadRequest, "POST", editPath, "a=%zz")
	v.page(http.StatusRequestEntityTooLarge, "POST", editPath, "a="+strings.Repeat("b", 1<<19))
}
