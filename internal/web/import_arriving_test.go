package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

const beginningOfAFile = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nTimes"

// trickle begins to send a file and goes no further until it is told to end.
func (o *office) trickle(end chan struct{}) chan posted {
	o.t.Helper()
	return o.sending(func(w io.Writer) {
		_, _ = io.WriteString(w, beginningOfAFile) // a request that was ended reads no more
		<-end
	})
}

// sending sends a file as it is written, and gives what is answered.
func (o *office) sending(write func(io.Writer)) chan posted {
	o.t.Helper()
	body, w := io.Pipe()
	r := must(http.NewRequest(http.MethodPost, o.server.URL+meetupPath, body))(o.t)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	browser, done := o.browser, make(chan posted, 1)
	go func() {
		defer w.Close()
		write(w)
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

// TestSlowFilesShutNobodyOut holds that one founder's files on their way, however many, leave room for others and
// for the founder's own next one.
func TestSlowFilesShutNobodyOut(t *testing.T) {
	t.Parallel()
	o := importDesk(t, nil)
	end := make(chan struct{})
	var slow []chan posted
	for range 4 {
		slow = append(slow, o.trickle(end))
		time.Sleep(100 * time.Millisecond) // so that they come one after the other
	}
	defer close(end)
	for i, one := range slow[:3] {
		select {
		case got := <-one:
			if got.err != nil || got.status != http.StatusConflict || !strings.Contains(got.page, "You are sending another file") {
				t.Errorf("slow file %d: %d, %v", i+1, got.status, got.err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("slow file %d goes on", i+1)
		}
	}
	was := o.browser
	o.browser = o.another("Grace")
	o.open(o.drop(meetupPath, nil, attached{"old.csv", oldForm}))
	o.browser = was
	o.open(o.drop(meetupPath, nil, attached{"old.csv", oldForm}))
	if got := <-slow[3]; got.status != http.StatusConflict {
		t.Errorf("the last slow file: %d, %v", got.status, got.err)
	}
}
