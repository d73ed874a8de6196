package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/web"
)

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{everything(t)}, func(c *web.Config) { c.BaseURL = "https://muster.example.org/" })
	for _, test := range []struct{ method, path, body string }{
		{"GET", "/", ""}, {"GET", "/s/everything", ""}, {"HEAD", "/s/everything", ""}, {"POST", "/s/everything", ""},
		{"GET", "/nowhere", ""}, {"DELETE", "/s/everything", ""}, {"GET", "/healthz", ""}, {"GET", "/readyz", ""},
	} {
		answer := v.do(test.method, test.path, test.body)
		policy := answer.Header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			contains(t, policy, part)
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s %s: %s", test.method, test.path, policy)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s %s: %s is %q, want %q", test.method, test.path, name, got, want)
			}
		}
		cache := "no-store"
		if test.path == "/s/everything" && (test.method == "GET" || test.method == "HEAD") {
			cache = "private, max-age=0" // for the Back button alone
		}
		if got := answer.Header.Get("Cache-Control"); got != cache || answer.Header.Get("ETag") != "" {
			t.Errorf("%s %s: cached as %q, want %q without a tag", test.method, test.path, got, cache)
		}
		if len(answer.Cookies()) > 0 {
			t.Errorf("%s %s sets a cookie", test.method, test.path)
		}
	}
}

// TestStylesAreThoseThePolicyAllows computes what a browser would.
func TestStylesAreThoseThePolicyAllows(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{everything(t)}, nil)
	policy := v.do("GET", "/s/everything", "").Header.Get("Content-Security-Policy")
	styles := v.get("/s/everything").Find("style")
	if styles.Length() == 0 {
		t.Fatal("the page has no style")
	}
	for i := range styles.Length() {
		sum := sha256.Sum256([]byte(styles.Eq(i).Text()))
		contains(t, policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
}

func TestPlacesThatAreNotThere(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	unknown := "/r/" + strings.Repeat("a", 26)
	for _, test := range []struct {
		method, path string
		want         int
		words        string
	}{
		{"GET", "/nowhere", 404, "check it letter by letter"},
		{"GET", "/s/nobody", 404, "There is no form at this address"},
		{"POST", "/s/nobody", 404, "There is no form at this address"},
		{"GET", "/s/charlotte/", 404, "no such page"},
		{"GET", "/s/%00", 404, "There is no form"},
		{"GET", unknown, 404, "There is no receipt at this address"},
		{"GET", "/r/short", 404, "There is no receipt"},
		{"GET", "/r/" + strings.Repeat("A", 26), 404, "There is no receipt"},
		{"PUT", "/s/charlotte", 405, "cannot be used that way"},
		{"POST", "/", 405, "cannot be used that way"},
	} {
		doc := v.page(test.want, test.method, test.path, "")
		contains(t, text(doc, "main"), test.words)
		if doc.Find("h1").Length() != 1 || doc.Find("style").Length() == 0 {
			t.Errorf("%s %s: not a page like the others", test.method, test.path)
		}
	}
	if got := v.do("PUT", "/s/charlotte", "").Header.Get("Allow"); !strings.Contains(got, "POST") {
		t.Errorf("Allow %q", got)
	}
}

func TestOtherSitesCannotPost(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, func(c *web.Config) { c.BaseURL = "https://muster.example.org" })
	for _, test := range []struct {
		name string
		site string
		from string
		want int
	}{
		{"another site", "cross-site", "https://evil.example", 403},
		{"another site in an old browser", "", "https://evil.example", 403},
		{"this site", "same-origin", "http://example.com", 303},
		{"this site behind a proxy", "", "https://muster.example.org", 303},
		{"no browser", "", "", 303},
	} {
		t.Run(test.name, func(t *testing.T) {
			clear(v.stored)
			doc := v.page(test.want, "POST", "/s/charlotte", "roles=analyst", "Sec-Fetch-Site", test.site, "Origin", test.from)
			if test.want == 403 {
				contains(t, text(doc, "main"), "Nothing was stored.")
			}
			if (len(v.stored) == 1) != (test.want == 303) {
				t.Errorf("%d stored", len(v.stored))
			}
		})
	}
}

func TestPanicBecomesAPage(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, func(c *web.Config) {
		c.Submit = func(context.Context, *response.Response) (response.Outcome, error) { panic("Ann Lee of 10.0.0.1") }
	})
	doc := v.page(http.StatusInternalServerError, "POST", "/s/charlotte", "name=Ann+Lee")
	contains(t, text(doc, "main"), "This is a fault of the service")
	contains(t, v.log.String(), "panic of type string")
	if strings.Contains(v.log.String()+doc.Text(), "Ann Lee") {
		t.Error("what a person sent is in the log or on the page")
	}
}

// TestLogKeepsReceiptsSecret makes everything fail whose path or body is private.
func TestLogKeepsReceiptsSecret(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, func(c *web.Config) {
		c.ByReceipt = func(context.Context, []byte) (*response.Response, error) { return nil, errors.New("no connection") }
	})
	token := strings.Repeat("b", 26)
	doc := v.page(http.StatusInternalServerError, "GET", "/r/"+token, "")
	if strings.Contains(doc.Text(), "no connection") {
		t.Error("the page shows the inside of the service")
	}
	log := v.log.String()
	contains(t, log, "no connection")
	contains(t, log, "/r/:token")
	if strings.Contains(log, token) || strings.Contains(log, "192.0.2.1") {
		t.Errorf("the log holds a receipt or an address: %s", log)
	}
}

func TestReceiptIsNotIndexed(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	answer := v.do("GET", v.send("charlotte", url.Values{"roles": {"analyst"}}).Header.Get("Location"), "")
	contains(t, answer.Header.Get("X-Robots-Tag"), "noindex")
	if got := answer.Header.Get("Referrer-Policy"); got != "no-referrer" {
		t.Errorf("the receipt's address goes out as a referrer: %q", got)
	}
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s %v", answer.Status, answer.Header)
	}
}

func TestReceiptOfASurveyThatIsGone(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	to := v.send("charlotte", url.Values{"roles": {"analyst"}}).Header.Get("Location")
	v.only().Survey = "gone"
	doc := v.get(to)
	contains(t, text(doc, "main"), "no longer shown here")
	contains(t, text(doc, "dd"), "analyst")
}

func TestReceiptOutlivesItsOptions(t *testing.T) {
	t.Parallel()
	v := visit(t, []*survey.Survey{sample(t, "charlotte")}, nil)
	to := v.send("charlotte", url.Values{"roles": {"analyst"}}).Header.Get("Location")
	v.only().Answers["roles"] = response.Answer{Picks: []string{"astronaut"}}
	contains(t, text(v.get(to), "dd"), "astronaut")
}

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	var broken error
	now := noon
	v := visit(t, nil, func(c *web.Config) {
		c.Ready = func(context.Context) error { return broken }
		c.Now = func() time.Time { return now }
	})
	if got := v.do("GET", "/readyz", ""); got.StatusCode != http.StatusOK || body(t, got) != "ready\n" {
		t.Errorf("ready: %s", got.Status)
	}
	broken = errors.New("/secret/path is gone")
	now = now.Add(2 * time.Second)
	got := v.do("GET", "/readyz", "")
	words := body(t, got)
	if got.StatusCode != http.StatusServiceUnavailable || strings.Contains(words, "secret") {
		t.Errorf("%s: %s", got.Status, words)
	}
	contains(t, words, "not ready: ")
	contains(t, v.log.String(), "/secret/path is gone")
	if got := v.do("GET", "/healthz", ""); got.StatusCode != http.StatusOK {
		t.Errorf("alive, but %s", got.Status)
	}
}

// Anybody may ask for readiness, and each check writes: asking a lot must not keep answers waiting.
func TestAskingForReadinessIsCheap(t *testing.T) {
	t.Parallel()
	var checks atomic.Int64
	now := noon
	v := visit(t, nil, func(c *web.Config) {
		c.Ready = func(context.Context) error { checks.Add(1); return errors.New("no disk") }
		c.Now = func() time.Time { return now }
	})
	var asking sync.WaitGroup
	for range 100 {
		asking.Go(func() {
			if got := v.do("GET", "/readyz", ""); got.StatusCode != http.StatusServiceUnavailable {
				t.Errorf("%s", got.Status)
			}
		})
	}
	asking.Wait()
	if n := checks.Load(); n != 1 || strings.Count(v.log.String(), "no disk") != 1 {
		t.Errorf("%d checks for 100 who asked at once, and the log says: %s", n, v.log.String())
	}
	now = now.Add(time.Second)
	v.do("GET", "/readyz", "")
	if n := checks.Load(); n != 2 {
		t.Errorf("%d checks after a second, want 2", n)
	}
}

func TestConfigIsChecked(t *testing.T) {
	t.Parallel()
	good := web.Config{
		Key:       make([]byte, 32),
		Submit:    func(context.Context, *response.Response) (response.Outcome, error) { return response.Outcome{}, nil },
		ByReceipt: func(context.Context, []byte) (*response.Response, error) { return nil, nil },
		Ready:     func(context.Context) error { return nil },
	}
	for _, test := range []struct {
		name   string
		change func(*web.Config)
		want   string
	}{
		{"good", func(*web.Config) {}, ""},
		{"short key", func(c *web.Config) { c.Key = make([]byte, 31) }, "31 bytes"},
		{"nothing to submit to", func(c *web.Config) { c.Submit = nil }, "Submit"},
		{"base URL", func(c *web.Config) { c.BaseURL = "muster.example.org" }, "base URL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			config := good
			test.change(&config)
			_, err := web.New(config)
			if (err == nil) != (test.want == "") {
				t.Fatalf("%v", err)
			}
			if err != nil {
				contains(t, err.Error(), test.want)
			}
		})
	}
}
