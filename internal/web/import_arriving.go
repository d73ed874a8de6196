package web

import (
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// errReplaced says that the same person sends another file by now.
var errReplaced = errors.New("another file of the same person is on its way")

// arriving is a file on its way. Its person has no other: a newer one ends it.
type arriving struct {
	body    io.Reader
	control *http.ResponseController
	pace    Pace
	until   time.Time // when it must have come, however it goes on
	begun   time.Time // when the first bytes were waited for; zero before that
	came    int64     // bytes so far
	whole   bool      // its end came

	mu    sync.Mutex
	ended error // guarded by mu: why it comes no further; nil while it does
}

// arrive makes a body the one that a person sends; the one before comes no further. leave must be called.
func (us *uploads) arrive(c *gin.Context, person int64) (a *arriving, leave func()) {
	a = &arriving{
		body: c.Request.Body, control: http.NewResponseController(c.Writer), pace: us.pace, until: time.Now().Add(arrivalTimeout),
	}
	us.mu.Lock()
	defer us.mu.Unlock()
	if before := us.coming[person]; before != nil {
		before.end(errReplaced)
	}
	us.coming[person] = a
	return a, func() {
		us.mu.Lock()
		defer us.mu.Unlock()
		if us.coming[person] == a {
			delete(us.coming, person)
		}
		a.rest()
	}
}

// lastBytes is how long the rest of a body is waited for of which nothing is taken any more.
const lastBytes = time.Second

// rest says until when the connection is read from behind the last of the file. A deadline that passes while a file is
// looked at would end its request. But what did not come to its end is read on before its sender is answered, so a
// late deadline would keep the answer back.
func (a *arriving) rest() {
	switch {
	case a.end(nil) != nil: // nothing is waited for any more
	case a.whole:
		_ = a.control.SetReadDeadline(a.until)
	default:
		_ = a.control.SetReadDeadline(time.Now().Add(lastBytes))
	}
}

// end keeps an arrival from going on, and tells what ended it before.
func (a *arriving) end(why error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ended == nil && why != nil {
		a.ended = why
		_ = a.control.SetReadDeadline(time.Now()) // whoever waits for bytes waits no more
	}
	return a.ended
}

// Read waits for bytes as long as an arrival may bring none, and as its pace allows. Not every connection can be given
// a time. Only whoever reads knows what came, so begun, came and whole need no lock.
func (a *arriving) Read(p []byte) (int, error) {
	if err := a.wait(); err != nil {
		return 0, err
	}
	n, err := a.body.Read(p)
	a.came += int64(n)
	a.whole = a.whole || errors.Is(err, io.EOF)
	if err != nil && !errors.Is(err, io.EOF) {
		if why := a.end(nil); why != nil {
			err = why
		} else if !time.Now().Before(a.pace.due(a.begun, a.came)) {
			err = &slowError{a.pace}
		}
	}
	return n, err
}

func (a *arriving) wait() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ended != nil {
		return a.ended
	}
	now := time.Now()
	if a.begun.IsZero() {
		a.begun = now
	}
	due := a.pace.due(a.begun, a.came)
	if !now.Before(due) {
		return &slowError{a.pace} // what comes at once after a long while is late as well
	}
	next := now.Add(a.pace.Idle)
	for _, end := range []time.Time{a.until, due} {
		if end.Before(next) {
			next = end
		}
	}
	_ = a.control.SetReadDeadline(next)
	return nil
}

// brokenOff says why a file did not come to its end.
func brokenOff(err error) error {
	var late interface{ Timeout() bool }
	var slow *slowError
	switch {
	case errors.As(err, &slow):
		return &fault{status: http.StatusRequestTimeout, title: "The file came too slowly",
			words: []string{slow.words() + " Nothing is stored. Send it over a faster line, or make it smaller: export the answers as CSV, or put the file into a .zip."}}
	case errors.Is(err, errReplaced):
		return &fault{status: http.StatusConflict, title: "You are sending another file",
			words: []string{"Muster takes one file of a person at a time, so this one was given up when you sent the next. Nothing of it is stored."}}
	case errors.As(err, &late) && late.Timeout():
		return &fault{status: http.StatusRequestTimeout, title: "The file did not arrive",
			words: []string{"Nothing of it came for half a minute, or it took longer than 15 minutes in all. Nothing is stored. Look at your connection and send the file again."}}
	}
	return garbled()
}

// crowded says that as many files are on their way as are taken at a time.
func crowded() error {
	return &fault{status: http.StatusServiceUnavailable, title: "Other people are sending files", wait: 30 * time.Second,
		words: []string{"Three people are sending files just now, and Muster takes no more at a time. Nothing is lost and nothing is stored: send yours again in a minute."}}
}
