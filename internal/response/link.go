package response

import (
	"net/url"
	"strings"
	"unicode"
)

// ReadLink reads the address of a web page as people type it and gives it in full: https:// stands
// before one that has no scheme, scheme and host are in lower case, the rest is as it was typed. It
// takes only http and https, a host with a dot, and no user name or password.
func ReadLink(typed string) (address string, ok bool) {
	if !strings.Contains(typed, "://") {
		typed = "https://" + strings.TrimPrefix(typed, "//")
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !validHost(u.Hostname()) {
		return "", false
	}
	if strings.ContainsFunc(typed, foreignToLink) {
		return "", false
	}
	_, rest, _ := strings.Cut(typed, "://")
	path := len(rest)
	if at := strings.IndexAny(rest, "/?#"); at >= 0 {
		path = at
	}
	return u.Scheme + "://" + strings.ToLower(rest[:path]) + rest[path:], true
}

// foreignToLink finds what would end an address in running text, or would not be seen there.
func foreignToLink(r rune) bool { return invisible(r) || strings.ContainsRune(`"<>`, r) }

func validHost(host string) bool {
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || strings.ContainsFunc(label, foreignToHost) {
			return false
		}
	}
	return true
}

func foreignToHost(r rune) bool {
	return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}
