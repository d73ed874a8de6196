package warehouse_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// Environment that tells a process of this test binary that it is one to be killed.
const (
	crashPath  = "MUSTER_WAREHOUSE_CRASH"
	crashRound = "MUSTER_WAREHOUSE_ROUND"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(crashPath); path != "" {
		round, _ := strconv.ParseInt(os.Getenv(crashRound), 10, 64)
		fmt.Fprintln(os.Stderr, crash(path, round))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const (
	crashRounds = 6
	crashStep   = 3000 // answers that the store grows by in a round
)

func crashSurvey(tb testing.TB) *survey.Survey {
	return parse(tb, "id: s\ntitle: T\nquestions:\n  - {id: roles, kind: many, title: T, other: Other, options: [{id: a, label: A}, {id: b, label: B}]}\n")
}

// changing makes a store in which of every twenty answers one is corrected and then erased, and another
// erased. What has been replaced by the time of reading is in it no longer.
func changing(config warehouse.Config) warehouse.Config {
	plain := config.Records
	config.Records = func(ctx context.Context, after int64, limit int) ([]response.Record, error) {
		last, err := config.LastSeq(ctx)
		if err != nil {
			return nil, err
		}
		records, err := plain(ctx, after, int(min(last-after, int64(limit)+20)))
		var out []response.Record
		for _, r := range records {
			r.Replaces = map[int64]int64{10: r.Seq - 3, 15: r.Seq - 5, 0: r.Seq - 9}[r.Seq%20]
			if !lasts(r.Seq, last) {
				r.ID, r.Document = "", nil
			}
			if (r.Document != nil || r.Replaces != 0) && len(out) < limit {
				out = append(out, r)
			}
		}
		return out, err
	}
	return config
}

// lasts tells whether a number is that of an answer that is left when the store has come to the last.
func lasts(seq, last int64) bool {
	switch seq % 20 {
	case 15, 0:
		return false
	case 7:
		return last < seq+3
	case 10:
		return last < seq+5
	case 11:
		return last < seq+9
	}
	return true
}

// crash follows a store that grows by a few hundred answers at a time, rebuilding now and then,
// until it is killed.
func crash(path string, round int64) error {
	config := crowdOf(&testing.B{}, crashSurvey(&testing.B{}), crashRounds*crashStep)
	config.Path = path
	var grown atomic.Int64
	config.LastSeq = func(context.Context) (int64, error) {
		return round*crashStep + min(grown.Add(rand.Int64N(100)), crashStep), nil
	}
	config = changing(config)
	records := config.Records
	config.Records = func(ctx context.Context, after int64, limit int) ([]response.Record, error) {
		return records(ctx, after, 1+rand.IntN(min(limit, 60)))
	}
	w, err := warehouse.Open(context.Background(), config)
	if err != nil {
		return err
	}
	fmt.Println("open")
	for {
		if rand.IntN(40) == 0 {
			err = w.Rebuild(context.Background())
		} else {
			err = w.CatchUp(context.Background())
		}
		if err != nil {
			return err
		}
	}
}

// TestKilledWhileCatchingUp kills a process in the midst of it, again and again over one file,
// and then finds every answer in the warehouse exactly once.
func TestKilledWhileCatchingUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	s := crashSurvey(t)
	config := crowdOf(t, s, crashRounds*crashStep)
	wanted, err := open(t, changing(config)).Tally(context.Background(), s.ID, []tally.Query{{By: questions("roles", "roles")}})
	if err != nil {
		t.Fatal(err)
	}
	for round := range int64(crashRounds) {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), crashPath+"="+path, fmt.Sprintf("%s=%d", crashRound, round))
		child.Stderr = os.Stderr
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatalf("round %d: the process did not come up: %v, %v", round, err, child.Wait())
		}
		time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // it was killed
	}
	t.Logf("%d of %d answers survived the killings", rows(t, path, "SELECT seq FROM muster_meta")[0][0], crashRounds*crashStep)
	var log bytes.Buffer
	config.Path, config.Log = path, slog.New(slog.NewTextHandler(&log, nil))
	w := open(t, changing(config))
	if log.Len() > 0 {
		t.Errorf("what the killed processes left behind had to be built again: %s", &log)
	}
	checkOnce(t, w, s, crashRounds*crashStep)
	got, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: questions("roles", "roles")}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
}

func checkOnce(t *testing.T, w *warehouse.Warehouse, s *survey.Survey, last int64) {
	t.Helper()
	var want, got []string
	for seq := int64(1); seq <= last; seq++ {
		if lasts(seq, last) {
			want = append(want, response.PublicID(strconv.FormatInt(seq, 36)))
		}
	}
	for r, err := range w.Responses(context.Background(), s.ID, tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.ID)
	}
	if !slices.Equal(want, got) {
		t.Errorf("%d answers, want %d", len(got), len(want))
	}
}
