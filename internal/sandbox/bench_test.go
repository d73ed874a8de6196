//go:build linux

package sandbox_test

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkQuery is what a panel costs: starting a worker, opening the snapshot, counting and ending. A query
// that was asked before costs nothing of this.
func BenchmarkQuery(b *testing.B) {
	for _, size := range []int{1000, 100_000} {
		h := open(b, size, nil)
		for name, sql := range map[string]string{
			"nothing": "SELECT 1",
			"topics":  "SELECT label, count(*) FROM picks WHERE question = 'topics' GROUP BY label",
			"pairs":   "SELECT a.option, b.option, count(*) FROM picks a JOIN picks b USING (response) GROUP BY ALL",
		} {
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				n := 0
				for b.Loop() {
					n++
					if _, err := h.Query(context.Background(), "s", fmt.Sprintf("%s -- %s %d", sql, b.Name(), n)); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkKnownQuery is a panel on a page that is looked at again.
func BenchmarkKnownQuery(b *testing.B) {
	const sql = "SELECT role, count(*) FROM answers GROUP BY role"
	h := open(b, 1000, nil)
	if _, err := h.Query(context.Background(), "s", sql); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := h.Query(context.Background(), "s", sql); err != nil {
			b.Fatal(err)
		}
	}
}
