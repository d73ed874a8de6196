package warehouse_test

import (
	"bytes"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// figures are all that the tests below compare.
type figures struct {
	Tables  []tally.Table
	Summary tally.Summary
	Answers []response.Answers
}

func countAll(t *testing.T, w *warehouse.Warehouse, s *survey.Survey) figures {
	t.Helper()
	queries := []tally.Query{{By: []tally.Dimension{{Unit: tally.Day}}}}
	for _, d := range dimensions(s) {
		queries = append(queries, tally.Query{By: []tally.Dimension{d}})
	}
	var f figures
	var err error
	if f.Tables, err = w.Tally(context.Background(), s.ID, queries); err != nil {
		t.Fatal(err)
	}
	if f.Summary, err = w.Summary(context.Background(), s.ID, tally.Filter{}); err != nil {
		t.Fatal(err)
	}
	for r, err := range w.Responses(context.Background(), s.ID, tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		f.Answers = append(f.Answers, clone(r).Answers)
	}
	return f
}

func same(t *testing.T, want, got figures) {
	t.Helper()
	if reflect.DeepEqual(want, got) { // a hundred times faster than finding no difference
		return
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(diff)
	}
}

// sql runs a statement on a file that no warehouse has open, as a person or a fault might.
func sql(t *testing.T, path, statement string) {
	t.Helper()
	connector, err := duckdb.NewConnector(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := connector.Connect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.(driver.ExecerContext).ExecContext(context.Background(), statement, nil); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if err := errors.Join(c.Close(), connector.Close()); err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, path string, edit func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, edit(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOpenHeals does to the file whatever may happen to one.
func TestOpenHeals(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 3, 500)
	var store ledger
	store.add(t, all...)
	pristine := filepath.Join(t.TempDir(), "pristine.duckdb")
	w := open(t, store.config(pristine, s))
	want := countAll(t, w, s)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	type damage struct {
		name    string
		do      func(t *testing.T, path string)
		rebuilt bool // the file must have been built again; otherwise it may
	}
	tests := []damage{
		{"nothing", func(*testing.T, string) {}, false},
		{"missing", func(t *testing.T, path string) { os.Remove(path) }, true},
		{"empty", func(t *testing.T, path string) { os.Truncate(path, 0) }, true},
		{"a directory", func(t *testing.T, path string) { os.Remove(path); os.Mkdir(path, 0o700) }, true},
		{"garbage", func(t *testing.T, path string) {
			change(t, path, func(data []byte) []byte { return bytes.Repeat([]byte("muster"), len(data)/6) })
		}, true},
		{"log of garbage", func(t *testing.T, path string) { os.WriteFile(path+".wal", []byte("garbage"), 0o600) }, false},
		{"the last opening crashed", func(t *testing.T, path string) { os.WriteFile(path+".lock", []byte("opening"), 0o600) }, true},
		{"left over from a rebuild", func(t *testing.T, path string) { os.WriteFile(path+".new", []byte("half"), 0o600) }, false},
		{"other schema", func(t *testing.T, path string) { sql(t, path, "UPDATE muster_meta SET schema_version = 999") }, true},
		{"other surveys", func(t *testing.T, path string) { sql(t, path, "UPDATE muster_meta SET fingerprint = 'x'") }, true},
		{"a table is missing", func(t *testing.T, path string) { sql(t, path, "DROP TABLE answers_powershell CASCADE") }, true},
		{"no meta", func(t *testing.T, path string) { sql(t, path, "DELETE FROM muster_meta") }, true},
		{"a row is missing", func(t *testing.T, path string) { sql(t, path, "DELETE FROM answers_powershell WHERE seq = 57") }, true},
		{"a row came twice", func(t *testing.T, path string) {
			sql(t, path, "INSERT INTO answers_powershell SELECT * FROM answers_powershell WHERE seq = 57")
		}, true},
		{"a text is missing", func(t *testing.T, path string) {
			sql(t, path, "DELETE FROM texts_powershell WHERE seq = (SELECT min(seq) FROM texts_powershell)")
		}, true},
		{"ahead of the store", func(t *testing.T, path string) {
			sql(t, path, "UPDATE muster_meta SET seq = 1000000; UPDATE muster_held SET last = 1000000")
		}, true},
		{"of another store", func(t *testing.T, path string) {
			sql(t, path, "UPDATE answers_powershell SET id = 'x' WHERE seq = (SELECT max(seq) FROM answers_powershell)")
		}, true},
		{"behind the store", func(t *testing.T, path string) {
			sql(t, path, `DELETE FROM answers_powershell WHERE seq > 100; DELETE FROM texts_powershell WHERE seq > 100;
				UPDATE muster_meta SET seq = 99`)
		}, false},
	}
	for _, at := range []int64{1, 4095, 4096, 8192, 12288, 12289, 20000, 100000, 270000, 800000} {
		tests = append(tests, damage{fmt.Sprintf("cut at %d", at), func(t *testing.T, path string) { os.Truncate(path, at) }, false})
	}
	for i := range 6 {
		tests = append(tests, damage{fmt.Sprintf("flipped bits %d", i), func(t *testing.T, path string) {
			random := rand.New(rand.NewPCG(1, uint64(i)))
			change(t, path, func(data []byte) []byte {
				for range 1 + random.IntN(3) {
					data[random.IntN(len(data))] ^= 1 << random.IntN(8)
				}
				return data
			})
		}, false})
		tests = append(tests, damage{fmt.Sprintf("zero tail %d", i), func(t *testing.T, path string) {
			random := rand.New(rand.NewPCG(2, uint64(i)))
			change(t, path, func(data []byte) []byte {
				at := random.IntN(len(data))
				return append(data[:at], make([]byte, len(data)-at)...)
			})
		}, false})
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel() // most of it is waiting for the disk
			store := ledger{records: store.records}
			path := filepath.Join(t.TempDir(), "muster.duckdb")
			data, err := os.ReadFile(pristine)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			test.do(t, path)
			w := open(t, store.config(path, s))
			if store.builds == 0 && test.rebuilt {
				t.Error("the file was not built again")
			}
			same(t, want, countAll(t, w, s))
			if _, err := os.Stat(path + ".new"); err == nil {
				t.Error("a half built file was left behind")
			}
		})
	}
}

// TestFlippedBitsInTheLog kills nothing: it copies file and log while the warehouse is open, which
// is what a power failure leaves, and then flips bits of the log. DuckDB opens some of these with
// rows missing and says nothing.
func TestFlippedBitsInTheLog(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	w := open(t, store.config(path, s))
	all := people(s, 9, 400)
	for i := range 20 { // twenty transactions in the log
		store.add(t, all[i*20:i*20+20]...)
		if err := w.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	want := countAll(t, w, s)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(path + ".wal")
	if err != nil || len(log) < 10_000 {
		t.Fatalf("log of %d bytes, %v", len(log), err)
	}
	random := rand.New(rand.NewPCG(2, 2))
	for i := range 24 {
		path := filepath.Join(t.TempDir(), "muster.duckdb")
		damaged := bytes.Clone(log)
		switch i % 3 {
		case 0:
			damaged = damaged[:random.IntN(len(damaged))]
		case 1:
			damaged = append(damaged, make([]byte, random.IntN(5000))...)
			fallthrough
		default:
			damaged[random.IntN(len(log))] ^= 1 << random.IntN(8)
		}
		if err := errors.Join(os.WriteFile(path, file, 0o600), os.WriteFile(path+".wal", damaged, 0o600)); err != nil {
			t.Fatal(err)
		}
		w := open(t, store.config(path, s))
		same(t, want, countAll(t, w, s))
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestChangedSurveyIsCountedAnew(t *testing.T) {
	const head = "id: s\ntitle: T\ntime_zone: "
	const questions = "\nquestions:\n  - {id: q, kind: many, title: T, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}\n"
	const fewer = "\nquestions:\n  - {id: q, kind: many, title: T, options: [{id: c, label: C}, {id: a, label: A}]}\n"
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	var store ledger
	pick := func(id string, options ...string) *response.Response {
		answers := response.Answers{"gone": {Picks: []string{"x"}}}
		if len(options) > 0 {
			answers["q"] = response.Answer{Picks: options}
		}
		return &response.Response{ID: id, Survey: "s", Submitted: now, Answers: answers}
	}
	store.add(t, pick("1", "a", "b"), pick("2", "b"), pick("3", "b", "c"), pick("4"))
	tests := []struct {
		name    string
		survey  string
		rebuilt bool
		want    []int // Base and the totals
		retired int64
	}{
		{"as it was", head + "UTC" + questions, true, []int{3, 1, 3, 1}, 4},
		{"the same again", head + "UTC" + questions, false, []int{3, 1, 3, 1}, 4},
		{"other words", head + "UTC" + strings.ReplaceAll(questions, "label: A", "label: Another"), false, []int{3, 1, 3, 1}, 4},
		{"an option less", head + "UTC" + fewer, true, []int{2, 1, 1}, 7},
		{"another zone", head + "Asia/Tokyo" + fewer, true, []int{2, 1, 1}, 7},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := store.builds
			w := open(t, store.config(path, parse(t, test.survey)))
			if rebuilt := store.builds > before; rebuilt != test.rebuilt {
				t.Errorf("rebuilt: %t", rebuilt)
			}
			got, err := w.Tally(context.Background(), "s", []tally.Query{{By: questions1("q")}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, append([]int{got[0].Base}, got[0].Cells...)); diff != "" {
				t.Error(diff)
			}
			omitted, err := w.Omitted("s")
			if err != nil || omitted.RetiredPicks != test.retired {
				t.Errorf("%+v, %v", omitted, err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func questions1(id string) []tally.Dimension { return []tally.Dimension{{Question: id}} }

func TestSecondOpenIsRefused(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 10)...)
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	w := open(t, store.config(path, s))
	want := countAll(t, w, s)
	if _, err := warehouse.Open(context.Background(), store.config(path, s)); !errors.Is(err, warehouse.ErrLocked) {
		t.Errorf("second open: %v", err)
	}
	same(t, want, countAll(t, w, s))
}

func TestStoreTroubleLeavesTheFileAlone(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 10)...)
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	if err := open(t, store.config(path, s)).Close(); err != nil {
		t.Fatal(err)
	}
	trouble := errors.New("disk on fire")
	store.setFail(trouble)
	if _, err := warehouse.Open(context.Background(), store.config(path, s)); !errors.Is(err, trouble) {
		t.Errorf("open: %v", err)
	}
	store.setFail(nil)
	before := store.builds
	open(t, store.config(path, s))
	if store.builds != before {
		t.Error("the file was built again")
	}
}

// TestStoreRestoredWhileRunning has the store fall back behind the warehouse.
func TestStoreRestoredWhileRunning(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 1, 100)
	var store, backup ledger
	store.add(t, all...)
	backup.add(t, all[:40]...)
	w := open(t, store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s))
	store.records = backup.records
	if err := w.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	sum, err := w.Summary(context.Background(), s.ID, tally.Filter{})
	if err != nil || sum.Responses != 40 {
		t.Errorf("%+v, %v", sum, err)
	}
}

func TestNothingPersonalInLogs(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 50)...)
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	var mu sync.Mutex
	var log bytes.Buffer
	config := store.config(path, s)
	config.Log = slog.New(slog.NewTextHandler(writer(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return log.Write(p)
	}), nil))
	if err := open(t, config).Close(); err != nil {
		t.Fatal(err)
	}
	change(t, path, func(data []byte) []byte { return data[:len(data)/2] })
	open(t, config)
	mu.Lock()
	defer mu.Unlock()
	if !strings.Contains(log.String(), "built again") || strings.Contains(log.String(), "words") {
		t.Error(log.String())
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }
