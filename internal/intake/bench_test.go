package intake_test

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// BenchmarkSubmit is the way of an answer from a handler to the disk and back, with so many clients
// that each wait for theirs before they send the next.
func BenchmarkSubmit(b *testing.B) {
	data, err := os.ReadFile("../../sample-data/charlotte.yaml")
	if err != nil {
		b.Fatal(err)
	}
	form, problems := survey.Parse("charlotte.yaml", data)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	version := form.Version()
	for _, clients := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			s, err := store.Open(b.Context(), store.Config{Path: filepath.Join(b.TempDir(), "muster.db")})
			if err != nil {
				b.Fatal(err)
			}
			if err := s.PutSurvey(b.Context(), form); err != nil {
				b.Fatal(err)
			}
			in := intake.New(intake.Config{Append: s.Append})
			var n atomic.Uint64
			var clientsDone sync.WaitGroup
			b.ResetTimer()
			busy := processorTime(b)
			for range clients {
				clientsDone.Go(func() {
					for i := n.Add(1); i <= uint64(b.N); i = n.Add(1) {
						if _, err := in.Submit(b.Context(), typical(form.ID, version, i)); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			clientsDone.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
			b.ReportMetric(float64((processorTime(b)-busy).Nanoseconds())/1000/float64(b.N), "cpu-us/answer")
			b.StopTimer()
			if err := in.Close(b.Context()); err != nil {
				b.Fatal(err)
			}
			if err := s.Close(); err != nil {
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

func typical(survey, version string, n uint64) *response.Response {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, n))
	return &response.Response{
		ID: response.IDFrom([16]byte(sum[:16])), Survey: survey, Version: version, Source: "form",
		Submitted: time.UnixMicro(int64(1_763_800_000_000_000 + n)), Receipt: sum[:],
		Answers: response.Answers{
			"roles":     {Picks: []string{"engineer", "leader"}},
			"topics":    {Picks: []string{"azure", "virtualization", "terraform", "entra", "powershell", "automation", "speaking"}},
			"speak":     {Picks: []string{"powershell"}},
			"journey":   {Picks: []string{"some_years"}},
			"style":     {Picks: []string{"speaker", "hands_on"}},
			"often":     {Picks: []string{"monthly"}},
			"when":      {Picks: []string{"weekday_evening", "weekday_lunch"}},
			"place":     {Picks: []string{"both"}},
			"help":      {Picks: []string{"join", "organise"}},
			"challenge": {Text: "We would like to leave our old datacenter and do not know where to begin."},
		},
	}
}
