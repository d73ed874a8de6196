package warehouse_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"muster/internal/tally"
)

func BenchmarkSnapshot(b *testing.B) {
	for _, n := range sizes {
		s := sample(b, "charlotte")
		config := crowdOf(b, s, n)
		config.Path = filepath.Join(b.TempDir(), "muster.duckdb")
		w := open(b, config)
		b.Run(fmt.Sprintf("answers=%d", n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "snapshot.duckdb")
			for b.Loop() {
				if err := w.Snapshot(context.Background(), s.ID, path); err != nil {
					b.Fatal(err)
				}
				info, err := os.Stat(path)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(info.Size())/(1<<20), "MB")
				if err := os.Remove(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCrowd(b *testing.B) {
	filter := tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"engineer", "architect"}}}}
	tests := []struct {
		name  string
		query tally.CrowdQuery
	}{
		{"topics", tally.CrowdQuery{Questions: []string{"topics"}}},
		{"topicsFiltered", tally.CrowdQuery{Questions: []string{"topics"}, Filter: filter}},
		{"topicsByTimes", tally.CrowdQuery{Questions: []string{"topics", "times"}}},
	}
	for _, n := range sizes {
		s := sample(b, "charlotte")
		config := crowdOf(b, s, n)
		config.Path = filepath.Join(b.TempDir(), "muster.duckdb")
		w := open(b, config)
		for _, test := range tests {
			b.Run(fmt.Sprintf("%s/answers=%d", test.name, n), func(b *testing.B) {
				var crowd tally.Crowd
				for b.Loop() {
					w.Forget()
					var err error
					if crowd, err = w.Crowd(context.Background(), s.ID, test.query); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(len(crowd.Combinations)), "combinations")
			})
		}
	}
}

func BenchmarkTexts(b *testing.B) {
	filter := tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"engineer", "architect"}}}}
	tests := []struct {
		name  string
		query tally.TextQuery
	}{
		{"latest", tally.TextQuery{By: "roles"}},
		{"filtered", tally.TextQuery{By: "roles", Filter: filter}},
		{"words", tally.TextQuery{By: "roles", Words: []string{"words", "77"}}},
		{"wordsFiltered", tally.TextQuery{By: "roles", Words: []string{"words", "77"}, Filter: filter}},
		{"nothing", tally.TextQuery{By: "roles", Words: []string{"nothing"}}},
		{"tenThousand", tally.TextQuery{By: "roles", Limit: 10_000}},
	}
	for _, n := range sizes {
		s := sample(b, "charlotte")
		config := crowdOf(b, s, n)
		config.Path = filepath.Join(b.TempDir(), "muster.duckdb")
		w := open(b, config)
		for _, test := range tests {
			b.Run(fmt.Sprintf("%s/answers=%d", test.name, n), func(b *testing.B) {
				var texts tally.Texts
				for b.Loop() {
					w.Forget()
					var err error
					if texts, err = w.Texts(context.Background(), s.ID, test.query); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(texts.Matching), "matching")
			})
		}
	}
}
