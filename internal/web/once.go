package web

import (
	"hash/maphash"
	"sync"
	"time"
)

const (
	onceLife = time.Hour // at least as long it is remembered what has happened
	// onceMost bounds the memory. Beyond it what was oldest is forgotten early.
	onceMost = 1 << 14
)

// once remembers, as hashes under a seed of its own, what is not to count twice.
type once struct {
	mu          sync.Mutex
	seed        maphash.Seed        // guarded by mu: zero until the first use
	begun       time.Time           // guarded by mu: when now was
	now, before map[uint64]struct{} // guarded by mu: what happened since then, and before
}

// first tells whether something happens for the first time. What has no name is nothing that could
// count.
func (o *once) first(name string, now time.Time) bool {
	if name == "" {
		return false
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.turn(now)
	hash := maphash.String(o.seed, name)
	_, old := o.before[hash]
	if _, again := o.now[hash]; old || again {
		return false
	}
	o.now[hash] = struct{}{}
	return true
}

// turn forgets what is old or too much, half of it at a time.
func (o *once) turn(now time.Time) {
	switch age := now.Sub(o.begun); {
	case o.now == nil:
		o.seed = maphash.MakeSeed()
	case age >= 2*onceLife:
		o.now = nil
	case age < onceLife && len(o.now) < onceMost/2:
		return
	}
	o.begun, o.before, o.now = now, o.now, map[uint64]struct{}{}
}
