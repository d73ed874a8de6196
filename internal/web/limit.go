package web

import (
	"encoding/binary"
	"io"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What a network may do in a minute, and all of it at once: a room in which a hundred people answer
// behind one address must not notice. Beyond burstPosts an answer is flagged, beyond mostPosts it
// has to wait.
const (
	burstPosts  = 150
	mostPosts   = 600
	mostDrafts  = 1_200 // a script may save as people type
	mostNotices = 600   // that somebody began to fill in
	mostViews   = 1_200 // that are counted as visits; the form is shown all the same
	mostLogins  = 60
)

// hiddenMany is how many times as much everybody may do together who comes through a proxy that does
// not say who they are: several rooms, and still no flood.
const hiddenMany = 20

// limits are the limits on the networks that requests come from.
type limits struct {
	burst, posts, drafts, notices, views, logins *limiter
	words                                        *guesses

	hidden sync.Once // says in the log that a proxy hides its visitors
}

func newLimits(random io.Reader) *limits {
	return &limits{
		burst: newLimiter(burstPosts, random), posts: newLimiter(mostPosts, random),
		drafts: newLimiter(mostDrafts, random), notices: newLimiter(mostNotices, random),
		views: newLimiter(mostViews, random), logins: newLimiter(mostLogins, random),
		words: newGuesses(random),
	}
}

const (
	limiterLife = time.Hour // after which everything is forgotten at the latest
	// limiterMost bounds the memory. Whoever has more networks than this is not held back by limits
	// on each of them anyway.
	limiterMost = 1 << 14
	ipv6Network = 64 // bits that a household or an office has in common
)

// limiter counts requests by the network they come from. It knows a network only as a hash under a key
// that lives for an hour, so that not even its memory is a list of addresses.
type limiter struct {
	perMinute int
	ipv6      int // bits of an address by which networks are told apart
	random    io.Reader

	mu      sync.Mutex
	key     signer                   // guarded by mu
	drawn   time.Time                // guarded by mu: when the key was
	buckets map[uint64]*rate.Limiter // guarded by mu: by the hash of the network
}

func newLimiter(perMinute int, random io.Reader) *limiter {
	return &limiter{perMinute: perMinute, ipv6: ipv6Network, random: random}
}

// take counts a request and tells whether it is within the limit.
func (l *limiter) take(client netip.Addr, now time.Time) bool {
	b := l.bucket(client, now)
	return b == nil || b.AllowN(now, 1)
}

// left tells whether a request would be within the limit, and counts nothing.
func (l *limiter) left(client netip.Addr, now time.Time) bool {
	b := l.bucket(client, now)
	return b == nil || b.TokensAt(now) >= 1
}

// pause is how long to wait when the limit is reached.
func (l *limiter) pause() time.Duration {
	return max(tryAgainAfter, time.Minute/time.Duration(l.perMinute))
}

// bucket finds what the client's network has left, or nil for somebody who tries things out on this
// machine.
func (l *limiter) bucket(client netip.Addr, now time.Time) *rate.Limiter {
	client = plainAddress(client)
	if !client.IsValid() || client.IsLoopback() {
		return nil
	}
	perMinute := l.perMinute
	if client == everybody() {
		perMinute *= hiddenMany
	}
	if client.Is6() {
		network, _ := client.Prefix(l.ipv6) // fails for longer prefixes than an address has
		client = network.Addr()
	}
	return l.of(client.String(), perMinute, now)
}

// of finds what is left of a name.
func (l *limiter) of(name string, perMinute int, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if age := now.Sub(l.drawn); age < 0 || age >= limiterLife {
		l.forget(now)
	}
	return l.find(l.hash(name), perMinute)
}

// forget begins anew under another key.
func (l *limiter) forget(now time.Time) {
	key := make([]byte, minKey)
	if _, err := io.ReadFull(l.random, key); err != nil {
		panic("web: no randomness: " + err.Error())
	}
	l.key, l.drawn, l.buckets = newSigner(key), now, map[uint64]*rate.Limiter{}
}

func (l *limiter) hash(name string) uint64 {
	sum := l.key.sum("network", name)
	return binary.LittleEndian.Uint64(sum[:])
}

func (l *limiter) find(hash uint64, perMinute int) *rate.Limiter {
	b := l.buckets[hash]
	if b != nil {
		return b
	}
	if len(l.buckets) >= limiterMost {
		for any := range l.buckets {
			delete(l.buckets, any)
			break
		}
	}
	b = rate.NewLimiter(rate.Limit(perMinute)/60, perMinute)
	l.buckets[hash] = b
	return b
}
