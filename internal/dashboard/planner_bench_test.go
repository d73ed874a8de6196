package dashboard_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"muster/internal/dashboard"
	"muster/internal/survey"
	"muster/internal/tally"
)

// broad is a survey of 40 topics and a week of mornings, afternoons and evenings.
func broad(tb testing.TB) *survey.Survey {
	tb.Helper()
	var b strings.Builder
	b.WriteString("id: broad\ntitle: Broad\nquestions:\n  - id: topics\n    kind: many\n    purpose: topic\n    title: What for?\n    groups:\n")
	for group := range 5 {
		fmt.Fprintf(&b, "      - id: g%d\n        label: Group %d\n        options:\n", group, group)
		for topic := range 8 {
			fmt.Fprintf(&b, "          - {id: t%d, label: Topic %d}\n", group*8+topic, group*8+topic)
		}
	}
	b.WriteString("  - {id: speak, kind: many, purpose: speak, title: What could you speak about?, options_from: topics}\n")
	b.WriteString("  - {id: times, kind: slots, purpose: time, title: When could you come?}\n")
	s, problems := survey.Parse("broad.yaml", []byte(b.String()))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return s
}

// counts gives a source that has counted n people who answered a broad survey: later topics are wanted
// by fewer, and people lean to some groups and to some days.
func counts(s *survey.Survey, n int) dashboard.Source {
	random := rand.New(rand.NewPCG(41, uint64(n)))
	topics, times := s.Question("topics"), s.Question("times")
	seen := map[[2]uint64]int{}
	for range n {
		lean, eager := random.IntN(5), .5+random.Float64()
		var masks [2]uint64
		for i := range topics.Options {
			odds := eager * (.28 - .005*float64(i))
			if i/8 == lean {
				odds *= 2
			}
			if random.Float64() < odds {
				masks[0] |= 1 << i
			}
		}
		for i := range times.Options {
			if random.Float64() < eager*(.15+.1*float64((i+lean)%3)) {
				masks[1] |= 1 << i
			}
		}
		if masks[0] != 0 && masks[1] != 0 {
			seen[masks]++
		}
	}
	joint := tally.Crowd{Responses: n, Categories: [][]string{options(topics), options(times)}}
	for masks, people := range seen {
		joint.Base += people
		joint.Combinations = append(joint.Combinations, tally.Combination{Masks: masks, People: people})
	}
	joint.Counted = joint.Base
	slices.SortFunc(joint.Combinations, func(a, b tally.Combination) int {
		return cmp.Or(cmp.Compare(a.Masks[0], b.Masks[0]), cmp.Compare(a.Masks[1], b.Masks[1]))
	})
	empty := &crowd{survey: s} // only who picked what together matters here
	return dashboard.Source{
		Tally: empty.tally, Summary: empty.summary,
		Crowd: func(_ context.Context, q tally.CrowdQuery) (tally.Crowd, error) {
			if q.Most == 0 && q.Only == nil {
				return joint, nil
			}
			return asAsked(joint, q), nil
		},
	}
}

func BenchmarkPlan(b *testing.B) {
	s := broad(b)
	for _, n := range []int{1000, 10_000, 1_000_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		source := counts(s, n)
		for _, rule := range []dashboard.TimeRule{dashboard.SameTime, dashboard.OwnTimes, dashboard.NoTimes} {
			for _, meetings := range []int{4, 8} {
				b.Run(fmt.Sprintf("people-%d/%s/meetings-%d", n, rule, meetings), func(b *testing.B) {
					conditions := dashboard.Conditions{Meetings: meetings, Times: rule}
					for b.Loop() {
						p, err := conditions.Plan(b.Context(), s, dashboard.Selection{}, source)
						if err != nil || len(p.Meetings) != meetings {
							b.Fatal(p, err)
						}
						gap := 0.0
						if !p.Exact {
							gap = float64(p.Ceiling-p.Reach.People) / float64(p.Reach.Of) * 100
						}
						b.ReportMetric(gap, "points-unproven")
					}
				})
			}
		}
	}
}

// Limits leave more sets to look into than they rule out early.
func BenchmarkPlanOfGroups(b *testing.B) {
	s := broad(b)
	source := counts(s, 10_000)
	conditions := dashboard.Conditions{Meetings: 6, Times: dashboard.OwnTimes, PerGroup: 2}
	for b.Loop() {
		if p, err := conditions.Plan(b.Context(), s, dashboard.Selection{}, source); err != nil || len(p.Meetings) != 6 {
			b.Fatal(p, err)
		}
	}
}
