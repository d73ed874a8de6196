package web

import (
	"strconv"
	"strings"
)

// negotiate picks the coding the visitor likes best (RFC 9110, 12.5.3); among equals the smallest
// wins. A visitor that refuses everything there is gets the page as it is: a person would rather
// read it than be told about codings.
func negotiate(accept []string) coding {
	if len(accept) == 0 {
		return identity
	}
	best, weight := identity, 0.0
	for _, c := range codings {
		if q := quality(accept, c); q > weight {
			best, weight = c, q
		}
	}
	return best
}

// quality is how much the visitor likes a coding: what it says of it, else what it says of all
// others (*). Plain content that is not mentioned is acceptable, but liked least.
func quality(accept []string, c coding) float64 {
	others, mentioned := 0.0, false
	for _, line := range accept {
		for item := range strings.SplitSeq(line, ",") {
			name, parameters, _ := strings.Cut(item, ";")
			name = strings.TrimSpace(name)
			if strings.EqualFold(name, string(c)) || strings.EqualFold(name, "x-"+string(c)) {
				return weightOf(parameters)
			}
			if name == "*" {
				others, mentioned = weightOf(parameters), true
			}
		}
	}
	if c == identity && !mentioned {
		return 0.0001
	}
	return others
}

func weightOf(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || q < 0 || q > 1 {
			return 0 // a weight nobody can read is no wish for this coding
		}
		return q
	}
	return 1
}
