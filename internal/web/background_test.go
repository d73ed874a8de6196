package web_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// bare opens a site that stores nothing, on the machine's clock.
func bare(t *testing.T, s *survey.Survey, change func(*web.Config)) *web.Site {
	t.Helper()
	config := web.Config{
		Surveys: []*survey.Survey{s}, Key: make([]byte, 32), Ready: func(context.Context) error { return nil },
		Submit:    storeNothing,
		ByReceipt: func(context.Context, []byte) (*response.Response, error) { return nil, store.ErrNotFound },
	}
	change(&config)
	site, err := web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// running runs what a site does by itself, and gives what ends it and waits.
func running(t *testing.T, site *web.Site) func() {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	done.Go(func() { site.Run(ctx) })
	return func() {
		cancel()
		done.Wait()
	}
}

func countTaken(n *atomic.Int64) func(context.Context, string) (map[store.Place]int, error) {
	return func(context.Context, string) (map[store.Place]int, error) {
		return map[store.Place]int{{Question: "table", Option: "window"}: int(n.Load())}, nil
	}
}

func count(n *atomic.Int64) func(context.Context, string) (int64, error) {
	return func(context.Context, string) (int64, error) { return n.Load(), nil }
}

// ledger sums up visits as the store does.
type ledger struct {
	mu     sync.Mutex
	sums   map[store.Visit][3]int // guarded by mu
	broken atomic.Bool
}

func (l *ledger) add(_ context.Context, visits []store.Visit) error {
	if l.broken.Load() {
		return errors.New("no disk")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sums == nil {
		l.sums = map[store.Visit][3]int{}
	}
	for _, v := range visits {
		key := store.Visit{Survey: v.Survey, Day: v.Day, Source: v.Source, Step: v.Step}
		sum := l.sums[key]
		l.sums[key] = [3]int{sum[0] + v.Views, sum[1] + v.Starts, sum[2] + v.Finishes}
	}
	return nil
}

// now gives the sums as they are.
func (l *ledger) now() map[store.Visit][3]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return maps.Clone(l.sums)
}

// TestVisitsAreHandedOn loses none when the store is away for a while, nor at the end.
func TestVisitsAreHandedOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sums ledger
		site := bare(t, dinner(t), func(c *web.Config) { c.AddVisits = sums.add })
		v := &visitor{t: t, handler: site.Handler()}
		ends := running(t, site)
		sums.broken.Store(true)
		v.get("/s/dinner")
		time.Sleep(10 * time.Second)
		sums.broken.Store(false)
		v.get("/s/dinner")
		time.Sleep(10 * time.Second)
		day := time.Now().UTC().Format(time.DateOnly)
		want := map[store.Visit][3]int{{Survey: "dinner", Day: day}: {2, 0, 0}}
		if diff := cmp.Diff(want, sums.now()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		v.get("/s/dinner")
		ends()
		if got := sums.now()[store.Visit{Survey: "dinner", Day: day}][0]; got != 3 {
			t.Errorf("%d views after the end, want 3", got)
		}
	})
}

func TestRunSaysWhatGoesWrong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v := &visitor{t: t}
		site := bare(t, dinner(t), func(c *web.Config) {
			c.Taken = func(context.Context, string) (map[store.Place]int, error) { return nil, errors.New("no connection") }
			c.Log = slog.New(slog.NewTextHandler(&v.log, nil))
		})
		ends := running(t, site)
		time.Sleep(time.Second)
		ends()
		if !strings.Contains(v.log.String(), "no connection") {
			t.Errorf("log: %s", v.log.String())
		}
	})
}
