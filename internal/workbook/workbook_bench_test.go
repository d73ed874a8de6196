package workbook_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/tally"
	"muster/internal/workbook"
)

// BenchmarkWrite writes whole workbooks of the Charlotte survey (96 columns on Answers, Long besides)
// and samples the heap, which must not grow with the rows.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("responses=%d", n), func(b *testing.B) {
			s := load(b, "charlotte")
			pool := people(s, 2000)
			measure(b, repeated(config(s, pool), pool, n), n)
		})
	}
}

// BenchmarkWrite40 is the shape other writers are compared in: 40 columns of 0 and 1.
func BenchmarkWrite40(b *testing.B) {
	const n = 100_000
	var text strings.Builder
	text.WriteString("id: wide\ntitle: Wide\nquestions:\n  - id: a\n    kind: many\n    title: A\n    options:\n")
	for i := range 36 {
		text.WriteString(fmt.Sprintf("      - {id: o%d, label: Option %d}\n", i, i))
	}
	s := parse(b, text.String())
	pool := people(s, 1000)
	measure(b, repeated(config(s, pool), pool, n), n)
}

// repeated makes n responses of a pool that n is a multiple of, without holding them.
func repeated(c workbook.Config, pool []*response.Response, n int) workbook.Config {
	c.Responses = func(yield func(*response.Response, error) bool) {
		for i := range n {
			if !yield(pool[i%len(pool)], nil) {
				return
			}
		}
	}
	c.Summary = many(c.Summary, n)
	c.Tally = times(c.Tally, n/len(pool))
	return c
}

func many(f func(context.Context, tally.Filter) (tally.Summary, error), n int) func(context.Context, tally.Filter) (tally.Summary, error) {
	return func(ctx context.Context, filter tally.Filter) (tally.Summary, error) {
		s, err := f(ctx, filter)
		s.Responses = n
		return s, err
	}
}

func times(f func(context.Context, []tally.Query) ([]tally.Table, error), by int) func(context.Context, []tally.Query) ([]tally.Table, error) {
	return func(ctx context.Context, queries []tally.Query) ([]tally.Table, error) {
		tables, err := f(ctx, queries)
		for i := range tables {
			tables[i].Base *= by
			for a := range tables[i].Axes {
				for j := range tables[i].Axes[a].Totals {
					tables[i].Axes[a].Totals[j] *= by
				}
			}
		}
		return tables, err
	}
}

func measure(b *testing.B, c workbook.Config, responses int) {
	rows := 0
	c.Progress = func(n int) { rows = n }
	var size counting
	runtime.GC()
	peak, stop := watchHeap()
	b.ReportAllocs()
	for b.Loop() {
		size = 0
		if err := workbook.Write(context.Background(), &size, c); err != nil {
			b.Fatal(err)
		}
	}
	stop()
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(responses)/seconds, "responses/s")
	b.ReportMetric(float64(rows)/seconds, "rows/s")
	b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MB")
	b.ReportMetric(float64(size)/(1<<20), "file-MB")
}

type counting int64

func (c *counting) Write(p []byte) (int, error) {
	*c += counting(len(p))
	return len(p), nil
}

var _ io.Writer = (*counting)(nil)

// watchHeap samples the heap in use until stop, which waits for the sampler to end.
func watchHeap() (*atomic.Uint64, func()) {
	var peak atomic.Uint64
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse))
			select {
			case <-end:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return &peak, func() { close(end); <-ended }
}
