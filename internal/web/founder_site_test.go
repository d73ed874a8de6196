package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"muster/dashboards"
	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/warehouse"
	"muster/internal/web"
)

const password = "plinth walrus mortgage tuba"

// office is a whole service in one process: store, warehouse, dashboards, accounts and site, with a
// browser of its own.
type office struct {
	t         testing.TB
	store     *store.Store
	warehouse *warehouse.Warehouse
	gate      *account.Gate
	site      *web.Site
	server    *httptest.Server
	browser   *http.Client
	log       *logbook
	later     atomic.Int64 // by which the clock is ahead, in nanoseconds
	ready     atomic.Bool
	following sync.Mutex // held by whoever makes the site follow the store
}

func (o *office) now() time.Time { return time.Now().Add(time.Duration(o.later.Load())) }

func (o *office) wait(d time.Duration) { o.later.Add(int64(d)) }

// openOffice opens the service over the surveys with these answers. change may alter the site's
// configuration.
func openOffice(t testing.TB, surveys []*survey.Survey, answers []*response.Response, change func(*web.Config)) *office {
	t.Helper()
	o := &office{t: t, log: &logbook{}}
	o.ready.Store(true)
	ctx := context.Background()
	o.store = must(store.Open(ctx, store.Config{Path: filepath.Join(t.TempDir(), "muster.sqlite"), Now: o.now}))(t)
	t.Cleanup(func() { o.store.Close() })
	for _, s := range surveys {
		if err := o.store.PutSurvey(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	for batch := range slices.Chunk(answers, 500) {
		if _, err := o.store.Append(ctx, batch); err != nil {
			t.Fatal(err)
		}
	}
	o.warehouse = must(warehouse.Open(ctx, warehouse.Config{
		Surveys: surveys, Records: o.store.Records, LastSeq: o.store.LastSeq, Count: o.store.Count, Threads: 1, Now: o.now,
	}))(t)
	t.Cleanup(func() { o.warehouse.Close() })
	o.gate = must(account.NewGate(account.GateConfig{
		Keeper: o.store.Accounts(), Hasher: account.NewHasher(account.HasherConfig{}), Now: o.now, Words: titles(surveys),
	}))(t)
	config := o.config(surveys)
	if change != nil {
		change(&config)
	}
	o.site = must(web.New(config))(t)
	if config.Insecure {
		o.server = httptest.NewServer(o.site.Handler())
	} else {
		o.server = httptest.NewTLSServer(o.site.Handler())
	}
	t.Cleanup(o.server.Close)
	o.browser = o.newBrowser()
	return o
}

func (o *office) config(surveys []*survey.Survey) web.Config {
	boards, problems := dashboard.Load(dashboards.Files)
	if len(problems) > 0 {
		o.t.Fatal(problems)
	}
	return web.Config{
		Surveys: surveys,
		Submit: func(ctx context.Context, r *response.Response) (response.Outcome, error) {
			outcomes, err := o.store.Append(ctx, []*response.Response{r})
			if err != nil {
				return response.Outcome{}, err
			}
			return outcomes[0], o.warehouse.CatchUp(ctx)
		},
		ByReceipt:   o.store.ByReceipt,
		Publication: o.store.Publication, SavePublication: o.store.SavePublication,
		Ready: o.store.Check,
		Key:   bytes.Repeat([]byte{7}, 32), Now: o.now,
		Log: slog.New(slog.NewTextHandler(o.log, nil)),
		Founder: web.FounderConfig{
			Gate: o.gate, Sessions: o.store.Sessions(), Dashboards: func() []*dashboard.Dashboard { return boards },
			Tally: o.warehouse.Tally, Summary: o.warehouse.Summary, Responses: o.warehouse.Responses,
			Crowd: o.warehouse.Crowd, Texts: o.warehouse.Texts, PutSurvey: o.put, PutNewSurvey: o.putNew,
			Contacts: o.store.Contacts, Scratch: o.t.TempDir(),
			Import: o.importFile, PreviewImport: o.store.PreviewImport, FormMappings: o.store.FormMappings,
			PastImports: o.store.PastImports, PastImport: o.store.PastImport, TakeBack: o.takeBack,
			Freshness: func() web.Freshness {
				fresh := web.Freshness(o.warehouse.Freshness())
				fresh.Ready = fresh.Ready && o.ready.Load()
				return fresh
			},
		},
	}
}

// takeBack takes an import back and has the counts follow.
func (o *office) takeBack(ctx context.Context, t store.TakingBack) (store.TakenBack, error) {
	done, err := o.store.TakeBack(ctx, t)
	if err != nil {
		return done, err
	}
	return done, o.warehouse.CatchUp(ctx)
}

// put keeps a survey and has everything follow, as the service does.
func (o *office) put(ctx context.Context, s *survey.Survey) error {
	if err := o.store.PutSurvey(ctx, s); err != nil {
		return err
	}
	return o.follow(ctx)
}

// putNew is put for a new survey.
func (o *office) putNew(ctx context.Context, s *survey.Survey) error {
	if err := o.store.PutNewSurvey(ctx, s); err != nil {
		return err
	}
	return o.follow(ctx)
}

// follow has the counts and the site take over the surveys of the store.
func (o *office) follow(ctx context.Context) error {
	o.following.Lock()
	defer o.following.Unlock()
	surveys, err := o.store.Surveys(ctx)
	if err == nil {
		err = o.warehouse.SetSurveys(ctx, surveys)
	}
	if err == nil {
		err = o.site.Update(surveys)
	}
	return err
}

func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func titles(surveys []*survey.Survey) []string {
	var all []string
	for _, s := range surveys {
		all = append(all, string(s.Title))
	}
	return all
}

// newBrowser keeps cookies and follows no redirects, so that tests see them.
func (o *office) newBrowser() *http.Client {
	jar := must(cookiejar.New(nil))(o.t)
	transport := o.server.Client().Transport
	return &http.Client{Jar: jar, Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
}

// send sends a request as the browser would; header holds names and values in turn.
func (o *office) send(method, path string, form url.Values, header ...string) *http.Response {
	o.t.Helper()
	r := must(http.NewRequest(method, o.server.URL+path, strings.NewReader(form.Encode())))(o.t)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer := must(o.browser.Do(r))(o.t)
	o.t.Cleanup(func() { answer.Body.Close() })
	return answer
}

// see opens a page that must come with that status.
func (o *office) see(status int, method, path string, form url.Values) *goquery.Document {
	o.t.Helper()
	answer := o.send(method, path, form)
	if answer.StatusCode != status {
		o.t.Fatalf("%s %s: %s, want %d\n%s", method, path, answer.Status, status, must(io.ReadAll(answer.Body))(o.t))
	}
	return must(goquery.NewDocumentFromReader(answer.Body))(o.t)
}

// open opens a page that must be there.
func (o *office) open(path string) *goquery.Document {
	o.t.Helper()
	return o.see(http.StatusOK, http.MethodGet, path, nil)
}

// leads sends a request that must redirect, and gives where to.
func (o *office) leads(method, path string, form url.Values) string {
	o.t.Helper()
	answer := o.send(method, path, form)
	if answer.StatusCode != http.StatusSeeOther {
		o.t.Fatalf("%s %s: %s, want a redirect\n%s", method, path, answer.Status, must(io.ReadAll(answer.Body))(o.t))
	}
	return answer.Header.Get("Location")
}

// logIn makes an account of a role and logs the browser in.
func (o *office) logIn(role account.Role) account.Person {
	o.t.Helper()
	token := must(o.gate.Invite(context.Background(), role))(o.t)
	who := url.Values{"name": {"Ada Lovelace"}, "email": {string(role) + "@analytical.example"}, "password": {password}}
	if to := o.leads(http.MethodPost, "/setup/"+token, who); to != "/surveys" {
		o.t.Fatalf("set-up leads to %q", to)
	}
	people := must(o.store.Accounts().People(context.Background()))(o.t)
	return people[len(people)-1]
}

// answersTo makes n answers to the choices of a survey, the same on every run: what somebody picks
// leans on the first question, so that there is something to see.
func answersTo(s *survey.Survey, n int, last time.Time) []*response.Response {
	random := rand.New(rand.NewPCG(1, 2))
	all := make([]*response.Response, n)
	for i := range all {
		answers := response.Answers{}
		lean := random.IntN(7)
		for _, q := range s.Questions {
			if !q.Choice() || random.IntN(12) == 0 {
				continue
			}
			var picks []string
			for at, option := range q.Options {
				if q.Kind == survey.Many && !option.Exclusive && !option.Written && random.IntN(100) < 18+(at*17+lean*13)%45 {
					picks = append(picks, option.ID)
				}
			}
			if q.Kind == survey.One {
				picks = []string{q.Options[min(random.IntN(len(q.Options)), random.IntN(len(q.Options)))].ID}
			}
			if len(picks) > 0 {
				answers[q.ID] = response.Answer{Picks: picks}
			}
		}
		at := last.Add(-time.Duration(n-i) * 97 * time.Minute)
		all[i] = &response.Response{
			ID: response.IDFrom([16]byte{byte(i), byte(i >> 8), 9}), Survey: s.ID, Version: s.Version(), Source: "synthetic",
			Started: at.Add(-time.Duration(80+random.IntN(120)) * time.Second), Submitted: at, Answers: answers,
		}
		if i%4 == 0 {
			all[i].Contact = &response.Contact{
				Fields:  map[string]string{"name": fmt.Sprintf("Person %d", i), "email": fmt.Sprintf("person%d@example.org", i)},
				Consent: i%8 == 0, Statement: "Yes, write to me.",
			}
		}
	}
	return all
}

// charlotte opens the office with people who answered the Charlotte survey.
func charlotte(t testing.TB, n int, change func(*web.Config)) *office {
	t.Helper()
	s := sample(t, "charlotte")
	return openOffice(t, []*survey.Survey{s}, answersTo(s, n, time.Now().Add(-time.Hour)), change)
}
