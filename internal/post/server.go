package post

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// server splits the address, and refuses an open line to another machine.
func (config Config) server() (host string, port int, err error) {
	if port = config.Security.port(); port == 0 {
		return "", 0, fmt.Errorf("unknown security %q; known: %s, %s, %s", config.Security, StartTLS, Implicit, Open)
	}
	host = config.Addr
	if before, after, err := net.SplitHostPort(config.Addr); err == nil {
		host = before
		if port, err = strconv.Atoi(after); err != nil || port < 1 || port > 65535 {
			return "", 0, fmt.Errorf("%q is no port of a mail server", after)
		}
	}
	switch {
	case host == "" || strings.ContainsAny(host, "/ "):
		return "", 0, fmt.Errorf("%q is no address of a mail server; one is mail.example.org:587", config.Addr)
	case config.Security == Open && !thisMachine(host):
		return "", 0, errors.New("letters go over an open line only to a server on this machine")
	case config.User == "" && config.Password != "":
		return "", 0, errors.New("a password is given without a user")
	}
	return host, port, nil
}

// port is where servers listen for lines of that kind, or 0 for one that is not known.
func (s Security) port() int {
	switch s {
	case StartTLS:
		return 587
	case Implicit:
		return 465
	case Open:
		return 25
	}
	return 0
}

func thisMachine(host string) bool {
	address, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && address.IsLoopback()
}

// domainOf is how the service calls itself before the server. The machine's own name is nobody's
// business, and is seldom one that others can look up.
func domainOf(address string) string {
	return address[strings.LastIndex(address, "@")+1:]
}
