package web

import (
	"time"

	"muster/internal/response"
)

// hasty is a time within which nobody reads a form, fills it in and sends it.
const hasty = 3 * time.Second

// hastyAgain is the same for a form that was sent before with other answers. Next to nothing need be
// typed there, by somebody who may have seen the page before: the next person at a shared tablet. But
// they wait for the page, see what it says, and move to its button. Stamps count whole seconds, so this
// is one to two: a machine that answers at once never takes so long.
const hastyAgain = 2 * time.Second

// flag notes why an answer looks as if no person had given it. It is stored and counted all the same:
// people are quick at times, and so are those who help others to fill in.
func (site *Site) flag(p submission, to *response.Circumstances) {
	if !site.limits.burst.take(p.client, p.now) {
		to.Flag(response.Burst)
	}
	if p.hasty() {
		to.Flag(response.TooFast)
	}
	if p.trapped {
		to.Flag(response.Trap)
	}
	if !p.ours {
		to.Flag(response.Unsigned)
	}
}

func (p *submission) hasty() bool {
	if !p.renewed.IsZero() {
		return p.now.Sub(p.renewed) < hastyAgain
	}
	return !p.started.IsZero() && p.now.Sub(p.started) < hasty
}

// since is when the page was given out that was sent; zero when that is not known.
func (p *submission) since() time.Time {
	if !p.renewed.IsZero() {
		return p.renewed
	}
	return p.started
}
