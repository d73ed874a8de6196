package importer_test

import (
	"strings"
	"testing"

	"muster/internal/importer"
)

func TestEachSeparatorIsNamedOnce(t *testing.T) {
	for _, test := range []struct{ name, separator, want string }{
		{"one twice", "comma and comma", `m:1:34: "comma" is there twice; keep it once`},
		{"none among others", "comma and none", `m:1:34: "none" does not go together with the other separators; remove it`},
		{"a great many", strings.Repeat("bar and ", 90_000) + "bar", `m:1:34: a column has at most 6 separators, and this names 90001; keep those that its cells have`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, problems := importer.ParseMapping("m", []byte("columns: [{column: a, separator: "+test.separator+"}]"))
			if len(problems) != 1 || problems[0].Error() != test.want {
				t.Errorf("%v", problems)
			}
		})
	}
}
