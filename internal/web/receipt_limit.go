package web

import (
	"crypto/sha256"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"muster/internal/words"
)

const (
	mostChanges     = 150 // of receipts, from a network in a minute: see limits
	mostCorrections = 30  // of one answer, in an hour and all of it at once
)

// correctionLimit bounds how often an answer is corrected: each time it is written anew, and what it
// said before is overwritten wherever it was. It remembers hashes of receipts, in memory.
type correctionLimit struct {
	mu      sync.Mutex
	buckets map[[sha256.Size]byte]*rate.Limiter // guarded by mu
}

// take counts a correction. When there were too many it counts nothing and says how long to wait.
func (l *correctionLimit) take(receipt []byte, now time.Time) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.bucket([sha256.Size]byte(receipt), now).ReserveN(now, 1)
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

func (l *correctionLimit) bucket(receipt [sha256.Size]byte, now time.Time) *rate.Limiter {
	if b := l.buckets[receipt]; b != nil {
		return b
	}
	if len(l.buckets) >= limiterMost {
		l.makeRoom(now)
	}
	b := rate.NewLimiter(rate.Every(time.Hour/mostCorrections), mostCorrections)
	l.buckets[receipt] = b
	return b
}

// makeRoom forgets the receipts with which nothing was done for long, and any one where that is none.
func (l *correctionLimit) makeRoom(now time.Time) {
	maps.DeleteFunc(l.buckets, func(_ [sha256.Size]byte, b *rate.Limiter) bool { return b.TokensAt(now) >= mostCorrections })
	if len(l.buckets) < limiterMost {
		return
	}
	for any := range l.buckets {
		delete(l.buckets, any)
		return
	}
}

// calm tells whether a network changes no more than a room full of people does.
func (site *Site) calm(c *gin.Context) bool {
	return site.receipts.changes.take(site.client(c), site.config.Now())
}

func tooManyChanges(wait time.Duration) *fault {
	f := spoken(http.StatusTooManyRequests, "faults.too_many", "faults.too_many_words")
	f.wait = wait
	return f
}

// postpone shows a correction as it was sent, to be stored a little later.
func (site *Site) postpone(c *gin.Context, edit *correction, wait time.Duration, why string) error {
	seconds := int((wait + time.Second - 1) / time.Second)
	content := site.drawEdit(edit)
	content.Alert = &alert{
		Title: edit.words.Say("receipt.failed_title"),
		Words: []string{edit.words.Say(why), edit.words.Say("flow.wait", words.N("n", seconds))},
		Send:  edit.words.Say("receipt.edit_send"),
	}
	c.Header("Retry-After", strconv.Itoa(seconds))
	return site.showCorrection(c, http.StatusTooManyRequests, edit, content)
}
