package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"muster/internal/survey"
	"muster/internal/web"
)

// frames is what a page's policy says about frames.
func frames(t *testing.T, answer *http.Response) string {
	t.Helper()
	for directive := range strings.SplitSeq(answer.Header.Get("Content-Security-Policy"), "; ") {
		if hosts, found := strings.CutPrefix(directive, "frame-ancestors "); found {
			return hosts
		}
	}
	t.Fatalf("%s says nothing about frames", answer.Request.URL)
	return ""
}

// TestFrames walks the way through a form inside a frame, and outside of one.
func TestFrames(t *testing.T) {
	t.Parallel()
	hosts := []string{"https://group.example.org", "https://other.example.org"}
	tests := []struct {
		name  string
		rules survey.Rules
		dest  string
		want  string
	}{
		{"in a frame of a site that may", survey.Rules{Embed: hosts}, "iframe", strings.Join(hosts, " ")},
		{"as a page of its own", survey.Rules{Embed: hosts}, "document", "'none'"},
		{"in a frame, where no site may", survey.Rules{}, "iframe", "'none'"},
		{"by a browser that does not say", survey.Rules{Embed: hosts}, "", "'none'"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := sharing(t, test.rules, func(c *web.Config) { c.BaseURL = "" })
			see := func(status int, method, path string, form url.Values) *http.Response {
				answer := o.send(method, path, form, "Sec-Fetch-Dest", test.dest)
				if answer.StatusCode != status {
					t.Fatalf("%s %s: %s", method, path, answer.Status)
				}
				if got := frames(t, answer); got != test.want && status != http.StatusSeeOther {
					t.Errorf("%s %s may stand in frames of %s, want %s", method, path, got, test.want)
				}
				return answer
			}
			see(http.StatusOK, http.MethodGet, "/s/charlotte/embed", nil)
			see(http.StatusUnprocessableEntity, http.MethodPost, "/s/charlotte", url.Values{"email": {"nobody@"}})
			receipt := see(http.StatusSeeOther, http.MethodPost, "/s/charlotte", url.Values{"roles": {"engineer"}}).Header.Get("Location")
			see(http.StatusOK, http.MethodGet, receipt, nil)
		})
	}
}

// TestOtherPagesStandInNoFrame: the list of a survey is for its form alone.
func TestOtherPagesStandInNoFrame(t *testing.T) {
	t.Parallel()
	o := sharing(t, survey.Rules{Embed: []string{"https://group.example.org"}}, nil)
	for _, path := range []string{"/", "/login", "/surveys", "/s/nobody", "/r/" + strings.Repeat("a", 26)} {
		if got := frames(t, o.send(http.MethodGet, path, nil, "Sec-Fetch-Dest", "iframe")); got != "'none'" {
			t.Errorf("%s may stand in frames of %s", path, got)
		}
	}
}
