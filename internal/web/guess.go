package web

import (
	"io"
	"net/netip"
	"sync"
	"time"
)

// Wrong access words a minute. Besides the limit on a network, a survey bears somewhat many from everywhere; when they are used up,
// most likely somebody guesses from many networks. Then every network, the whole site of an office or
// a customer in IPv6, has a few left of its own: enough for those who know the word, and a small part
// of what guessing takes.
const (
	wrongWords       = 30 // of a network
	wrongOfSurvey    = 300
	wrongMeanwhile   = 3
	ipv6Organization = 48 // bits that a provider gives to a customer at the most
)

// guesses limits the wrong words that are tried. Only those count: a room full of people types the right
// one in the same minute. But a word is not looked at when no wrong one is left, or the limit would tell
// nothing but the right one.
type guesses struct {
	mu                      sync.Mutex // held while a word is judged, so that words at once are not all looked at
	near, survey, meanwhile *limiter
}

func newGuesses(random io.Reader) *guesses {
	g := &guesses{
		near: newLimiter(wrongWords, random), survey: newLimiter(wrongOfSurvey, random), meanwhile: newLimiter(wrongMeanwhile, random),
	}
	g.meanwhile.ipv6 = ipv6Organization
	return g
}

// pause is how long to wait when no wrong word is left.
func (g *guesses) pause() time.Duration { return g.near.pause() }

// judge looks at a word for a survey, unless too many wrong ones came before.
func (g *guesses) judge(client netip.Addr, survey string, right bool, now time.Time) (looked bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	all := g.survey.of(survey, g.survey.perMinute, now)
	calm := all.TokensAt(now) >= 1
	if !g.near.left(client, now) || !calm && !g.meanwhile.left(client, now) {
		return false
	}
	if right {
		return true
	}
	g.near.take(client, now)
	if !calm {
		g.meanwhile.take(client, now)
	}
	all.AllowN(now, 1)
	return true
}
