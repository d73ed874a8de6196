//go:build unix

package intake_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"muster/internal/intake"
)

// BenchmarkSubmit is the way of an answer from a handler to the disk and back, with so many clients
// that each wait for theirs before they send the next.
func BenchmarkSubmit(b *testing.B) {
	for _, clients := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			in := intake.New(intake.Config{Append: stored(b).Append})
			var sent atomic.Uint64
			var senders sync.WaitGroup
			b.ResetTimer()
			busy := processorTime(b)
			for range clients {
				senders.Go(func() {
					for n := sent.Add(1); n <= uint64(b.N); n = sent.Add(1) {
						if _, err := in.Submit(b.Context(), typical(b, n)); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			senders.Wait()
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
			b.ReportMetric(float64((processorTime(b)-busy).Nanoseconds())/1000/float64(b.N), "cpu-us/answer")
			if err := in.Close(b.Context()); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// processorTime is what this process has used so far. Unlike the clock it does not depend on how
// busy the disk and the other programs are.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
