package survey_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is said of an option without an id is what to write instead of it.
func TestOptionsWithoutIDs(t *testing.T) {
	for _, test := range []struct {
		name, options string
		want          []string
	}{
		{"words", "Go, Rust", []string{"{id: go, label: Go}", "{id: rust, label: Rust}"}},
		{"the same letters", `C, "C#", C++`, []string{"{id: c, label: C}", `{id: c_2, label: "C#"}`, "{id: c_3, label: C++}"}},
		{"an id is taken", "{id: go, label: Golang}, Go", []string{"{id: go_2, label: Go}"}},
		{"accents and spaces", "Élan vital", []string{"{id: elan_vital, label: Élan vital}"}},
		{"a year", "2026", []string{"{id: option_2026, label: 2026}"}},
		{"another script", "قهوة, شاي", []string{"{id: option, label: قهوة}", "{id: option_2, label: شاي}"}},
		{"what is kept for lines of their own", "Other, None", []string{"{id: other_2, label: Other}", "{id: none_2, label: None}"}},
		{"long words", strings.Repeat("wide ", 20), []string{"{id: " + strings.TrimSuffix(strings.Repeat("wide_", 8)[:36], "_") + ", label: " + strings.TrimSpace(strings.Repeat("wide ", 20)) + "}"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			entry := "{id: a, title: A, kind: one, options: [" + test.options + "]}"
			said := problemsOf(entry)
			got := regexp.MustCompile(`\{.*\}`).FindAllString(said, -1)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Fatal(diff)
			}
			if n := strings.Count(said, "f:"); n != len(test.want) {
				t.Errorf("%d problems:\n%s", n, said)
			}
			mended := "{id: a, title: A, kind: one, options: [" + strings.Join(got, ", ") + "]}"
			if said := problemsOf(mended); said != "" {
				t.Errorf("what was suggested is wrong: %s", said)
			}
		})
	}
}
