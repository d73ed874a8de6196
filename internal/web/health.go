package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// readyTime is how long the databases may take to show that they work.
const readyTime = 5 * time.Second

// showHealth tells that the process serves, whatever its databases do.
func (site *Site) showHealth(c *gin.Context) error {
	plain(c, http.StatusOK, "ok\n")
	return nil
}

// readyKept is how long what was found holds: anybody may ask, and every check writes to the disk
// that answers wait for.
const readyKept = time.Second

// readiness remembers the last check. Those who ask while one runs wait for it.
type readiness struct {
	mu  sync.Mutex
	at  time.Time // when err was found; zero: never
	err error
}

// check returns what was found within the last second, or finds it anew.
func (r *readiness) check(now func() time.Time, find func() error) (fresh bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if age := now().Sub(r.at); !r.at.IsZero() && age >= 0 && age < readyKept {
		return false, r.err
	}
	r.err = find()
	r.at = now()
	return true, r.err
}

// showReady tells whether the site can do its work.
func (site *Site) showReady(c *gin.Context) error {
	// Whoever asked first may be gone before the others; the check is for all of them.
	fresh, err := site.ready.check(site.config.Now, func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request.Context()), readyTime)
		defer cancel()
		return site.config.Ready(ctx)
	})
	if err != nil {
		if fresh {
			site.noteFailure(c, http.StatusServiceUnavailable, err)
		}
		plain(c, http.StatusServiceUnavailable, "not ready: the databases do not answer as they should; the log says more\n")
		return nil
	}
	plain(c, http.StatusOK, "ready\n")
	return nil
}

func plain(c *gin.Context, status int, text string) {
	c.Header("Cache-Control", "no-store")
	c.Data(status, "text/plain; charset=utf-8", []byte(text))
}
