//go:build unix

package store_test

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// BenchmarkAppend stores batches of several sizes into an empty store and into one that holds so
// many answers that the index by id is under way into its table. The processor time is given as
// well, because the clock depends on how busy the disk is.
func BenchmarkAppend(b *testing.B) {
	for _, held := range []int{0, 200_000} {
		s, form := fresh(b)
		f := &filler{batch: answers(form, 0, 4096)}
		for f.n < held {
			f.store(b, s, len(f.batch))
		}
		for _, size := range []int{1, 16, 64, 256, 1024} {
			b.Run(fmt.Sprintf("held=%d/batch=%d", held, size), func(b *testing.B) {
				f.took, f.busy = 0, 0
				for b.Loop() {
					f.store(b, s, size)
				}
				rows := float64(b.N * size)
				b.ReportMetric(rows/f.took.Seconds(), "rows/s")
				b.ReportMetric(float64(f.busy.Nanoseconds())/1000/rows, "cpu-us/row")
			})
		}
	}
}

// filler stores the same answers over and over under new ids.
type filler struct {
	batch      []*response.Response
	n          int
	took, busy time.Duration
}

func (f *filler) store(b *testing.B, s *store.Store, size int) {
	b.Helper()
	for _, r := range f.batch[:size] {
		f.n++
		sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(f.n)))
		r.ID, r.Receipt = response.IDFrom([16]byte(sum[:16])), sum[:]
	}
	began, busy := time.Now(), processorTime(b)
	outcomes, err := s.Append(b.Context(), f.batch[:size])
	f.took += time.Since(began)
	f.busy += processorTime(b) - busy
	if err != nil || outcomes[0] != (response.Outcome{}) {
		b.Fatal(err, outcomes[0])
	}
}

// processorTime is what this process has used so far.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkRecords is the store's part of building the warehouse again.
func BenchmarkRecords(b *testing.B) {
	s, form := fresh(b)
	f := &filler{batch: answers(form, 0, 4096)}
	for f.n < 40_960 {
		f.store(b, s, len(f.batch))
	}
	rows := 0
	b.ResetTimer()
	for b.Loop() {
		for after := int64(0); ; {
			records, err := s.Records(b.Context(), after, 4096)
			if err != nil {
				b.Fatal(err)
			}
			if len(records) == 0 {
				break
			}
			rows += len(records)
			after = records[len(records)-1].Seq
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkRevise corrects responses, one caller alone and many at once, who share the clearing of
// the log.
func BenchmarkRevise(b *testing.B) {
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			s, form := fresh(b)
			mustAppend(b, s, answers(form, 0, 1000))
			var n atomic.Int64
			b.SetParallelism(callers)
			b.ResetTimer()
			if callers == 1 {
				for b.Loop() {
					reviseNext(b, s, form, &n)
				}
				return
			}
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					reviseNext(b, s, form, &n)
				}
			})
		})
	}
}

func reviseNext(b *testing.B, s *store.Store, form *survey.Survey, n *atomic.Int64) {
	at := n.Add(1)
	if _, err := s.Revise(b.Context(), corrected(form, int(at%1000), "words "+decimal(at))); err != nil {
		b.Error(err)
	}
}
