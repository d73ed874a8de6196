package web

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// Proof of work (Back, Hashcash, 1997), for forms under attack: before a form is sent, templates/work.js
// finds numbers whose SHA-256 together with the form's stamp begins with zeros; the stamp holds for one
// response id. Several small tasks take about the same time for everybody; one large one would be over
// at once for some and take others long. Together they take a phone about half a second.
const (
	workTasks = 16
	workZeros = 13 // bits; 2^13 tries a task on average

	// workPause is how long after opening the form it is taken without. Whoever has no script reads
	// and fills in meanwhile.
	workPause = 20 * time.Second
)

// workLeft is how long to wait before the form can be sent; 0 when it can.
func (site *Site) workLeft(posted submission) time.Duration {
	switch {
	case !posted.survey.Rules.ProofOfWork, posted.worked():
		return 0
	case posted.since().IsZero():
		return workPause
	}
	return max(0, workPause-posted.now.Sub(posted.since()))
}

// worked tells whether the tasks of this very form were done.
func (p *submission) worked() bool {
	if !p.ours || strings.Count(p.work, ".") != workTasks-1 {
		return false
	}
	task := 0
	for number := range strings.SplitSeq(p.work, ".") {
		sum := sha256.Sum256([]byte(p.stamp + "." + strconv.Itoa(task) + "." + number))
		if bits.LeadingZeros32(binary.BigEndian.Uint32(sum[:])) < workZeros {
			return false
		}
		task++
	}
	return true
}

// askForWork shows the form as it was sent, to be sent again when time has passed instead of work. A
// form without our stamp, or with one too old to tell, gets one that says when that time began.
func (site *Site) askForWork(c *gin.Context, posted submission, left time.Duration) error {
	if posted.since().IsZero() {
		posted.stamp = site.key.renewal(posted.survey.ID, posted.id, posted.now)
		if err := site.rekeep(c.Request.Context(), &posted); err != nil {
			return site.keepForm(c, posted, err)
		}
	}
	return site.askToWait(c, posted, left, "flow.work")
}
