package yamldoc_test

import (
	"fmt"
	"strings"
	"testing"

	"muster/internal/yamldoc"
)

// keys are n keys, each behind a beginning and before an end.
func keys(n int, before, after string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%sk%d: 1%s", before, i, after)
	}
	return b.String()
}

// What the parser would take seconds or minutes for is not given to it.
func TestWhatIsTooCostlyIsNotParsed(t *testing.T) {
	const wide, marked = "more than 1000 keys stand together here", "anchors, aliases, tags and directives are not supported"
	for _, test := range []struct{ name, text, want string }{
		{"as many keys as can be", keys(1_000, "", "\n"), ""},
		{"keys", keys(80_000, "", "\n"), wide},
		{"keys of a list's item", "items:\n- id: x\n" + keys(2_000, "  ", "\n"), wide},
		{"keys in brackets", "one: {" + keys(2_000, "", ", ") + "}", wide},
		{"keys around brackets", keys(2_000, "", "\nl: {a: [b]}\n"), wide},
		{"keys of many items", "items:\n" + keys(3_000, "- ", "\n"), ""},
		{"keys of many items in brackets", "items: [" + keys(3_000, "{", "}, ") + "]", ""},
		{"keys of many items that are indented", "items:\n" + keys(3_000, "  - id: a\n    ", "\n"), ""},
		{"keys of keys", keys(900, "", "\n") + "one:\n" + keys(900, "  ", "\n"), ""},
		{"tags", "title: " + strings.Repeat("!!a ", 220_000), marked},
		{"directives", strings.Repeat("%a\n", 300_000), marked},
	} {
		t.Run(test.name, func(t *testing.T) {
			var into outer
			doc := yamldoc.Decode("f", []byte(test.text), &into)
			said := doc.Problems().Error()
			if test.want != "" && (!doc.Broken() || !strings.Contains(said, test.want)) || test.want == "" && doc.Broken() {
				t.Errorf("%.300s", said)
			}
		})
	}
}
