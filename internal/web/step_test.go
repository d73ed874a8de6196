package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
)

func TestStepsLeadThroughTheForm(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	first := h.get("/s/trip?source=poster")
	second, at := h.turn(first, next, url.Values{"role": {"dev"}, "many": {"a", "b"}})
	contains(t, at, "step=1")
	contains(t, text(second, "h1"), "Code")
	if reloaded := h.get(at); text(reloaded, "h1") != text(second, "h1") {
		t.Error("reloading shows another step")
	}
	third, at := h.turn(second, next, url.Values{"speech": {"Go"}})
	contains(t, at, "step=2")
	h.now = h.now.Add(5 * time.Minute)
	_, at = h.turn(third, "", url.Values{"rank.y": {"1"}, "rank.x": {"2"}, "name": {"Ann"}, "agree": {"yes"}})
	contains(t, at, "/r/")
	got := h.answer("trip")
	want := response.Answers{"role": {Picks: []string{"dev"}}, "many": {Picks: []string{"a", "b"}}, "speech": {Text: "Go"}, "rank": {Picks: []string{"y", "x"}}}
	if diff := cmp.Diff(want, got.Answers); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.ID != first.Find("[name=_id]").AttrOr("value", "") || !got.Started.Equal(noon) || got.Source != "form:poster" || len(got.Flags) > 0 {
		t.Errorf("it began as another response: %+v", got)
	}
	if got.Contact == nil || got.Contact.Fields["name"] != "Ann" || !got.Contact.Consent || got.Language != "en" {
		t.Errorf("%+v", got)
	}
	contains(t, text(h.page(http.StatusNotFound, "GET", draftOf(third), ""), "main"), "Nothing is kept")
}

// draftOf is where the draft is taken up again that a page belongs to.
func draftOf(doc *goquery.Document) string {
	return "/s/trip/d/" + doc.Find("[name=_d]").AttrOr("value", "")
}

func TestStepsThatAreNotShownAreLeftOut(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	third, at := h.turn(h.get("/s/trip"), next, url.Values{"role": {"admin"}})
	contains(t, at, "step=2")
	first, at := h.turn(third, back, url.Values{"name": {"Ann"}})
	contains(t, at, "step=0")
	// What was an answer of a developer's does not count for anybody else.
	second, _ := h.turn(first, next, url.Values{"role": {"dev"}})
	third, _ = h.turn(second, next, url.Values{"speech": {"Go"}})
	second, at = h.turn(third, back, nil)
	contains(t, at, "step=1")
	first, _ = h.turn(second, back, nil)
	third, _ = h.turn(first, next, url.Values{"role": {"admin"}})
	if got := third.Find("[name=name]").AttrOr("value", ""); got != "Ann" {
		t.Errorf("the name typed before is %q", got)
	}
	h.turn(third, "", nil)
	got := h.answer("trip")
	if _, answered := got.Answers["speech"]; answered || !cmp.Equal(got.NotShown, []string{"speech"}) {
		t.Errorf("%+v", got)
	}
}

func TestABoxThatIsUntickedStaysUnticked(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	second, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"admin"}, "many": {"a", "b", "other"}, "many.other": {"D"}})
	first, _ := h.turn(second, back, nil)
	if diff := cmp.Diff([]string{"a", "b", "other"}, shown(first)["many"]); diff != "" {
		t.Fatalf("going back shows (-want +got):\n%s", diff)
	}
	fields := shown(first)
	fields.Del("many")
	fields.Set("many.other", "")
	fields.Set("_step", next)
	h.turn(h.get(h.post("/s/trip", fields)), "", nil)
	if _, answered := h.answer("trip").Answers["many"]; answered {
		t.Error("what was unticked counts")
	}
}

func TestProblemsOfAStepKeepEverything(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	doc := h.refused(http.StatusUnprocessableEntity, "/s/trip", filled(h.get("/s/trip"), url.Values{"_step": {next}, "many": {"b"}}))
	contains(t, text(doc, ".alert"), "Choose an answer")
	if doc.Find(".alert a").Length() != 1 || doc.Find("[value=b][checked]").Length() != 1 || doc.Find("[name=speech]").Length() != 0 {
		t.Error("not the same step with what was ticked")
	}
	second, _ := h.turn(doc, next, url.Values{"role": {"dev"}})
	doc = h.refused(http.StatusUnprocessableEntity, "/s/trip", filled(second, url.Values{"_step": {next}, "speech": {strings.Repeat("x", 30)}}))
	contains(t, text(doc, ".alert"), "Shorten this answer")
	// Going back keeps even that.
	first, _ := h.turn(second, back, url.Values{"speech": {strings.Repeat("x", 30)}})
	second, _ = h.turn(first, next, nil)
	if got := second.Find("[name=speech]").AttrOr("value", ""); got != strings.Repeat("x", 30) {
		t.Errorf("kept %q", got)
	}
}

// Whoever jumps over a step by its address is led back to it in the end.
func TestProblemsOfAnEarlierStepLeadThere(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	kept := h.post("/s/trip/save", shown(h.get("/s/trip")))
	last := h.get(strings.TrimSuffix(kept, "/kept") + "?step=2")
	doc := h.refused(http.StatusUnprocessableEntity, "/s/trip", filled(last, url.Values{"name": {"Ann"}}))
	contains(t, text(doc, ".alert"), "Choose an answer")
	if doc.Find("[name=role]").Length() == 0 || doc.Find("[name=_at]").AttrOr("value", "") != "0" {
		t.Fatal("not the step with the problem")
	}
	last, _ = h.turn(doc, next, url.Values{"role": {"admin"}})
	if got := last.Find("[name=name]").AttrOr("value", ""); got != "Ann" {
		t.Errorf("the name became %q", got)
	}
	h.turn(last, "", nil)
	if h.answer("trip").Contact == nil {
		t.Error("the name is lost")
	}
}

// Where nothing is left to ask after a page that seemed not to be the last, “Continue” does not send.
func TestTheEndIsSaid(t *testing.T) {
	t.Parallel()
	s := written(t, "id: trip", "title: T", "layout: pages", "sections:",
		"  - {id: a, title: A, questions: [{id: q, kind: yes_no, title: Q}]}",
		"  - {id: b, title: B, show_if: {q: \"yes\"}, questions: [{id: r, kind: text, title: R}]}")
	h := openHouse(t, s)
	end, at := h.turn(h.get("/s/trip"), next, url.Values{"q": {"no"}})
	contains(t, at, "step=2")
	contains(t, text(end, "h1"), "That was everything")
	if len(h.answers("trip")) != 0 {
		t.Fatal("sent without being asked to")
	}
	before, at := h.turn(end, back, nil)
	contains(t, at, "step=0")
	end, _ = h.turn(before, next, nil)
	_, at = h.turn(end, "", nil)
	contains(t, at, "/r/")
	h.answer("trip")
}

// A thumb that presses twice sends the last step twice; the draft is gone after the first.
func TestSendingTheLastStepTwice(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	last, _ := h.turn(h.get("/s/trip"), next, url.Values{"role": {"admin"}})
	fields := filled(last, url.Values{"name": {"Ann"}})
	first, second := h.post("/s/trip", fields), h.post("/s/trip", fields)
	if first != second || !strings.HasPrefix(first, "/r/") {
		t.Errorf("%q, then %q", first, second)
	}
	h.answer("trip")
	// The next person on the same device does not read what the last one wrote.
	fields.Set("name", "Bob")
	doc := h.refused(http.StatusGone, "/s/trip", fields)
	contains(t, text(doc, ".alert"), "no longer kept")
	if strings.Contains(doc.Text(), "Ann") || shown(doc).Get("name") != "Bob" {
		t.Error("one person reads what another wrote, or loses what they wrote")
	}
	h.now = h.now.Add(time.Minute)
	first0, _ := h.turn(doc, back, nil)
	last, _ = h.turn(first0, next, url.Values{"role": {"admin"}})
	h.turn(last, "", nil)
	if all := h.answers("trip"); len(all) != 2 || all[1].Contact.Fields["name"] != "Bob" || len(all[1].Flags) > 0 {
		t.Errorf("%d stored, the last is %+v", len(all), all[len(all)-1])
	}
}

func TestEverythingAtOnceIsTakenWithoutSteps(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	h.post("/s/trip", url.Values{"role": {"dev"}, "speech": {"Go"}, "name": {"Ann"}})
	if got := h.answer("trip").Answers["speech"].Text; got != "Go" {
		t.Errorf("%q", got)
	}
	doc := h.refused(http.StatusUnprocessableEntity, "/s/trip", url.Values{"speech": {"Go"}, "name": {"Bob"}})
	second, _ := h.turn(doc, next, url.Values{"role": {"dev"}})
	if got := second.Find("[name=speech]").AttrOr("value", ""); got != "Go" {
		t.Errorf("an answer of another step became %q", got)
	}
}

func TestLinkFillsInLaterSteps(t *testing.T) {
	t.Parallel()
	h := openHouse(t, journeyForm(t))
	first := h.get("/s/trip?role=dev&speech=%22Go%22&name=Ann&rank.y=1&agree=yes&nothing=x&_id=forged")
	if first.Find("[value=dev][checked]").Length() != 1 || first.Find("[name=_id]").AttrOr("value", "") == "forged" {
		t.Error("the first step is not filled in as the link says")
	}
	first = h.refused(http.StatusUnprocessableEntity, "/s/trip", filled(first, url.Values{"_step": {next}, "role": {"gone"}}))
	second, _ := h.turn(first, next, url.Values{"role": {"dev"}})
	if got := second.Find("[name=speech]").AttrOr("value", ""); got != `"Go"` {
		t.Errorf("the second step has %q", got)
	}
	third, _ := h.turn(second, next, nil)
	fields := shown(third)
	if fields.Get("name") != "Ann" || fields.Get("rank.y") != "1" || fields.Get("agree") != "" {
		t.Errorf("the last step has %v", fields)
	}
}
