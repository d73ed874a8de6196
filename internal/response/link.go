package response

import (
	"net/url"
	"strings"
	"unicode"
)

// ReadLink reads the address of a web page as people type it and gives it in full: https:// stands
// before one that has no scheme. It takes only http and https, a host with a dot, and no user name
// or password.
func ReadLink(typed string) (address string, ok bool) {
	if !strings.Contains(typed, "://") {
		typed = "https://" + strings.TrimPrefix(typed, "//")
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || !validHost(u.Hostname()) {
		return "", false
	}
	u.Host = strings.ToLower(u.Host)
	return u.String(), true
}

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
