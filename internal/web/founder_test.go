package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestNoFounderPageWithoutLogin walks every route the site has.
func TestNoFounderPageWithoutLogin(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 30, nil)
	fill := strings.NewReplacer(":survey", "charlotte", ":dashboard", "overview", ":token", "none", ":name", "none")
	open := regexp.MustCompile(`^/($|[^/]+$|s/|r/|assets/|setup/|enter/)`) // the respondents' pages, and the doors
	behind := map[string]bool{"/surveys": true, "/account": true}
	closed := 0
	for _, route := range o.site.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if open.MatchString(path) && !behind[path] {
			continue
		}
		closed++
		answer := o.send(method, fill.Replace(path), url.Values{})
		switch {
		case strings.HasSuffix(path, ".xlsx"), strings.HasSuffix(path, ".json"), strings.HasSuffix(path, "/live"):
			if answer.StatusCode != http.StatusUnauthorized {
				t.Errorf("%s: %s, want 401", route, answer.Status)
			}
		case answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(answer.Header.Get("Location"), "/login"):
			t.Errorf("%s: %s to %q, want the login", route, answer.Status, answer.Header.Get("Location"))
		}
		if content := body(t, answer); strings.Contains(content, "responses") {
			t.Errorf("%s says something about the answers", route)
		}
	}
	if closed < 5 {
		t.Errorf("only %d closed routes were walked", closed)
	}
	if answer := o.send(http.MethodGet, "/surveys/charlotte/dashboards/overview.json", nil); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("JSON: %s, want 401", answer.Status)
	}
}

func TestLoginLeadsBackToThePage(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, next, want string }{
		{"a dashboard with filters", "/surveys/charlotte/dashboards/demand?q.roles=engineer&g.topics=security", "/surveys/charlotte/dashboards/demand?q.roles=engineer&g.topics=security"},
		{"nothing", "", "/surveys"},
		{"another host", "https://evil.example/surveys", "/surveys"},
		{"another host without scheme", "//evil.example/surveys", "/surveys"},
		{"another host by backslash", `/\evil.example`, "/surveys"},
		{"a script", "javascript:alert(1)", "/surveys"},
		{"a header", "/surveys\r\nSet-Cookie: x=y", "/surveys"},
		{"not a founders' page", "/r/token", "/surveys"},
	}
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o.browser = o.newBrowser()
			form := url.Values{"email": {"founder@analytical.example"}, "password": {password}, "next": {test.next}}
			if got := o.leads(http.MethodPost, "/login", form); got != test.want {
				t.Errorf("leads to %q, want %q", got, test.want)
			}
		})
	}
	o.browser = o.newBrowser()
	to := o.leads(http.MethodGet, tests[0].next, nil)
	if next := o.open(to).Find("input[name=next]").AttrOr("value", ""); next != tests[0].next {
		t.Errorf("the login remembers %q, want %q", next, tests[0].next)
	}
}

func TestSetupLinkWorksOnce(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	token := must(o.gate.FirstInvitation(context.Background()))(t)
	page := o.open("/setup/" + token)
	contains(t, text(page, "main"), "As a founder you see every answer")
	weak := url.Values{"name": {"Ada"}, "email": {"ada@example.org"}, "password": {"CharlotteSystems1"}}
	page = o.see(http.StatusUnprocessableEntity, http.MethodPost, "/setup/"+token, weak)
	contains(t, text(page, "title"), "Error: ")
	contains(t, text(page, ".alert"), "mostly your name, your address or the name of the group")
	contains(t, text(page, "#password-error"), "mostly your name")
	if got := page.Find("#email").AttrOr("value", ""); got != "ada@example.org" {
		t.Errorf("the address typed is lost: %q", got)
	}
	if got := page.Find("#password").AttrOr("value", ""); got != "" {
		t.Errorf("the page repeats the password")
	}
	good := url.Values{"name": {"Ada"}, "email": {"ada@example.org"}, "password": {password}}
	if to := o.leads(http.MethodPost, "/setup/"+token, good); to != "/surveys" {
		t.Errorf("leads to %q", to)
	}
	o.open("/surveys")
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		page = o.see(http.StatusGone, method, "/setup/"+token, good)
		contains(t, text(page, "h1"), "no longer works")
	}
}

// TestEntryLinkLeadsToANewPassword holds that who lost the password can set another one, and that a
// browser left open does not let others do so for long.
func TestEntryLinkLeadsToANewPassword(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 0, nil)
	person := o.logIn(account.Founder)
	enter := func() {
		token := must(o.gate.EntryFor(context.Background(), person.ID))(t)
		o.leads(http.MethodPost, "/enter/"+token, nil)
	}
	const fresh = "eleven quiet harpsichords"
	enter()
	if asked := o.open("/account").Find("#old").Length(); asked != 0 {
		t.Error("the lost password is asked for")
	}
	o.see(http.StatusUnprocessableEntity, http.MethodPost, "/account", url.Values{"password": {"short"}})
	contains(t, text(o.see(http.StatusOK, http.MethodPost, "/account", url.Values{"password": {fresh}}), ".done"), "Your password is changed")
	if asked := o.open("/account").Find("#old").Length(); asked != 1 {
		t.Error("the password that was just set is not asked for")
	}
	o.see(http.StatusUnprocessableEntity, http.MethodPost, "/account", url.Values{"password": {"another quiet harpsichord"}})
	if _, err := o.gate.LogIn(context.Background(), person.Email, fresh); err != nil {
		t.Error(err)
	}

	enter()
	o.wait(16 * time.Minute)
	if asked := o.open("/account").Find("#old").Length(); asked != 1 {
		t.Error("long after the link was used the password is not asked for")
	}
}

func TestEntryLinkIsSpentByItsButtonOnly(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	person := must(o.gate.Admit(context.Background(), "Ada", "ada@example.org", account.Founder))(t)
	token := must(o.gate.EntryFor(context.Background(), person.ID))(t)
	for range 3 { // as previews of links do
		contains(t, text(o.open("/enter/"+token), "h1"), "Sign in as Ada")
	}
	if to := o.leads(http.MethodPost, "/enter/"+token, nil); to != "/surveys" {
		t.Errorf("leads to %q", to)
	}
	o.open("/surveys")
	o.see(http.StatusGone, http.MethodPost, "/enter/"+token, nil)
}

func TestFailedLoginsWait(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	o.browser = o.newBrowser()
	wrong := url.Values{"email": {"founder@analytical.example"}, "password": {"something else entirely"}}
	for range 3 {
		page := o.see(http.StatusUnprocessableEntity, http.MethodPost, "/login", wrong)
		contains(t, text(page, ".alert"), "do not match")
	}
	answer := o.send(http.MethodPost, "/login", wrong)
	if answer.StatusCode != http.StatusTooManyRequests || answer.Header.Get("Retry-After") != "2" {
		t.Errorf("%s, Retry-After %q; want 429 and 2", answer.Status, answer.Header.Get("Retry-After"))
	}
	contains(t, body(t, answer), "Wait 2 seconds")
	o.wait(2 * time.Second)
	right := url.Values{"email": {"founder@analytical.example"}, "password": {password}}
	o.leads(http.MethodPost, "/login", right)
	for _, secret := range []string{"founder@", password, "something else"} {
		if strings.Contains(o.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestUnknownAndWrongLookTheSame(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	o.browser = o.newBrowser()
	var pages []string
	for _, email := range []string{"founder@analytical.example", "nobody@analytical.example"} {
		page := o.see(http.StatusUnprocessableEntity, http.MethodPost, "/login", url.Values{"email": {email}, "password": {"something else entirely"}})
		pages = append(pages, text(page, "main"))
	}
	if pages[0] != pages[1] {
		t.Errorf("known: %q\nunknown: %q", pages[0], pages[1])
	}
}

func TestSessionCookie(t *testing.T) {
	t.Parallel()
	for _, insecure := range []bool{false, true} {
		t.Run(fmt.Sprintf("insecure=%v", insecure), func(t *testing.T) {
			o := charlotte(t, 5, func(c *web.Config) { c.Insecure = insecure })
			o.logIn(account.Founder)
			cookies := o.send(http.MethodGet, "/surveys", nil).Cookies()
			if len(cookies) != 1 {
				t.Fatalf("%d cookies, want 1", len(cookies))
			}
			c, name := cookies[0], "__Host-muster"
			if insecure {
				name = "muster"
			}
			if c.Name != name || c.Secure == insecure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
				t.Errorf("cookie %s", c)
			}
		})
	}
}

func TestInsecureIsForLocalhostOnly(t *testing.T) {
	t.Parallel()
	tests := []struct {
		base string
		fine bool
	}{
		{"", true}, {"http://localhost:8080", true}, {"http://127.0.0.1:80", true}, {"http://[::1]:80", true},
		{"http://muster.localhost", true}, {"http://muster.example.org", false}, {"http://localhost.example.org", false},
		{"http://192.168.0.7", false},
	}
	o := charlotte(t, 1, nil)
	for _, test := range tests {
		config := o.config([]*survey.Survey{sample(t, "charlotte")})
		config.Insecure, config.BaseURL = true, test.base
		if _, err := web.New(config); (err == nil) != test.fine {
			t.Errorf("%q: %v", test.base, err)
		}
	}
}

func TestFounderConfigIsWholeOrEmpty(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 1, nil)
	config := o.config([]*survey.Survey{sample(t, "charlotte")})
	config.Founder.Contacts = nil
	if _, err := web.New(config); err == nil {
		t.Error("half a configuration was taken")
	}
	config.Founder = web.FounderConfig{}
	if _, err := web.New(config); err != nil {
		t.Errorf("none at all: %v", err)
	}
}

func TestSessionIsRenewedAndEnds(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	session := func() string {
		at := must(url.Parse(o.server.URL))(t)
		for _, c := range o.browser.Jar.Cookies(at) {
			return c.Value
		}
		return ""
	}
	first := session()
	right := url.Values{"email": {"founder@analytical.example"}, "password": {password}}
	o.leads(http.MethodPost, "/login", right)
	second := session()
	if first == second || second == "" {
		t.Errorf("the token stays %q over a login: it could have been planted", second)
	}
	if answer := o.newSend(first); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("the old token still opens: %s", answer.Status)
	}
	o.wait(29 * time.Minute)
	o.open("/surveys")
	o.leads(http.MethodPost, "/logout", nil)
	if to := o.leads(http.MethodGet, "/surveys", nil); !strings.HasPrefix(to, "/login") {
		t.Errorf("after logging out: %q", to)
	}
	if answer := o.newSend(second); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("the token still opens after logging out: %s", answer.Status)
	}
	o.leads(http.MethodPost, "/login", right)
	o.wait(31 * time.Minute)
	if to := o.leads(http.MethodGet, "/surveys", nil); !strings.HasPrefix(to, "/login") {
		t.Errorf("after half an hour of rest: %q", to)
	}
}

// newSend asks for a founders' page with nothing but a session's token.
func (o *office) newSend(token string) *http.Response {
	o.t.Helper()
	was := o.browser
	defer func() { o.browser = was }()
	o.browser = o.newBrowser()
	return o.send(http.MethodGet, "/surveys", nil, "Cookie", "__Host-muster="+token)
}

func TestPostsFromOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	right := url.Values{"email": {"founder@analytical.example"}, "password": {password}}
	for _, path := range []string{"/login", "/logout", "/account", "/enter/x", "/setup/x"} {
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "", "Origin", "https://evil.example"}} {
			if answer := o.send(http.MethodPost, path, right, header...); answer.StatusCode != http.StatusForbidden {
				t.Errorf("POST %s with %v: %s, want 403", path, header, answer.Status)
			}
		}
	}
	o.open("/surveys")
}

func TestPasswordIsChanged(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	const fresh = "eleven quiet harpsichords"
	page := o.see(http.StatusUnprocessableEntity, http.MethodPost, "/account", url.Values{"old": {"not this one"}, "password": {fresh}})
	contains(t, text(page, "#old-error"), "not your present password")
	page = o.see(http.StatusUnprocessableEntity, http.MethodPost, "/account", url.Values{"old": {password}, "password": {"short"}})
	contains(t, text(page, "#password-error"), "at least 15")
	page = o.see(http.StatusOK, http.MethodPost, "/account", url.Values{"old": {password}, "password": {fresh}})
	contains(t, text(page, "[role=status]"), "changed")
	o.open("/surveys")
	o.browser = o.newBrowser()
	o.leads(http.MethodPost, "/login", url.Values{"email": {"founder@analytical.example"}, "password": {fresh}})
}

// A founder who fears that somebody else is logged in changes the password.
func TestChangedPasswordEndsEverySession(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	right := url.Values{"email": {"founder@analytical.example"}, "password": {password}}
	mine := o.browser
	o.browser = o.newBrowser()
	o.leads(http.MethodPost, "/login", right)
	elsewhere := o.browser
	o.browser = o.newBrowser()
	o.logIn(account.Viewer)
	colleague := o.browser

	o.browser = mine
	o.see(http.StatusOK, http.MethodPost, "/account", url.Values{"old": {password}, "password": {"eleven quiet harpsichords"}})
	o.open("/surveys")
	o.browser = elsewhere
	if to := o.leads(http.MethodGet, "/surveys", nil); !strings.HasPrefix(to, "/login") {
		t.Errorf("the other session still opens: %q", to)
	}
	o.browser = colleague
	o.open("/surveys")
}

func TestSurveysPage(t *testing.T) {
	t.Parallel()
	closed := sample(t, "powershell")
	closed.Closed = true
	s := sample(t, "charlotte")
	o := openOffice(t, []*survey.Survey{s, closed}, answersTo(s, 1234, time.Now().Add(-time.Hour)), func(c *web.Config) {
		c.BaseURL = "https://muster.example.org"
	})
	o.logIn(account.Viewer)
	page := o.open("/surveys")
	cards := page.Find(".survey")
	if cards.Length() != 2 {
		t.Fatalf("%d surveys, want 2", cards.Length())
	}
	first := strings.Join(strings.Fields(cards.First().Text()), " ")
	for _, want := range []string{"Charlotte Systems Management User Group", "1,234", "in the last 24 hours", "Open", "https://muster.example.org/s/charlotte", "(E"} {
		contains(t, first, want)
	}
	contains(t, cards.Last().Text(), "Closed")
	contains(t, cards.Last().Text(), "none yet")
	if fresh := text(page, ".fresh"); !regexp.MustCompile(`^All answers are counted, as of (just now|[0-9]+ seconds? ago)`).MatchString(strings.TrimSpace(fresh)) {
		t.Errorf("%q does not say how fresh the counts are", fresh)
	}
	cards.First().Find(".actions a").Each(func(_ int, link *goquery.Selection) {
		if answer := o.send(http.MethodGet, link.AttrOr("href", ""), nil); answer.StatusCode != http.StatusOK {
			t.Errorf("%s leads to %s", link.Text(), answer.Status)
		}
	})
}

func TestDashboardShowsWhatItsDataSays(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Viewer)
	if to := o.leads(http.MethodGet, "/surveys/charlotte?q.roles=engineer", nil); to != "/surveys/charlotte/dashboards/overview?q.roles=engineer" {
		t.Errorf("the survey leads to %q", to)
	}
	const path = "/surveys/charlotte/dashboards/demand"
	page := o.open(path)
	answer := o.send(http.MethodGet, path+".json", nil)
	var data dashboard.Page
	if err := json.NewDecoder(answer.Body).Decode(&data); err != nil {
		t.Fatal(err)
	}
	for panel := range data.Panels() {
		at := page.Find("#" + panel.ID)
		if got := strings.TrimSpace(at.Find("h3").Text()); got != panel.Title {
			t.Errorf("panel %s is titled %q, want %q", panel.ID, got, panel.Title)
		}
		contains(t, at.Find(".base").Text(), panel.Base.Words)
		if panel.Table != nil && at.Find("tbody tr").Length() != len(panel.Table.Rows) {
			t.Errorf("panel %s has %d rows, want %d", panel.ID, at.Find("tbody tr").Length(), len(panel.Table.Rows))
		}
		if script := at.Find("script[type='application/json']"); panel.Chart != nil && script.Length() > 0 {
			var chart dashboard.Chart
			if err := json.Unmarshal([]byte(script.Text()), &chart); err != nil || chart.ID != panel.Chart.ID {
				t.Errorf("panel %s carries chart %q, %v", panel.ID, chart.ID, err)
			}
		}
	}
	contains(t, text(page, ".who"), "All 300 responses")
	contains(t, text(page, ".caveat"), "people who chose to give them")
}

func TestDataIsCountedOnceAVersion(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 50, nil)
	o.logIn(account.Viewer)
	const path = "/surveys/charlotte/dashboards/demand.json"
	tag := o.send(http.MethodGet, path, nil).Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	for _, test := range []struct {
		name, path, match string
		want              int
	}{
		{"the same", path, tag, http.StatusNotModified},
		{"among others, weak", path, `"x", W/` + tag, http.StatusNotModified},
		{"whatever there is", path, "*", http.StatusNotModified},
		{"something older", path, `"older"`, http.StatusOK},
		{"other filters", path + "?q.roles=engineer", tag, http.StatusOK},
		{"another dashboard", strings.Replace(path, "demand", "overview", 1), tag, http.StatusOK},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := o.send(http.MethodGet, test.path, nil, "If-None-Match", test.match)
			if answer.StatusCode != test.want {
				t.Errorf("%s, want %d", answer.Status, test.want)
			}
			if cache := answer.Header.Get("Cache-Control"); cache != "private, no-cache" {
				t.Errorf("Cache-Control %q", cache)
			}
		})
	}
	o.fillIn("roles=engineer")
	if answer := o.send(http.MethodGet, path, nil, "If-None-Match", tag); answer.StatusCode != http.StatusOK {
		t.Errorf("after another answer: %s", answer.Status)
	}
}

// fillIn sends the Charlotte form.
func (o *office) fillIn(query string) {
	o.t.Helper()
	form := must(url.ParseQuery(query))(o.t)
	if to := o.leads(http.MethodPost, "/s/charlotte", form); !strings.HasPrefix(to, "/r/") {
		o.t.Fatalf("the form leads to %q", to)
	}
}

func TestFiltersAreKeptAndRemoved(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 300, nil)
	o.logIn(account.Founder)
	const path, query = "/surveys/charlotte/dashboards/overview", "from=2026-01-01&g.topics=security&q.roles=engineer"
	page := o.open(path + "?" + query)
	contains(t, text(page, ".who"), "of 300 responses")
	if chips := page.Find(".chips li:not(.clear)"); chips.Length() != 3 {
		t.Errorf("%d chips, want 3: %s", chips.Length(), chips.Text())
	}
	href := func(selector string) string { return page.Find(selector).First().AttrOr("href", "") }
	if got := href(".tabs a:not([aria-current])"); got != "/surveys/charlotte/dashboards/demand?"+query {
		t.Errorf("the other dashboard is at %q", got)
	}
	if got := href(".export a"); got != "/surveys/charlotte/export.xlsx?"+query {
		t.Errorf("the workbook is at %q", got)
	}
	if got := href(".export a[href*='contacts']"); got != "/surveys/charlotte/export.xlsx?"+query+"&contacts=1" {
		t.Errorf("the workbook with contacts is at %q", got)
	}
	if box := page.Find("input[name='q.roles'][value=engineer]"); box.AttrOr("checked", "no") == "no" {
		t.Error("the box of a filter in force is not ticked")
	}
	if got := page.Find("input[name=from]").AttrOr("value", ""); got != "2026-01-01" {
		t.Errorf("from is %q", got)
	}
	without := href(".chips li a")
	if strings.Contains(without, "q.roles") {
		t.Errorf("removing the first filter leads to %q", without)
	}
	contains(t, page.Find(".chips li a .vh").First().Text(), "Remove the filter Roles: ")
	if left := o.open(without).Find(".chips li:not(.clear)"); left.Length() != 2 {
		t.Errorf("%d chips are left, want 2", left.Length())
	}
	row := page.Find(".numbers tbody th a").First()
	narrowed := o.open(path + row.AttrOr("href", "no link"))
	if chips := narrowed.Find(".chips li:not(.clear)").Length(); chips < 3 || !strings.Contains(row.AttrOr("href", ""), "g.topics=security") {
		t.Errorf("a row leads to %q with %d chips", row.AttrOr("href", ""), chips)
	}
	if got := href(".chips .clear a"); got != path {
		t.Errorf("all are removed by %q", got)
	}
	page = o.open(path + "?q.roles=plumber&from=yesterday")
	if notices := page.Find(".notice:contains('left out')"); notices.Length() != 2 {
		t.Errorf("%d notices about filters that could not be read, want 2", notices.Length())
	}
	contains(t, text(page, ".who"), "All 300 responses")
}

func TestWhatIsNotThere(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	for _, path := range []string{"/surveys/none", "/surveys/none/export.xlsx", "/surveys/charlotte/dashboards/none", "/assets/none.js"} {
		page := o.see(http.StatusNotFound, http.MethodGet, path, nil)
		contains(t, text(page, "h1"), "no such page")
	}
	page := o.see(http.StatusBadRequest, http.MethodGet, "/surveys/charlotte/export.xlsx?q.none=x", nil)
	contains(t, text(page, "h1"), "could not be read")
	data := o.see(http.StatusNotFound, http.MethodGet, "/surveys/charlotte/dashboards/none.json", nil)
	contains(t, strings.ToLower(data.Text()), "no such page")
	data = o.see(http.StatusBadRequest, http.MethodGet, "/surveys/charlotte/dashboards/demand.json?q.none=x", nil)
	contains(t, data.Text(), "could not be read")
}

func TestReportsThatAreNotReady(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	o.ready.Store(false)
	for _, path := range []string{"/surveys/charlotte/dashboards/demand", "/surveys/charlotte/dashboards/demand.json", "/surveys/charlotte/export.xlsx"} {
		answer := o.send(http.MethodGet, path, nil)
		if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") != "5" {
			t.Errorf("%s: %s, Retry-After %q", path, answer.Status, answer.Header.Get("Retry-After"))
		}
		contains(t, body(t, answer), "All answers are safe")
	}
	contains(t, text(o.open("/surveys"), ".notice"), "All answers are safe")
}

// TestLabelsAreText gives a survey whose every word wants to be markup.
func TestLabelsAreText(t *testing.T) {
	t.Parallel()
	const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>`
	file := `id: evil
title: "` + evil + `"
questions:
  - id: roles
    kind: many
    purpose: role
    title: "` + evil + `"
    options:
      - {id: a, label: "` + evil + `"}
      - {id: b, label: "<b>bold</b>"}
`
	s := parsed(t, "evil.yaml", []byte(file))
	o := openOffice(t, []*survey.Survey{s}, answersTo(s, 80, time.Now()), nil)
	o.logIn(account.Founder)
	for _, path := range []string{"/surveys", "/surveys/evil/dashboards/overview?q.roles=a", "/surveys/evil/dashboards/demand", "/surveys/evil/dashboards/demand?q.roles=" + url.QueryEscape(evil)} {
		content := body(t, o.send(http.MethodGet, path, nil))
		for _, live := range []string{"<script>alert", "<img src=x", "<b>bold"} {
			if strings.Contains(content, live) {
				t.Errorf("%s holds %q as markup", path, live)
			}
		}
	}
	page := o.open("/surveys/evil/dashboards/demand")
	page.Find("script").Each(func(_ int, script *goquery.Selection) {
		if script.AttrOr("type", "") == "application/json" && !json.Valid([]byte(script.Text())) {
			t.Errorf("a label breaks out of its data: %s", script.Text())
		}
		if script.AttrOr("src", "") == "" && script.AttrOr("type", "") != "application/json" {
			t.Error("a script stands in the page")
		}
	})
}

func TestFounderPagesAllowNothingForeign(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	for _, path := range []string{"/login", "/surveys", "/surveys/charlotte/dashboards/demand", "/account"} {
		answer := o.send(http.MethodGet, path, nil)
		policy := answer.Header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			contains(t, policy, want)
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if cache := answer.Header.Get("Cache-Control"); path != "/login" && cache != "no-store" {
			t.Errorf("%s: Cache-Control %q", path, cache)
		}
		_, _ = io.Copy(io.Discard, answer.Body)
	}
}
