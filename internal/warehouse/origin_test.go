package warehouse_test

import (
	"context"
	"path/filepath"
	"testing"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/warehouse"
)

// TestTheLastRecordMayGo reopens a file whose last record is an end, or has been replaced since. None of
// that makes it another store's.
func TestTheLastRecordMayGo(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 1, 40)
	last := all[39]
	tests := []struct {
		name          string
		before, after func(l *ledger)
		left          int
	}{
		{"the last record is an end", func(l *ledger) { l.erase(t, all[3]) }, func(*ledger) {}, 39},
		{"it is erased while nobody looks", func(*ledger) {}, func(l *ledger) { l.erase(t, last) }, 39},
		{"it is corrected while nobody looks", func(*ledger) {}, func(l *ledger) { l.correct(t, last) }, 40},
		{"a correction is corrected", func(l *ledger) { l.correct(t, last) }, func(l *ledger) { l.correct(t, last) }, 40},
		{"a correction is erased", func(l *ledger) { l.correct(t, last) }, func(l *ledger) { l.erase(t, last) }, 39},
		{"all of them are erased", func(*ledger) {}, func(l *ledger) {
			for _, r := range all {
				l.erase(t, r)
			}
		}, 0},
		{"all but the first are corrected", func(*ledger) {}, func(l *ledger) {
			for _, r := range all[1:] {
				l.correct(t, r)
			}
		}, 40},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var store ledger
			store.add(t, all...)
			config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
			w := open(t, config)
			test.before(&store)
			if err := w.CatchUp(context.Background()); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			test.after(&store)
			before := store.builds
			w = open(t, config)
			if store.builds != before {
				t.Error("the file was built again")
			}
			if n := responses(t, w, s); n != test.left {
				t.Errorf("%d answers, not %d", n, test.left)
			}
		})
	}
}

// TestRestoredStoreIsAnotherOne restores the store from a backup, after which other things happen under
// the same numbers.
func TestRestoredStoreIsAnotherOne(t *testing.T) {
	s, other := sample(t, "powershell"), sample(t, "charlotte")
	all, later, elsewhere := people(s, 1, 60), people(s, 2, 40), people(other, 3, 400)
	tests := []struct {
		name string
		then func(l *ledger) // what happens behind the first 50
		left int
	}{
		{"other answers", func(l *ledger) { l.add(t, later...) }, 90},
		{"other corrections", func(l *ledger) {
			for _, r := range all[:20] {
				l.correct(t, r)
			}
		}, 50},
		{"erasures", func(l *ledger) {
			for _, r := range all[:20] {
				l.erase(t, r)
			}
		}, 30},
		{"answers to another survey", func(l *ledger) { l.add(t, elsewhere...) }, 50},
		{"fewer answers", func(l *ledger) { l.add(t, later[:3]...) }, 53},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var store, backup ledger
			store.add(t, all...)
			config := store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s)
			if err := open(t, config).Close(); err != nil {
				t.Fatal(err)
			}
			backup.add(t, all[:50]...)
			test.then(&backup)
			store.records = backup.records
			if n := responses(t, open(t, config), s); n != test.left || store.builds != 2 {
				t.Errorf("%d answers, not %d, after %d buildings", n, test.left, store.builds)
			}
		})
	}
}

// TestRecordsOutOfOrderAreRefused reads from a store that is out of its mind.
func TestRecordsOutOfOrderAreRefused(t *testing.T) {
	s := sample(t, "powershell")
	tests := []struct {
		name    string
		records []response.Record
	}{
		{"descending", []response.Record{{Seq: 2}, {Seq: 1}}},
		{"replacing itself", []response.Record{{Seq: 1, Replaces: 1}}},
		{"replacing a later one", []response.Record{{Seq: 1, Replaces: 2}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			config := warehouse.Config{
				Surveys: []*survey.Survey{s},
				LastSeq: func(context.Context) (int64, error) { return 2, nil },
				Records: func(context.Context, int64, int) ([]response.Record, error) { return test.records, nil },
			}
			if w, err := warehouse.Open(context.Background(), config); err == nil {
				t.Error("it was believed", w.Close())
			}
		})
	}
}
