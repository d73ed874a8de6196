package web

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"muster/internal/account"
	"muster/internal/dashboard"
	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/web/client"
)

// FounderConfig is what the founders' pages need. The zero FounderConfig means that there are none;
// otherwise every field must be set but those that say
// what is missing without them.
type FounderConfig struct {
	Gate     *account.Gate // decides who comes in
	Sessions SessionStore  // keeps who is logged in; is given hashes of the tokens
	// Dashboards are those there are now, in their order. They may change while the site runs.
	Dashboards func() []*dashboard.Dashboard

	// Tally and Summary count one survey's answers.
	Tally   func(ctx context.Context, survey string, queries []tally.Query) ([]tally.Table, error)
	Summary func(ctx context.Context, survey string, filter tally.Filter) (tally.Summary, error)
	// Responses are the answers that pass a filter, as workbook.Config wants them.
	Responses func(ctx context.Context, survey string, filter tally.Filter) iter.Seq2[*response.Response, error]
	// Contacts are the details of who consented, by public id.
	Contacts func(ctx context.Context, survey string) (map[string]response.Contact, error)
	// Freshness tells how far the counts reach.
	Freshness func() Freshness

	// Spread describes the answers to a question of kind number; without it their figures are missing.
	Spread func(ctx context.Context, survey string, filter tally.Filter, question string) (tally.Spread, error)
	// Crowd tells which options people picked together, Texts what they wrote, and SQL answers a query
	// in SQL, as dashboard.Source has them. Without one its panels and pages are missing.
	Crowd func(ctx context.Context, survey string, query tally.CrowdQuery) (tally.Crowd, error)
	Texts func(ctx context.Context, survey string, query tally.TextQuery) (tally.Texts, error)
	SQL   func(ctx context.Context, survey, query string) (tally.Rows, error)
	// Visits are the calls of a form that were counted; without it nobody sees where people stop.
	Visits func(ctx context.Context, survey string) ([]dashboard.Visit, error)

	// PutSurvey keeps a survey that was changed, PutNewSurvey one whose id must be free, or store.ErrTaken. Both
	// return when the site and its counts know of it. Without them surveys come from files alone.
	PutSurvey, PutNewSurvey func(context.Context, *survey.Survey) error
	// Invite keeps the hashes of new invitations to a survey; Invitations tells how many were made and
	// how many of them were used. Without them nobody can make invitations.
	Invite      func(ctx context.Context, survey string, hashes [][]byte) error
	Invitations func(ctx context.Context, survey string) (issued, used int, err error)

	// Import stores the answers of a file and its survey, all of it or nothing (store.ErrTaken, store.ErrOutdated),
	// and returns when the site and its counts know of them; without it nothing is imported. FormMappings are what was decided about the
	// forms of files that were imported before, and Limits bound what a file may cost; zero: DefaultLimits.
	Import func(context.Context, store.Import) (store.Imported, error)
	// PreviewImport tells what Import would do with the answers, and stores nothing; it is there where Import is.
	PreviewImport func(context.Context, store.Import) (store.Imported, error)
	FormMappings  func(ctx context.Context, survey string) ([]store.FormMapping, error)
	Limits        spreadsheet.Limits
	// Pace is how fast a file must come; zero: DefaultPace.
	Pace Pace
	// PastImports are the imports of a survey that stored something; PastImport is one of them, with what taking it
	// back would do now. TakeBack does it, and returns when the counts are told. Without them no import is taken back.
	PastImports func(ctx context.Context, survey string) ([]store.PastImport, error)
	PastImport  func(ctx context.Context, survey string, id int64) (store.PastImport, store.Reach, error)
	TakeBack    func(context.Context, store.TakingBack) (store.TakenBack, error)

	// Scratch is a directory that nobody else can read, in which files are made that cannot be sent while they
	// are; "": Parquet and DuckDB cannot be had.
	Scratch string
}

// SessionStore keeps sessions and can list them. It is scs's, so that any of its stores will do.
type SessionStore interface {
	scs.CtxStore
	scs.IterableCtxStore
}

// Freshness is how far the counts reach.
type Freshness struct {
	Seq   int64     // the last answer that is counted
	At    time.Time // when the counts were last level with what is stored
	Ready bool      // false while they are being made
}

func (c FounderConfig) check() error {
	if c.Gate == nil || c.Sessions == nil || c.Dashboards == nil || c.Tally == nil || c.Summary == nil ||
		c.Responses == nil || c.Contacts == nil || c.Freshness == nil {
		return errors.New("web: every field of FounderConfig up to Freshness must be set, or none")
	}
	if (c.PutSurvey == nil) != (c.PutNewSurvey == nil) {
		return errors.New("web: FounderConfig needs PutSurvey and PutNewSurvey, or neither")
	}
	if (c.Import == nil) != (c.PreviewImport == nil) {
		return errors.New("web: FounderConfig needs Import and PreviewImport, or neither")
	}
	if (c.PastImports == nil) != (c.TakeBack == nil) || (c.PastImport == nil) != (c.TakeBack == nil) {
		return errors.New("web: FounderConfig needs PastImports, PastImport and TakeBack, or none of them")
	}
	return nil
}

// founders serves the pages behind the login, and those that lead there.
type founders struct {
	site     *Site
	config   FounderConfig
	sessions *scs.SessionManager
	assets   *assets
	uploads  *uploads
	report   *dashboard.Dashboard // what the one-page report is made of
	policy   string
	making   one // a file in Scratch
}

// founderRoutes adds the founders' pages.
func (site *Site) founderRoutes(r *gin.Engine) error {
	config := site.config.Founder
	if config.Gate == nil {
		return nil
	}
	if err := errors.Join(config.check(), site.checkInsecure()); err != nil {
		return err
	}
	files, err := readAssets(client.Files(), string(site.pages.styles["tokens"]))
	if err != nil {
		return err
	}
	report, err := readReport()
	if err != nil {
		return err
	}
	f := &founders{site: site, config: config, sessions: site.newSessions(), assets: files, uploads: site.uploads, report: report, policy: site.founderPolicy(), making: make(one, 1)}
	r.GET("/assets/:name", site.handle(f.showAsset))
	r.HEAD("/assets/:name", site.handle(f.showAsset))
	for _, d := range f.doors() {
		f.answer(r, d.method, d.path, site.handle(d.open))
	}
	for _, d := range slices.Concat(f.rooms(), f.pageFileRooms(), f.publishingRooms(), f.importRooms(), f.surveyRooms(), f.downloadRooms()) {
		f.answer(r, d.method, d.path, site.handle(f.behindLogin(d.enter)))
	}
	r.GET("/surveys/:survey/live", f.headers, site.handle(f.sendLive))
	return nil
}

// answer adds a route. Whatever can be got has a head, of which the server sends no body.
func (f *founders) answer(r *gin.Engine, method, path string, h gin.HandlerFunc) {
	r.Handle(method, path, f.headers, h)
	if method == http.MethodGet {
		r.HEAD(path, f.headers, h)
	}
}

// door is a route that is open to who is not logged in, or asks by itself who it is.
type door struct {
	method, path string
	open         func(*gin.Context) error
}

func (f *founders) doors() []door {
	return []door{
		{http.MethodGet, "/login", f.showLogin},
		{http.MethodPost, "/login", f.takeLogin},
		{http.MethodPost, "/logout", f.takeLogout},
		{http.MethodGet, "/setup/:token", f.showSetup},
		{http.MethodPost, "/setup/:token", f.takeSetup},
		{http.MethodGet, "/enter/:token", f.showEntry},
		{http.MethodPost, "/enter/:token", f.takeEntry},
	}
}

// room is a route behind the login.
type room struct {
	method, path string
	enter        func(*gin.Context, visit) error
}

func (f *founders) rooms() []room {
	return []room{
		{http.MethodGet, "/surveys", f.showSurveys},
		{http.MethodGet, "/surveys/:survey", f.showFirstDashboard},
		{http.MethodGet, "/surveys/:survey/dashboards/:dashboard", f.showDashboard},
		{http.MethodGet, "/surveys/:survey/crosstab", f.showCrosstab},
		{http.MethodGet, "/surveys/:survey/compare", f.showCompare},
		{http.MethodGet, "/surveys/:survey/plan", f.showPlan},
		{http.MethodGet, "/surveys/:survey/report", f.showReport},
		{http.MethodGet, "/surveys/:survey/export.xlsx", f.sendWorkbook},
		{http.MethodGet, "/surveys/:survey/people", f.showPeople},
		{http.MethodGet, "/surveys/:survey/needs", f.showNeeds},
		{http.MethodGet, "/surveys/:survey/texts", f.showTexts},
		{http.MethodGet, "/surveys/:survey/share", f.showShare},
		{http.MethodGet, "/surveys/:survey/poster", f.showPoster},
		{http.MethodGet, "/surveys/:survey/code.svg", f.sendCode},
		{http.MethodGet, "/surveys/:survey/code.png", f.sendCode},
		{http.MethodPost, "/surveys/:survey/invitations.csv", f.makeInvitations},
		{http.MethodGet, "/account", f.showAccount},
		{http.MethodPost, "/account", f.takePassword},
	}
}

// checkInsecure refuses to send a session's cookie over a network in the clear.
func (site *Site) checkInsecure() error {
	if !site.config.Insecure || site.config.BaseURL == "" {
		return nil
	}
	base, err := url.Parse(site.config.BaseURL)
	if err != nil {
		return err
	}
	switch name := base.Hostname(); {
	case name == "localhost", name == "::1", strings.HasPrefix(name, "127."), strings.HasSuffix(name, ".localhost"):
		return nil
	}
	return errors.New("web: logins without https are for localhost only; put a proxy that speaks https in front")
}

// founderPolicy allows our script and style sheet and nothing else. The hashes are those of the
// styles inside error pages.
func (site *Site) founderPolicy() string {
	return strings.Join([]string{
		"default-src 'none'", "script-src 'self'", "connect-src 'self'", "img-src 'self' data:",
		"style-src 'self' " + strings.Join(site.pages.styleHashes(), " "),
		"form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
	}, "; ")
}

func (f *founders) headers(c *gin.Context) {
	c.Header("Content-Security-Policy", f.policy)
	c.Header("Cache-Control", "no-store")
}

// shell is what every founders' page shows around its content.
type shell struct {
	Style, Script string          // addresses; Script is "" when it was not built
	Person        *account.Person // nil before the login
	Survey        string          // id of the survey the page is about, or ""
}

func (f *founders) shell(p *account.Person) shell {
	return shell{Style: f.assets.address("founder.css"), Script: f.assets.address("charts.js"), Person: p}
}
