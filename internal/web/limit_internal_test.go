package web

import (
	"crypto/rand"
	"net/netip"
	"runtime"
	"testing"
	"time"
)

// TestLimiterStaysSmall looks inside, because a million requests through the engine take too long.
func TestLimiterStaysSmall(t *testing.T) {
	l, now := newLimiter(150, rand.Reader), time.Unix(1_800_000_000, 0)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	for i := range uint32(1_000_000) {
		l.take(netip.AddrFrom4([4]byte{byte(i >> 24), byte(i >> 16), byte(i >> 8), byte(i)}), now)
	}
	if grown := int64(heap()) - int64(before); grown > 8<<20 || len(l.buckets) > limiterMost {
		t.Errorf("%d networks in %d KB", len(l.buckets), grown>>10)
	}
	l.take(netip.MustParseAddr("198.51.100.1"), now.Add(limiterLife))
	if len(l.buckets) != 1 {
		t.Errorf("%d networks are remembered for longer than an hour", len(l.buckets))
	}
}

func TestLimiterKnowsNetworks(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	for _, test := range []struct {
		name, first, second string
		same                bool
	}{
		{"one address", "198.51.100.1", "198.51.100.1", true},
		{"neighbours", "198.51.100.1", "198.51.100.2", false},
		{"one network of IPv6", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true},
		{"two networks of IPv6", "2001:db8:1:2::1", "2001:db8:1:3::1", false},
		{"IPv4 in two ways", "198.51.100.1", "::ffff:198.51.100.1", true},
		{"this machine", "127.0.0.1", "127.0.0.1", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := newLimiter(1, rand.Reader)
			if !l.take(netip.MustParseAddr(test.first), now) {
				t.Fatal("the first is refused")
			}
			if got := !l.take(netip.MustParseAddr(test.second), now); got != test.same {
				t.Errorf("counted together: %v", got)
			}
			if got := !l.left(netip.MustParseAddr(test.second), now); test.same && !got {
				t.Error("something is left")
			}
		})
	}
	if !newLimiter(1, rand.Reader).take(netip.Addr{}, now) {
		t.Error("an address that is not known is refused")
	}
}
