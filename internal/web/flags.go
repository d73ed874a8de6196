package web

import (
	"time"

	"muster/internal/response"
)

// hasty is a time within which nobody reads a form, fills it in and sends it.
const hasty = 3 * time.Second

// flag notes why an answer looks as if no person had given it. It is stored and counted all the same:
// people are quick at times, and so are those who help others to fill in.
func (site *Site) flag(p submission, to *response.Circumstances) {
	if !site.limits.burst.take(p.client, p.now) {
		to.Flag(response.Burst)
	}
	if !p.started.IsZero() && p.now.Sub(p.started) < hasty {
		to.Flag(response.TooFast)
	}
	if p.trapped {
		to.Flag(response.Trap)
	}
	if !p.ours {
		to.Flag(response.Unsigned)
	}
}
