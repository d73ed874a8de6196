package warehouse_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// crowdOf is a store of n answers that is made up while it is read: 40,000 different people, each
// with a number and an id of their own, over three hundred days.
func crowdOf(tb testing.TB, s *survey.Survey, n int64) warehouse.Config {
	models := people(s, 42, 40_000)
	documents := make([][]byte, len(models))
	for i, r := range models {
		document, err := response.EncodeDocument(r.Answers, response.Circumstances{})
		if err != nil {
			tb.Fatal(err)
		}
		documents[i] = document
	}
	begin := now.AddDate(0, 0, -300)
	version := s.Version()
	return warehouse.Config{
		Surveys: []*survey.Survey{s}, Threads: 2,
		Now:     func() time.Time { return now },
		LastSeq: func(context.Context) (int64, error) { return n, nil },
		Records: func(_ context.Context, after int64, limit int) ([]response.Record, error) {
			records := make([]response.Record, 0, limit)
			for seq := after + 1; seq <= n && len(records) < limit; seq++ {
				at := begin.Add(time.Duration(float64(seq) / float64(n) * float64(300*24*time.Hour)))
				records = append(records, response.Record{
					Seq: seq, ID: strconv.FormatInt(seq, 36), Survey: s.ID, Version: version, Source: "synthetic",
					Started: at.Add(-time.Duration(seq%500) * time.Second), Submitted: at, Document: documents[seq%int64(len(documents))],
				})
			}
			return records, nil
		},
	}
}

var sizes = []int64{100_000, 1_000_000}

func questions(ids ...string) []tally.Dimension {
	var out []tally.Dimension
	for _, id := range ids {
		out = append(out, tally.Dimension{Question: id})
	}
	return out
}

// panels are what a dashboard of twelve panels asks.
func panels(f tally.Filter) []tally.Query {
	groups := tally.Dimension{Question: "topics", Unit: tally.Groups}
	queries := []tally.Query{
		{By: questions("topics")}, {By: []tally.Dimension{groups}}, {By: questions("roles")}, {By: questions("topics", "roles")},
		{By: []tally.Dimension{{Unit: tally.Week}}}, {By: questions("style")}, {By: questions("frequency")}, {By: questions("times")},
		{By: questions("place")}, {By: questions("help")}, {By: questions("journey", "roles")},
		{By: []tally.Dimension{{Unit: tally.Day}, {Question: "roles"}}},
	}
	for i := range queries {
		queries[i].Filter = f
	}
	return queries
}

func BenchmarkTally(b *testing.B) {
	filter := tally.Filter{Picks: []tally.Pick{{Question: "roles", Options: []string{"engineer", "architect"}}}}
	tests := []struct {
		name    string
		queries []tally.Query
	}{
		{"topics", []tally.Query{{By: questions("topics")}}},
		{"topicsByRole", []tally.Query{{By: questions("topics", "roles")}}},
		{"topicsByTopic", []tally.Query{{By: questions("topics", "topics")}}},
		{"topicsBySpeak", []tally.Query{{By: questions("topics", "speak")}}},
		{"topicsByWeek", []tally.Query{{By: []tally.Dimension{{Question: "topics"}, {Unit: tally.Week}}}}},
		{"topicsBySource", []tally.Query{{By: []tally.Dimension{{Question: "topics"}, {Unit: tally.Source}}}}},
		{"dashboard", panels(tally.Filter{})},
		{"dashboardFiltered", panels(filter)},
	}
	for _, n := range append([]int64{400}, sizes...) {
		s := sample(b, "charlotte")
		config := crowdOf(b, s, n)
		config.Path = filepath.Join(b.TempDir(), "muster.duckdb")
		w := open(b, config)
		for _, test := range tests {
			b.Run(fmt.Sprintf("%s/answers=%d", test.name, n), func(b *testing.B) {
				for b.Loop() {
					w.Forget()
					if _, err := w.Tally(context.Background(), s.ID, test.queries); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("dashboardUnchanged/answers=%d", n), func(b *testing.B) {
			if _, err := w.Tally(context.Background(), s.ID, panels(tally.Filter{})); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := w.Tally(context.Background(), s.ID, panels(tally.Filter{})); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("summary/answers=%d", n), func(b *testing.B) {
			for b.Loop() {
				w.Forget()
				if _, err := w.Summary(context.Background(), s.ID, tally.Filter{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("responses/answers=%d", n), func(b *testing.B) {
			for b.Loop() {
				for _, err := range w.Responses(context.Background(), s.ID, tally.Filter{}) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func BenchmarkRebuild(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprintf("answers=%d", n), func(b *testing.B) {
			config := crowdOf(b, sample(b, "charlotte"), n)
			config.Path = filepath.Join(b.TempDir(), "muster.duckdb")
			w := open(b, config)
			for b.Loop() {
				if err := w.Rebuild(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkOpen is the start of a service whose file is sound: every value is read once.
func BenchmarkOpen(b *testing.B) {
	for _, n := range append([]int64{0}, sizes...) {
		b.Run(fmt.Sprintf("answers=%d", n), func(b *testing.B) {
			config := crowdOf(b, sample(b, "charlotte"), n)
			config.Path = filepath.Join(b.TempDir(), "muster.duckdb")
			if err := open(b, config).Close(); err != nil { // builds the file
				b.Fatal(err)
			}
			for b.Loop() {
				w, err := warehouse.Open(context.Background(), config)
				if err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCatchUp is one new answer on its way into the warehouse.
func BenchmarkCatchUp(b *testing.B) {
	s := sample(b, "charlotte")
	var store ledger
	w := open(b, store.config(filepath.Join(b.TempDir(), "muster.duckdb"), s))
	one := people(s, 1, 1)
	for b.Loop() {
		store.add(b, one...)
		if err := w.CatchUp(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
