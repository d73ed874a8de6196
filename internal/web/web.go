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
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// Config is what a Site is made of. Every field without a stated default must be set.
type Config struct {
	// Surveys are the forms that are served. They do not change while the site runs.
	Surveys []*survey.Survey

	// Submit stores an answer and returns when it is durable. An error, or one in the outcome,
	// means that nothing may be acknowledged. One that wraps intake.ErrFull or intake.ErrClosed says
	// that there is no room now.
	Submit func(context.Context, *response.Response) (response.Outcome, error)
	// ByReceipt finds an answer by the hash of its receipt's token; an error that wraps
	// store.ErrNotFound means that there is none.
	ByReceipt func(ctx context.Context, hash []byte) (*response.Response, error)
	// Ready makes a real write and a real query; nil means that the site can do its work.
	Ready func(context.Context) error

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
	forms    map[string]*form
	order    []*survey.Survey
	ready    readiness
	pictures pictures

	security http.Header // on every answer
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
	site := &Site{
		config: config, key: newSigner(config.Key), pages: pages, spoken: spoken,
		forms: map[string]*form{}, order: config.Surveys,
	}
	for _, s := range config.Surveys {
		if site.forms[s.ID], err = site.newForm(s); err != nil {
			return nil, fmt.Errorf("render survey %q: %w", s.ID, err)
		}
	}
	if err := site.build(); err != nil {
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
	site.handler = engine
	return nil
}

// survey returns the survey with that id, or nil.
func (site *Site) survey(id string) *survey.Survey {
	if f := site.forms[id]; f != nil {
		return f.survey
	}
	return nil
}

func newEngine() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false
	_ = engine.SetTrustedProxies(nil) // cannot fail: there is nothing to parse
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
