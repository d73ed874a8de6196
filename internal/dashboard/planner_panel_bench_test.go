package dashboard_test

import (
	"fmt"
	"testing"

	"muster/internal/dashboard"
)

// A panel stands among others and must be quick whatever the crowd.
func BenchmarkPlannerPanel(b *testing.B) {
	s := broad(b)
	for _, n := range []int{1000, 10_000, 100_000, 1_000_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		source := counts(s, n)
		for _, kept := range []string{"", ", per_group: 1"} {
			board := read(b, "id: x\ntitle: X\npanels: [{kind: planner"+kept+"}]\n")
			b.Run(fmt.Sprintf("people-%d%s", n, kept), func(b *testing.B) {
				for b.Loop() {
					if page, err := board.Build(b.Context(), s, dashboard.Selection{}, source); err != nil || len(page.Sections) == 0 {
						b.Fatal(page, err)
					}
				}
			})
		}
	}
}
