// Package web owns everything that speaks HTTP: the form people fill in, their receipts, and the
// founders' pages.
//
// It guarantees that a respondent is thanked only after Config.Submit said that the answer is
// durable, that nothing a respondent typed is lost to an error page, and that no log line holds an
// answer, a name, an address or the path of a receipt. It refuses to store or to count anything
// itself: what it needs from the rest of the program comes as functions in Config.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/post"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/words"
)

// Config is what a Site is made of. Every field without a stated default must be set.
type Config struct {
	// Surveys are the forms that are served to begin with; see Site.Update.
	Surveys []*survey.Survey

	// Submit stores an answer and returns when it is durable. An error, or one in the outcome,
	// means that nothing may be acknowledged. One that wraps intake.ErrFull or intake.ErrClosed says
	// that there is no room now.
	Submit func(context.Context, *response.Response) (response.Outcome, error)
	// ByReceipt finds an answer by the hash of its receipt's token; an error that wraps
	// store.ErrNotFound means that there is none.
	ByReceipt func(ctx context.Context, hash []byte) (*response.Response, error)
	// Revise stores a correction of an answer, and Erase erases one. nil: the site does not offer it.
	Revise func(context.Context, *response.Response) (response.Outcome, error)
	Erase  func(ctx context.Context, survey, id string) error
	// Mail hands a letter to a mail server; nil: nobody can have a link sent.
	Mail func(context.Context, post.Letter) error
	// Ready makes a real write and a real query; nil means that the site can do its work.
	Ready func(context.Context) error

	// SaveDraft, Draft and DropDraft keep forms that are not sent yet, under the hash of the token that
	// opens them; Draft returns an error that wraps store.ErrNotFound when there is none. SaveDraft may
	// refuse with store.ErrDraftTooLarge, ErrDraftsFull and ErrErased. Without them nothing can be left
	// for later, and a survey in pages cannot be served.
	SaveDraft func(ctx context.Context, hash []byte, d store.Draft) error
	Draft     func(ctx context.Context, hash []byte) (store.Draft, error)
	DropDraft func(ctx context.Context, hash []byte) error
	// Invitation tells whether an invitation was used; an error that wraps store.ErrNotFound means that
	// nobody gave it out. nil: only Submit finds out.
	Invitation func(ctx context.Context, survey string, hash []byte) (used bool, err error)
	// Taken counts the responses that picked each option that has a quota, and Count those to the
	// survey. nil: only Submit finds out what is full.
	Taken func(ctx context.Context, survey string) (map[store.Place]int, error)
	Count func(ctx context.Context, survey string) (int64, error)
	// Publication is what of a survey is public, or an error that wraps store.ErrNotFound; SavePublication
	// keeps it, and refuses with store.ErrStale what was made from an earlier revision. Without them, or
	// without founders, nothing is public.
	Publication     func(ctx context.Context, survey string) (store.Publication, error)
	SavePublication func(context.Context, store.Publication) (store.Publication, error)
	// AddVisits adds to the sums of who came to the forms; nil: they are not counted.
	AddVisits func(context.Context, []store.Visit) error

	// TrustedProxies are addresses or networks, such as 10.0.0.0/8, whose X-Forwarded-For header is
	// believed; none: nobody's. Only limits on networks hang on it. A proxy on this machine that is not
	// among them has one limit for all its visitors.
	TrustedProxies []string

	Key      []byte           // signs forms and receipts; at least 32 bytes, the same at every start
	Now      func() time.Time // default: time.Now
	Random   io.Reader        // default: crypto/rand.Reader
	Log      *slog.Logger     // default: nothing is logged
	BaseURL  string           // how people reach the site, such as https://muster.example.org; no slash at the end
	Insecure bool             // plain HTTP on localhost: cookies go without Secure

	Founder FounderConfig
}

// Site answers every request.
type Site struct {
	config   Config
	key      signer
	pages    *pages
	spoken   *words.Catalog
	ready    readiness
	limits   *limits
	proxies  proxies
	visits   *visits
	receipts *receipts
	news     *news
	built    built
	uploads  *uploads

	served   atomic.Pointer[served]
	updating sync.Mutex    // held by whoever exchanges served
	writing  sync.Mutex    // held by a founder who keeps a survey, from looking at what there is until it is kept
	changed  chan struct{} // capacity 1: served was exchanged, and Run does not know yet

	security http.Header     // on every answer
	reserved map[string]bool // names that no short address may have
	handler  http.Handler
}

// New renders what is the same for everybody, so that a mistake in a template or in the
// configuration shows at the start and not to a visitor.
func New(config Config) (*Site, error) {
	config, err := config.complete()
	if err != nil {
		return nil, err
	}
	pages, err := parsePages()
	if err != nil {
		return nil, err
	}
	spoken, err := words.Load()
	if err != nil {
		return nil, err
	}
	trusted, err := readProxies(config.TrustedProxies)
	if err != nil {
		return nil, err
	}
	site := &Site{
		config: config, key: newSigner(config.Key), pages: pages, spoken: spoken,
		limits: newLimits(config.Random), visits: newVisits(), proxies: trusted, news: newNews(),
		uploads:  newUploads(config),
		receipts: newReceipts(config), changed: make(chan struct{}, 1),
	}
	if err := site.build(); err != nil {
		return nil, err
	}
	site.served.Store(&served{})
	if err := site.Update(config.Surveys); err != nil {
		return nil, err
	}
	return site, nil
}

// Handler gives the whole site.
func (site *Site) Handler() http.Handler { return site.handler }

func (site *Site) build() error {
	engine := newEngine()
	site.security = site.securityHeaders()
	sameOrigin, err := site.sameOrigin()
	if err != nil {
		return err
	}
	engine.Use(site.recovery, site.headers, sameOrigin)
	engine.NoRoute(site.handle(site.noRoute))
	engine.NoMethod(site.handle(site.noMethod))
	site.respondentRoutes(engine)
	if err := site.founderRoutes(engine); err != nil {
		return err
	}
	site.reserved, site.handler = reservedNames(engine.Routes()), engine
	return nil
}

func newEngine() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false
	engine.ForwardedByClientIP = false // see proxies
	return engine
}

const minKey = 32

func (config Config) complete() (Config, error) {
	switch {
	case len(config.Key) < minKey:
		return config, fmt.Errorf("web: the key has %d bytes; %d are needed", len(config.Key), minKey)
	case config.Submit == nil, config.ByReceipt == nil, config.Ready == nil:
		return config, errors.New("web: Submit, ByReceipt and Ready must be set")
	}
	return config.withDefaults(), nil
}

func (config Config) keepsDrafts() bool {
	return config.SaveDraft != nil && config.Draft != nil && config.DropDraft != nil
}

func (config Config) withDefaults() Config {
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Random == nil {
		config.Random = rand.Reader
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	config.BaseURL = strings.TrimSuffix(config.BaseURL, "/")
	return config
}
