//go:build linux

package sandbox_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/sandbox"
)

func query(t *testing.T, h *house, sql string) (columns []string, values [][]any, cut bool) {
	t.Helper()
	rows, err := h.Query(context.Background(), "s", sql)
	if err != nil {
		t.Fatal(err)
	}
	return rows.Columns, rows.Values, rows.Cut
}

func TestRowsAreCut(t *testing.T) {
	h := open(t, 10, func(c *sandbox.Config) { c.Rows, c.Bytes = 5, 4000 })
	for _, c := range []struct {
		name, sql string
		rows      int
		cut       bool
	}{
		{"fewer", "SELECT response FROM answers LIMIT 4", 4, false},
		{"as many", "SELECT response FROM answers LIMIT 5", 5, false},
		{"one more", "SELECT response FROM answers LIMIT 6", 5, true},
		{"many more", "SELECT i FROM range(1000000000) t(i)", 5, true},
		{"none", "SELECT response FROM answers WHERE false", 0, false},
		{"large ones", "SELECT repeat('x', 1500) FROM answers", 2, true},
		{"one that is larger than a cell", "SELECT repeat('x', 100000)", 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, values, cut := query(t, h, c.sql)
			if len(values) != c.rows || cut != c.cut {
				t.Errorf("%d rows, cut: %t", len(values), cut)
			}
			for _, row := range values {
				if s, ok := row[0].(string); ok && len(s) > 2100 {
					t.Errorf("a text of %d bytes", len(s))
				}
			}
		})
	}
}

// Every type that a query can make becomes one of those that are agreed.
func TestValues(t *testing.T) {
	h := open(t, 10, nil)
	tests := []struct {
		sql  string
		want any
	}{
		{"NULL", nil}, {"true", true}, {"1::TINYINT", int64(1)}, {"-2::BIGINT", int64(-2)}, {"3::UINTEGER", int64(3)},
		{"18446744073709551615::UBIGINT", float64(1 << 63 * 2)}, {"7::HUGEINT", int64(7)}, {"2::UBIGINT", int64(2)},
		{"170141183460469231731687303715884105727", 1.7014118346046923e38},
		{"sum(level) FROM answers", int64(30)}, {"avg(level) FROM answers", 3.0}, {"1.25", 1.25}, {"12::DECIMAL(9, 0)", int64(12)},
		{"0.5::FLOAT", 0.5}, {"1e300", 1e300}, {"'nan'::DOUBLE", "NaN"}, {"'-inf'::DOUBLE", "-Inf"}, {"''", ""}, {"'ä'", "ä"},
		{"chr(8238) || 'x' || chr(7) || chr(10) || 'y' || chr(8294)", "x y"},
		{"DATE '2026-02-28'", "2026-02-28"}, {"TIMESTAMP '2026-02-28 10:30:00'", "2026-02-28 10:30:00"},
		{"TIME '10:30:00'", "10:30:00"}, {"date_trunc('month', DATE '2026-02-28')", "2026-02-01"},
		{"INTERVAL 14 MONTH", "1 year 2 months"}, {"INTERVAL 90 MINUTE", "1h30m0s"}, {"INTERVAL 0 DAY", "0s"},
		{"['a', NULL, 'b']", "a, –, b"}, {"[1, 2]", "1, 2"}, {"[[1], [2.5]]", "1, 2.5"}, {"[]", ""},
		{"{'b': 1, 'a': 'x'}", "{a: x, b: 1}"}, {"map {'k': 1, 'l': 2}", "{k: 1, l: 2}"},
		{"DATE '2026-03-02' - DATE '2026-03-01'", int64(1)},
		{"'0123'::BLOB", "30313233"}, {"'6a0b1c2d-0000-4000-8000-000000000001'::UUID", "6a0b1c2d-0000-4000-8000-000000000001"},
	}
	var parts []string
	for _, c := range tests {
		parts = append(parts, "(SELECT "+c.sql+")")
	}
	_, values, _ := query(t, h, "SELECT "+strings.Join(parts, ", ")) // all at once: starting workers takes time
	for i, c := range tests {
		if diff := cmp.Diff(c.want, values[0][i]); diff != "" {
			t.Errorf("%s: %s", c.sql, diff)
		}
	}
}

// Columns keep the names that the query gives them, though two may have the same.
func TestColumnNames(t *testing.T) {
	h := open(t, 10, nil)
	columns, _, _ := query(t, h, `SELECT role, role, count(*) AS "people, in all", 1 AS " " FROM answers GROUP BY ALL`)
	if diff := cmp.Diff([]string{"role", "role", "people, in all", ""}, columns); diff != "" {
		t.Error(diff)
	}
	_, err := h.Query(context.Background(), "s", "SELECT 1"+strings.Repeat(", 1", 200))
	if err == nil || !strings.Contains(err.Error(), "201 columns; 200 is the most") {
		t.Errorf("got %v", err)
	}
}

// The rows of a snapshot come in the order that the query asks for, though it is cut.
func TestOrderIsKept(t *testing.T) {
	h := open(t, 200, func(c *sandbox.Config) { c.Rows = 3 })
	_, values, _ := query(t, h, "SELECT response FROM answers ORDER BY response DESC")
	if diff := cmp.Diff([][]any{{int64(199)}, {int64(198)}, {int64(197)}}, values); diff != "" {
		t.Error(diff)
	}
}
