package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/web"
)

func TestPlanOfTheFirstMeetings(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	page := o.open("/surveys/charlotte/plan")
	if n := page.Find(".meetings > li").Length(); n != 4 {
		t.Fatalf("%d meetings, want 4", n)
	}
	contains(t, text(page, ".programme .finding"), "Start with ")
	contains(t, text(page, ".programme .finding"), " at “")
	contains(t, text(page, ".sure"), "Planned anew for 200 crowds")
	contains(t, text(page, ".sure"), "These meetings were chosen as the best for these very people; of others like them about ")
	contains(t, text(page, ".programme"), "Of others: how many it would be of as many other people like these, with the 95% interval of that in brackets.")
	contains(t, text(page, ".caveat"), "Nobody knows how many of them will come")
	if here := text(page, ".tabs a[aria-current]"); here != "Plan" {
		t.Errorf("the page stands at %q", here)
	}
	page.Find(".meetings dd a").Each(func(_ int, a *goquery.Selection) {
		address := a.AttrOr("href", "")
		if !strings.HasPrefix(address, "/surveys/charlotte/people?topic=") {
			t.Errorf("speakers are at %q", address)
		}
		o.open(address)
	})
	if page.Find(".panel table").Length() != 1 {
		t.Error("the numbers are not there as a table")
	}
}

// Whatever the form sends comes back filled in, with the filters, and with their chips.
func TestPlanFormKeepsWhatWasChosen(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	query := "meetings=3&must=pki&never=azure&per_group=2&spoken=yes&speakers=2&times=own&turnout=30&q.roles=engineer"
	page := o.open("/surveys/charlotte/plan?" + query)
	for selector, want := range map[string]string{
		"#meetings": "3", "#per_group": "2", "#speakers": "2", "#turnout": "30", "[name=times][checked]": "own", "[name=must][checked]": "pki",
		"[name=never][checked]": "azure", "[name=spoken][checked]": "yes", ".planning [type=hidden][name='q.roles']": "engineer",
	} {
		if got := page.Find(selector).AttrOr("value", "–"); got != want {
			t.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	contains(t, text(page, ".chips"), "Systems / network / infrastructure engineer")
	without := page.Find(".chips li a").First().AttrOr("href", "")
	contains(t, without, "must=pki")
	if strings.Contains(without, "q.roles") {
		t.Errorf("the chip keeps its filter: %s", without)
	}
	contains(t, text(page, ".meetings"), "PKI")
	contains(t, text(page, ".meetings"), "If 30% come, your guess")
	contains(t, text(page, ".meetings"), "Could speak, of all 120")
	if people := page.Find(".meetings dd a").AttrOr("href", ""); people != "/surveys/charlotte/people?topic="+page.Find(".panel tbody tr").AttrOr("data-key", "") {
		t.Errorf("those of everybody who could speak are at %q", people)
	}
	contains(t, text(page, ".caveat"), "That 30% of them come is your own guess")
	if strings.Contains(text(page, ".meetings h3"), "Azure") {
		t.Error("a topic that must not be in is in")
	}
	again := o.open("/surveys/charlotte/plan?" + sent(page))
	if a, b := text(page, ".programme"), text(again, ".programme"); a != b {
		t.Errorf("the form sends %q, which plans\n%s\nnot\n%s", sent(page), b, a)
	}
}

// sent is what a browser sends when the planner's form is submitted as it stands.
func sent(page *goquery.Document) string {
	var pairs []string
	page.Find(".planning input").Each(func(_ int, i *goquery.Selection) {
		kind := i.AttrOr("type", "text")
		if _, ticked := i.Attr("checked"); (kind == "checkbox" || kind == "radio") && !ticked {
			return
		}
		pairs = append(pairs, i.AttrOr("name", "")+"="+i.AttrOr("value", ""))
	})
	return strings.Join(pairs, "&")
}

func TestPlanSaysWhatItCannotKeep(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 60, nil)
	o.logIn(account.Founder)
	page := o.open("/surveys/charlotte/plan?meetings=99&must=zebra&times=moon&meetings=&turnout=-4&q.nothing=x&speakers=%00&spoken=yes&must=azure&never=azure")
	for _, words := range []string{
		"“99” is not a whole number from 1 to 8, so 4 is taken.", "“zebra” is no topic of this survey", "“moon” is not understood",
		"“-4” is not a whole number", "“Azure” must be in and must not; neither is applied.", "no question “nothing”",
	} {
		contains(t, text(page, ".notice"), words)
	}
	contains(t, text(page, ".notice"), "3 meetings are enough instead of 4: no further one at the same time would reach anybody else.")
	if page.Find(".meetings > li").Length() != 3 {
		t.Error("the rest does not hold")
	}
	page = o.open("/surveys/charlotte/plan?q.roles=engineer&q.roles=aspiring&source=nowhere")
	contains(t, text(page, ".notice"), "There is nobody to plan for yet.")
	everything := "/surveys/charlotte/plan?spoken=yes&speakers=1000"
	contains(t, text(o.open(everything), ".notice"), "No topic can be planned under these conditions.")
}

func TestPlanAsData(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 90, nil)
	o.logIn(account.Founder)
	answer := o.send(http.MethodGet, "/surveys/charlotte/plan.json?meetings=2&times=none", nil)
	var plan dashboard.Programme
	if err := json.Unmarshal(must(io.ReadAll(answer.Body))(t), &plan); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status, err)
	}
	if len(plan.Meetings) != 2 || plan.Conditions.Times != dashboard.NoTimes || plan.Reach.People != plan.Meetings[1].Reach.People || !plan.Exact {
		t.Errorf("%+v", plan)
	}
	tag := answer.Header.Get("ETag")
	if again := o.send(http.MethodGet, "/surveys/charlotte/plan.json?meetings=2&times=none", nil, "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
		t.Errorf("the same plan: %s", again.Status)
	}
	if other := o.send(http.MethodGet, "/surveys/charlotte/plan.json?meetings=3&times=none", nil, "If-None-Match", tag); other.StatusCode != http.StatusOK {
		t.Errorf("another plan: %s", other.Status)
	}
	refused := o.send(http.MethodGet, "/surveys/charlotte/plan.json?meetings=many", nil)
	if content := body(t, refused); refused.StatusCode != http.StatusBadRequest || !strings.Contains(content, `"detail":"meetings: “many” is not a whole number from 1 to 8`) {
		t.Errorf("%s: %s", refused.Status, content)
	}
	o.ready.Store(false)
	o.see(http.StatusServiceUnavailable, http.MethodGet, "/surveys/charlotte/plan", nil)
	if waiting := o.send(http.MethodGet, "/surveys/charlotte/plan.json", nil); waiting.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("while counts are made: %s", waiting.Status)
	}
}

// A viewer may see how many could speak, but has no way to who they are.
func TestViewersPlanWithoutPeople(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 60, nil)
	o.logIn(account.Viewer)
	page := o.open("/surveys/charlotte/plan")
	contains(t, text(page, ".meetings"), "Could speak")
	page.Find("a").Each(func(_ int, a *goquery.Selection) {
		if strings.Contains(a.AttrOr("href", ""), "/people") {
			t.Errorf("leads to people: %s", a.AttrOr("href", ""))
		}
	})
}

// A survey of the fewest words: no times, nobody asked to speak, no groups.
func TestPlanOfAPlainSurvey(t *testing.T) {
	t.Parallel()
	s, problems := survey.Parse("plain.yaml", []byte(`{id: plain, title: Plain, questions: [
		{id: topics, kind: many, purpose: topic, title: What for?, options: [{id: a, label: <b>A</b>}, {id: b, label: B}, {id: c, label: C}]}]}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	o := openOffice(t, []*survey.Survey{s}, answersTo(s, 40, time.Now().Add(-time.Hour)), nil)
	o.logIn(account.Founder)
	page := o.open("/surveys/plain/plan")
	for _, missing := range []string{"#per_group", "[name=times]", "[name=spoken]", ".when"} {
		if page.Find(missing).Length() > 0 {
			t.Errorf("%s is shown", missing)
		}
	}
	if page.Find(".meetings b b, .finding b").Length() > 0 {
		t.Error("a label became markup")
	}
	contains(t, text(page, ".notice"), "Only 3 topics can be planned")
	o = openOffice(t, []*survey.Survey{s}, nil, func(c *web.Config) { c.Founder.Crowd = nil })
	o.logIn(account.Founder)
	contains(t, text(o.open("/surveys/plain/plan"), ".notice"), "Which topics people pick together is not counted here.")
	if strings.Contains(fmt.Sprint(text(o.open("/surveys/plain/plan"), ".tabs")), "Plan") {
		t.Error("what cannot be planned is offered")
	}
}
