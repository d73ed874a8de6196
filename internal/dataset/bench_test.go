package dataset_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/dataset"
)

// BenchmarkWrite writes the survey with everything (112 variables) and samples the heap, which must not
// grow with the responses. What DuckDB holds is outside of it, and bounded by its own limit.
func BenchmarkWrite(b *testing.B) {
	s := load(b, "everything")
	pool := people(s, 1000)
	for _, f := range dataset.Formats() {
		for _, n := range []int{10_000, 50_000} {
			b.Run(fmt.Sprintf("%s/responses=%d", f, n), func(b *testing.B) {
				c := config(b, s, nil)
				c.Responses = repeated(pool, n)
				var size counting
				runtime.GC()
				peak, stop := watchHeap()
				b.ReportAllocs()
				for b.Loop() {
					size = 0
					if err := dataset.Write(context.Background(), &size, f, c); err != nil {
						b.Fatal(err)
					}
				}
				stop()
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "responses/s")
				b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MB")
				b.ReportMetric(float64(size)/float64(n), "bytes/response")
			})
		}
	}
}

type counting int64

// Write counts.
func (c *counting) Write(p []byte) (int, error) {
	*c += counting(len(p))
	return len(p), nil
}

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
