package store_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// latest is the last import of a survey, and what taking it back would do.
func latest(t testing.TB, s *store.Store, form *survey.Survey) (store.PastImport, store.Reach) {
	t.Helper()
	all, err := s.PastImports(t.Context(), form.ID)
	if err != nil || len(all) == 0 {
		t.Fatalf("%d imports, %v", len(all), err)
	}
	past, reach, err := s.PastImport(t.Context(), form.ID, all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all[0], past); diff != "" {
		t.Errorf("in the list it is another: %s", diff)
	}
	return past, reach
}

// mustTakeBack takes an import back as it was shown.
func mustTakeBack(t testing.TB, s *store.Store, form *survey.Survey, id int64) store.TakenBack {
	t.Helper()
	_, reach, err := s.PastImport(t.Context(), form.ID, id)
	if err != nil {
		t.Fatal(err)
	}
	done, err := s.TakeBack(t.Context(), store.TakingBack{Survey: form.ID, Import: id, Person: 7, Going: reach.Going})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestImportIsRemembered(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, []*response.Response{answer(form, 9)})
	in := file(form, brought(form, 1, "a"), brought(form, 2, "b"), brought(form, 9, "not theirs"))
	in.File, in.Person, in.Form.Name = " Meetup of Ada.csv ", 3, "Meetup"
	mustImport(t, s, in, store.Imported{New: 2, Held: 1})
	mustImport(t, s, file(form, brought(form, 1, "a")), store.Imported{Same: 1}) // stores nothing, so nothing is remembered
	mustImport(t, s, file(form, brought(form, 1, "A"), brought(form, 3, "c")), store.Imported{New: 1, Changed: 1})
	all, err := s.PastImports(t.Context(), form.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if time.Since(all[i].At) > time.Hour {
			t.Errorf("imported at %v", all[i].At)
		}
		all[i].At = time.Time{}
	}
	want := []store.PastImport{
		{ID: 2, Survey: form.ID, Imported: store.Imported{New: 1, Changed: 1}, There: 1},
		{ID: 1, Survey: form.ID, Form: "Meetup", File: "Meetup of Ada.csv", Person: 3, Imported: store.Imported{New: 2, Held: 1}, There: 2},
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
	if others, err := s.PastImports(t.Context(), "powershell"); err != nil || len(others) > 0 {
		t.Errorf("of another survey: %v, %v", others, err)
	}
}

// TestTakeBack takes back what a file brought, and then the same file comes in as if it never had.
func TestTakeBack(t *testing.T) {
	form := charlotte(t)
	three := []*response.Response{brought(form, 1, "a"), brought(form, 2, "b"), brought(form, 3, "c")}
	tests := []struct {
		name  string
		since func(*testing.T, *store.Store)
		reach store.Reach
		again store.Imported // what becomes of the file when it is imported again
	}{
		{"as it came", func(*testing.T, *store.Store) {}, store.Reach{Going: 3}, store.Imported{New: 3}},
		{"one corrected by a person", func(t *testing.T, s *store.Store) {
			mustRevise(t, s, corrected(form, 2, "their own"))
		}, store.Reach{Going: 2, Staying: 1}, store.Imported{New: 2, Changed: 1}},
		{"one corrected by a person and then by a file", func(t *testing.T, s *store.Store) {
			mustRevise(t, s, corrected(form, 2, "their own"))
			mustImport(t, s, file(form, brought(form, 2, "B")), store.Imported{Changed: 1})
		}, store.Reach{Going: 2, Staying: 1}, store.Imported{New: 2, Changed: 1}},
		{"one corrected by files", func(t *testing.T, s *store.Store) {
			mustImport(t, s, file(form, brought(form, 2, "B")), store.Imported{Changed: 1})
			mustImport(t, s, file(form, brought(form, 2, "BB"), brought(form, 3, "CC"), brought(form, 4, "d")), store.Imported{New: 1, Changed: 2})
			mustImport(t, s, file(form, brought(form, 4, "D")), store.Imported{Changed: 1})
		}, store.Reach{Going: 3, Later: 2}, store.Imported{New: 3}},
		{"one erased by a person", func(t *testing.T, s *store.Store) { mustErase(t, s, three[1]) },
			store.Reach{Going: 2}, store.Imported{New: 2, Erased: 1}},
		{"one corrected and erased", func(t *testing.T, s *store.Store) {
			mustRevise(t, s, corrected(form, 2, "their own"))
			mustErase(t, s, three[1])
		}, store.Reach{Going: 2}, store.Imported{New: 2, Erased: 1}},
		{"all of them old", func(t *testing.T, s *store.Store) {
			if _, err := s.Expire(t.Context(), form.ID, noon.Add(time.Hour), time.Time{}); err != nil {
				t.Fatal(err)
			}
		}, store.Reach{}, store.Imported{Erased: 3}},
		{"other people answer", func(t *testing.T, s *store.Store) {
			mustAppend(t, s, answers(form, 20, 25))
			mustRevise(t, s, corrected(form, 21, "their own"))
			mustErase(t, s, answer(form, 22))
		}, store.Reach{Going: 3}, store.Imported{New: 3}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, _ := fresh(t)
			mustAppend(t, s, answers(form, 10, 12))
			mustImport(t, s, file(form, three...), store.Imported{New: 3})
			past, _ := latest(t, s, form)
			test.since(t, s)
			before, err := s.Count(t.Context(), form.ID)
			if err != nil {
				t.Fatal(err)
			}
			if _, reach, err := s.PastImport(t.Context(), form.ID, past.ID); err != nil || reach != test.reach {
				t.Fatalf("%+v, %v; want %+v", reach, err, test.reach)
			}
			done := mustTakeBack(t, s, form, past.ID)
			if done.Erased != test.reach.Going || done.Stayed != test.reach.Staying || done.By != 7 || done.On.IsZero() {
				t.Errorf("%+v", done)
			}
			if n, err := s.Count(t.Context(), form.ID); err != nil || n != before-int64(done.Erased) {
				t.Errorf("count is %d, %v", n, err)
			}
			if live := liveOf(nil, all(t, s)); int64(len(live)) != before-int64(done.Erased) {
				t.Errorf("%d answers are read", len(live))
			}
			mustImport(t, s, file(form, three...), test.again)
		})
	}
}

// TestTakeBackLeavesWhatWasThere: what an import corrected in answers of another stays corrected.
func TestTakeBackLeavesWhatWasThere(t *testing.T) {
	s, form := fresh(t)
	first := file(form, brought(form, 1, "a"), brought(form, 2, "b"))
	mustImport(t, s, first, store.Imported{New: 2})
	mustImport(t, s, file(form, brought(form, 2, "B"), brought(form, 3, "c")), store.Imported{New: 1, Changed: 1})
	past, reach := latest(t, s, form)
	if reach != (store.Reach{Going: 1}) {
		t.Fatalf("%+v", reach)
	}
	mustTakeBack(t, s, form, past.ID)
	got, err := s.Response(t.Context(), form.ID, brought(form, 2, "").ID)
	if err != nil || got.Answers["challenge"].Text != "B" {
		t.Errorf("%+v, %v", got, err)
	}
	mustImport(t, s, first, store.Imported{Same: 1, Changed: 1}) // which corrects it back
}

// Two who take the same import back, or one who sends it twice, take it back once.
func TestTakeBackTwice(t *testing.T) {
	s, form := fresh(t)
	in := file(form, brought(form, 1, "a"))
	in.File = "once.csv"
	mustImport(t, s, in, store.Imported{New: 1})
	past, _ := latest(t, s, form)
	done := mustTakeBack(t, s, form, past.ID)
	in.File = "twice.csv"
	mustImport(t, s, in, store.Imported{New: 1})
	again, err := s.TakeBack(t.Context(), store.TakingBack{Survey: form.ID, Import: past.ID, Person: 8, Going: 1})
	if !errors.Is(err, store.ErrTakenBack) || again != done {
		t.Errorf("%+v, %v; want %+v", again, err, done)
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 1 {
		t.Errorf("count is %d, %v", n, err)
	}
	imports, err := s.PastImports(t.Context(), form.ID)
	if err != nil || len(imports) != 2 || imports[0].File != "twice.csv" || imports[1].File != "" || imports[1].TakenBack != done {
		t.Errorf("%+v, %v", imports, err)
	}
}

func TestTakeBackRefuses(t *testing.T) {
	s, form := fresh(t)
	mustImport(t, s, file(form, brought(form, 1, "a"), brought(form, 2, "b")), store.Imported{New: 2})
	past, _ := latest(t, s, form)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		back store.TakingBack
		want error
	}{
		{"another survey's", t.Context(), store.TakingBack{Survey: "powershell", Import: past.ID, Going: 2}, store.ErrNotFound},
		{"none", t.Context(), store.TakingBack{Survey: form.ID, Import: 99, Going: 2}, store.ErrNotFound},
		{"told of other answers", t.Context(), store.TakingBack{Survey: form.ID, Import: past.ID, Going: 1}, store.ErrStale},
		{"nobody waits", cancelled, store.TakingBack{Survey: form.ID, Import: past.ID, Going: 2}, context.Canceled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if done, err := s.TakeBack(test.ctx, test.back); !errors.Is(err, test.want) || done != (store.TakenBack{}) {
				t.Errorf("%+v, %v", done, err)
			}
			if n, err := s.Count(t.Context(), form.ID); err != nil || n != 2 {
				t.Errorf("count is %d, %v", n, err)
			}
		})
	}
	if _, _, err := s.PastImport(t.Context(), form.ID, 99); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	mustTakeBack(t, s, form, past.ID)
}

// Of several files in one import each can be taken back by itself.
func TestTakeBackOneOfSeveralFiles(t *testing.T) {
	s, form := fresh(t)
	first, second := file(form, brought(form, 1, "a"), brought(form, 2, "b")), file(form, brought(form, 2, "B"), brought(form, 3, "c"))
	first.Form.Name, second.Form.Name = "2019", "2020"
	if _, err := s.ImportAll(t.Context(), []store.Import{first, second}); err != nil {
		t.Fatal(err)
	}
	past, reach := latest(t, s, form)
	if past.Form != "2020" || reach != (store.Reach{Going: 1}) || past.Imported != (store.Imported{New: 1, Changed: 1}) {
		t.Errorf("%+v, %+v", past, reach)
	}
	if _, reach, err := s.PastImport(t.Context(), form.ID, past.ID-1); err != nil || reach != (store.Reach{Going: 2, Later: 1}) {
		t.Errorf("%+v, %v", reach, err)
	}
	mustTakeBack(t, s, form, past.ID-1)
	if live := liveOf(nil, all(t, s)); len(live) != 1 {
		t.Errorf("%d answers are left", len(live))
	}
}

// Places that answers took are free again.
func TestTakeBackGivesPlacesBack(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, []*response.Response{picking(form, 1, leaders(2), "leader")})
	mustImport(t, s, file(form, brought(form, 2, "a"), brought(form, 3, "b")), store.Imported{New: 2})
	past, _ := latest(t, s, form)
	mustTakeBack(t, s, form, past.ID)
	mustAppend(t, s, []*response.Response{picking(form, 4, leaders(2), "leader")})
	outcomes, err := s.Append(t.Context(), []*response.Response{picking(form, 5, leaders(2), "leader")})
	if err != nil || outcomes[0].Refused == nil {
		t.Errorf("%+v, %v", outcomes, err)
	}
}

// The words of what is taken back leave every file at once, with the names and the file's own name; those who stay
// lose nothing.
func TestTakenBackIsInNoFile(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	const people = 600
	var gone, stays []string
	for n, into := range []*[]string{&stays, &gone, &stays} {
		var batch []*response.Response
		for i := range people {
			r, secrets := secretive(t, form.Version(), n*people+i, []int{20, 400, 3000}[i%3])
			r.Receipt, r.Source = nil, "import:Form"
			batch, *into = append(batch, r), append(*into, secrets[0], secrets[1], secrets[3])
		}
		in := file(form, batch...)
		in.File, in.Dated = fmt.Sprintf("of-ada-%d.csv", n), false
		mustImport(t, s, in, store.Imported{New: people})
	}
	mustTakeBack(t, s, form, 2)
	content := string(read(t, path)) + string(read(t, path+"-wal"))
	for _, secret := range append(gone, "of-ada-1.csv") {
		if strings.Contains(content, secret) {
			t.Errorf("%q was taken back and is still there", secret)
		}
	}
	for _, secret := range append(stays, "of-ada-0.csv", "of-ada-2.csv") {
		if !strings.Contains(content, secret) {
			t.Errorf("%q was not taken back and is gone", secret)
		}
	}
	if contacts, err := s.Contacts(t.Context(), form.ID); err != nil || len(contacts) != people {
		t.Errorf("%d contacts, %v", len(contacts), err)
	}
	integrity(t, path)
}

// What a process took back is gone for the next as well, and its ids are free, in memory and in their table.
func TestTakenBackAcrossProcesses(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	const rows = 70_000 // more than a run of keys
	in := store.Import{Survey: form, Responses: making(form, rows)}
	mustImport(t, s, in, store.Imported{New: rows})
	mustAppend(t, s, answers(form, rows, rows+100))
	beside := open(t, path) // as a service that knows of the answers
	past, _ := latest(t, s, form)
	mustTakeBack(t, s, form, past.ID)
	if n := query(t, path, `SELECT count(*) FROM keys JOIN responses USING (seq) WHERE survey < '!'`); n != "0" {
		t.Errorf("%s keys lead to what is gone", n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	in.Responses = firstOf(making(form, rows), 1000)
	mustImport(t, beside, in, store.Imported{New: 1000})
	mustImport(t, open(t, path), in, store.Imported{Same: 1000})
}

func firstOf(seq iter.Seq[*response.Response], n int) iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		left := n
		for r := range seq {
			if left--; left < 0 || !yield(r) {
				return
			}
		}
	}
}

// BenchmarkTakeBack tells how long it takes, during which nobody else stores.
func BenchmarkTakeBack(b *testing.B) {
	const rows = 100_000
	form := charlotte(b)
	for b.Loop() {
		b.StopTimer()
		s := open(b, filepath.Join(b.TempDir(), "muster.db"))
		in := store.Import{Survey: form, New: true, Responses: making(form, rows)}
		mustImport(b, s, in, store.Imported{New: rows})
		b.StartTimer()
		mustTakeBack(b, s, form, 1)
	}
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
