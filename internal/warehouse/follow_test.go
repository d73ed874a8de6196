package warehouse_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// follow runs Follow until the test ends.
func follow(t *testing.T, w *warehouse.Warehouse) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Follow(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Follow: %v", err)
		}
	})
}

func responses(t *testing.T, w *warehouse.Warehouse, s *survey.Survey) int {
	t.Helper()
	sum, err := w.Summary(context.Background(), s.ID, tally.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return sum.Responses
}

// eventually waits for something that takes less than a second on an idle machine.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("waited in vain for %s", what)
}

func TestFollowShowsNewAnswers(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	w := open(t, store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s))
	follow(t, w)
	all := people(s, 1, 40)
	store.add(t, all[:20]...)
	w.Nudge()
	eventually(t, "answers after a nudge", func() bool { return responses(t, w, s) == 20 })
	store.add(t, all[20:]...) // by another process: nobody nudges
	eventually(t, "answers of another process", func() bool { return responses(t, w, s) == 40 })
	last, _ := store.LastSeq(context.Background())
	if f := w.Freshness(); f.Seq != last || !f.Ready || !f.At.Equal(now) {
		t.Errorf("%+v", f)
	}
}

func TestFollowOutlivesTrouble(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	w := open(t, store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s))
	follow(t, w)
	store.setFail(errors.New("the store is away"))
	w.Nudge()
	time.Sleep(50 * time.Millisecond)
	if err := w.Ping(context.Background()); err != nil {
		t.Errorf("what is there can no longer be read: %v", err)
	}
	store.setFail(nil)
	store.add(t, people(s, 1, 10)...)
	w.Nudge()
	eventually(t, "answers after the trouble", func() bool { return responses(t, w, s) == 10 })
}

// TestCountingWhileWriting has dashboards, sheets and rebuilds at work while answers come in: what
// they see is always one state, and never less than before.
func TestCountingWhileWriting(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	w := open(t, store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s))
	follow(t, w)
	all := people(s, 1, 1500)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for range 3 {
		running.Go(func() {
			for before := 0; ctx.Err() == nil; {
				before = consistent(t, w, s, before)
			}
		})
	}
	running.Go(func() {
		for ctx.Err() == nil {
			if err := w.Rebuild(context.Background()); err != nil {
				t.Error(err)
			}
		}
	})
	for i := 0; i < len(all); i += 50 {
		store.add(t, all[i:i+50]...)
		w.Nudge()
		time.Sleep(5 * time.Millisecond)
	}
	eventually(t, "all answers", func() bool { return responses(t, w, s) == len(all) })
	cancel()
	running.Wait()
}

func consistent(t *testing.T, w *warehouse.Warehouse, s *survey.Survey, before int) int {
	tables, err := w.Tally(context.Background(), s.ID, []tally.Query{
		{By: questions("roles")}, {By: questions("topics", "roles")}, {By: []tally.Dimension{{Unit: tally.Day}}},
	})
	if err != nil {
		t.Error(err)
		return before
	}
	n := tables[0].Responses
	if tables[1].Responses != n || tables[2].Responses != n || tables[2].Base != n || n < before {
		t.Errorf("%d, %d and %d answers after %d", n, tables[1].Responses, tables[2].Responses, before)
	}
	seen := 0
	for _, err := range w.Responses(context.Background(), s.ID, tally.Filter{}) {
		if err != nil {
			t.Error(err)
		}
		seen++
	}
	if seen < n {
		t.Errorf("%d of %d answers listed", seen, n)
	}
	return n
}

func TestClosed(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 10)...)
	w, err := warehouse.Open(context.Background(), store.config("", s))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	_, tallied := w.Tally(ctx, s.ID, []tally.Query{{By: questions("roles")}})
	_, summed := w.Summary(ctx, s.ID, tally.Filter{})
	for name, err := range map[string]error{
		"CatchUp": w.CatchUp(ctx), "Rebuild": w.Rebuild(ctx), "Follow": w.Follow(ctx), "Ping": w.Ping(ctx), "Tally": tallied, "Summary": summed,
	} {
		if !errors.Is(err, warehouse.ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w.Freshness().Ready {
		t.Error("a closed warehouse is ready")
	}
}

func TestOpenRefuses(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	tests := []struct {
		name   string
		config warehouse.Config
	}{
		{"two surveys of one id", store.config("", s, s)},
		{"a path the driver misreads", store.config(t.TempDir()+"/a?b=c", s)},
		{"a folder that is not there", store.config(t.TempDir()+"/missing/muster.duckdb", s)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if w, err := warehouse.Open(context.Background(), test.config); err == nil {
				t.Errorf("opened: %v", w.Close())
			}
		})
	}
}

func TestProgress(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 100)...)
	config := store.config("", s)
	var calls int
	var done, total int64
	config.Progress = func(d, n int64) {
		if d < done || d > n {
			t.Errorf("%d of %d after %d", d, n, done)
		}
		calls, done, total = calls+1, d, n
	}
	open(t, config)
	last, _ := store.LastSeq(context.Background())
	if calls == 0 || done != last || total != last {
		t.Errorf("%d calls, at last %d of %d; the store ends at %d", calls, done, total, last)
	}
}

// TestStoreWithoutItsLastAnswers has the store count further than it has answers, as it does when
// the last ones have been erased.
func TestStoreWithoutItsLastAnswers(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 30)...)
	config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
	config.LastSeq = func(context.Context) (int64, error) { return 1000, nil }
	loads := 0
	config.Progress = func(int64, int64) { loads++ }
	w := open(t, config)
	for range 3 {
		if err := w.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if n := responses(t, w, s); n != 30 || loads != 1 {
		t.Errorf("%d answers after %d loads", n, loads)
	}
}

// TestCanceledBuildLeavesNothing stops a build in its midst.
func TestCanceledBuildLeavesNothing(t *testing.T) {
	s := sample(t, "powershell")
	config := crowdOf(t, s, 50_000)
	config.Path = filepath.Join(t.TempDir(), "muster.duckdb")
	ctx, cancel := context.WithCancel(context.Background())
	records := config.Records
	config.Records = func(ctx context.Context, after int64, limit int) ([]response.Record, error) {
		if after > 20_000 {
			cancel()
		}
		return records(ctx, after, limit)
	}
	if _, err := warehouse.Open(ctx, config); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	left, err := filepath.Glob(config.Path + "*")
	if err != nil || len(left) != 1 { // the lock stays
		t.Errorf("left behind: %v, %v", left, err)
	}
	config.Records = records
	if n := responses(t, open(t, config), s); n != 50_000 {
		t.Errorf("%d answers", n)
	}
}
