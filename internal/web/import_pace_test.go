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
	return o.sending(func(w io.Writer) {
		for _, bit := range bits {
			if _, err := io.WriteString(w, bit); err != nil {
				return // it was cut off
			}
			time.Sleep(pause)
		}
	})
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
		large = append(large, strings.Repeat(rows, 8)) // 5 KB every 50 ms
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
		case <-time.After(time.Minute): // on a busy machine
			t.Fatal("a file that trickles in is waited for")
		}
	}
	o.browser = was
	o.open(o.drop(meetupPath, nil, attached{"old.csv", oldForm}))
}
