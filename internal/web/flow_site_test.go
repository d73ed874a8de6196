package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// house is a site over a real store, with a clock that tests set.
type house struct {
	*visitor
	kept *store.Store
	site *web.Site
	now  time.Time
}

func openHouse(t testing.TB, surveys ...*survey.Survey) *house {
	t.Helper()
	return openHouseWith(t, nil, surveys...)
}

func openHouseWith(t testing.TB, change func(*web.Config), surveys ...*survey.Survey) *house {
	t.Helper()
	h := &house{visitor: &visitor{t: t}, now: noon}
	var err error
	h.kept, err = store.Open(context.Background(), store.Config{Path: filepath.Join(t.TempDir(), "muster.sqlite"), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.kept.Close() })
	for _, s := range surveys {
		if err := h.kept.PutSurvey(context.Background(), s); err != nil {
			t.Fatal(err)
		}
	}
	config := web.Config{
		Surveys: surveys, Submit: h.store, ByReceipt: h.kept.ByReceipt, Ready: h.kept.Check,
		Revise: h.kept.Revise, Erase: h.kept.Erase,
		SaveDraft: h.kept.SaveDraft, Draft: h.kept.Draft, DropDraft: h.kept.DropDraft,
		Invitation: h.kept.Invitation, Taken: h.kept.Taken, Count: h.kept.Count, AddVisits: h.kept.AddVisits,
		TrustedProxies: []string{"192.0.2.1"},
		Key:            bytes.Repeat([]byte{7}, 32), Now: func() time.Time { return h.now },
		Log: slog.New(slog.NewTextHandler(&h.log, nil)),
	}
	if change != nil {
		change(&config)
	}
	if h.site, err = web.New(config); err != nil {
		t.Fatal(err)
	}
	h.handler = h.site.Handler()
	return h
}

func (h *house) store(ctx context.Context, r *response.Response) (response.Outcome, error) {
	outcomes, err := h.kept.Append(ctx, []*response.Response{r})
	if err != nil {
		return response.Outcome{}, err
	}
	return outcomes[0], nil
}

// answers gives everything that is stored of a survey, in order.
func (h *house) answers(id string) []*response.Response {
	h.t.Helper()
	records, err := h.kept.Records(context.Background(), 0, 10_000)
	if err != nil {
		h.t.Fatal(err)
	}
	var all []*response.Response
	for _, record := range records {
		if record.Survey != id || record.Document == nil {
			continue
		}
		r, err := h.kept.Response(context.Background(), id, record.ID)
		if err != nil {
			h.t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// answer gives the only one.
func (h *house) answer(id string) *response.Response {
	h.t.Helper()
	all := h.answers(id)
	if len(all) != 1 {
		h.t.Fatalf("%d answers are stored, want 1", len(all))
	}
	return all[0]
}

// filled gives the fields of the form on a page with values put over them.
func filled(doc *goquery.Document, values url.Values) url.Values {
	fields := shown(doc)
	maps.Copy(fields, values)
	return fields
}

// shown gives the fields that a browser would send of the form on a page, with no button pressed.
func shown(doc *goquery.Document) url.Values {
	values := url.Values{}
	doc.Find("form#answers input, form#answers textarea, form#answers select").Each(func(_ int, e *goquery.Selection) {
		name, value := e.AttrOr("name", ""), e.AttrOr("value", "")
		_, checked := e.Attr("checked")
		switch kind := e.AttrOr("type", ""); {
		case kind == "checkbox" || kind == "radio":
			if !checked {
				return
			}
		case goquery.NodeName(e) == "textarea":
			value = e.Text()
		case goquery.NodeName(e) == "select":
			value = e.Find("option[selected]").AttrOr("value", e.Find("option[selected]").Text())
		}
		values.Add(name, value)
	})
	return values
}

// post sends a form and gives where it led; an answer of another status than 303 fails the test.
func (h *house) post(path string, values url.Values, header ...string) string {
	h.t.Helper()
	answer := h.do(http.MethodPost, path, values.Encode(), header...)
	if answer.StatusCode != http.StatusSeeOther {
		h.t.Fatalf("POST %s: %s, want 303: %s", path, answer.Status, body(h.t, answer))
	}
	return answer.Header.Get("Location")
}

// refused sends a form that must be answered with that status, and reads the page.
func (h *house) refused(status int, path string, values url.Values, header ...string) *goquery.Document {
	h.t.Helper()
	return h.page(status, http.MethodPost, path, values.Encode(), header...)
}

// written makes a survey of YAML.
func written(t testing.TB, lines ...string) *survey.Survey {
	t.Helper()
	return parsed(t, "survey", []byte(strings.Join(lines, "\n")+"\n"))
}

// journeyForm is a form in pages of which two depend on what is answered before.
func journeyForm(t testing.TB) *survey.Survey {
	t.Helper()
	return written(t, `
id: trip
language: en
languages: [en, de]
title: {en: A journey, de: Eine Reise}
time_zone: Europe/Zurich
sections:
  - id: who
    title: {en: Who are you?, de: Wer sind Sie?}
    questions:
      - {id: role, kind: one, required: true, title: {en: Your role, de: Ihre Rolle}, options: [{id: admin, label: Admin}, {id: dev, label: {en: Developer, de: Entwickler}}]}
      - {id: many, kind: many, title: {en: Tools, de: Werkzeuge}, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}], other: {en: Other, de: Anderes}}
  - id: code
    title: {en: Code, de: Code}
    show_if: {role: dev}
    questions:
      - {id: speech, kind: text, max_length: 20, title: {en: Your language, de: Ihre Sprache}}
  - id: last
    title: {en: In the end, de: Zum Schluss}
    questions:
      - {id: rank, kind: ranking, title: {en: Order, de: Reihenfolge}, options: [{id: x, label: X}, {id: y, label: Y}]}
      - {id: name, kind: text, purpose: contact, title: {en: Name, de: Name}}
      - {id: agree, kind: consent, purpose: contact, title: {en: May we write?, de: Dürfen wir schreiben?}, statement: {en: "Yes", de: Ja}}`)
}

const (
	next = "next"
	back = "back"
)

// turn presses a button of a step and gives the page it leads to.
func (h *house) turn(doc *goquery.Document, button string, values url.Values) (*goquery.Document, string) {
	h.t.Helper()
	fields := filled(doc, values)
	if button != "" {
		fields.Set("_step", button)
	}
	to := h.post("/s/trip", fields)
	return h.get(to), to
}
