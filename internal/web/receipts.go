package web

import (
	"crypto/sha256"
	"sync"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"
)

// receiptRoutes adds what the holder of a receipt may do, as far as the site can do it.
func (site *Site) receiptRoutes(r *gin.Engine, read func(path string, h func(*gin.Context) error)) {
	read("/r/:token", site.showReceipt)
	read("/r/:token/answers.json", site.sendKept)
	if site.config.Revise != nil {
		read("/r/:token/edit", site.showEdit)
		r.POST("/r/:token/edit", site.handle(site.takeEdit))
	}
	if site.config.Erase != nil {
		read("/r/:token/erase", site.showErase)
		r.POST("/r/:token/erase", site.handle(site.takeErase))
		read("/erased", site.showErased)
	}
	if site.mails() {
		r.POST("/r/:token/mail", site.handle(site.takeMail))
	}
}

// receipts is what the pages of receipts share.
type receipts struct {
	markdown    *markdown
	mail        mailLimit
	changes     *limiter
	corrections correctionLimit
	locks       [64]sync.Mutex
}

func newReceipts(config Config) *receipts {
	return &receipts{
		markdown: newMarkdown(), changes: newLimiter(mostChanges, config.Random),
		corrections: correctionLimit{buckets: map[[sha256.Size]byte]*rate.Limiter{}},
	}
}

// lock keeps two changes of one response apart, so that what a change was based on is still true when
// it is stored. It gives what ends it. Responses share locks; waiting for a stranger costs nothing but
// the time of one transaction.
func (r *receipts) lock(hash []byte) (unlock func()) {
	l := &r.locks[int(hash[0])%len(r.locks)]
	l.Lock()
	return l.Unlock
}
