package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"muster/internal/account"
)

// TestAssetsAreKeptForEver follows every address of a page to its file, in every coding.
func TestAssetsAreKeptForEver(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 5, nil)
	o.logIn(account.Founder)
	content := body(t, o.send(http.MethodGet, "/surveys/charlotte/dashboards/overview", nil))
	addresses := regexp.MustCompile(`/assets/[\w.-]+`).FindAllString(content, -1)
	if len(addresses) == 0 {
		t.Fatal("the page refers to nothing, not even its style sheet")
	}
	o.browser.Transport = plainTransport{o.browser.Transport.(*http.Transport)}
	for _, address := range addresses {
		if !regexp.MustCompile(`-[0-9a-f]{16}\.(css|js)$`).MatchString(address) {
			t.Errorf("%s holds no hash", address)
		}
		var plain []byte
		for _, coding := range []string{"identity", "gzip", "br"} {
			answer := o.send(http.MethodGet, address, nil, "Accept-Encoding", coding)
			if got := answer.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
				t.Errorf("%s: Cache-Control %q", address, got)
			}
			if got := answer.Header.Get("Vary"); got != "Accept-Encoding" {
				t.Errorf("%s: Vary %q", address, got)
			}
			if got := strings.TrimPrefix(coding, "identity"); answer.Header.Get("Content-Encoding") != got {
				t.Errorf("%s: Content-Encoding %q, want %q", address, answer.Header.Get("Content-Encoding"), got)
			}
			data := decoded(t, coding, answer.Body)
			if plain == nil {
				plain = data
			}
			if !bytes.Equal(data, plain) {
				t.Errorf("%s is another file in %s", address, coding)
			}
		}
	}
}

// plainTransport keeps http.Transport from asking for gzip by itself.
type plainTransport struct{ *http.Transport }

func (p plainTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	p.DisableCompression = true
	return p.Transport.RoundTrip(r)
}

func decoded(t *testing.T, coding string, r io.Reader) []byte {
	t.Helper()
	switch coding {
	case "gzip":
		r = must(gzip.NewReader(r))(t)
	case "br":
		r = brotli.NewReader(r)
	}
	return must(io.ReadAll(r))(t)
}

// TestPaperHasTheLightColours holds the style sheet's copy of the tokens to the tokens.
func TestPaperHasTheLightColours(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 1, nil)
	address := o.open("/login").Find("link[rel=stylesheet]").AttrOr("href", "")
	css := body(t, o.send(http.MethodGet, address, nil))
	light := variables(css[strings.Index(css, ":root"):])
	for name, block := range map[string]string{
		"paper": css[strings.LastIndex(css, ".on-paper"):],
		"print": css[strings.Index(css, "@media print")+len("@media print {"):],
	} {
		found := variables(block)
		if len(found) < 4 {
			t.Errorf("%s sets %d colours", name, len(found))
		}
		for variable, value := range found {
			if name == "print" && (variable == "--bg" || variable == "--surface") {
				continue // paper is white
			}
			if light[variable] != value {
				t.Errorf("%s has %s: %s; the light tokens have %q", name, variable, value, light[variable])
			}
		}
	}
}

// variables reads the custom properties of the first block in a style sheet.
func variables(css string) map[string]string {
	css, _, _ = strings.Cut(css, "}")
	found := map[string]string{}
	for _, match := range regexp.MustCompile(`(--[\w-]+): (#\w+);`).FindAllStringSubmatch(css, -1) {
		found[match[1]] = match[2]
	}
	return found
}
