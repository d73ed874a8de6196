package web

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/survey"
	"muster/internal/words"
)

// fault is an error that is shown to the person who caused or met it: what happened and what to
// do, in plain words. Anything else that a handler returns is shown as an internal error.
type fault struct {
	status int
	title  string
	words  []string      // paragraphs
	spoken bool          // title and words are keys of Muster's phrases rather than English
	wait   time.Duration // after which trying again makes sense; 0: not said
	cause  error         // for the log; nil when the request is at fault
}

// Error is for logs and tests; people read the page.
func (f *fault) Error() string { return http.StatusText(f.status) + ": " + f.title }

// Unwrap gives the cause.
func (f *fault) Unwrap() error { return f.cause }

// faultPage shows a fault.
type faultPage struct {
	Words *words.Words
	Title string
	Says  []string
}

func (faultPage) view() string { return "fault" }

// fail is the only place that turns an error into an answer.
func (site *Site) fail(c *gin.Context, err error) {
	shown := site.explain(c, err)
	if shown == nil || c.Writer.Written() {
		c.Abort()
		return
	}
	if shown.wait > 0 {
		c.Header("Retry-After", strconv.Itoa(int(shown.wait.Seconds())))
	}
	content := site.faultPage(c, shown)
	if strings.HasSuffix(c.Request.URL.Path, ".json") {
		sendProblem(c, shown, content)
		return
	}
	if err := site.render(c, shown.status, content); err != nil {
		site.config.Log.Error("error page not rendered", slog.Any("error", err))
		c.String(shown.status, "%s\n", content.Title)
	}
	c.Abort()
}

// problem is a fault for a program that asked for data (RFC 9457, problem details for HTTP APIs). Its type
// is the one that says no more than the status.
type problem struct {
	Type   string   `json:"type"`
	Status int      `json:"status"`
	Title  string   `json:"title"`
	Detail string   `json:"detail,omitempty"` // its words as one text
	Says   []string `json:"says,omitempty"`   // and one by one
}

func sendProblem(c *gin.Context, shown *fault, content faultPage) {
	body, err := json.Marshal(problem{
		Type: "about:blank", Status: shown.status, Title: content.Title, Detail: strings.Join(content.Says, " "), Says: content.Says,
	})
	if err != nil { // which text cannot cause
		body = []byte("{}")
	}
	c.Header("Cache-Control", "no-store")
	c.Data(shown.status, "application/problem+json", body)
	c.Abort()
}

// faultPage says a fault in the visitor's language, or in English where it is known in no other.
func (site *Site) faultPage(c *gin.Context, shown *fault) faultPage {
	if !shown.spoken {
		return faultPage{site.words("en"), shown.title, shown.words}
	}
	p := faultPage{Words: site.visitorWords(c)}
	p.Title = p.Words.Say(shown.title)
	for _, key := range shown.words {
		p.Says = append(p.Says, paragraphs(survey.Text(p.Words.Say(key)))...)
	}
	return p
}

// explain finds the words for an error and logs what is our fault. It gives nil when nobody waits
// for the answer any more.
func (site *Site) explain(c *gin.Context, err error) *fault {
	var shown *fault
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &shown):
	case errors.As(err, &tooLarge):
		shown = bodyTooLarge()
	case errors.Is(err, context.Canceled) && c.Request.Context().Err() != nil:
		return nil
	default:
		shown = internalFault(err)
	}
	if shown.cause != nil {
		site.noteFailure(c, shown.status, shown.cause)
	}
	return shown
}

// noteFailure logs what was our fault, by the route's template: a path can hold a receipt's token.
func (site *Site) noteFailure(c *gin.Context, status int, cause error) {
	site.config.Log.Error("request not served", slog.String("method", c.Request.Method),
		slog.String("route", c.FullPath()), slog.Int("status", status), slog.Any("error", cause))
}

// handle makes a gin handler of one that returns its error.
func (site *Site) handle(h func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			site.fail(c, err)
		}
	}
}
