package web_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/web"
)

func TestErasing(t *testing.T) {
	t.Parallel()
	v := keeping(t, sample(t, "everything"), everyKind(), nil)
	doc := v.get(receiptPath + "/erase")
	main := text(doc, "main")
	for _, want := range []string{
		"Ihre Antworten löschen?", "Alle Ihre Antworten", "Ihre Kontaktdaten", "innerhalb einer Minute",
		"Tabellen, die die Veranstalter schon ausgegeben haben", "Sicherungskopien",
	} {
		contains(t, main, want)
	}
	if n := doc.Find("form[method=post] button").Length(); n != 1 || len(v.stored) != 1 {
		t.Fatalf("%d buttons, %d stored: looking must not erase", n, len(v.stored))
	}
	answer := v.do("POST", doc.Find("form").AttrOr("action", ""), "")
	if answer.StatusCode != http.StatusSeeOther || len(v.stored) != 0 {
		t.Fatalf("%s, %d stored", answer.Status, len(v.stored))
	}
	to := answer.Header.Get("Location")
	if strings.Contains(to, receiptToken) {
		t.Errorf("the thanks at %q still hold the token", to)
	}
	doc = v.get(to)
	contains(t, text(doc, "h1"), "Ihre Antworten sind gelöscht")
	if lang := doc.Find("html").AttrOr("lang", ""); lang != "de" {
		t.Errorf("in %q", lang)
	}
	framed := v.do("GET", to, "", "Sec-Fetch-Dest", "iframe").Header.Get("Content-Security-Policy")
	contains(t, framed, "frame-ancestors https://www.geneva-systems.example")
	for _, page := range []string{"", "/edit", "/erase", "/answers.json"} {
		contains(t, v.page(http.StatusNotFound, "GET", receiptPath+page, "").Text(), "have been erased")
	}
	v.page(http.StatusNotFound, "POST", receiptPath+"/erase", "")
}

// The page speaks of contact details only where there are some.
func TestErasingWithoutContact(t *testing.T) {
	t.Parallel()
	r := everyKind()
	r.Contact, r.Language = nil, "en"
	main := text(keeping(t, sample(t, "everything"), r, nil).get(receiptPath+"/erase"), "main")
	if strings.Contains(main, "contact details") {
		t.Error("it speaks of contact details")
	}
}

func TestErasingThatFails(t *testing.T) {
	t.Parallel()
	v := keeping(t, sample(t, "everything"), everyKind(), nil)
	v.failed = errors.New("the disk is full")
	doc := v.page(http.StatusInternalServerError, "POST", receiptPath+"/erase", "")
	if strings.Contains(doc.Text(), "disk") || len(v.stored) != 1 {
		t.Error("the page shows the inside of the service, or it was erased")
	}
	contains(t, v.log.String(), "/r/:token/erase")
	if strings.Contains(v.log.String(), receiptToken) {
		t.Error("the log holds the token")
	}
}

func TestDownloadHoldsEverything(t *testing.T) {
	t.Parallel()
	r := everyKind()
	r.Started = noon.Add(-time.Minute)
	v := keeping(t, sample(t, "everything"), r, nil)
	answer := v.do("GET", receiptPath+"/answers.json", "")
	if got := answer.Header.Get("Content-Disposition"); got != `attachment; filename="answers-everything.json"` {
		t.Errorf("disposition %q", got)
	}
	var got struct {
		Survey  struct{ ID, Title, Version string }
		Name    string `json:"name_in_exports"`
		Opened  string `json:"form_opened"`
		Stored  string
		Flags   []string
		Order   int `json:"order_of_options"`
		Answers []struct {
			Question, Title, State string
			Answer                 response.Answer
			Words                  []string
		}
		Contact struct {
			Details          []struct{ Question, Title, Text string }
			Agreed           bool `json:"agreed_to_be_contacted"`
			Statement, Given string
			Notice           string `json:"privacy_notice"`
		}
		Retention []string
	}
	decoder := json.NewDecoder(answer.Body)
	if err := decoder.Decode(&got); err != nil {
		t.Fatal(err)
	}
	answers, words, states := response.Answers{}, map[string][]string{}, map[string]string{}
	for _, a := range got.Answers {
		states[a.Question], words[a.Question] = a.State, a.Words
		if a.State == "answered" {
			answers[a.Question] = a.Answer
		}
	}
	if diff := cmp.Diff(r.Answers, answers); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if states["team"] != "not shown" || states["lives"] != "answered" || states["travel"] != "skipped" {
		t.Errorf("states %v", states)
	}
	if diff := cmp.Diff([]string{"Schweiz: Nyon"}, words["lives"]); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	if got.Contact.Details[0].Text != "ann@example.org" || got.Contact.Details[0].Title != "Ihre E-Mail-Adresse" || !got.Contact.Agreed ||
		got.Contact.Notice != r.Contact.Notice || got.Contact.Statement != r.Contact.Statement || got.Contact.Given != "2026-12-01T12:00:00Z" {
		t.Errorf("contact %+v", got.Contact)
	}
	if got.Survey.ID != "everything" || got.Survey.Title != "Systemgemeinschaft Genf" || got.Survey.Version != r.Version ||
		got.Name != response.PublicID(r.ID) || got.Opened != "2026-12-01T11:59:00Z" || got.Stored != "2026-12-01T12:00:00Z" ||
		got.Order != 3 || len(got.Flags) != 1 || len(got.Retention) != 2 {
		t.Errorf("%+v", got)
	}
}

// The id is half of what makes the token, so nothing that is handed out holds it.
func TestDownloadDoesNotHoldTheID(t *testing.T) {
	t.Parallel()
	r := everyKind()
	v := keeping(t, sample(t, "everything"), r, func(c *web.Config) { c.Mail = noMail })
	if file := body(t, v.do("GET", receiptPath+"/answers.json", "")); strings.Contains(file, r.ID) {
		t.Error("the file holds the response's id")
	}
}

func TestDownloadOfACorrectedAnswer(t *testing.T) {
	t.Parallel()
	r := everyKind()
	r.Corrected, r.Contact = noon.Add(time.Hour), nil
	file := body(t, keeping(t, sample(t, "everything"), r, nil).do("GET", receiptPath+"/answers.json", ""))
	contains(t, file, `"corrected": "2026-12-01T13:00:00Z"`)
	for _, stray := range []string{`"contact"`, `"form_opened"`} {
		if strings.Contains(file, stray) {
			t.Errorf("it has %s", stray)
		}
	}
}
