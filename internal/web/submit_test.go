package web_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/web"
)

// complete answers every question of everything.yaml.
func complete() url.Values {
	return url.Values{
		"speakers": {"5"}, "food": {"2"}, "recommend": {"10"}, "last": {"3"},
		"one": {"other"}, "one.other": {"Grünes & <Blaues>"}, "many": {"z", "x"},
		"city": {"Basel"}, "story": {"Once\r\nupon a time"},
		"name": {"Ann Lee"}, "email": {"ann@example.org"}, "consent": {"yes"},
	}
}

// send posts a form as the page gave it out, filled with values.
func (v *visitor) send(id string, values url.Values) *http.Response {
	v.t.Helper()
	maps.Copy(values, hidden(v.get("/s/"+id)))
	return v.do(http.MethodPost, "/s/"+id, values.Encode())
}

func TestJourneyOfAllKinds(t *testing.T) {
	t.Parallel()
	s := everything(t)
	now := noon
	v := visit(t, []*survey.Survey{s}, func(c *web.Config) { c.Now = func() time.Time { return now } })
	values := complete()
	maps.Copy(values, hidden(v.get("/s/everything")))
	now = noon.Add(90 * time.Second)
	answer := v.do(http.MethodPost, "/s/everything", values.Encode())
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s: %s", answer.Status, body(t, answer))
	}
	got := *v.only()
	got.Receipt = nil
	want := response.Response{
		ID: values.Get("_id"), Survey: "everything", Version: s.Version(), Source: "form",
		Started: noon, Submitted: now,
		Answers: response.Answers{
			"speakers": {Number: 5}, "food": {Number: 2}, "recommend": {Number: 10}, "last": {Number: 3},
			"one": {Picks: []string{"other"}, Other: "Grünes & <Blaues>"}, "many": {Picks: []string{"x", "z"}},
			"city": {Text: "Basel"}, "story": {Text: "Once\nupon a time"},
		},
		Contact: &response.Contact{
			Fields:  map[string]string{"name": "Ann Lee", "email": "ann@example.org"},
			Consent: true, Statement: "Yes, write to <me>.",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	checkReceipt(t, v.get(answer.Header.Get("Location")))
}

func checkReceipt(t *testing.T, doc *goquery.Document) {
	t.Helper()
	contains(t, text(doc, "main"), "Thank you very much.")
	contains(t, text(doc, "main"), "Tuesday 1 December 2026 at 07:01 (EST)")
	got := map[string]string{}
	doc.Find("dl > div").Each(func(_ int, e *goquery.Selection) {
		var lines []string
		e.Find("dd").Each(func(_ int, dd *goquery.Selection) { lines = append(lines, dd.Text()) })
		got[e.Find("dt").Text()] = strings.Join(lines, " | ")
	})
	want := map[string]string{
		"How much do you agree? – Speakers are worth the evening": "5 – Very much",
		"How much do you agree? – Food matters":                   "2",
		"How likely are you to recommend us?":                     "10 – Extremely likely",
		"How was the last meeting?":                               "3 – Good",
		"Pick one":                                                "Something else: Grünes & <Blaues>",
		"Pick two":                                                "X | Z",
		"Your city":                                               "Basel",
		"Your story":                                              "Once\nupon a time",
		"Your name":                                               "Ann Lee",
		"Your email address":                                      "ann@example.org",
		"May we contact you?":                                     "You agreed: “Yes, write to <me>.”",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("receipt (-want +got):\n%s", diff)
	}
}

// A tap on the button too early is no respondent.
func TestEmptyFormIsAskedForAnAnswer(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	doc := v.page(http.StatusUnprocessableEntity, http.MethodPost, "/s/charlotte", hidden(v.get("/s/charlotte")).Encode())
	contains(t, text(doc, "main"), "Answer at least one question")
	if len(v.stored) != 0 {
		t.Errorf("%d stored", len(v.stored))
	}
}

func TestOneAnswerIsEnough(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	answer := v.send("charlotte", url.Values{"roles": {"analyst"}})
	if answer.StatusCode != http.StatusSeeOther || v.only().Contact != nil {
		t.Fatalf("%s, %+v", answer.Status, v.only())
	}
	doc := v.get(answer.Header.Get("Location"))
	contains(t, text(doc, "main"), "You skipped 13 questions.")
	contains(t, text(doc, "main"), "You left no contact details.")
}

func TestContactWithoutConsentSaysSo(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	answer := v.send("charlotte", url.Values{"name": {"Ann"}})
	contains(t, text(v.get(answer.Header.Get("Location")), "main"), "You did not agree, so nobody will write to you.")
}

// TestProblemsKeepEverything spoils one answer at a time: the page must come back with the words at
// the summary and at the field, and with every other answer as it was.
func TestProblemsKeepEverything(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 400)
	for _, test := range []struct {
		name, field string
		values      []string
		to, message string
	}{
		{"required scale", "speakers", nil, "q-speakers", "Choose an answer"},
		{"off the scale", "recommend", []string{"11"}, "q-recommend", "Choose a number from 0 to 10"},
		{"two points", "last", []string{"1", "2"}, "q-last", "Choose a number from 1 to 4"},
		{"required choice", "one", []string{""}, "q-one", "Choose an answer"},
		{"two of one", "one", []string{"x", "y"}, "q-one", "Choose only one answer"},
		{"unknown option", "many", []string{"x", "gone"}, "q-many", "One of the choices is no longer offered. Check your choices and send again"},
		{"too few", "many", []string{"x"}, "q-many", "Choose at least 2, or leave the question empty"},
		{"too many", "many", []string{"x", "y", "z"}, "q-many", "Choose at most 2; you chose 3"},
		{"none and others", "many", []string{"x", "none"}, "q-many", "Choose either “None of these” or other answers, not both"},
		{"own words too long", "one.other", []string{long}, "q-one", "Shorten this answer to 200 characters; it has 400"},
		{"required text", "city", []string{"  "}, "q-city", "Enter an answer"},
		{"text too long", "city", []string{"abcdefghijk"}, "q-city", "Shorten this answer to 10 characters; it has 11"},
		{"long text too long", "story", []string{long}, "q-story", "Shorten this answer to 300 characters; it has 400"},
		{"not UTF-8", "story", []string{"a\xffb"}, "q-story", "Some characters could not be read. Type this answer again"},
		{"no address", "email", []string{"ann@"}, "q-email", "Enter an email address in the form name@example.com, or leave this empty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := visit(t, []*survey.Survey{everything(t)}, nil)
			values := complete()
			if values[test.field] = test.values; test.field == "one" {
				values.Del("one.other")
			}
			given := hidden(v.get("/s/everything"))
			values["_id"], values["_t"] = given["_id"], given["_t"]
			doc := v.page(http.StatusUnprocessableEntity, http.MethodPost, "/s/everything", values.Encode())
			checkProblem(t, doc, test.to, test.message)
			checkKept(t, doc, values)
			if diff := cmp.Diff(given, hidden(doc)); diff != "" {
				t.Errorf("the form came back as another (-want +got):\n%s", diff)
			}
			if len(v.stored) != 0 {
				t.Error("an answer with a problem was stored")
			}
		})
	}
}

func checkProblem(t *testing.T, doc *goquery.Document, to, message string) {
	t.Helper()
	summary := doc.Find("main > :first-child")
	if !summary.Is("div.alert[role=alert][tabindex='-1'][autofocus]") {
		t.Error("the summary is not the first in main, or takes no focus")
	}
	link := summary.Find("a")
	if link.Length() != 1 || link.Text() != message || link.AttrOr("href", "") != "#"+to {
		t.Errorf("summary: %q leads to %q; want %q and %q", link.Text(), link.AttrOr("href", ""), message, to)
	}
	if got := text(doc, "#"+to+"-error"); got != "Error: "+message {
		t.Errorf("at the field: %q, want %q", got, message)
	}
	target := doc.Find("#" + to)
	if !target.Is("input, textarea") {
		t.Errorf("#%s is not an input", to)
	}
	described := target.AttrOr("aria-describedby", target.Closest("fieldset").AttrOr("aria-describedby", ""))
	contains(t, described, to+"-error")
	if doc.Find("[aria-invalid=true]").Length() == 0 {
		t.Error("nothing is marked invalid")
	}
	if !strings.HasPrefix(text(doc, "title"), "Error: ") {
		t.Errorf("title %q", text(doc, "title"))
	}
	checkIDs(t, doc)
}

// checkKept holds what the form shows against what was sent.
func checkKept(t *testing.T, doc *goquery.Document, values url.Values) {
	t.Helper()
	got := url.Values{}
	doc.Find("form input, form textarea").Each(func(_ int, e *goquery.Selection) {
		name := e.AttrOr("name", "")
		value := e.AttrOr("value", "")
		switch kind := e.AttrOr("type", ""); {
		case goquery.NodeName(e) == "textarea":
			value = e.Text()
		case kind == "checkbox" || kind == "radio":
			if _, checked := e.Attr("checked"); !checked {
				return
			}
		}
		if value != "" {
			got.Add(name, value)
		}
	})
	for name, sent := range values {
		for _, value := range sent {
			shown := strings.ToValidUTF8(strings.ReplaceAll(value, "\r\n", "\n"), "\uFFFD")
			if value != "" && value != "gone" && value != "11" && !strings.Contains("\n"+strings.Join(got[name], "\n")+"\n", "\n"+shown+"\n") {
				t.Errorf("%s: %q was sent, the form shows %q", name, shown, got[name])
			}
		}
	}
}

func TestSendingAgainIsTheSameAnswer(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	values := hidden(v.get("/s/charlotte"))
	values.Set("roles", "engineer")
	first := v.do(http.MethodPost, "/s/charlotte", values.Encode())
	second := v.do(http.MethodPost, "/s/charlotte", values.Encode())
	if first.Header.Get("Location") == "" || first.Header.Get("Location") != second.Header.Get("Location") {
		t.Errorf("%q, then %q", first.Header.Get("Location"), second.Header.Get("Location"))
	}
	if got := v.only().Answers["roles"].Picks[0]; got != "engineer" {
		t.Errorf("stored %q, want the first", got)
	}
	contains(t, text(v.get(second.Header.Get("Location")), "main"), "infrastructure engineer")
}

// Going back to a form that was sent keeps its id: the browser shows the page it has.
func TestOtherAnswersUnderASentFormAreNotLost(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	values := hidden(v.get("/s/charlotte"))
	values.Set("roles", "engineer")
	values.Set("name", "Ann Lee")
	v.do(http.MethodPost, "/s/charlotte", values.Encode())
	values.Set("roles", "analyst")
	values.Set("name", "Bob")
	doc := v.page(http.StatusConflict, http.MethodPost, "/s/charlotte", values.Encode())
	if got := v.only().Answers["roles"].Picks[0]; got != "engineer" {
		t.Errorf("stored %q, want the first", got)
	}
	if strings.Contains(doc.Text(), "Ann Lee") {
		t.Error("the next person reads what the last one wrote")
	}
	contains(t, text(doc, ".alert"), "not stored yet")
	checkKept(t, doc, url.Values{"roles": {"analyst"}, "name": {"Bob"}})
	fresh := hidden(doc)
	if fresh.Get("_id") == values.Get("_id") {
		t.Error("sending again would be refused again")
	}
	fresh.Set("roles", "analyst")
	answer := v.do(http.MethodPost, "/s/charlotte", fresh.Encode())
	if answer.StatusCode != http.StatusSeeOther || len(v.stored) != 2 {
		t.Errorf("%s, %d stored", answer.Status, len(v.stored))
	}
}

// A duplicate whose first answer cannot be read is not thanked for, and not lost.
func TestDuplicateThatCannotBeCompared(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, func(c *web.Config) {
		c.ByReceipt = func(context.Context, []byte) (*response.Response, error) { return nil, errors.New("no connection") }
	})
	values := hidden(v.get("/s/charlotte"))
	values.Set("roles", "engineer")
	v.do(http.MethodPost, "/s/charlotte", values.Encode())
	values.Set("roles", "analyst")
	doc := v.page(http.StatusInternalServerError, http.MethodPost, "/s/charlotte", values.Encode())
	checkKept(t, doc, url.Values{"roles": {"analyst"}})
	if got := hidden(doc).Get("_id"); got != values.Get("_id") {
		t.Errorf("the id became %q", got)
	}
}

// The line broke before the thanks arrived, and the form closed before it was sent again.
func TestSendingAgainAfterClosing(t *testing.T) {
	t.Parallel()
	now := noon
	s := parsed(t, "dated", []byte("id: dated\ntitle: Dated\ncloses: 2026-12-02\nquestions:\n  - {id: a, kind: text, title: A}\n"))
	v := visit(t, []*survey.Survey{s}, func(c *web.Config) { c.Now = func() time.Time { return now } })
	values := hidden(v.get("/s/dated"))
	values.Set("a", "words")
	first := v.do(http.MethodPost, "/s/dated", values.Encode())
	now = now.Add(48 * time.Hour)
	second := v.do(http.MethodPost, "/s/dated", values.Encode())
	if second.StatusCode != http.StatusSeeOther || second.Header.Get("Location") != first.Header.Get("Location") {
		t.Errorf("%s to %q: an answer that is stored is said not to be", second.Status, second.Header.Get("Location"))
	}
	values.Set("a", "other words")
	doc := v.page(http.StatusForbidden, http.MethodPost, "/s/dated", values.Encode())
	contains(t, text(doc, "main"), "What you sent was not stored.")
	contains(t, text(doc, "dd"), "other words")
}

func TestIDsThatAreNotOurs(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "short", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "<script>alert(1)</script>!", strings.Repeat("a", 5000)} {
		t.Run(id[:min(len(id), 8)], func(t *testing.T) {
			v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
			answer := v.do(http.MethodPost, "/s/charlotte", url.Values{"_id": {id}, "roles": {"analyst"}}.Encode())
			if got := v.only().ID; answer.StatusCode != http.StatusSeeOther || !response.ValidID(got) || got == id {
				t.Errorf("%s, stored as %q", answer.Status, got)
			}
		})
	}
}

func TestStampTellsTheStart(t *testing.T) {
	t.Parallel()
	later := noon
	v := visit(t, []*survey.Survey{sample(t, "charlotte"), sample(t, "powershell")}, func(c *web.Config) {
		c.Now = func() time.Time { return later }
	})
	ours, other := hidden(v.get("/s/charlotte")), hidden(v.get("/s/charlotte"))
	for _, test := range []struct {
		name  string
		stamp string
		after time.Duration
		want  time.Time
	}{
		{"ours", ours.Get("_t"), time.Minute, noon},
		{"after six days", ours.Get("_t"), 6 * 24 * time.Hour, noon},
		{"after eight days", ours.Get("_t"), 8 * 24 * time.Hour, time.Time{}},
		{"from the future", ours.Get("_t"), -time.Hour, time.Time{}},
		{"a second ahead", ours.Get("_t"), -time.Second, noon.Add(-time.Second)},
		{"of another id", other.Get("_t"), time.Minute, time.Time{}},
		{"changed", "1" + ours.Get("_t"), time.Minute, time.Time{}},
		{"missing", "", time.Minute, time.Time{}},
		{"nonsense", "....", time.Minute, time.Time{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			later = noon.Add(test.after)
			clear(v.stored)
			v.do(http.MethodPost, "/s/charlotte", url.Values{"_id": ours["_id"], "_t": {test.stamp}, "roles": {"analyst"}}.Encode())
			if got := v.only().Started; !got.Equal(test.want) {
				t.Errorf("started %v, want %v", got, test.want)
			}
		})
	}
}

// TestStoreTroubleKeepsTheForm: whatever goes wrong behind the page, the words come back and can
// be sent again as the same answer.
func TestStoreTroubleKeepsTheForm(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{everything(t)}, nil)
	values := complete()
	maps.Copy(values, hidden(v.get("/s/everything")))
	v.failed = errors.New("the disk is full of Ann Lee's things")
	answer := v.do(http.MethodPost, "/s/everything", values.Encode())
	if answer.StatusCode != http.StatusInternalServerError || answer.Header.Get("Retry-After") == "" {
		t.Fatalf("%s, %v", answer.Status, answer.Header)
	}
	doc, err := goquery.NewDocumentFromReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(doc, ".alert"), "They are all still on this page.")
	if strings.Contains(doc.Text(), "disk") {
		t.Error("the page shows the inside of the service")
	}
	checkKept(t, doc, values)
	v.failed = nil
	again := v.do(http.MethodPost, "/s/everything", values.Encode())
	if again.StatusCode != http.StatusSeeOther || v.only().ID != values.Get("_id") {
		t.Errorf("%s after the trouble", again.Status)
	}
	contains(t, v.log.String(), "route=/s/:survey")
}

func TestNoRoomKeepsTheForm(t *testing.T) {
	t.Parallel()
	for _, cause := range []error{intake.ErrFull, intake.ErrClosed} {
		t.Run(cause.Error(), func(t *testing.T) {
			v := visit(t, []*survey.Survey{everything(t)}, nil)
			v.failed = fmt.Errorf("submit: %w", cause)
			values := complete()
			answer := v.send("everything", values)
			if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") != "5" {
				t.Fatalf("%s, %v", answer.Status, answer.Header)
			}
			doc, err := goquery.NewDocumentFromReader(answer.Body)
			if err != nil {
				t.Fatal(err)
			}
			contains(t, text(doc, ".alert"), "The service is busy")
			if doc.Find(".alert button[form=answers]").Length() != 1 || doc.Find("form#answers").Length() != 1 {
				t.Error("the page has no button to send again")
			}
			checkKept(t, doc, values)
			if v.log.Len() > 0 {
				t.Errorf("a full queue is logged once a visitor: %s", v.log.String())
			}
		})
	}
}

func TestOutcomeErrorIsNoSuccess(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, func(c *web.Config) {
		c.Submit = func(context.Context, *response.Response) (response.Outcome, error) {
			return response.Outcome{Err: errors.New("this row alone")}, nil
		}
	})
	v.page(http.StatusInternalServerError, http.MethodPost, "/s/charlotte", "roles=analyst")
}
