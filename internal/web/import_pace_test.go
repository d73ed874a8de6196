package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"muster/internal/web"
)

const endOfAFile = "\r\n--b--\r\n"

// pour sends a file bit by bit, and gives what is answered.
func (o *office) pour(bits []string, pause time.Duration) chan posted {
	o.t.Helper()
	body, w := io.Pipe()
	r := must(http.NewRequest(http.MethodPost, o.server.URL+meetupPath, body))(o.t)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	browser, done := o.browser, make(chan posted, 1)
	go func() {
		defer w.Close()
		for _, bit := range bits {
			if _, err := io.WriteString(w, bit); err != nil {
				return // it was cut off
			}
			time.Sleep(pause)
		}
	}()
	go func() {
		answer, err := browser.Do(r)
		if err != nil {
			done <- posted{err: err}
			return
		}
		defer answer.Body.Close()
		page, err := io.ReadAll(answer.Body)
		done <- posted{answer.StatusCode, string(page), err}
	}()
	return done
}

// TestTricklingFilesAreGivenUp holds that a file must come at a pace, unless it is small: the three who let theirs
// trickle in are told so, and their gates are free for others.
func TestTricklingFilesAreGivenUp(t *testing.T) {
	t.Parallel()
	o := importDesk(t, func(c *web.Config) {
		c.Founder.Pace = web.Pace{Idle: 10 * time.Second, Grace: time.Second, Rate: 16 << 10}
	})
	rows := strings.Repeat("1/13/2025 9:00:00,Go\n", 30)
	small := []string{strings.TrimSuffix(beginningOfAFile, "Times"), "Timestamp,Topics\n"}
	for line := range strings.Lines(rows) {
		small = append(small, line)
	}
	if got := <-o.pour(append(small, endOfAFile), 10*time.Millisecond); got.err != nil || got.status != http.StatusSeeOther {
		t.Errorf("a small file on a slow line: %d, %v\n%s", got.status, got.err, got.page)
	}
	large := []string{small[0], small[1]}
	for range 40 {
		large = append(large, strings.Repeat(rows, 4)) // 2.5 KB every 50 ms
	}
	if got := <-o.pour(append(large, endOfAFile), 50*time.Millisecond); got.err != nil || got.status != http.StatusSeeOther {
		t.Errorf("a large file that keeps the pace: %d, %v\n%s", got.status, got.err, got.page)
	}

	was := o.browser
	var slow []chan posted
	for _, name := range []string{"Grace", "Hedy", "Joan"} {
		o.browser = o.another(name)
		slow = append(slow, o.pour(append(small, strings.Split(strings.Repeat(rows, 20), "\n")...), 50*time.Millisecond))
	}
	for _, one := range slow {
		select {
		case got := <-one:
			if got.err != nil || got.status != http.StatusRequestTimeout || !strings.Contains(got.page, "The file came too slowly") || !strings.Contains(got.page, "16 KB a second") {
				t.Errorf("a file that trickles in: %d, %v\n%s", got.status, got.err, got.page)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("a file that trickles in is waited for")
		}
	}
	o.browser = was
	o.open(o.drop(meetupPath, nil, attached{"old.csv", oldForm}))
}
