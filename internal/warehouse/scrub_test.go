package warehouse_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

const (
	secret    = "I once worked for Vandelay Industries"
	corrected = "I sell latex"
)

// confession is an answer with words that nobody else has written.
func confession(s *survey.Survey, words string) *response.Response {
	return &response.Response{
		ID: "confession", Survey: s.ID, Version: s.Version(), Source: "form", Submitted: now,
		Answers: response.Answers{
			"roles":    {Picks: []string{"other"}, Other: words},
			"anything": {Text: words},
		},
	}
}

// holding lists the files beside path, and path itself, that hold some bytes.
func holding(t *testing.T, path, what string) []string {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a file that is being built goes while it is read
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(what)) {
			found = append(found, filepath.Base(file))
		}
	}
	return found
}

// TestErasedBytesLeaveTheFile greps every file of the warehouse.
func TestErasedBytesLeaveTheFile(t *testing.T) {
	s := sample(t, "powershell")
	public := response.PublicID("confession")
	tests := []struct {
		name   string
		change func(*ledger)
		gone   []string
		stays  string
	}{
		{"erased", func(l *ledger) { l.erase(t, confession(s, secret)) }, []string{secret, public}, ""},
		{"corrected", func(l *ledger) { l.correct(t, confession(s, corrected)) }, []string{secret}, corrected},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var store ledger
			store.add(t, people(s, 1, 300)...)
			store.add(t, confession(s, secret))
			store.add(t, people(s, 2, 300)...)
			path := filepath.Join(t.TempDir(), "muster.duckdb")
			w := open(t, store.config(path, s))
			if len(holding(t, path, secret)) == 0 {
				t.Fatal("the words are not found where they must be")
			}
			test.change(&store)
			if err := w.CatchUp(context.Background()); err != nil {
				t.Fatal(err)
			}
			before := countAll(t, w, s)
			if err := w.Scrub(context.Background()); err != nil {
				t.Fatal(err)
			}
			for _, words := range test.gone {
				if files := holding(t, path, words); len(files) > 0 {
					t.Errorf("%v hold %q", files, words)
				}
			}
			if test.stays != "" && len(holding(t, path, test.stays)) == 0 {
				t.Errorf("nothing holds %q", test.stays)
			}
			same(t, before, countAll(t, w, s))
			builds := store.builds
			if err := w.Scrub(context.Background()); err != nil || store.builds != builds {
				t.Errorf("a clean file was built again; %v", err)
			}
		})
	}
}

// TestErasedWithinABatchNeverReachesTheFile reads an answer and its end at once.
func TestErasedWithinABatchNeverReachesTheFile(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 20)...)
	store.add(t, confession(s, secret))
	records := append(store.records, response.Record{Seq: store.next(), Survey: s.ID, Replaces: store.records[20].Seq})
	store.records = records // a reader who was slow to finish its page
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	w := open(t, store.config(path, s))
	if files := holding(t, path, secret); len(files) > 0 {
		t.Errorf("%v hold the words", files)
	}
	if n := responses(t, w, s); n != 20 {
		t.Errorf("%d answers", n)
	}
}

// TestFollowScrubs leaves it to Follow, when it is time.
func TestFollowScrubs(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 100)...)
	store.add(t, confession(s, secret))
	config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
	var clock atomic.Int64
	config.Now = func() time.Time { return now.Add(time.Duration(clock.Load())) }
	config.ScrubAfter = time.Minute
	w := open(t, config)
	store.erase(t, confession(s, secret))
	follow(t, w)
	eventually(t, "the answer to be gone", func() bool { return responses(t, w, s) == 100 })
	builds := built(&store)
	time.Sleep(100 * time.Millisecond)
	if built(&store) != builds || len(holding(t, config.Path, secret)) == 0 {
		t.Error("built again before it was time")
	}
	clock.Store(int64(time.Minute))
	w.Nudge()
	eventually(t, "the words to be gone", func() bool {
		return built(&store) > builds && w.Freshness().Ready && len(holding(t, config.Path, secret)) == 0
	})
	if n := responses(t, w, s); n != 100 {
		t.Errorf("%d answers", n)
	}
}

// TestFollowScrubsAtOnceWhatIsOld opens a file with the bytes of answers that were erased before: by the process that
// had it open last, and while nobody had.
func TestFollowScrubsAtOnceWhatIsOld(t *testing.T) {
	for name, followed := range map[string]bool{"before the last process ended": true, "since": false} {
		t.Run(name, func(t *testing.T) {
			s := sample(t, "powershell")
			var store ledger
			store.add(t, people(s, 1, 100)...)
			store.add(t, confession(s, secret))
			config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
			config.ScrubAfter = time.Hour // of a clock that stands still
			w, err := warehouse.Open(context.Background(), config)
			if err != nil {
				t.Fatal(err)
			}
			store.erase(t, confession(s, secret))
			if followed {
				err = w.CatchUp(context.Background())
			}
			if err := errors.Join(err, w.Close()); err != nil {
				t.Fatal(err)
			}
			w = open(t, config)
			if len(holding(t, config.Path, secret)) == 0 {
				t.Fatal("the words are not found where they must be")
			}
			follow(t, w)
			eventually(t, "the words to be gone", func() bool {
				return w.Freshness().Ready && len(holding(t, config.Path, secret)) == 0
			})
			if n := responses(t, w, s); n != 100 {
				t.Errorf("%d answers", n)
			}
		})
	}
}

func built(store *ledger) int {
	store.mu.Lock()
	defer store.mu.Unlock()
	return store.builds
}

// TestScrubbingRests has answers go all the time: the file is not built again for each.
func TestScrubbingRests(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	all := people(s, 1, 200)
	store.add(t, all...)
	config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
	var clock atomic.Int64 // a second goes by whenever somebody looks
	config.Now = func() time.Time { return now.Add(time.Duration(clock.Add(1)) * time.Second) }
	config.ScrubAfter, config.ScrubRest = 1, 1_000_000
	w := open(t, config)
	follow(t, w)
	builds := built(&store)
	for _, r := range all[:5] {
		store.erase(t, r)
		w.Nudge()
		want := responses(t, w, s) - 1
		eventually(t, "the answer to be gone", func() bool { return responses(t, w, s) <= want })
	}
	if n := built(&store); n != builds {
		t.Errorf("built %d times right after the first building", n-builds)
	}
}

// TestCountingGoesOnWhileScrubbing counts, without a fault, whoever is left at the moment.
func TestCountingGoesOnWhileScrubbing(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	all := people(s, 1, 400)
	store.add(t, all...)
	config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
	config.Now = time.Now
	config.ScrubAfter, config.ScrubRest = time.Nanosecond, 1
	w := open(t, config)
	follow(t, w)
	for i, r := range all[:100] {
		store.erase(t, r)
		w.Nudge()
		tables, err := w.Tally(context.Background(), s.ID, []tally.Query{
			{By: questions("roles")}, {By: []tally.Dimension{{Unit: tally.Day}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := tables[0].Responses; n != tables[1].Base || n < 400-i-1 || n > 400 {
			t.Fatalf("%d and %d people after %d erasures", n, tables[1].Base, i+1)
		}
	}
	eventually(t, "all erasures", func() bool { return responses(t, w, s) == 300 })
}
