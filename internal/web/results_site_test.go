package web_test

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/account"
	madeup "muster/internal/crowd"
	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/web"
)

var updateResults = flag.Bool("update-results", false, "write the golden pages of public results anew")

const geneva = "/surveys/everything/results"

// genevans opens the office over the survey in five languages, with made-up people of a fixed day.
func genevans(t testing.TB, n int, change func(*web.Config)) *office {
	t.Helper()
	s := sample(t, "everything")
	people := slices.Collect(madeup.Generate(s, madeup.Config{N: n, Seed: 3, End: noon}))
	return openOffice(t, []*survey.Survey{s}, people, func(c *web.Config) {
		draftsOfNobody(c)
		c.Now = func() time.Time { return noon }
		if change != nil {
			change(c)
		}
	})
}

// The page in a language from left to right and in one from right to left, with panels of every kind.
func TestResultsInLanguages(t *testing.T) {
	t.Parallel()
	o := genevans(t, 150, nil)
	o.logIn(account.Founder)
	form := choosing("lives", "years", "formats", "wishes_languages", "times", "topics:roles", "recommend", "first_meeting")
	o.leads(http.MethodPost, geneva, form)
	for _, language := range []string{"en", "ar"} {
		page := o.open("/s/everything/results?lang=" + language)
		if got := page.Find("html").AttrOr("lang", ""); got != language {
			t.Errorf("the page is in %q", got)
		}
		if n := page.Find("section.result").Length(); n != len(form["panel"]) {
			t.Errorf("%d panels", n)
		}
		html := strings.TrimSpace(must(page.Find("main").Html())(t)) + "\n"
		path := filepath.Join("testdata", "results."+language+".html")
		if *updateResults {
			if err := os.WriteFile(path, []byte(html), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(string(must(os.ReadFile(path))(t)), html); diff != "" {
			t.Errorf("%s: %s", language, diff)
		}
	}
}

// A service that starts again shows what was public, and goes on from there.
func TestResultsOutliveTheService(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.publish("journey", "topics")
	before := o.public()
	again := must(web.New(o.config([]*survey.Survey{sample(t, "charlotte")})))(t)
	o.server.Config.Handler = again.Handler()
	o.site = again
	if o.public() != before {
		t.Error("it shows something else")
	}
	o.more(3, response.Answers{"journey": {Picks: []string{"settled"}}})
	o.refresh()
	if o.public() != before {
		t.Error("a start is reason enough for another version")
	}
}

// Of two services over one store, and of founders and refreshes at once, each version that is kept is
// made from the one before.
func TestEverybodyPublishesAtOnce(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.publish("journey")
	other := must(web.New(o.config([]*survey.Survey{sample(t, "charlotte")})))(t)
	for round := range 6 {
		o.more(10, response.Answers{"journey": {Picks: []string{"settled"}}, "times": {Picks: []string{"weekday_lunch"}}})
		o.tomorrow()
		was := must(o.store.Publication(t.Context(), "charlotte"))(t)
		var workers sync.WaitGroup
		for _, site := range []*web.Site{o.site, other, o.site, other} {
			workers.Go(func() {
				if err := site.RefreshResults(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		if round%2 == 1 {
			workers.Go(func() {
				answer := o.send(http.MethodPost, publishPath, choosing("journey", "times"))
				if answer.StatusCode != http.StatusSeeOther && answer.StatusCode != http.StatusConflict {
					t.Error(answer.Status)
				}
			})
		}
		workers.Go(func() { o.public() })
		workers.Wait()
		is := must(o.store.Publication(t.Context(), "charlotte"))(t)
		if is.Revision == was.Revision || is.Revision > was.Revision+2 {
			t.Errorf("round %d: revision %d after %d", round, is.Revision, was.Revision)
		}
	}
}

// Opening with Chromium: axe finds nothing on any of the pages, wide and narrow.
func TestResultsInChromium(t *testing.T) {
	t.Parallel()
	b := openChromium(t, func() *office {
		return genevans(t, 150, func(c *web.Config) { c.Insecure, c.BaseURL = true, "http://localhost" })
	})
	b.visit("/s/everything/results")
	b.accessible("closed results")
	b.visit("/setup/" + must(b.gate.FirstInvitation(t.Context()))(t))
	b.answer(map[string]string{"name": "Ada Lovelace", "email": "ada@example.org", "password": password})
	b.until(`location.pathname === "/surveys"`)
	b.visit(geneva)
	b.accessible("settings of public results")
	look[bool](b, `document.querySelector("button[value=publish]").click(); true`)
	b.until(`document.querySelector(".alert") !== null`)
	b.accessible("settings with errors")
	look[bool](b, `for (const id of ["lives", "formats", "topics:roles", "recommend"]) { document.getElementById("panel-" + id).checked = true }; document.querySelector("button[formaction]").click(); true`)
	b.until(`location.pathname.endsWith("/preview") && document.querySelector("section.result") !== null`)
	b.accessible("preview")
	b.visit(geneva)
	look[bool](b, `for (const id of ["lives", "formats", "topics:roles", "recommend"]) { document.getElementById("panel-" + id).checked = true }; document.querySelector("button[value=publish]").click(); true`)
	b.until(`document.querySelector(".done") !== null`)
	b.accessible("settings of open results")
	for _, language := range []string{"en", "ar"} {
		b.visit("/s/everything/results?lang=" + language)
		b.accessible("results in " + language)
	}
}
