package web_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var colour = regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`)

// TestColoursHaveContrast computes WCAG 2.2's contrast of every pair of ink and ground that the
// pages use: 4.5 for text (1.4.3), 3 for what bounds a control or shows focus (1.4.11).
func TestColoursHaveContrast(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("templates/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(data), "@media")
	if !found {
		t.Fatal("tokens.css has no dark half")
	}
	const texts, controls = 4.5, 3
	for _, half := range []struct{ name, css string }{{"light", light}, {"dark", dark}} {
		colours := map[string]string{}
		for _, m := range colour.FindAllStringSubmatch(half.css, -1) {
			colours[m[1]] = m[2]
		}
		for _, pair := range []struct {
			ink, ground string
			least       float64
		}{
			{"ink", "bg", texts}, {"ink", "surface", texts}, {"ink", "accent-soft", texts}, {"ink", "error-soft", texts},
			{"muted", "bg", texts}, {"muted", "surface", texts}, {"muted", "accent-soft", texts},
			{"accent", "bg", texts}, {"accent", "surface", texts}, {"on-accent", "accent", texts},
			{"error", "bg", texts}, {"error", "surface", texts}, {"error", "error-soft", texts},
			{"control", "surface", controls}, {"control", "bg", controls}, {"accent", "accent-soft", controls},
			{"focus", "bg", controls}, {"focus", "surface", controls}, {"focus", "accent-soft", controls},
		} {
			got := contrast(t, colours[pair.ink], colours[pair.ground])
			if got < pair.least {
				t.Errorf("%s: %s on %s has %.2f, at least %.1f", half.name, pair.ink, pair.ground, got, pair.least)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", hex, err)
	}
	linear := func(channel uint64) float64 {
		c := float64(channel&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
