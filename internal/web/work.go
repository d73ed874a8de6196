package web

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// Proof of work (Back, Hashcash, 1997), for forms under attack: before a form is sent, a script finds
// numbers whose SHA-256 together with the form's id and stamp begins with zeros. Several small tasks
// take about the same time for everybody; one large one would be over at once for some and take others
// half a minute. Together they take a phone about half a second.
const (
	workTasks = 16
	workZeros = 11 // bits; 2^11 tries a task on average

	// workPause is how long after opening the form it is taken without. Whoever has no script reads
	// and fills in meanwhile.
	workPause = 20 * time.Second
)

// workLeft is how long to wait before the form can be sent; 0 when it can.
func (site *Site) workLeft(posted submission) time.Duration {
	if !posted.survey.Rules.ProofOfWork || posted.worked() {
		return 0
	}
	if !posted.ours {
		return workPause
	}
	if posted.started.IsZero() { // given out too long ago for us to know when
		return 0
	}
	return max(0, workPause-posted.now.Sub(posted.started))
}

// worked tells whether the tasks of this very form were done.
func (p *submission) worked() bool {
	numbers := strings.Split(p.work, ".")
	if !p.ours || len(numbers) != workTasks {
		return false
	}
	for i, number := range numbers {
		sum := sha256.Sum256([]byte(p.id + "." + p.stamp + "." + string(rune('a'+i)) + "." + number))
		if bits.LeadingZeros32(binary.BigEndian.Uint32(sum[:])) < workZeros {
			return false
		}
	}
	return true
}

// askForWork shows the form as it was sent, to be sent again when time has passed instead of work. A
// form without our stamp gets one that tells when that time began.
func (site *Site) askForWork(c *gin.Context, posted submission, left time.Duration) error {
	if !posted.ours {
		posted.stamp = site.key.stamp(posted.survey.ID, posted.id, posted.now)
	}
	return site.askToWait(c, posted, left, "flow.work")
}
