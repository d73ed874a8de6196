package web

import (
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// contentPolicy is what a browser may load for a page: nothing but the styles inside it, and what
// extra directives allow.
func (site *Site) contentPolicy(extra ...string) string {
	hashes := site.pages.styleHashes()
	slices.Sort(hashes)
	return strings.Join(append([]string{
		"default-src 'none'", "style-src " + strings.Join(hashes, " "), "img-src data:",
		"form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
	}, extra...), "; ")
}

// formPolicy is the content policy of a form: besides what every page may have, its own style and
// scripts, and a place on this site to save to.
func (site *Site) formPolicy(style template.CSS, scripts []template.JS) string {
	var extra []string
	if len(scripts) > 0 {
		allowed := []string{"script-src"}
		for _, script := range scripts {
			allowed = append(allowed, hashSource(string(script)))
		}
		extra = []string{strings.Join(allowed, " "), "connect-src 'self'"}
	}
	policy := site.contentPolicy(extra...)
	if style != "" {
		policy = strings.Replace(policy, "style-src ", "style-src "+hashSource(string(style))+" ", 1)
	}
	return policy
}

// securityHeaders stand on every answer. Routes that need a wider content policy set their own.
func (site *Site) securityHeaders() http.Header {
	headers := http.Header{
		"Content-Security-Policy": {site.contentPolicy()},
		"X-Content-Type-Options":  {"nosniff"},
		// Not no-referrer: under that a form is sent with "Origin: null", which for a browser too old
		// to send Sec-Fetch-Site cannot be told from another site's.
		"Referrer-Policy":              {"same-origin"},
		"Permissions-Policy":           {"camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
		"Cross-Origin-Opener-Policy":   {"same-origin"},
		"Cross-Origin-Resource-Policy": {"same-origin"},
	}
	if strings.HasPrefix(site.config.BaseURL, "https://") {
		headers["Strict-Transport-Security"] = []string{"max-age=31536000"}
	}
	return headers
}

// headers sets them.
func (site *Site) headers(c *gin.Context) {
	header := c.Writer.Header()
	maps.Copy(header, site.security)
}

// sameOrigin refuses what another site makes a browser send, before anything reads it.
func (site *Site) sameOrigin() (gin.HandlerFunc, error) {
	protection := http.NewCrossOriginProtection()
	if site.config.BaseURL != "" {
		// Behind a proxy the Host header may not be the name that people see.
		if err := protection.AddTrustedOrigin(site.config.BaseURL); err != nil {
			return nil, fmt.Errorf("base URL: %w", err)
		}
	}
	return func(c *gin.Context) {
		if err := protection.Check(c.Request); err != nil && !fromReceipt(c.Request) {
			site.fail(c, crossOrigin())
		}
	}, nil
}

// fromReceipt tells whether a browser too old for Sec-Fetch-Site may have sent this from the page of a
// receipt. Those pages send no referrer, which makes such a browser call their origin null. Whoever
// knows the token in the path may do what it opens, so nothing else need be proven.
func fromReceipt(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/r/") && r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == "null"
}

// recovery turns a panic into an error page and a log line with its stack, which holds code places
// but no values a person sent.
func (site *Site) recovery(c *gin.Context) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		if cause == http.ErrAbortHandler {
			panic(cause)
		}
		site.fail(c, internalFault(fmt.Errorf("panic of type %T\n%s", cause, debug.Stack())))
	}()
	c.Next()
}
