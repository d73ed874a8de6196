package web_test

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"muster/internal/web"
)

// impatient takes files that bring nothing for a second no further, and gives forms three.
func impatient(c *web.Config) {
	c.Founder.Pace = web.Pace{Idle: time.Second, Grace: 3 * time.Second, Rate: 16 << 10}
}

// announce sends the first part of a body of which a header says more, and gives what is answered.
func (o *office) announce(path, kind string, length int, bits ...string) (status int, page string) {
	o.t.Helper()
	at := must(url.Parse(o.server.URL))(o.t)
	trust := o.server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	conn := must(tls.Dial("tcp", at.Host, &tls.Config{RootCAs: trust}))(o.t)
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(30 * time.Second)) // of the many minutes that it would be without an answer
	var head strings.Builder
	fmt.Fprintf(&head, "POST %s HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nContent-Type: %s\r\nContent-Length: %d\r\n", path, at.Host, kind, length)
	for _, cookie := range o.browser.Jar.Cookies(at) {
		fmt.Fprintf(&head, "Cookie: %s\r\n", cookie)
	}
	if _, err := io.WriteString(conn, head.String()+"\r\n"); err != nil {
		o.t.Fatal(err)
	}
	go func() {
		for _, bit := range bits {
			if _, err := io.WriteString(conn, bit); err != nil {
				return // it was answered
			}
			time.Sleep(50 * time.Millisecond)
		}
	}()
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		o.t.Fatalf("a body of %d bytes that stops is not answered: %v", length, err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body) // the connection may end behind it
	return answer.StatusCode, string(body)
}

const multipartOfB = "multipart/form-data; boundary=b"

// TestUnfinishedFilesAreAnswered holds that who stops in the middle of a file is told so, whatever its header says of
// its size.
func TestUnfinishedFilesAreAnswered(t *testing.T) {
	t.Parallel()
	o := importDesk(t, impatient)
	whole := strings.TrimSuffix(beginningOfAFile, "Times") + oldForm + endOfAFile
	trickle := append([]string{beginningOfAFile}, strings.Split(strings.Repeat("x", 200), "")...)
	for _, test := range []struct {
		name   string
		length int
		bits   []string
		status int
		says   string
	}{
		{"a small file", 5_000, []string{beginningOfAFile}, http.StatusRequestTimeout, "The file did not arrive"},
		{"a file of some size", 100_000, []string{beginningOfAFile}, http.StatusRequestTimeout, "The file did not arrive"},
		{"a large file", 1_000_000, []string{beginningOfAFile}, http.StatusRequestTimeout, "The file did not arrive"},
		{"a small file that trickles in", 100_000, trickle, http.StatusRequestTimeout, "The file came too slowly"},
		{"a large file that trickles in", 1_000_000, trickle, http.StatusRequestTimeout, "The file came too slowly"},
		{"a whole file, and more is said to come", len(whole) + 1_000, []string{whole}, http.StatusRequestTimeout, "The file did not arrive"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, page := o.announce(meetupPath, multipartOfB, test.length, test.bits...)
			if status != test.status || !strings.Contains(page, test.says) {
				t.Errorf("%d\n%s", status, page)
			}
		})
	}
}

// TestUnfinishedDecisionsAreAnswered holds that the time that a large file is given is not given to whoever stops in
// the middle of a form.
func TestUnfinishedDecisionsAreAnswered(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	path := o.drop(meetupPath, nil, attached{"old.csv", oldForm})
	server := httptest.NewUnstartedServer(o.site.Handler())
	server.Config.ReadTimeout = time.Second
	server.StartTLS()
	defer server.Close()
	o.server = server
	for _, length := range []int{1_000, 100_000} {
		if status, page := o.announce(path, "application/x-www-form-urlencoded", length, "sheet="); status != http.StatusBadRequest {
			t.Errorf("%d bytes: %d\n%s", length, status, page)
		}
	}
	if status, _ := o.announce(path, "application/x-www-form-urlencoded", 7, "sheet=x"); status == http.StatusBadRequest {
		t.Error("a whole form is not read")
	}
}
