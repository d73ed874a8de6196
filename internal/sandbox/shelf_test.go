//go:build linux

package sandbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/sandbox"
)

// clock is a time that a test moves.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time           { return time.Unix(0, c.at.Load()) }
func (c *clock) forward(by time.Duration) { c.at.Add(int64(by)) }

// snapshots names the files there are: they have no name any more, but are open.
func snapshots(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		path, err := os.Readlink("/proc/self/fd/" + e.Name()) // some are closed meanwhile
		if name, ok := strings.CutPrefix(path, dir+"/snapshot-"); ok && err == nil {
			names = append(names, "snapshot-"+name)
		}
	}
	return names
}

func ask(t *testing.T, h *house, survey, sql string) any {
	t.Helper()
	rows, err := h.Query(context.Background(), survey, sql)
	if err != nil {
		t.Fatal(err)
	}
	return rows.Values[0][0]
}

// A snapshot is made once a survey and version, but not over and over while answers pour in.
func TestSnapshotsAreReused(t *testing.T) {
	var c clock
	dir := filepath.Join(t.TempDir(), "snapshots")
	n := 10
	h := open(t, n, nil)
	h = open(t, n, func(config *sandbox.Config) {
		config.Dir, config.Now, config.Keep = dir, c.now, time.Hour
		config.Version = func(string) int64 { return h.version.Load() }
		config.Snapshot = func(ctx context.Context, _, path string) error {
			h.made.Add(1)
			c.forward(time.Second) // so long it takes
			return people(ctx, path, n)
		}
	})
	steps := []struct {
		name   string
		change func()
		people int64
		made   int64
	}{
		{"the first", func() {}, 10, 1},
		{"the same again", func() { c.forward(time.Minute) }, 10, 1},
		{"a new version after a rest", func() { n = 11; h.version.Add(1) }, 11, 2},
		{"a new version at once", func() { n = 12; h.version.Add(1) }, 11, 2},
		{"when it has rested", func() { c.forward(10 * time.Second) }, 12, 3},
	}
	for _, s := range steps {
		s.change()
		if got := ask(t, h, "s", "SELECT count(*) FROM answers"); got != s.people || h.made.Load() != s.made {
			t.Errorf("%s: %v people, %d snapshots", s.name, got, h.made.Load())
		}
	}
	if got := snapshots(t, dir); !slices.Equal(got, []string{"snapshot-3.duckdb (deleted)"}) {
		t.Errorf("there are %v", got)
	}
	ask(t, h, "other", "SELECT 1")
	if got := snapshots(t, dir); len(got) != 2 {
		t.Errorf("of two surveys there are %v", got)
	}
}

// What a query was told is told again without a worker, as long as the snapshot lasts.
func TestAnswersAreRemembered(t *testing.T) {
	var started atomic.Int64
	var at clock
	h := open(t, 10, func(c *sandbox.Config) {
		c.Now = at.now
		c.Command = func(ctx context.Context, args ...string) *exec.Cmd {
			started.Add(1)
			return worker(ctx, args...)
		}
	})
	for range 3 {
		ask(t, h, "s", "SELECT 1")
		if _, err := h.Query(context.Background(), "s", "SELECT version()"); err == nil {
			t.Error("it is allowed")
		}
	}
	if started.Load() != 2 {
		t.Errorf("%d workers for two queries", started.Load())
	}
	h.version.Add(1)
	ask(t, h, "s", "SELECT 1")
	if started.Load() != 3 {
		t.Errorf("%d workers after a change", started.Load())
	}
}

// A snapshot that somebody reads stays until they are done, whatever comes meanwhile.
func TestSnapshotsOutliveTheirReaders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "snapshots")
	reading, goOn := make(chan struct{}), make(chan struct{})
	var workers atomic.Int64
	h := open(t, 10, func(c *sandbox.Config) {
		c.Dir = dir
		c.Command = func(ctx context.Context, args ...string) *exec.Cmd {
			if workers.Add(1) == 1 {
				close(reading)
				<-goOn
			}
			return worker(ctx, args...)
		}
		var at clock
		c.Now = func() time.Time { at.forward(time.Hour); return at.now() }
		c.Keep = 1000 * time.Hour
		c.Rest = 1
	})
	done := make(chan error)
	go func() {
		_, err := h.Query(context.Background(), "s", "SELECT count(*) FROM answers")
		done <- err
	}()
	<-reading
	h.version.Add(1)
	ask(t, h, "s", "SELECT count(*) FROM answers")
	if got := snapshots(t, dir); len(got) != 2 {
		t.Errorf("while the first is read there are %v", got)
	}
	close(goOn)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if got := snapshots(t, dir); len(got) != 1 {
		t.Errorf("in the end there are %v", got)
	}
}

// Only one snapshot is made at a time, and those who wait for the same one share it.
func TestSnapshotsAreMadeOneAtATime(t *testing.T) {
	var making, most, made atomic.Int64
	h := open(t, 10, func(c *sandbox.Config) {
		c.Snapshot = func(ctx context.Context, _, path string) error {
			made.Add(1)
			if n := making.Add(1); n > most.Load() {
				most.Store(n)
			}
			defer making.Add(-1)
			time.Sleep(20 * time.Millisecond)
			return people(ctx, path, 10)
		}
	})
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			if _, err := h.Query(context.Background(), []string{"a", "b"}[i%2], "SELECT 1"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() != 1 || made.Load() != 2 {
		t.Errorf("%d at a time, %d in all", most.Load(), made.Load())
	}
}

// What nobody asks for is deleted, and so is what was made of former answers: somebody may have had
// theirs erased.
func TestSnapshotsDoNotStay(t *testing.T) {
	for name, change := range map[string]func(*house, *clock){
		"unused":  func(_ *house, c *clock) { c.forward(time.Minute) },
		"erased":  func(h *house, c *clock) { h.version.Add(1); c.forward(time.Second) },
		"at once": func(h *house, _ *clock) { h.version.Add(1) },
	} {
		t.Run(name, func(t *testing.T) {
			var c clock
			dir := filepath.Join(t.TempDir(), "snapshots")
			h := open(t, 10, func(config *sandbox.Config) { config.Dir, config.Now, config.Keep = dir, c.now, 60*time.Millisecond })
			ask(t, h, "s", "SELECT 1")
			change(h, &c)
			for deadline := time.Now().Add(5 * time.Second); len(snapshots(t, dir)) > 0; time.Sleep(5 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatal("the snapshot stays")
				}
			}
			ask(t, h, "s", "SELECT 1")
		})
	}
}

// A directory that an earlier run left is emptied, and nothing is left of this one.
func TestDirectoryIsWiped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "snapshots")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "snapshot-9.duckdb"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	h := open(t, 10, func(c *sandbox.Config) { c.Dir = dir })
	if got := snapshots(t, dir); len(got) != 0 {
		t.Errorf("an earlier run left %v", got)
	}
	ask(t, h, "s", "SELECT 1")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("a service that is killed now leaves %v, error %v", left, err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
	if _, err := h.Query(context.Background(), "s", "SELECT 1"); !errors.Is(err, sandbox.ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
}

// That no snapshot can be made is no fault of the query, and leaves no half of one.
func TestSnapshotThatFails(t *testing.T) {
	broken := errors.New("disk full")
	dir := filepath.Join(t.TempDir(), "snapshots")
	var log bytes.Buffer
	h := open(t, 10, func(c *sandbox.Config) {
		c.Dir, c.Log = dir, slog.New(slog.NewTextHandler(&log, nil))
		c.Snapshot = func(_ context.Context, _, path string) error {
			return errors.Join(broken, os.WriteFile(path, []byte("half"), 0o600))
		}
	})
	if err := faultOfTheHouse(t, h); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if got := snapshots(t, dir); len(got) != 0 {
		t.Errorf("there are %v", got)
	}
	if n := strings.Count(log.String(), "disk full"); n != 1 {
		t.Errorf("the log tells it %d times: %s", n, log.String())
	}
}

// A file that is no database is a fault of the house, not of the query.
func TestSnapshotThatIsNone(t *testing.T) {
	h := open(t, 10, func(c *sandbox.Config) {
		c.Snapshot = func(_ context.Context, _, path string) error { return os.WriteFile(path, []byte("no database"), 0o600) }
	})
	faultOfTheHouse(t, h)
}

// Only so many run at once. Who waits too long is told so.
func TestFewRunAtOnce(t *testing.T) {
	h := open(t, 10, func(c *sandbox.Config) {
		c.Workers, c.Deadline = 1, 700*time.Millisecond
		c.Command = func(ctx context.Context, _ ...string) *exec.Cmd {
			return exec.CommandContext(ctx, "/proc/self/exe", asBroken, "stuck")
		}
	})
	errs := make(chan error)
	for i := range 4 {
		go func() {
			_, err := h.Query(context.Background(), "s", fmt.Sprint("SELECT ", i))
			errs <- err
		}()
	}
	told := map[string]int{}
	for range 4 {
		told[(<-errs).Error()[:13]]++
	}
	if told["Other queries"] < 2 || told["The query was"] < 1 {
		t.Errorf("%v", told)
	}
}
