package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"muster/internal/account"
	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/sandbox"
	"muster/internal/spreadsheet"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// Times and sizes of the HTTP server. A person on a slow line gets half a minute to send 256 KB; a
// route that sends more than a page gives itself more time.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = 60 * time.Second
	idleTimeout   = 2 * time.Minute
	headerBytes   = 16 << 10
	drainTimeout  = 5 * time.Second // for requests that run when the end is asked for
	lastRequests  = 2 * time.Second // for those that take longer, once they are told to stop
	storeTimeout  = time.Minute     // for answers that were taken in; none is given up before
	queueLength   = 4096            // answers that wait for the disk before others are told to come back
)

// service is Muster running over one data directory.
type service struct {
	kept     *keeping
	intake   *intake.Intake
	counter  *counter
	gate     *account.Gate
	offering *offering
	retained *retention
	boards   *boards
	sandbox  *sandbox.Sandbox
	site     *web.Site
	server   *http.Server
	listener net.Listener
	base     string // how people reach it
}

// serviceConfig says what a service serves and where.
type serviceConfig struct {
	addr       string
	base       string   // "": plain HTTP at the address
	dashboards string   // folder of the founder's own; "": none
	reload     bool     // read those again when they change
	proxies    []string // whose word for where a request comes from is taken
}

// newService listens, so that an address that is taken is told before anything else, and makes
// everything ready but does not answer yet. run must be called on what it returns.
func newService(ctx context.Context, kept *keeping, c serviceConfig) (*service, error) {
	listener, err := net.Listen("tcp", c.addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w; choose another address with --addr", c.addr, err)
	}
	s := &service{kept: kept, counter: &counter{kept: kept}, listener: listener, base: strings.TrimSuffix(c.base, "/")}
	if s.base == "" {
		s.base = "http://" + listener.Addr().String()
	}
	if err := s.prepare(ctx, c); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return s, nil
}

func (s *service) prepare(ctx context.Context, c serviceConfig) error {
	surveys, err := s.kept.store.Surveys(ctx)
	if err != nil {
		return err
	}
	if s.gate, err = newGate(s.kept.store, surveys); err != nil {
		return err
	}
	s.counter.surveys = surveys
	s.offering = &offering{kept: s.kept, counter: s.counter, gate: s.gate}
	s.offering.now.Store(&surveys)
	key, err := store.Key(s.kept.keyFile(), rand.Reader)
	if err != nil {
		return err
	}
	mail, err := newMail(s.kept.env)
	if err != nil {
		return err
	}
	if err := errors.Join(s.openSandbox(), s.kept.emptyScratch()); err != nil {
		return err
	}
	if s.boards, err = openBoards(ctx, c, s.kept.env.stdout, s.sandbox.Check); err != nil {
		return errors.Join(err, s.sandbox.Close())
	}
	s.intake = intake.New(intake.Config{Append: s.kept.store.Append, Stored: s.counter.nudge, Queue: queueLength, Log: logger(s.kept.env)})
	s.site, err = web.New(s.siteConfig(c, key, mail))
	if err != nil {
		return errors.Join(err, s.intake.Close(ctx), s.sandbox.Close())
	}
	s.offering.site = s.site
	s.retained = &retention{store: s.kept.store, surveys: s.offering.all, erased: s.counter.nudge, now: time.Now, log: logger(s.kept.env)}
	s.server = &http.Server{
		Handler: s.site.Handler(), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: headerBytes,
		// What the server itself has to say names the address of whoever connected.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	s.server.RegisterOnShutdown(s.site.EndLive)
	return nil
}

func (s *service) siteConfig(c serviceConfig, key []byte, mail sending) web.Config {
	kept := s.kept.store
	return web.Config{
		Surveys: s.offering.all(), Submit: s.intake.Submit, ByReceipt: kept.ByReceipt, Ready: s.counter.ready,
		Revise: s.revise, Erase: s.erase, Mail: mail,
		SaveDraft: kept.SaveDraft, Draft: kept.Draft, DropDraft: kept.DropDraft,
		Invitation: kept.Invitation, Taken: kept.Taken, Count: kept.Count, AddVisits: kept.AddVisits,
		Publication: kept.Publication, SavePublication: kept.SavePublication,
		TrustedProxies: c.proxies,
		Key:            key, Log: logger(s.kept.env), BaseURL: s.base, Insecure: strings.HasPrefix(s.base, "http:"),
		Founder: web.FounderConfig{
			Gate: s.gate, Sessions: kept.Sessions(), Dashboards: s.boards.all,
			Tally: s.counter.tally, Summary: s.counter.summary, Responses: s.counter.responses,
			Contacts: s.kept.contacts, Freshness: s.counter.freshness,
			Spread: s.counter.spread, Visits: s.kept.visits, Crowd: s.counter.crowd, Texts: s.counter.texts, SQL: s.sandbox.Query,
			Invite: kept.Invite, Invitations: kept.Invitations, PutSurvey: s.offering.put, PutNewSurvey: s.offering.putNew,
			PastImports: kept.PastImports, PastImport: kept.PastImport, TakeBack: s.takeBack,
			Import: s.offering.bring, PreviewImport: kept.PreviewImport, FormMappings: kept.FormMappings, Limits: browserLimits(), Scratch: s.kept.scratchDir(),
		},
	}
}

// browserLimits bound a file that is imported while the service runs. Its answers are stored in one
// transaction, and whoever sends a form meanwhile waits for its end: 100,000 take some four seconds.
func browserLimits() spreadsheet.Limits {
	l := spreadsheet.DefaultLimits()
	l.Rows = 100_000
	return l
}

// revise, erase and takeBack change what is counted, so the counter is told.
func (s *service) revise(ctx context.Context, r *response.Response) (response.Outcome, error) {
	outcome, err := s.kept.store.Revise(ctx, r)
	s.counter.nudge()
	return outcome, err
}

func (s *service) erase(ctx context.Context, survey, id string) error {
	err := s.kept.store.Erase(ctx, survey, id)
	s.counter.nudge()
	return err
}

func (s *service) takeBack(ctx context.Context, t store.TakingBack) (store.TakenBack, error) {
	done, err := s.kept.store.TakeBack(ctx, t)
	s.counter.nudge()
	return done, err
}

// run answers until ctx ends or something that cannot be mended happens. Then it takes no new
// connections, answers every request that it has, and stores every answer that was taken in.
func (s *service) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	served, counted := make(chan error, 1), make(chan error, 1)
	following, stopFollowing := context.WithCancel(context.WithoutCancel(ctx))
	var beside sync.WaitGroup
	beside.Go(func() { s.retained.run(following) })
	beside.Go(func() { s.site.Run(following) })
	beside.Go(func() { s.boards.watch(following) })
	beside.Go(func() { s.offering.watch(following) })
	go func() { served <- s.server.Serve(s.listener) }()
	go func() {
		counted <- s.counter.run(following)
		cancel()
	}()
	var err error
	select {
	case <-ctx.Done():
	case err = <-served:
		served <- nil
	}
	err = errors.Join(err, s.drain(context.WithoutCancel(ctx)), serveError(<-served))
	stopFollowing()
	beside.Wait()
	return errors.Join(err, <-counted)
}

// drain ends first what people can ask for again, and gives each thing a time of its own: whatever
// hangs, every answer that was taken in is stored. The context has not ended, though another that did is
// the reason for this.
func (s *service) drain(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() { ended <- s.sandbox.Close() }()
	err := errors.Join(s.endRequests(ctx), <-ended)
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	return errors.Join(err, s.intake.Close(ctx))
}

// endRequests takes no new ones and waits for those that run; pages that are still being made after a while
// are not waited for.
func (s *service) endRequests(ctx context.Context) error {
	patience, cancel := context.WithTimeout(ctx, drainTimeout)
	defer cancel()
	if s.server.Shutdown(patience) == nil {
		return nil
	}
	s.site.EndBuilds()
	patience, cancel = context.WithTimeout(ctx, lastRequests)
	defer cancel()
	if err := s.server.Shutdown(patience); err != nil {
		return errors.Join(fmt.Errorf("some requests did not end in %v: %w", drainTimeout+lastRequests, err), s.server.Close())
	}
	return nil
}

func serveError(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func newGate(kept *store.Store, surveys []*survey.Survey) (*account.Gate, error) {
	return account.NewGate(account.GateConfig{
		Keeper: kept.Accounts(), Hasher: account.NewHasher(account.HasherConfig{}), Words: guesses(surveys),
	})
}
