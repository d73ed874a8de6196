package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"muster/internal/web"
)

// through sends a guess of the access word, of which a network has 30 wrong ones a minute, from an
// address, and gives the status.
func (h *house) through(from string, header ...string) int {
	r := httptest.NewRequest(http.MethodPost, "/s/dinner/access", strings.NewReader(url.Values{"_word": {"guess"}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = from
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w.Code
}

// TestWhoseLimitItIs sends 31 wrong words in many ways: those of one network are too many.
func TestWhoseLimitItIs(t *testing.T) {
	t.Parallel()
	const chain = "X-Forwarded-For"
	for _, test := range []struct {
		name, from, trusted string
		header              func(i int) []string
		stopped             bool
	}{
		{"one network", "198.51.100.1:99", "", func(int) []string { return nil }, true},
		{"on this machine", "127.0.0.1:99", "", func(int) []string { return nil }, false},
		{"with a header of its own", "198.51.100.1:99", "127.0.0.1", func(i int) []string { return []string{chain, fmt.Sprint("192.0.2.", i)} }, true},
		{"a trusted proxy, one visitor", "127.0.0.1:99", "127.0.0.1", func(int) []string { return []string{chain, "192.0.2.7"} }, true},
		{"a trusted proxy, several", "127.0.0.1:99", "127.0.0.0/8", func(i int) []string { return []string{chain, fmt.Sprint("192.0.2.", i)} }, false},
		{"with ports", "127.0.0.1:99", "127.0.0.1", func(i int) []string { return []string{chain, fmt.Sprintf("192.0.2.7:%d", 4000+i)} }, true},
		{"IPv6 with ports", "[::1]:99", "::1", func(i int) []string { return []string{chain, fmt.Sprintf("[2001:db8::%x]:%d", i, 4000+i)} }, true},
		{"IPv6 in brackets", "[::1]:99", "::1", func(int) []string { return []string{chain, "[2001:db8::7]"} }, true},
		{"what a visitor wrote stands before", "127.0.0.1:99", "127.0.0.1", func(i int) []string { return []string{chain, fmt.Sprint("203.0.113.", i, ", 192.0.2.7")} }, true},
		{"and in a line of its own", "127.0.0.1:99", "127.0.0.1", func(i int) []string { return []string{chain, fmt.Sprint("203.0.113.", i), chain, "192.0.2.7"} }, true},
		{"two proxies", "127.0.0.1:99", "127.0.0.1,10.0.0.0/8", func(i int) []string { return []string{chain, fmt.Sprint("192.0.2.7, 10.0.0.", i)} }, true},
		{"a proxy elsewhere that is not named", "10.0.0.1:99", "", func(i int) []string { return []string{chain, fmt.Sprint("192.0.2.", i)} }, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouseWith(t, func(c *web.Config) {
				c.TrustedProxies = strings.FieldsFunc(test.trusted, func(r rune) bool { return r == ',' })
			}, guarded(t))
			last := 0
			for i := range 31 {
				last = h.through(test.from, test.header(i)...)
			}
			if got := last == http.StatusTooManyRequests; got != test.stopped {
				t.Errorf("stopped: %v; the last answer was %d", got, last)
			}
		})
	}
}

// A proxy on this machine that nobody named does not lift the limits; everybody behind it has one, with
// room for several rooms of people, and the log says what to do.
func TestProxyThatNobodyNamed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, trusted, header, value string }{
		{"a chain", "", "X-Forwarded-For", "198.51.100.%d"},
		{"the header of RFC 7239", "", "Forwarded", "for=198.51.100.%d"},
		{"one address", "", "X-Real-Ip", "198.51.100.%d"},
		{"named, but nobody can read it", "127.0.0.1", "X-Forwarded-For", "unknown%d"},
		{"named, and writes no address", "127.0.0.1", "X-Forwarded-For", "::, 0.0.0.0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := openHouseWith(t, func(c *web.Config) { c.TrustedProxies = strings.Fields(test.trusted) }, guarded(t))
			told := 0
			for h.through("127.0.0.1:99", test.header, strings.Replace(test.value, "%d", fmt.Sprint(told%250), 1)) == http.StatusUnprocessableEntity {
				if told++; told > 1_000 {
					t.Fatal("a thousand guesses and no end")
				}
			}
			if told < 100 {
				t.Errorf("stopped after %d: a room of people is more", told)
			}
			log := h.log.String()
			if strings.Count(log, "--trusted-proxy") != 1 || strings.Contains(log, "198.51") || strings.Contains(log, "127.0") {
				t.Errorf("log: %s", log)
			}
		})
	}
}

func FuzzForwarded(f *testing.F) {
	h := openHouseWith(f, func(c *web.Config) { c.TrustedProxies = []string{"192.0.2.1"} }, guarded(f))
	for _, seed := range []string{"192.0.2.7", "[2001:db8::1%eth0]:80", "]:[", ",,", "::ffff:127.0.0.1", "for=unknown"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, chain string) {
		if got := h.through("192.0.2.1:99", "X-Forwarded-For", chain); got != http.StatusUnprocessableEntity && got != http.StatusTooManyRequests {
			t.Errorf("%d", got)
		}
	})
}
