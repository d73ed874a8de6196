package web_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"muster/internal/account"
	"muster/internal/survey"
	"muster/internal/web"
)

// other gives a survey with a part of its file replaced.
func other(t testing.TB, s *survey.Survey, old, text string) *survey.Survey {
	t.Helper()
	if !bytes.Contains(s.Source, []byte(old)) {
		t.Fatalf("survey %q has no %q", s.ID, old)
	}
	return parsed(t, s.ID, bytes.Replace(s.Source, []byte(old), []byte(text), 1))
}

func (h *house) update(surveys ...*survey.Survey) {
	h.t.Helper()
	for _, s := range surveys {
		if err := h.kept.PutSurvey(context.Background(), s); err != nil {
			h.t.Fatal(err)
		}
	}
	if err := h.site.Update(surveys); err != nil {
		h.t.Fatal(err)
	}
}

func TestASurveyTakesThePlaceOfAnother(t *testing.T) {
	t.Parallel()
	one := dinner(t, "short: eat", "thanks: Bring a **bottle**.")
	h := openHouse(t, one)
	before := h.get("/s/dinner")
	picture := body(t, h.do("GET", "/s/dinner/picture.png", ""))
	receipt := h.post("/s/dinner", filled(before, url.Values{"table": {"door"}}))
	open := h.get("/s/dinner")

	two := dinner(t, "short: supper", "thanks: Bring a **cake**.")
	two = other(t, two, "title: Dinner", "title: Supper")
	two = other(t, two, "{id: door, label: The door}", "{id: door, label: The gate}, {id: stove, label: The stove}")
	lunch := written(t, "id: lunch", "title: Lunch", "short: eat", "questions:", "  - {id: a, kind: text, title: A}")
	h.update(two, lunch)

	page := h.get("/s/dinner")
	contains(t, text(page, "h1"), "Supper")
	contains(t, text(page, "main"), "The stove")
	contains(t, text(h.get("/"), "main"), "Supper")
	contains(t, text(h.get("/"), "main"), "Lunch")
	contains(t, text(h.get(receipt), "main"), "Bring a cake.")
	contains(t, text(h.get(receipt+"/edit"), "main"), "The gate")
	for path, want := range map[string]string{"/eat": "/s/lunch", "/supper?lang=en": "/s/dinner?lang=en"} {
		if answer := h.do("GET", path, ""); answer.Header.Get("Location") != want {
			t.Errorf("%s leads to %s %q", path, answer.Status, answer.Header.Get("Location"))
		}
	}
	if answer := h.do("POST", "/eat", ""); answer.StatusCode != http.StatusMethodNotAllowed || answer.Header.Get("Allow") == "" {
		t.Errorf("a form posted to a short address: %s", answer.Status)
	}
	if body(t, h.do("GET", "/s/dinner/picture.png", "")) == picture {
		t.Error("the picture shows the old title")
	}
	h.post("/s/dinner", filled(open, url.Values{"table": {"window"}, "diet": {"No nuts"}}))
	all := h.answers("dinner")
	if len(all) != 2 || all[0].Version != one.Version() || all[1].Version != two.Version() || all[1].Answers["diet"].Text != "No nuts" {
		t.Errorf("stored: %+v", all)
	}

	h.update(lunch)
	h.page(http.StatusNotFound, "GET", "/s/dinner", "")
	h.page(http.StatusNotFound, "GET", "/supper", "")
	contains(t, text(h.get(receipt), "main"), "no longer shown here")
	h.update(lunch, two)
	contains(t, text(h.get("/s/dinner"), "h1"), "Supper")
}

func TestWhatIsFullStaysFull(t *testing.T) {
	t.Parallel()
	one := dinner(t, "most_responses: 2")
	h := openHouse(t, one)
	for range 2 {
		h.post("/s/dinner", filled(h.get("/s/dinner"), url.Values{"table": {"door"}}))
	}
	h.refused(http.StatusForbidden, "/s/dinner", url.Values{"table": {"door"}}) // from now on the site knows
	h.update(other(t, one, "title: Dinner", "title: Supper"))
	contains(t, text(h.get("/s/dinner"), "main"), "Supper")
	if h.get("/s/dinner").Find("form#answers").Length() > 0 {
		t.Error("a full survey in other words takes answers")
	}
}

func TestWhatCannotBeServedChangesNothing(t *testing.T) {
	t.Parallel()
	one := dinner(t, "short: eat")
	h := openHouseWith(t, func(c *web.Config) { c.SaveDraft, c.Draft, c.DropDraft = nil, nil, nil }, one)
	reserved := written(t, "id: lunch", "title: Lunch", "questions:", "  - {id: a, kind: text, title: A}")
	reserved.Rules.Short = "readyz"
	for _, test := range []struct {
		name    string
		surveys []*survey.Survey
		want    string
	}{
		{"twice", []*survey.Survey{dinner(t), dinner(t)}, "two surveys have the id"},
		{"one short address", []*survey.Survey{one, other(t, one, "id: dinner", "id: lunch")}, `taken by survey "dinner"`},
		{"a page's address", []*survey.Survey{reserved}, "taken by a page"},
		{"pages without drafts", []*survey.Survey{journeyForm(t)}, "SaveDraft"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := h.site.Update(test.surveys); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v", err)
			}
			contains(t, text(h.get("/s/dinner"), "h1"), "Dinner")
			h.page(http.StatusNotFound, "GET", "/s/lunch", "")
		})
	}
}

// TestResultsOutliveAWording shows what is public under the survey's new words, and closes it for good.
func TestResultsOutliveAWording(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.publish("journey", "topics")
	one := sample(t, "charlotte")
	before := o.public()
	o.change(other(t, one, "label: Exploring whether this is for me", "label: Looking around"))
	if after := o.public(); after == before || !strings.Contains(after, "Looking around") {
		t.Error("the results speak the old words")
	}
	o.leads(http.MethodPost, publishPath, url.Values{"do": {"close"}})
	o.change(one)
	if answer := o.send(http.MethodGet, "/s/charlotte/results", nil); answer.StatusCode != http.StatusNotFound {
		t.Errorf("another wording opens closed results: %s", answer.Status)
	}
}

// change puts a survey and has everything follow.
func (o *office) change(s *survey.Survey) {
	o.t.Helper()
	if err := o.put(context.Background(), s); err != nil {
		o.t.Fatal(err)
	}
}

// TestNoAnswerIsLostWhileSurveysChange has people open the form, and send it when it is another.
func TestNoAnswerIsLostWhileSurveysChange(t *testing.T) {
	t.Parallel()
	one := dinner(t)
	two := other(t, one, "{id: door, label: The door}", "{id: stove, label: The stove}, {id: door, label: The door}")
	h := openHouseWith(t, func(c *web.Config) { c.Now, c.Surveys = time.Now, []*survey.Survey{one} }, two, one)
	ctx, stop := context.WithCancel(t.Context())
	var background, people sync.WaitGroup
	background.Go(func() { h.site.Run(ctx) })
	background.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			if err := h.site.Update([]*survey.Survey{[]*survey.Survey{two, one}[i%2]}); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Millisecond)
		}
	})
	const each = 25
	for range 4 {
		people.Go(func() {
			for range each {
				form := document(t, h.do("GET", "/s/dinner", ""))
				sent := filled(form, url.Values{"table": {"door"}, "diet": {"None"}})
				if answer := h.do("POST", "/s/dinner", sent.Encode()); answer.StatusCode != http.StatusSeeOther {
					t.Error(answer.Status)
				}
			}
		})
	}
	people.Wait()
	stop()
	background.Wait()
	if n := len(h.answers("dinner")); n != 4*each {
		t.Errorf("%d answers are stored of %d that were thanked for", n, 4*each)
	}
}
