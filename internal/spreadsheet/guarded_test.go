package spreadsheet_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"muster/internal/spreadsheet"
)

// TestGuardedIsReadBack holds that no cell begins like a formula but a number, and that reading gives what was
// written.
func TestGuardedIsReadBack(t *testing.T) {
	for _, text := range []string{
		"plain", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "'=1+1", "''@x", "'tis so", "'", "＝1", "-5", "+3.5", "-12,5%", "'-5", "- a dash",
	} {
		written := spreadsheet.Guarded(text)
		if strings.ContainsAny(written[:1], "=@") || strings.HasPrefix(written, "＝") || strings.HasPrefix(written, "+1+") {
			t.Errorf("%q is written as %q, which a program may run", text, written)
		}
		var file strings.Builder
		w := csv.NewWriter(&file)
		if err := w.WriteAll([][]string{{"A", "B"}, {"x", written}}); err != nil {
			t.Fatal(err)
		}
		table, err := spreadsheet.Read("x.csv", strings.NewReader(file.String()))
		if err != nil {
			t.Fatal(err)
		}
		if got := table.Rows[0].Cells[1]; got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}
