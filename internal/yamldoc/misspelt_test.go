package yamldoc_test

import (
	"testing"

	"muster/internal/yamldoc"
)

// A key that is misspelt is one problem, not two.
func TestWhatIsMisspeltIsNotMissing(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"misspelt", "titel: A", `f:1:1: unknown key "titel"; did you mean "title"?`},
		{"missing", "count: 3", "f:1:1: needs a title"},
		{"unknown, and missing", "colour: red", "f:1:1: unknown key \"colour\"; known here: by_key, count, items, on, one, title, upper\nf:1:1: needs a title"},
		{"given besides, and wrong", "titel: A\ntitle: B", "f:1:1: unknown key \"titel\"; did you mean \"title\"?\nf:2:8: needs a title"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got outer
			doc := yamldoc.Decode("f", []byte(test.text), &got)
			doc.Report("title", "needs a title")
			if said := doc.Problems().Error(); said != test.want {
				t.Errorf("%s\nwant %s", said, test.want)
			}
		})
	}
}

func TestTabsAreNamed(t *testing.T) {
	const tab = "the line is indented with a tab; use spaces, not tabs"
	for _, test := range []struct{ name, text, want string }{
		{"first in a line", "items:\n\t- {id: a}\n", "f:2:1: " + tab},
		{"after spaces", "items:\n  - id: a\n  \tlabel: A\n", "f:3:3: " + tab},
		{"in a text", "title: \"a\tb\"\n", ""},
		{"elsewhere than what is wrong", "title: |\n  a\n  \tb\ncount: 1\non: true\nitems: [\n", "f:6:8: not valid YAML: sequence end token ']' not found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got outer
			said := yamldoc.Decode("f", []byte(test.text), &got).Problems().Error()
			if said != test.want {
				t.Errorf("%q\nwant %q", said, test.want)
			}
		})
	}
}
