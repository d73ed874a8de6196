package importer_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNamesOfMustersExports are taken where Muster wrote them, and from nowhere else.
func TestNamesOfMustersExports(t *testing.T) {
	const rows = "abcdefghij23,2026-01-05 10:00:00+01:00,,form,Ulm\nforged,2026-01-05 11:00:00+01:00,,form,Ulm\n,2026-01-05 12:00:00+01:00,,form,Ulm\n"
	for _, test := range []struct {
		name, header string
		want         []string
	}{
		{"Muster's", "Response,Submitted,Started,Source,Where do you live?\n", []string{"abcdefghij23", "", ""}},
		{"somebody's", "Number,Submitted,Started,Source,Where do you live?\n", []string{"", "", ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, r := range collect(match(t, table(t, test.header+rows), bakers(t), true)) {
				got = append(got, r.Exported)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
