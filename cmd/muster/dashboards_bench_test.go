package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"strconv"
	"testing"
	"time"

	"muster/internal/account"
	"muster/internal/crowd"
	"muster/internal/response"
	"muster/internal/survey"
	sampledata "muster/sample-data"
)

// manyAnswers are those that the dashboards are measured over. MUSTER_BENCH_ANSWERS asks for another
// number; with -short they are few.
func manyAnswers(b *testing.B) int {
	b.Helper()
	if text := os.Getenv("MUSTER_BENCH_ANSWERS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			b.Fatalf("MUSTER_BENCH_ANSWERS is %q, not a number of answers", text)
		}
		return n
	}
	if testing.Short() {
		return 20_000
	}
	return 1_000_000
}

// large is a service over very many made-up answers, and a founder who reads it.
type large struct {
	*service
	survey *survey.Survey
	client *http.Client
	seed   uint64 // of the answer that comes in next
}

// BenchmarkDashboards asks a service for every dashboard that comes with Muster, as data: cold is with an
// answer that came in since it was last asked for, so that nothing of it is known; unchanged is without
// one; held is by a reader who has it and only asks whether it is still so.
func BenchmarkDashboards(b *testing.B) {
	l := openLarge(b, manyAnswers(b))
	for _, d := range l.boards.all() {
		path := l.base + "/surveys/" + l.survey.ID + "/dashboards/" + d.ID + ".json"
		b.Run(d.ID+"/cold", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				l.answer(b)
				b.StartTimer()
				l.get(b, path, "")
			}
		})
		tag := l.get(b, path, "")
		b.Run(d.ID+"/unchanged", func(b *testing.B) {
			for b.Loop() {
				l.get(b, path, "")
			}
		})
		b.Run(d.ID+"/held", func(b *testing.B) {
			for b.Loop() {
				l.get(b, path, tag)
			}
		})
	}
}

func openLarge(b *testing.B, n int) *large {
	b.Helper()
	env := environment{stdout: io.Discard, stderr: io.Discard, lookup: func(string) (string, bool) { return "", false }}
	kept, err := openStore(b.Context(), env, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	l := &large{seed: 2}
	data, err := sampledata.Files.ReadFile("charlotte.yaml")
	if err == nil {
		l.survey, err = syntheticSurvey("charlotte.yaml", data)
	}
	if err == nil {
		_, err = kept.populate(b.Context(), l.survey, crowd.Config{N: n, Seed: 1, End: time.Now()})
	}
	if err == nil {
		l.service, err = newService(b.Context(), kept, serviceConfig{addr: "127.0.0.1:0"})
	}
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- l.run(ctx) }()
	b.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
		if err := kept.Close(); err != nil {
			b.Error(err)
		}
	})
	l.enter(b)
	l.counted(b)
	return l
}

// enter lets the founder in.
func (l *large) enter(b *testing.B) {
	b.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	l.client = &http.Client{Jar: jar}
	person, err := l.gate.Admit(b.Context(), "Ada", "ada@example.com", account.Founder)
	if err != nil {
		b.Fatal(err)
	}
	token, err := l.gate.EntryFor(b.Context(), person.ID)
	if err != nil {
		b.Fatal(err)
	}
	reply, err := l.client.PostForm(l.base+"/enter/"+token, nil)
	if err != nil {
		b.Fatal(err)
	}
	reply.Body.Close()
}

// answer stores one more answer and waits until it is counted.
func (l *large) answer(b *testing.B) {
	b.Helper()
	l.seed++
	for r := range crowd.Generate(l.survey, crowd.Config{N: 1, Seed: l.seed, End: time.Now()}) {
		if _, err := l.kept.store.Append(b.Context(), []*response.Response{r}); err != nil {
			b.Fatal(err)
		}
	}
	l.counter.nudge()
	l.counted(b)
}

func (l *large) counted(b *testing.B) {
	b.Helper()
	last, err := l.kept.store.LastSeq(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for end := time.Now().Add(5 * time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if fresh := l.counter.freshness(); fresh.Ready && fresh.Seq >= last {
			return
		}
	}
	b.Fatal("the answers are not counted")
}

// get reads a page, or learns that the one of that tag is still so. It gives the page's tag.
func (l *large) get(b *testing.B, address, tag string) string {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
	if err != nil {
		b.Fatal(err)
	}
	if tag != "" {
		request.Header.Set("If-None-Match", tag)
	}
	reply, err := l.client.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer reply.Body.Close()
	if _, err := io.Copy(io.Discard, reply.Body); err != nil || reply.StatusCode != http.StatusOK && (tag == "" || reply.StatusCode != http.StatusNotModified) {
		b.Fatalf("%s answers %s: %v", address, reply.Status, err)
	}
	return reply.Header.Get("ETag")
}
