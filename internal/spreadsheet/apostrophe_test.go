package spreadsheet_test

import (
	"strings"
	"testing"

	"muster/internal/spreadsheet"
)

func TestApostrophesBeforeFormulas(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"formula", "'=1+1", "=1+1"},
		{"telephone", "'+41 22 123", "+41 22 123"},
		{"list", "'- one", "- one"},
		{"name", "'@ada", "@ada"},
		{"full width", "'＝１", "＝１"},
		{"typed with one", "''=1", "'=1"},
		{"typed with two", "'''=1", "''=1"},
		{"Dutch", "'s ochtends", "'s ochtends"},
		{"quoted", "'so'", "'so'"},
		{"alone", "'", "'"},
		{"two", "''", "''"},
		{"bare formula", "=1", "=1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			table, err := spreadsheet.Read("x.csv", strings.NewReader("A,B\n"+test.cell+",b\n"))
			if err != nil {
				t.Fatal(err)
			}
			if got := table.Rows[0].Cells[0]; got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
