package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/account"
)

const (
	mostListeners = 200
	mostPlaces    = 10               // of those, for one person, so that nobody takes all
	listenAgain   = 30 * time.Second // for who found no place
	lookEvery     = time.Second      // at how far the counts reach, whoever listens
	beatEvery     = 20 * time.Second // so that proxies keep the connection and its end is noticed
)

// news tells everybody who listens how far the counts reach. It holds no goroutine of its own:
// Site.Run looks, and each listener waits in its own request.
type news struct {
	mu        sync.Mutex
	seq       int64         // guarded by mu; the last answer that is counted
	changed   chan struct{} // guarded by mu; closed when seq has changed, and then another
	listeners int           // guarded by mu
	of        map[int64]int // guarded by mu; how many of them are of which person
	over      chan struct{} // closed when nobody is told any more
	end       func()        // closes over

	beat time.Duration // between two signs of life; fixed
}

func newNews() *news {
	over := make(chan struct{})
	return &news{changed: make(chan struct{}), of: map[int64]int{}, over: over, end: sync.OnceFunc(func() { close(over) }), beat: beatEvery}
}

// enter takes a place among the listeners for a person, if one is free.
func (n *news) enter(person int64) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.listeners >= mostListeners || n.of[person] >= mostPlaces {
		return false
	}
	n.listeners++
	n.of[person]++
	return true
}

func (n *news) leave(person int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.listeners--
	if n.of[person]--; n.of[person] == 0 {
		delete(n.of, person)
	}
}

// tell lets everybody know how far the counts reach. Counts that are being made again say nothing.
func (n *news) tell(fresh Freshness) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !fresh.Ready || fresh.Seq == n.seq {
		return
	}
	n.seq = fresh.Seq
	close(n.changed)
	n.changed = make(chan struct{})
}

// latest is how far the counts reach, and a channel that is closed when that has changed.
func (n *news) latest() (seq int64, changed <-chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.seq, n.changed
}

// tellNews lets those who listen know how far the counts reach.
func (site *Site) tellNews() {
	if freshness := site.config.Founder.Freshness; freshness != nil {
		site.news.tell(freshness())
	}
}

// EndLive ends every connection that waits for news of answers. A server that shuts down waits for
// its requests, and these end by nothing else: hand EndLive to its RegisterOnShutdown.
func (site *Site) EndLive() { site.news.end() }

// sendLive tells how far the counts reach, at once and whenever it changes, until the browser leaves, the
// session ends or the service does. Listening is nobody's doing: it keeps no idle session alive.
func (f *founders) sendLive(c *gin.Context) error {
	outside := c.Request.Context() // without a session, so that it can be looked up again
	person, err := f.listener(c, outside)
	if err != nil {
		return err
	}
	if person == 0 {
		return &fault{status: http.StatusUnauthorized, title: "Log in first", words: []string{"News of answers are for the organisers."}}
	}
	if _, err := f.surveyOf(c); err != nil {
		return err
	}
	if !f.site.news.enter(person) {
		return &fault{status: http.StatusServiceUnavailable, title: "Too many pages are open", wait: listenAgain,
			words: []string{"So many pages wait for new answers that there is no room for this one. It shows them when it is loaded again."}}
	}
	defer f.site.news.leave(person)
	f.site.news.tell(f.config.Freshness())
	return f.site.news.read(outside, newLine(c), func() (bool, error) {
		now, err := f.listener(c, outside)
		return now == person, err
	})
}

// read sends the news down a line until one of its ends is gone or the listener is not here any more.
func (n *news) read(ctx context.Context, l *line, here func() (bool, error)) error {
	beat := time.NewTicker(n.beat)
	defer beat.Stop()
	told := int64(-1)
	for l.holds() {
		seq, changed := n.latest()
		if seq != told {
			l.send("event: counts\nid: %d\ndata: %d\n\n", seq, seq)
			told = seq
		}
		select {
		case <-changed:
		case <-beat.C:
			is, err := here()
			if err != nil {
				return err
			}
			if !is {
				l.send("event: over\ndata: login\n\n")
				return nil
			}
			l.send(": still here\n\n")
		case <-n.over:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}

// listener is the person of the session that came with the request; 0 when it is of nobody who may come in.
func (f *founders) listener(c *gin.Context, outside context.Context) (int64, error) {
	token, _ := c.Cookie(f.sessions.Cookie.Name)
	ctx, err := f.sessions.Load(outside, token)
	if err != nil {
		return 0, fmt.Errorf("load session: %w", err)
	}
	person, err := f.member(ctx)
	if errors.Is(err, account.ErrUnknown) {
		return 0, nil
	}
	return person.ID, err
}
