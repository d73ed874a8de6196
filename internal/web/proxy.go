package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// proxies are the networks of those who are believed when they say for whom they ask.
type proxies []netip.Prefix

func readProxies(written []string) (proxies, error) {
	var all proxies
	for _, one := range written {
		network, err := netip.ParsePrefix(one)
		if err != nil {
			var single netip.Addr
			if single, err = netip.ParseAddr(one); err != nil {
				return nil, fmt.Errorf("web: trusted proxies: %q is neither an address nor a network", one)
			}
			network = netip.PrefixFrom(plainAddress(single), plainAddress(single).BitLen())
		}
		all = append(all, network)
	}
	return all, nil
}

func (p proxies) trust(one netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(one) })
}

// client is where a request comes from. It is used for limits alone, and written nowhere.
func (site *Site) client(c *gin.Context) netip.Addr {
	who, hidden := site.proxies.client(c.Request)
	if hidden {
		site.limits.hidden.Do(func() {
			site.config.Log.Warn("a proxy in front hides who its visitors are, and they share their limits: " +
				"name it with --trusted-proxy, and let it send X-Forwarded-For")
		})
	}
	return who
}

// client finds out where a request comes from; hidden says that a proxy of ours keeps that to itself.
// Everybody behind one on this machine counts together: who tries things out here is not limited, and
// a proxy must not make that hold for all.
func (p proxies) client(r *http.Request) (who netip.Addr, hidden bool) {
	at, _ := netip.ParseAddrPort(r.RemoteAddr) // what cannot be read is no network's: a socket of this machine
	peer := plainAddress(at.Addr())
	if p.trust(peer) {
		if named := p.named(r.Header["X-Forwarded-For"]); named.IsValid() {
			return named, false
		}
	}
	if !proxied(r.Header) {
		return peer, false
	}
	if !peer.IsValid() || peer.IsLoopback() {
		return everybody(), true
	}
	return peer, peer.IsPrivate()
}

// everybody stands for all who come through a proxy on this machine that does not say who they are.
func everybody() netip.Addr { return netip.IPv6Unspecified() }

// proxied tells whether a request came through a proxy, as far as its fields can tell.
func proxied(h http.Header) bool {
	return h["X-Forwarded-For"] != nil || h["Forwarded"] != nil || h["X-Real-Ip"] != nil
}

// named is the last address of a chain of proxies that none we trust has; invalid when what they wrote
// cannot be read. Every proxy adds to the end, so what stands before that may be made up.
func (p proxies) named(chain []string) netip.Addr {
	list := strings.Split(strings.Join(chain, ","), ",")
	var at netip.Addr
	for _, one := range slices.Backward(list) {
		at = readForwarded(one)
		if !at.IsValid() || !p.trust(at) {
			break
		}
	}
	return at
}

// readForwarded reads what proxies write for an address: 192.0.2.1, 192.0.2.1:4711, 2001:db8::1,
// [2001:db8::1] or [2001:db8::1]:4711.
func readForwarded(written string) netip.Addr {
	written = strings.TrimSpace(written)
	at, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(written, "["), "]"))
	if err != nil {
		with, _ := netip.ParseAddrPort(written)
		at = with.Addr()
	}
	if at.IsUnspecified() {
		return netip.Addr{}
	}
	return plainAddress(at)
}

// plainAddress is an address as there is only one way to write it.
func plainAddress(a netip.Addr) netip.Addr { return a.Unmap().WithZone("") }
