package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
)

// TestAnswersKeepWhereTheyCameFrom reads a table that another Muster wrote.
func TestAnswersKeepWhereTheyCameFrom(t *testing.T) {
	const start = "Response,Submitted,Started,Source,Will you come?\n"
	for _, test := range []struct{ name, source, want string }{
		{"a poster", "form:poster", "form:poster"},
		{"the form itself", "form", "form"},
		{"an older form", "import:Old form", "import:Old form"},
		{"none", "", "import:test"},
		{"made up elsewhere", "synthetic", "import:test"},
		{"no source of Muster", "carrier pigeon", "import:test"},
		{"nothing behind it", "form:", "import:test"},
		{"a novel", "form:" + strings.Repeat("x", 300), "import:test"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := start + "aaaaaaaaaaaaaaaaaaaaaa,2026-11-20 18:30:00,2026-11-20 18:29:00," + test.source + ",Yes\n" +
				"bbbbbbbbbbbbbbbbbbbbbb,2026-11-20 18:31:00,2026-11-20 18:29:00,form:mail,No\n"
			plan, err := importer.Infer(t.Context(), table(t, file), importer.InferConfig{ID: "tea"})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range collect(plan) {
				got = append(got, r.Source)
			}
			if diff := cmp.Diff([]string{test.want, "form:mail"}, got); diff != "" {
				t.Error(diff)
			}
			if !said(plan.Decisions, "“Source” says where an answer came from; each keeps that.") {
				t.Errorf("%q", plan.Decisions)
			}
		})
	}
	plain, err := importer.Infer(t.Context(), table(t, "Source,Will you come?\nform:poster,Yes\nform:mail,No\n"), importer.InferConfig{ID: "tea"})
	if err != nil {
		t.Fatal(err)
	}
	if got := collect(plain)[0].Source; got != "import:test" {
		t.Errorf("a column of a file that Muster did not write is taken for where an answer came from: %q", got)
	}
}
