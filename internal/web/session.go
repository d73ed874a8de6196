package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/gin-gonic/gin"

	"muster/internal/account"
)

const (
	sessionIdle = 30 * time.Minute
	sessionLife = 12 * time.Hour
	personKey   = "person"         // of the session's value: the id of who is logged in
	enteredKey  = "entered"        // of the time, in seconds, at which a one-time link opened the session
	resetHolds  = 15 * time.Minute // after that, a password is changed only by who knows the old one
)

func (site *Site) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store = site.config.Founder.Sessions
	m.HashTokenInStore = true
	m.IdleTimeout, m.Lifetime = sessionIdle, sessionLife
	m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Path = true, http.SameSiteLaxMode, "/"
	// The prefix makes browsers refuse the cookie unless it is Secure and for this host alone.
	m.Cookie.Name, m.Cookie.Secure = "__Host-muster", true
	if site.config.Insecure {
		m.Cookie.Name, m.Cookie.Secure = "muster", false
	}
	return m
}

// visit is a request of somebody who is logged in.
type visit struct {
	person account.Person
}

// behindLogin lets only people through who are logged in, and sends others to the login.
func (f *founders) behindLogin(enter func(*gin.Context, visit) error) func(*gin.Context) error {
	return func(c *gin.Context) error {
		if err := f.loadSession(c); err != nil {
			return err
		}
		person, err := f.member(c.Request.Context())
		if errors.Is(err, account.ErrUnknown) {
			return f.toLogin(c)
		}
		if err != nil {
			return err
		}
		if unattended(c) {
			return enter(c, visit{person})
		}
		// The cookie goes out before the page is made, because a workbook is sent while it is
		// made. It moves the end of an idle session.
		if err := f.saveSession(c); err != nil {
			return err
		}
		return enter(c, visit{person})
	}
}

// unattended tells whether a page asks on its own, to show new answers. That leaves the end of an idle
// session where it is: a page that is left open does not keep its person logged in.
func unattended(c *gin.Context) bool { return c.GetHeader("Muster-Unattended") != "" }

// member is who is logged in, or account.ErrUnknown.
func (f *founders) member(ctx context.Context) (account.Person, error) {
	id := f.sessions.GetInt64(ctx, personKey)
	if id == 0 {
		return account.Person{}, account.ErrUnknown
	}
	return f.config.Gate.Person(ctx, id)
}

// mayReset tells whether the session was opened a short while ago by a one-time link, which is for
// people who lost their password: they cannot be asked for it.
func (f *founders) mayReset(ctx context.Context) bool {
	entered := f.sessions.GetInt64(ctx, enteredKey)
	return entered != 0 && f.site.config.Now().Sub(time.Unix(entered, 0)) < resetHolds
}

// toLogin asks to log in first. Programs and downloads get a status they understand instead of a
// page they would take for data.
func (f *founders) toLogin(c *gin.Context) error {
	path := c.Request.URL.Path
	if strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".xlsx") {
		return &fault{status: http.StatusUnauthorized, title: "Log in first",
			words: []string{"This is for the organisers. Log in, then open the address again."}}
	}
	next := ""
	if c.Request.Method == http.MethodGet {
		next = "?next=" + url.QueryEscape(c.Request.URL.RequestURI())
	}
	c.Redirect(http.StatusSeeOther, "/login"+next)
	return nil
}

// localPath keeps next only when it leads to a page of ours: browsers read "//host" and "/\host" as
// other hosts.
func localPath(next string) string {
	parsed, err := url.Parse(next)
	local := err == nil && parsed.Scheme == "" && parsed.Host == "" && parsed.Opaque == "" &&
		strings.HasPrefix(next, "/surveys") && !strings.ContainsAny(next, "\\\r\n\t")
	if !local {
		return "/surveys"
	}
	return next
}

func (f *founders) loadSession(c *gin.Context) error {
	token, _ := c.Cookie(f.sessions.Cookie.Name)
	ctx, err := f.sessions.Load(c.Request.Context(), token)
	if err != nil {
		return fmt.Errorf("load session: %w", err)
	}
	c.Request = c.Request.WithContext(ctx)
	return nil
}

// saveSession keeps the session and gives its cookie to the browser.
func (f *founders) saveSession(c *gin.Context) error {
	ctx := c.Request.Context()
	token, expiry, err := f.sessions.Commit(ctx)
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	cache := c.Writer.Header().Get("Cache-Control")
	c.Writer.Header().Del("Set-Cookie")
	f.sessions.WriteSessionCookie(ctx, c.Writer, token, expiry)
	c.Header("Cache-Control", cache) // the page says itself how long it may be kept
	return nil
}

// startSession logs a person in, under a new token: one that somebody else may have planted in the
// browser opens nothing.
func (f *founders) startSession(c *gin.Context, p account.Person) error {
	if err := f.loadSession(c); err != nil {
		return err
	}
	ctx := c.Request.Context()
	if err := errors.Join(f.sessions.Clear(ctx), f.sessions.RenewToken(ctx)); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	f.sessions.Put(ctx, personKey, p.ID)
	return f.saveSession(c)
}

// endSessionsOf logs a person out everywhere: whoever got in with the password that was, or sits at
// a browser that was left open, is out.
func (f *founders) endSessionsOf(ctx context.Context, p account.Person) error {
	all, err := f.config.Sessions.AllCtx(ctx)
	if err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	for token, data := range all {
		_, values, err := f.sessions.Codec.Decode(data)
		if err != nil || values[personKey] != p.ID {
			continue // one that cannot be read lets nobody in
		}
		if err := f.config.Sessions.DeleteCtx(ctx, token); err != nil {
			return fmt.Errorf("end sessions: %w", err)
		}
	}
	return nil
}

func (f *founders) endSession(c *gin.Context) error {
	if err := f.loadSession(c); err != nil {
		return err
	}
	ctx := c.Request.Context()
	if err := f.sessions.Destroy(ctx); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	f.sessions.WriteSessionCookie(ctx, c.Writer, "", time.Time{})
	c.Header("Cache-Control", "no-store")
	return nil
}
