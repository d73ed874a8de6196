package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far a long command is, on a terminal that a person watches. Elsewhere its
// bars draw nothing, so that logs and pipes stay clean.
type progress struct {
	env  environment
	what string
	bar  *progressbar.ProgressBar
}

func newProgress(env environment, what string) *progress {
	return &progress{env: env, what: what}
}

// at shows that done of total is done; a total below 1 means that it is not known.
func (p *progress) at(done, total int64) {
	if !p.env.watched {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(max(total, -1),
			progressbar.OptionSetWriter(p.env.stderr),
			progressbar.OptionSetDescription(p.what),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	if total > 0 && p.bar.GetMax64() != total {
		p.bar.ChangeMax64(total)
	}
	_ = p.bar.Set64(done) // a terminal that went away is no reason to stop
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
