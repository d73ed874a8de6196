package workbook_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/workbook"
)

// The shape of the comparison: 60 columns on Answers, and on Long the picks.
const (
	comparedOptions = 54
	comparedPicks   = 10
)

// BenchmarkBigSheets writes the same rows of Answers and Long with Muster and with libxlsxwriter in its
// constant-memory mode, by turns in one run, and gives the ratio of their times. Muster's time has the
// small sheets and their charts in it as well. MUSTER_BENCH_ROWS=1000000 sets another number of responses.
func BenchmarkBigSheets(b *testing.B) {
	rows := 100_000
	if n, err := strconv.Atoi(os.Getenv("MUSTER_BENCH_ROWS")); err == nil {
		rows = n
	}
	other := buildLibxlsxwriter(b)
	c := comparedConfig(b, rows)
	var ours, theirs time.Duration
	peak, stop := watchHeap()
	for b.Loop() {
		theirs += runLibxlsxwriter(b, other, rows)
		begun := time.Now()
		toFile(b, c)
		ours += time.Since(begun)
	}
	stop()
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times-libxlsxwriter")
	b.ReportMetric(float64(rows*b.N)/ours.Seconds(), "responses/s")
	b.ReportMetric(float64(rows*b.N)/theirs.Seconds(), "libxlsxwriter-responses/s")
	b.ReportMetric(float64(peak.Load())/(1<<20), "peak-MB")
}

// toFile writes to a file, as libxlsxwriter does.
func toFile(b *testing.B, c workbook.Config) {
	file, err := os.Create(filepath.Join(b.TempDir(), "ours.xlsx"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if err := workbook.Write(context.Background(), file, c); err != nil {
		b.Fatal(err)
	}
}

func buildLibxlsxwriter(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "libxlsxwriter")
	out, err := exec.Command("gcc", "-O2", "-o", program, "testdata/libxlsxwriter.c", "-lxlsxwriter").CombinedOutput()
	if err != nil {
		b.Skipf("libxlsxwriter cannot be built against, so there is nothing to compare with (Debian: libxlsxwriter-dev): %v\n%s", err, out)
	}
	return program
}

func runLibxlsxwriter(b *testing.B, program string, rows int) time.Duration {
	b.Helper()
	name := filepath.Join(b.TempDir(), "theirs.xlsx")
	out, err := exec.Command(program, name, strconv.Itoa(rows), strconv.Itoa(comparedOptions), strconv.Itoa(comparedPicks)).Output()
	if err != nil {
		b.Fatal(err)
	}
	if err := os.Remove(name); err != nil {
		b.Fatal(err)
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(seconds * float64(time.Second))
}

// comparedConfig makes responses on their way, each different, without holding them.
func comparedConfig(b *testing.B, rows int) workbook.Config {
	b.Helper()
	var text strings.Builder
	text.WriteString("id: wide\ntitle: Wide\nquestions:\n  - id: topics\n    kind: many\n    title: Which topics would you come for?\n    options:\n")
	for i := range comparedOptions {
		fmt.Fprintf(&text, "      - {id: option_%d, label: Option number %d}\n", i, i)
	}
	s := parse(b, text.String())
	pool := make([]*response.Response, comparedOptions)
	for p := range pool {
		pool[p] = &response.Response{Survey: s.ID, Version: s.Version(), Source: "poster", Answers: response.Answers{}}
		var a response.Answer
		for o := range comparedOptions {
			if (p*7+o*13)%comparedOptions < comparedPicks {
				a.Picks = append(a.Picks, fmt.Sprintf("option_%d", o))
			}
		}
		pool[p].Answers["topics"] = a
	}
	for p, r := range pool {
		r.ID, r.Submitted = fmt.Sprint(p), now
	}
	c := config(s, pool)
	c.Summary, c.Tally = many(c.Summary, rows), times(c.Tally, rows/len(pool)+1)
	c.Responses = func(yield func(*response.Response, error) bool) {
		for i := range rows {
			r := *pool[i%len(pool)]
			r.ID, r.Submitted = fmt.Sprintf("r%06d", i), now.Add(time.Duration(i)*time.Second)
			r.Started = r.Submitted.Add(-150 * time.Second)
			if !yield(&r, nil) {
				return
			}
		}
	}
	return c
}
