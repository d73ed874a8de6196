package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"muster/internal/account"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/web"
)

const (
	publicPath  = "/s/charlotte/results"
	publishPath = "/surveys/charlotte/results"
)

// choosing is the form of a founder who publishes these panels.
func choosing(panels ...string) url.Values {
	return url.Values{"panel": panels, "threshold": {"10"}, "batch": {"10"}, "do": {"publish"}}
}

// refresh does what Site.Run does from time to time.
func (o *office) refresh() {
	o.t.Helper()
	if err := o.site.RefreshResults(context.Background()); err != nil {
		o.t.Fatal(err)
	}
}

// publish makes panels public as a founder who is logged in.
func (o *office) publish(panels ...string) {
	o.t.Helper()
	if to := o.leads(http.MethodPost, publishPath, choosing(panels...)); to != publishPath+"?told=published" {
		o.t.Fatalf("leads to %q", to)
	}
}

// tomorrow lets a day pass, after which the founder logs in again.
func (o *office) tomorrow() {
	o.t.Helper()
	o.wait(24 * time.Hour)
	if to := o.leads(http.MethodPost, "/login", url.Values{"email": {"founder@analytical.example"}, "password": {password}}); to != "/surveys" {
		o.t.Fatalf("login leads to %q", to)
	}
}

// more stores further answers, all alike, and counts them.
func (o *office) more(n int, answers response.Answers) []*response.Response {
	o.t.Helper()
	s := sample(o.t, "charlotte")
	var all []*response.Response
	for range n {
		seq := must(o.store.LastSeq(context.Background()))(o.t) + int64(len(all))
		all = append(all, &response.Response{
			ID: response.IDFrom([16]byte{byte(seq), byte(seq >> 8), 1, 77}), Survey: s.ID, Version: s.Version(), Source: "form",
			Submitted: o.now(), Answers: answers,
		})
	}
	for _, outcome := range must(o.store.Append(context.Background(), all))(o.t) {
		if outcome != (response.Outcome{}) {
			o.t.Fatalf("%+v", outcome)
		}
	}
	o.count()
	return all
}

func (o *office) count() {
	o.t.Helper()
	if err := o.warehouse.CatchUp(context.Background()); err != nil {
		o.t.Fatal(err)
	}
}

// public is the page as everybody gets it.
func (o *office) public() string {
	o.t.Helper()
	answer := o.send(http.MethodGet, publicPath, nil)
	if answer.StatusCode != http.StatusOK {
		o.t.Fatal(answer.Status)
	}
	return string(must(io.ReadAll(answer.Body))(o.t))
}

func TestPublishing(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	closed := o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	contains(t, closed.Find("h1").Text(), "There are no results to see here")
	o.see(http.StatusNotFound, http.MethodGet, "/s/nobodys/results", nil)
	o.publish("journey", "times")
	page := o.open(publicPath)
	got := page.Find("section.result h2").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
	if diff := cmp.Diff([]string{"Where are you on your journey?", "When could you come?"}, got); diff != "" {
		t.Error(diff)
	}
	settings := o.open(publishPath)
	contains(t, settings.Find("#state").Text(), "Open since")
	contains(t, settings.Find(`.tabs [aria-current=page]`).Text(), "Public results")
	contains(t, settings.Find(".panel-choice:has(#panel-journey)").Text(), "Counted again after 10 more people have answered")
	if to := o.leads(http.MethodPost, publishPath, url.Values{"do": {"close"}}); to != publishPath+"?told=closed" {
		t.Errorf("leads to %q", to)
	}
	o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	contains(t, o.open(publishPath+"?told=closed").Find(".done").Text(), "nobody sees them any more")
	o.more(4, response.Answers{"journey": {Picks: []string{"changing"}}})
	o.publish("journey", "times")
	if diff := cmp.Diff(page.Find("main").Text(), o.open(publicPath).Find("main").Text()); diff != "" {
		t.Errorf("opened again with four more people it tells of them: %s", diff)
	}
}

// What is shown agrees with the answers themselves, and nothing small is.
func TestPublicNumbers(t *testing.T) {
	t.Parallel()
	s := sample(t, "charlotte")
	answers := answersTo(s, 150, time.Now().Add(-time.Hour))
	o := openOffice(t, []*survey.Survey{s}, answers, nil)
	o.logIn(account.Founder)
	o.publish("topics", "journey")
	page := o.open(publicPath)
	base, given := 0, map[string]int{}
	for _, r := range answers {
		if a, answered := r.Answers["journey"]; answered {
			base++
			given[a.Picks[0]]++
		}
	}
	section := page.Find("section.result").Last()
	contains(t, section.Find(".hint").Text(), strconv.Itoa(base)+" people answered this question.")
	q := s.Question("journey")
	section.Find("tbody tr").Each(func(_ int, row *goquery.Selection) {
		for _, option := range q.Options {
			if string(option.Label) != row.Find("th").Text() {
				continue
			}
			want := strconv.Itoa(given[option.ID])
			if got := row.Find("td").First().Text(); got != want && (got != "not shown" || given[option.ID] >= 20) {
				t.Errorf("%s: %q, counted %s", option.ID, got, want)
			}
		}
	})
	page.Find("td.n").Each(func(_ int, cell *goquery.Selection) {
		if n, err := strconv.Atoi(cell.Text()); err == nil && n < 10 {
			t.Errorf("%d is public", n)
		}
	})
	if page.Find("section.result").First().Find("tbody tr").Length() != len(s.Question("topics").Options) {
		t.Error("an answer is missing")
	}
	if page.Find(`th:contains("Hybrid infrastructure: Networking")`).Length() != 1 {
		t.Error("two answers have the same name")
	}
}

func TestPublicPageTakesNoFilters(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.publish("journey")
	plain := o.public()
	for _, query := range []string{"?q.roles=engineer", "?from=2026-01-01", "?source=poster", "?panel=topics", "?unflagged=1"} {
		answer := o.send(http.MethodGet, publicPath+query, nil)
		if got := string(must(io.ReadAll(answer.Body))(t)); got != plain {
			t.Errorf("%s makes a difference", query)
		}
	}
}

// A version comes when enough people have come to the panel, whatever came to others, and not before.
func TestPublicPageChangesInBatches(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.publish("journey", "roles")
	first := o.public()
	settled := response.Answers{"journey": {Picks: []string{"settled"}}}
	late := o.more(9, settled)
	o.more(30, response.Answers{"style": {Picks: []string{"social"}}})
	o.refresh()
	if o.public() != first {
		t.Error("nine people are enough for another version")
	}
	for _, r := range late[:3] {
		if err := o.store.Erase(t.Context(), r.Survey, r.ID); err != nil {
			t.Fatal(err)
		}
	}
	o.more(3, settled)
	o.refresh()
	if o.public() != first {
		t.Error("who was erased counts among those who came")
	}
	contains(t, o.open(publishPath).Find(".panel-choice:has(#panel-journey)").Text(), "after one more person has answered, on ")
	o.more(1, settled)
	o.refresh()
	if o.public() != first {
		t.Error("there are two versions on one day")
	}
	contains(t, o.open(publishPath).Find(".panel-choice:has(#panel-journey)").Text(), "Enough people have answered since; counted again on ")
	if to := o.leads(http.MethodPost, publishPath, choosing("journey", "roles")); to != publishPath+"?told=updated" || o.public() != first {
		t.Errorf("a founder makes another version on the same day, and comes to %q", to)
	}
	o.refresh()
	o.tomorrow()
	o.refresh()
	second := o.public()
	if second == first {
		t.Error("ten people are not enough for another version")
	}
	section := func(page string) string {
		return must(goquery.NewDocumentFromReader(strings.NewReader(page)))(t).Find(`section[aria-labelledby=panel-roles]`).Text()
	}
	if section(first) != section(second) {
		t.Error("a panel changed to which nobody came")
	}
}

// Visitors cause no count, whatever they do.
func TestPublicPageIsReadWithoutCounting(t *testing.T) {
	t.Parallel()
	var tallies atomic.Int64
	o := charlotte(t, 120, func(c *web.Config) {
		count := c.Founder.Tally
		c.Founder.Tally = func(ctx context.Context, s string, queries []tally.Query) ([]tally.Table, error) {
			tallies.Add(1)
			return count(ctx, s, queries)
		}
	})
	o.logIn(account.Founder)
	o.publish("journey", "topics")
	before := tallies.Load()
	o.more(40, response.Answers{"journey": {Picks: []string{"settled"}}})
	for range 20 {
		o.public()
	}
	if n := tallies.Load() - before; n != 0 {
		t.Errorf("20 visits made %d counts", n)
	}
	o.refresh()
	o.refresh()
	if n := tallies.Load() - before; n != 1 {
		t.Errorf("two refreshes made %d counts", n)
	}
}

func TestPublicPageIsAskedForAgain(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.publish("journey")
	for _, coding := range []string{"", "gzip", "br"} {
		answer := o.send(http.MethodGet, publicPath, nil, "Accept-Encoding", coding)
		tag := answer.Header.Get("ETag")
		if tag == "" || answer.Header.Get("Cache-Control") != "no-cache" || !strings.Contains(answer.Header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%v", answer.Header)
		}
		contains(t, decode(t, answer), "</html>")
		again := o.send(http.MethodGet, publicPath, nil, "Accept-Encoding", coding, "If-None-Match", tag)
		if again.StatusCode != http.StatusNotModified || again.ContentLength > 0 {
			t.Errorf("%s", again.Status)
		}
		o.more(10, response.Answers{"journey": {Picks: []string{"settled"}}})
		o.tomorrow()
		o.refresh()
		if again = o.send(http.MethodGet, publicPath, nil, "Accept-Encoding", coding, "If-None-Match", tag); again.StatusCode != http.StatusOK {
			t.Errorf("after another count: %s", again.Status)
		}
	}
	if answer := o.send(http.MethodHead, publicPath, nil); answer.StatusCode != http.StatusOK {
		t.Error(answer.Status)
	}
}

func TestPublicPageIsSmall(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 400, nil)
	o.logIn(account.Founder)
	o.publish("topics:roles", "journey", "style", "frequency", "times", "place", "help", "looking")
	for _, coding := range []string{"gzip", "br"} {
		size := len(must(io.ReadAll(o.send(http.MethodGet, publicPath, nil, "Accept-Encoding", coding).Body))(t))
		t.Logf("%s: %d bytes", coding, size)
		if size > 14<<10 {
			t.Errorf("%s: %d bytes", coding, size)
		}
	}
}

func TestWhatCannotBePublished(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(url.Values)
		field  string
		says   string
	}{
		{"nothing", func(v url.Values) { v.Del("panel") }, "panel-roles", "Choose at least one panel"},
		{"what the survey has not", func(v url.Values) { v.Add("panel", "name") }, "panel-roles", "not among those of the survey"},
		{"two that clash", func(v url.Values) { v["panel"] = []string{"topics", "topics:roles"} }, "panel-roles", "Choose one of"},
		{"few people", func(v url.Values) { v.Set("threshold", "4") }, "threshold", "must be 5 or more"},
		{"no number", func(v url.Values) { v.Set("threshold", "ten") }, "threshold", "must be 5 or more"},
		{"a small batch", func(v url.Values) { v.Set("batch", "9") }, "batch", "must be 10 or more"},
	}
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			form := choosing("journey")
			test.change(form)
			for _, ask := range []struct{ method, path string }{{http.MethodPost, publishPath}, {http.MethodGet, publishPath + "/preview?" + form.Encode()}} {
				page := o.see(http.StatusUnprocessableEntity, ask.method, ask.path, form)
				contains(t, page.Find(".alert").Text(), test.says)
				contains(t, page.Find("title").Text(), "Error: ")
				if got := page.Find(".alert a").AttrOr("href", ""); got != "#"+test.field || page.Find(got).Length() != 1 {
					t.Errorf("leads to %q", got)
				}
			}
			o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
		})
	}
	o.publish("roles")
	page := o.see(http.StatusUnprocessableEntity, http.MethodPost, publishPath, choosing("topics:roles"))
	contains(t, page.Find(".alert").Text(), "cannot be public, because")
	lower := choosing("roles")
	lower.Set("threshold", "5")
	contains(t, o.see(http.StatusUnprocessableEntity, http.MethodPost, publishPath, lower).Find(".alert").Text(), "stay 10")
}

func TestWhoMayPublish(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	for _, path := range []string{publishPath, publishPath + "/preview"} {
		if to := o.leads(http.MethodGet, path, nil); !strings.HasPrefix(to, "/login") {
			t.Errorf("%s leads to %q", path, to)
		}
	}
	o.logIn(account.Viewer)
	if page := o.open(publishPath); page.Find("button[value=publish]").Length() > 0 || page.Find(`button:contains("Preview")`).Length() != 1 {
		t.Error("a viewer is offered to publish, or no preview")
	}
	page := o.open(publishPath + "/preview?" + choosing("journey").Encode())
	contains(t, page.Find(".banner").Text(), "This is a preview")
	o.see(http.StatusForbidden, http.MethodPost, publishPath, choosing("journey"))
	o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	o.logIn(account.Founder)
	if answer := o.send(http.MethodPost, publishPath, choosing("journey"), "Sec-Fetch-Site", "cross-site"); answer.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %s", answer.Status)
	}
}

// The preview is the page that everybody gets when it is published, but for the banner.
func TestPreviewIsWhatIsPublished(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	form := choosing("topics:roles", "journey")
	preview := o.open(publishPath + "/preview?" + form.Encode())
	preview.Find(".banner").Remove()
	o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	o.publish(form["panel"]...)
	inside := func(page *goquery.Document) string { return strings.TrimSpace(must(page.Find("main").Html())(t)) }
	if diff := cmp.Diff(inside(preview), inside(o.open(publicPath))); diff != "" {
		t.Error(diff)
	}
}

func TestReceiptLeadsToResults(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	r := o.more(1, response.Answers{})[0]
	r.ID, r.Receipt = strings.Repeat("c", 26), hashOf(receiptToken)
	if _, err := o.store.Append(t.Context(), []*response.Response{r}); err != nil {
		t.Fatal(err)
	}
	link := func() string {
		return o.open(receiptPath).Find(`a:contains("everybody has answered")`).AttrOr("href", "")
	}
	if got := link(); got != "" {
		t.Errorf("leads to %q before anything is public", got)
	}
	o.logIn(account.Founder)
	o.publish("journey")
	if got := link(); got != publicPath {
		t.Errorf("leads to %q", got)
	}
}

func TestPublishingWhileCountsAreMade(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 120, nil)
	o.logIn(account.Founder)
	o.ready.Store(false)
	o.open(publishPath)
	o.see(http.StatusServiceUnavailable, http.MethodPost, publishPath, choosing("journey"))
	o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	o.refresh()
	o.ready.Store(true)
	o.publish("journey")
	o.ready.Store(false)
	o.public()
}

var errPower = errors.New("the power is gone")

// What was counted and not kept nobody has seen, and nothing of it decides what comes later.
func TestKilledBetweenCountingAndKeeping(t *testing.T) {
	t.Parallel()
	var fails atomic.Bool
	o := charlotte(t, 120, func(c *web.Config) {
		save := c.SavePublication
		c.SavePublication = func(ctx context.Context, p store.Publication) (store.Publication, error) {
			if fails.Load() {
				return p, errPower
			}
			return save(ctx, p)
		}
	})
	o.logIn(account.Founder)
	fails.Store(true)
	o.see(http.StatusInternalServerError, http.MethodPost, publishPath, choosing("journey"))
	o.see(http.StatusNotFound, http.MethodGet, publicPath, nil)
	fails.Store(false)
	o.publish("journey")
	first := o.public()
	o.more(12, response.Answers{"journey": {Picks: []string{"settled"}}})
	o.tomorrow()
	fails.Store(true)
	if err := o.site.RefreshResults(t.Context()); !errors.Is(err, errPower) {
		t.Errorf("refreshed: %v", err)
	}
	if o.public() != first {
		t.Error("a version is shown that was not kept")
	}
	if _, err := o.store.Publication(t.Context(), "charlotte"); err != nil {
		t.Error(err)
	}
	fails.Store(false)
	o.refresh()
	if o.public() == first {
		t.Error("never counted again")
	}
}
