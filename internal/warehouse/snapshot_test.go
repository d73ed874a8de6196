package warehouse_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// snapshot writes one and gives its path.
func snapshot(t *testing.T, w *warehouse.Warehouse, s *survey.Survey) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot.duckdb")
	if err := w.Snapshot(context.Background(), s.ID, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// lines are the rows of a query as texts, sorted.
func lines(t *testing.T, path, query string) []string {
	t.Helper()
	var out []string
	for _, row := range rows(t, path, query) {
		for i, v := range row {
			if day, ok := v.(time.Time); ok {
				row[i] = day.Format(time.DateOnly)
			}
		}
		out = append(out, fmt.Sprint(row...))
	}
	slices.Sort(out)
	return out
}

// readable is what a snapshot must say of a response, but for its number.
func readable(s *survey.Survey, r *response.Response) string {
	local := r.Submitted.In(s.Zone)
	source := sourceOf(r)
	if strings.HasPrefix(r.Source, "import:") {
		source = "import" // what a form was called is a file's name, and for nobody else
	}
	row := []any{
		local.Format(time.DateOnly), local.AddDate(0, 0, -(int(local.Weekday())+6)%7).Format(time.DateOnly), source, r.Language,
		any(nil), len(r.Flags) > 0,
	}
	if !r.Started.IsZero() {
		row[4] = math.Round(float64(r.Submitted.Unix()-r.Started.Unix())/6) / 10
	}
	for _, q := range s.Questions {
		if q.Countable() {
			row = append(row, answered(q, r))
		}
	}
	return fmt.Sprint(row...)
}

func answered(q *survey.Question, r *response.Response) any {
	a, ok := r.Answers[q.ID]
	switch {
	case !ok:
		return nil
	case q.Kind == survey.Scale:
		return a.Number
	case q.Kind == survey.Number:
		n, _ := strconv.ParseFloat(a.Text, 64)
		return n
	case q.Kind == survey.Date:
		return a.Text
	case q.Single():
		return a.Picks[0]
	case q.Kind == survey.Ranking:
		return a.Picks
	}
	var picks []string
	for _, o := range q.Options {
		if slices.Contains(a.Picks, o.ID) {
			picks = append(picks, o.ID)
		}
	}
	return picks
}

func TestSnapshotSaysWhatPeopleSaid(t *testing.T) {
	surveys := []*survey.Survey{sample(t, "charlotte"), wide(t), sample(t, "everything")}
	var store ledger
	all := slices.Concat(people(surveys[0], 1, 700), people(surveys[1], 2, 700), people(surveys[2], 3, 700))
	store.add(t, all...)
	for _, path := range []string{"", filepath.Join(t.TempDir(), "o'clock.duckdb")} {
		w := open(t, store.config(path, surveys...))
		for _, s := range surveys {
			file := snapshot(t, w, s)
			var want []string
			for _, r := range all {
				if r.Survey == s.ID {
					want = append(want, readable(s, r))
				}
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, lines(t, file, "SELECT * EXCLUDE response FROM answers")); diff != "" {
				t.Fatalf("%s: %s", s.ID, diff)
			}
			numbers := lines(t, file, "SELECT min(response), max(response), count(DISTINCT response) FROM answers")
			if diff := cmp.Diff([]string{fmt.Sprint(1, len(want), len(want))}, numbers); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(picksOf(s, all), lines(t, file, `SELECT question, option, place, count(*) FROM picks GROUP BY ALL`), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: %s", s.ID, diff)
			}
			apart := `SELECT question, option FROM picks ANTI JOIN options USING (question, option, label, "group")`
			if got := lines(t, file, apart); len(got) > 0 {
				t.Errorf("%s: picks of no option: %v", s.ID, got)
			}
		}
	}
}

// picksOf counts the picks of every option, at every place of a ranking.
func picksOf(s *survey.Survey, all []*response.Response) []string {
	counts := map[string]int{}
	for _, r := range all {
		for _, q := range s.Questions {
			if r.Survey != s.ID || !q.Countable() {
				continue
			}
			for i, option := range optionsOf(q, r) {
				place := any(nil)
				if q.Kind == survey.Ranking {
					place = i + 1
				}
				counts[fmt.Sprint(q.ID, option, place)]++
			}
		}
	}
	var out []string
	for what, n := range counts {
		out = append(out, what+" "+strconv.Itoa(n))
	}
	return slices.Sorted(slices.Values(out))
}

// TestSnapshotAgreesWithTally looks at a snapshot as whoever attaches it under another name does.
func TestSnapshotAgreesWithTally(t *testing.T) {
	s := sample(t, "charlotte")
	var store ledger
	store.add(t, people(s, 1, 2000)...)
	w := open(t, store.config("", s))
	file := snapshot(t, w, s)
	tables, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: questions("topics")}})
	if err != nil {
		t.Fatal(err)
	}
	var want [][]any
	for i, id := range tables[0].Axes[0].Categories {
		o, at := s.Question("topics").Option(id)
		want = append(want, []any{id, string(o.Label), o.Group, int32(at + 1), int64(tables[0].Axes[0].Totals[i])})
	}
	var got [][]any
	attached(t, file, func(query func(string) [][]any) {
		got = query(`SELECT option, label, o."group", position, count(response) FROM options o LEFT JOIN picks USING (question, option, label) WHERE question = 'topics' GROUP BY ALL ORDER BY position`)
		answered := query("SELECT count(topics), count(*) FROM answers")[0]
		if diff := cmp.Diff([]any{int64(tables[0].Base), int64(2000)}, answered); diff != "" {
			t.Error(diff)
		}
		columns := query("SELECT table_name, string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_index) FROM duckdb_columns() WHERE table_name IN ('answers', 'picks', 'options') GROUP BY ALL ORDER BY 1")
		if diff := cmp.Diff(chartered, columns); diff != "" {
			t.Error(diff)
		}
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// chartered are the columns that others rely on.
var chartered = [][]any{
	{"answers", "response INTEGER, day DATE, week DATE, source VARCHAR, language VARCHAR, minutes DOUBLE, flagged BOOLEAN, " +
		"roles VARCHAR[], topics VARCHAR[], speak VARCHAR[], journey VARCHAR, style VARCHAR[], frequency VARCHAR, times VARCHAR[], place VARCHAR, help VARCHAR[], looking VARCHAR[]"},
	{"options", `question VARCHAR, option VARCHAR, label VARCHAR, group VARCHAR, position INTEGER`},
	{"picks", `response INTEGER, question VARCHAR, option VARCHAR, label VARCHAR, group VARCHAR, place INTEGER`},
}

// TestSnapshotTellsNothingOfPeople greps it for whatever must not be there.
func TestSnapshotTellsNothingOfPeople(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	all := people(s, 1, 5000)
	slices.SortFunc(all, func(a, b *response.Response) int { return a.Submitted.Compare(b.Submitted) })
	for i, r := range all {
		r.Source = "import:members of " + secret
		if i%2 == 0 {
			r.Answers = maps.Clone(confession(s, secret).Answers)
		}
	}
	store.add(t, all...)
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	w := open(t, store.config(path, s))
	file := snapshot(t, w, s)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ToLower(string(data))
	words := []string{secret, "members of", "words ", "own words", "muster_meta", "answers_", s.Version()}
	for _, r := range all {
		words = append(words, r.ID, response.PublicID(r.ID))
	}
	for _, word := range words {
		if strings.Contains(text, strings.ToLower(word)) {
			t.Errorf("it holds %q", word)
		}
	}
	if len(holding(t, path, secret)) == 0 {
		t.Error("the words are not found where they must be")
	}
	for _, order := range []string{"response", "rowid"} {
		days := rows(t, file, "SELECT day FROM coded ORDER BY "+order)
		later := 0
		for i := range days[1:] {
			if days[i+1][0].(time.Time).After(days[i][0].(time.Time)) {
				later++
			}
		}
		if share := float64(later) / float64(len(days)); share < 0.4 || share > 0.6 {
			t.Errorf("by %s %.2f of the answers are of a later day than the one before", order, share)
		}
	}
	if diff := cmp.Diff(rows(t, file, "SELECT day FROM coded"), rows(t, snapshot(t, w, s), "SELECT day FROM coded")); diff == "" {
		t.Error("two snapshots number people alike")
	}
}

func TestSnapshotKeepsColumnsApart(t *testing.T) {
	s := parse(t, `
id: s
title: T
questions:
  - {id: day, kind: one, title: T, options: [{id: monday, label: It's Monday}, {id: tuesday, label: Tuesday}]}
  - {id: q_day, kind: scale, title: T, scale: {from: 3, to: 5, labels: {3: Low, 5: High}}}
  - {id: response, kind: number, title: T}
  - {id: words, kind: text, title: T}
`)
	var store ledger
	store.add(t, &response.Response{ID: "1", Survey: "s", Source: "form:", Submitted: now, Answers: response.Answers{
		"day": {Picks: []string{"tuesday"}}, "q_day": {Number: 4}, "response": {Text: "2.5"},
	}})
	file := snapshot(t, open(t, store.config("", s)), s)
	want := []string{"form|tuesday|4|2.5"}
	if diff := cmp.Diff(want, lines(t, file, "SELECT concat_ws('|', source, q_q_day, q_day, q_response) FROM answers")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"It's Monday", "Tuesday"}, lines(t, file, "SELECT label FROM options WHERE question = 'day'")); diff != "" {
		t.Error(diff)
	}
}

func TestSnapshotOfNothing(t *testing.T) {
	s := parse(t, "id: s\ntitle: T\nquestions: [{id: words, kind: text, title: T}]\n")
	var store ledger
	file := snapshot(t, open(t, store.config("", s)), s)
	for _, table := range []string{"answers", "picks", "options"} {
		if got := rows(t, file, "SELECT * FROM "+table); len(got) > 0 {
			t.Errorf("%s: %v", table, got)
		}
	}
}

func TestSnapshotRefuses(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 50)...)
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	w := open(t, store.config(path, s))
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	taken := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(taken, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, survey, path string
		ctx                context.Context
		want               error
	}{
		{"no such survey", "nowhere", filepath.Join(t.TempDir(), "a"), context.Background(), warehouse.ErrUnknownSurvey},
		{"a file is there", s.ID, taken, context.Background(), fs.ErrExist},
		{"no such directory", s.ID, filepath.Join(t.TempDir(), "a", "b"), context.Background(), fs.ErrNotExist},
		{"canceled", s.ID, filepath.Join(t.TempDir(), "a"), canceled, context.Canceled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := w.Snapshot(test.ctx, test.survey, test.path); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
			if _, err := os.Stat(test.path); test.path != taken && !errors.Is(err, fs.ErrNotExist) {
				t.Error("a file is left")
			}
			if _, err := os.Stat(path + ".snapshot"); !errors.Is(err, fs.ErrNotExist) {
				t.Error("a directory is left")
			}
			if !w.Freshness().Ready {
				t.Error("it made the warehouse unready")
			}
			snapshot(t, w, s)
		})
	}
	if data, err := os.ReadFile(taken); err != nil || string(data) != "something else" {
		t.Errorf("%q, %v", data, err)
	}
}

// TestSnapshotWhileOthersWork counts, stores and builds anew while snapshots are written.
func TestSnapshotWhileOthersWork(t *testing.T) {
	ctx := context.Background()
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 2000)...)
	w := open(t, store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s))
	var work sync.WaitGroup
	do := func(n int, what func(i int) error) {
		work.Go(func() {
			for i := range n {
				if err := what(i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	dir := t.TempDir()
	for range 2 {
		do(4, func(i int) error {
			path := filepath.Join(dir, fmt.Sprintf("%p-%d", &i, i))
			if err := w.Snapshot(ctx, s.ID, path); err != nil {
				return err
			}
			if n := lines(t, path, "SELECT count(*) FROM answers"); n[0] < "2000" {
				t.Errorf("%s answers", n)
			}
			return nil
		})
	}
	do(20, func(i int) error {
		w.Forget()
		_, err := w.Tally(ctx, s.ID, []tally.Query{{By: questions("topics", "roles")}})
		return err
	})
	do(10, func(i int) error {
		store.add(t, people(s, uint64(i+2), 10)...)
		return w.CatchUp(ctx)
	})
	do(2, func(int) error { return w.Rebuild(ctx) })
	work.Wait()
}

// TestSnapshotAfterACrash finds what one left that did not come to an end.
func TestSnapshotAfterACrash(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	if err := os.MkdirAll(path+".snapshot", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(path+".snapshot", "snapshot.duckdb"), []byte("half of one"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, store.config(path, s))
	if _, err := os.Stat(path + ".snapshot"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("what a crash left is still there")
	}
	snapshot(t, w, s)
}
