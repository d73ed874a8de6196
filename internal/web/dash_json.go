package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"muster/internal/dashboard"
)

// tagHolds is for how long a page of the same answers counts as the same: the figures of the last
// day change by the clock alone.
const tagHolds = 5 * time.Minute

// sendDashboard answers with the dashboard as data. Who asks again and gets the same page is told
// so before anything is counted.
func (f *founders) sendDashboard(c *gin.Context, r reading) error {
	if len(r.problems) > 0 {
		return misread("filters", r.problems)
	}
	if !r.fresh.Ready {
		return notReady()
	}
	if unchanged(c, r.tag(f.site.config.Now())) {
		return nil
	}
	page, err := r.build(c.Request.Context(), f)
	if err != nil {
		c.Writer.Header().Del("ETag")
		return err
	}
	if page.Passing { // the same is worth another try
		c.Writer.Header().Del("ETag")
	}
	body, err := json.Marshal(page)
	if err != nil {
		return fmt.Errorf("write dashboard %q: %w", r.dashboard.ID, err)
	}
	c.Data(http.StatusOK, "application/json; charset=utf-8", body)
	return nil
}

// unchanged names what is about to be sent by its tag, and answers who has it already.
func unchanged(c *gin.Context, tag string) bool {
	c.Header("ETag", tag)
	c.Header("Cache-Control", "private, no-cache")
	c.Header("Vary", "Cookie")
	if !holds(c.Request.Header.Values("If-None-Match"), tag) {
		return false
	}
	c.Status(http.StatusNotModified)
	return true
}

// misread refuses an address whose filters or conditions, as what says, mean nothing: a program would
// take everybody's numbers for those of the people it asked for.
func misread(what string, problems []dashboard.Problem) *fault {
	var words []string
	for _, p := range problems {
		words = append(words, p.Parameter+": "+p.Message)
	}
	return &fault{status: http.StatusBadRequest, title: "The " + what + " of this address could not be read", words: words}
}

func notReady() *fault {
	return &fault{status: http.StatusServiceUnavailable, title: "The counts are being prepared",
		words: []string{"All answers are safe. Their counts are being made just now; try again in a few seconds."}, wait: 5 * time.Second}
}

// tag names what the page is made of: the answers, the calls of the form, and the time of day.
func (r reading) tag(now time.Time) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %s %s %s %d %d %s %v", r.survey.ID, r.survey.Version(), r.dashboard.ID, r.dashboard.Version,
		r.fresh.Seq, now.Unix()/int64(tagHolds.Seconds()), r.selection, r.visits)
	return `"` + base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:12]) + `"`
}

func holds(lines []string, tag string) bool {
	for _, line := range lines {
		for seen := range strings.SplitSeq(line, ",") {
			if seen = strings.TrimSpace(seen); seen == "*" || strings.TrimPrefix(seen, "W/") == tag {
				return true
			}
		}
	}
	return false
}
