package store_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// brought makes the nth answer of an old form, with words of its own.
func brought(form *survey.Survey, n int, words string) *response.Response {
	r := answer(form, n)
	r.Source, r.Receipt, r.Started = "import:Old form", nil, time.Time{}
	r.Answers = response.Answers{"roles": {Picks: []string{"leader"}}, "challenge": {Text: words}}
	return r
}

func file(form *survey.Survey, responses ...*response.Response) store.Import {
	return store.Import{Survey: form, Responses: slices.Values(responses), Dated: true}
}

// mustImport takes in a file.
func mustImport(t testing.TB, s *store.Store, in store.Import, want store.Imported) {
	t.Helper()
	got, err := s.Import(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}

func TestImportTellsWhatBecameOfEach(t *testing.T) {
	s, form := fresh(t)
	own := answer(form, 9)
	mustAppend(t, s, []*response.Response{own})
	mustImport(t, s, file(form, brought(form, 1, "a"), brought(form, 2, "b"), brought(form, 3, "c")), store.Imported{New: 3})
	mustErase(t, s, brought(form, 2, ""))

	edited, known := brought(form, 3, "changed"), brought(form, 9, "not theirs")
	edited.Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}}
	mustImport(t, s, file(form, brought(form, 1, "a"), brought(form, 2, "b"), edited, brought(form, 4, "d"), known),
		store.Imported{New: 1, Same: 1, Changed: 1, Erased: 1, Held: 1})
	mustImport(t, s, file(form, brought(form, 1, "a"), edited, brought(form, 4, "d")), store.Imported{Same: 3})

	got, err := s.Response(t.Context(), form.ID, edited.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Answers["challenge"].Text != "changed" || got.Contact.Fields["name"] != "Ada" || got.Corrected.IsZero() {
		t.Errorf("%+v", got)
	}
	if got, err = s.Response(t.Context(), form.ID, own.ID); err != nil || cmp.Diff(own, got) != "" {
		t.Errorf("the answer with a receipt became %+v, %v", got, err)
	}
	if _, err := s.Response(t.Context(), form.ID, brought(form, 2, "").ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the erased answer is back: %v", err)
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 4 {
		t.Errorf("count is %d, %v", n, err)
	}
}

// Whoever follows the numbers learns of what an import corrected.
func TestImportIsFollowed(t *testing.T) {
	s, form := fresh(t)
	mustImport(t, s, file(form, brought(form, 1, "a"), brought(form, 2, "b")), store.Imported{New: 2})
	mustImport(t, s, file(form, brought(form, 2, "B"), brought(form, 3, "c")), store.Imported{New: 1, Changed: 1})
	var told []string
	for id, r := range liveOf(map[int64]response.Record{}, all(t, s)) {
		told = append(told, fmt.Sprint(id, " ", r.Replaces, " ", strings.Contains(string(r.Document), `"B"`)))
	}
	slices.Sort(told)
	if diff := cmp.Diff([]string{"1 0 false", "3 2 true", "4 0 false"}, told); diff != "" {
		t.Error(diff)
	}
}

func TestImportCorrectsTimesAndSource(t *testing.T) {
	s, form := fresh(t)
	mustImport(t, s, file(form, brought(form, 1, "a")), store.Imported{New: 1})
	later := brought(form, 1, "a")
	later.Submitted = later.Submitted.Add(time.Hour)
	undated := file(form, later)
	undated.Dated = false
	mustImport(t, s, undated, store.Imported{Same: 1})
	mustImport(t, s, file(form, later), store.Imported{Changed: 1})
	later.Source = "import:Its new name" // nobody says anything else
	mustImport(t, s, file(form, later), store.Imported{Same: 1})
	got, err := s.Response(t.Context(), form.ID, later.ID)
	if err != nil || !got.Submitted.Equal(later.Submitted) || got.Source != later.Source {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestImportAndTheSurvey holds that a file is stored only in the survey that it was fitted to.
func TestImportAndTheSurvey(t *testing.T) {
	s, form := fresh(t)
	mustImport(t, s, file(form, brought(form, 1, "a")), store.Imported{New: 1})
	next := reworded(t, form)
	missed := brought(next, 2, "b")
	refuses(t, s, file(next, missed), store.ErrOutdated)
	if err := s.PutSurvey(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	refuses(t, s, file(form, brought(form, 2, "b")), store.ErrOutdated)
	mustImport(t, s, file(next, brought(next, 1, "a"), missed), store.Imported{New: 1, Same: 1})

	taken := file(next, brought(next, 3, "c"))
	taken.New = true
	refuses(t, s, taken, store.ErrTaken)
	if err := s.PutNewSurvey(t.Context(), form); !errors.Is(err, store.ErrTaken) {
		t.Errorf("a new survey of an id that is taken: %v", err)
	}
	surveys, err := s.Surveys(t.Context())
	if err != nil || len(surveys) != 1 || surveys[0].Version() != next.Version() {
		t.Errorf("%v, %v", surveys, err)
	}
}

// reworded is a survey in another version.
func reworded(t testing.TB, form *survey.Survey) *survey.Survey {
	t.Helper()
	next, problems := survey.Parse("charlotte.yaml", append(slices.Clone(form.Source), "\n# corrected\n"...))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return next
}

// refuses takes in a file that must not come in, and of which nothing may stay.
func refuses(t testing.TB, s *store.Store, in store.Import, want error) {
	t.Helper()
	before := len(all(t, s))
	in.Form = store.FormMapping{Name: "refused", Document: []byte("form: refused")}
	if _, err := s.Import(t.Context(), in); !errors.Is(err, want) {
		t.Errorf("%v, want %v", err, want)
	}
	forms, err := s.FormMappings(t.Context(), in.Survey.ID)
	if len(forms) > 0 || err != nil || len(all(t, s)) != before {
		t.Errorf("left are %v, %v", forms, err)
	}
}

// TestTwoMakeOneSurvey has several make a survey of one id at once: one of them does.
func TestTwoMakeOneSurvey(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "muster.db"))
	first := charlotte(t)
	second := reworded(t, first)
	makers := []func() error{
		func() error { return s.PutNewSurvey(t.Context(), first) },
		func() error { return s.PutNewSurvey(t.Context(), second) },
	}
	for i, form := range []*survey.Survey{first, second} {
		in := file(form, brought(form, i, "a"))
		in.New = true
		makers = append(makers, func() error { _, err := s.Import(t.Context(), in); return err })
	}
	outcomes := make([]error, len(makers))
	var all sync.WaitGroup
	for i, make := range makers {
		all.Go(func() { outcomes[i] = make() })
	}
	all.Wait()
	taken := 0
	for _, err := range outcomes {
		if errors.Is(err, store.ErrTaken) {
			taken++
		}
	}
	if taken != len(makers)-1 {
		t.Errorf("%v, want that one of them made it", outcomes)
	}
}

// What an import corrects leaves the files of the store.
func TestImportOverwrites(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	const secret = "we told nobody of this so far"
	first := file(form, brought(form, 1, secret))
	first.New = true
	mustImport(t, s, first, store.Imported{New: 1})
	mustImport(t, s, file(form, brought(form, 1, "less")), store.Imported{Changed: 1})
	goesSoon(t, path, secret)
}

// breaking yields n answers and then does something.
func breaking(form *survey.Survey, n int, then func(yield func(*response.Response) bool)) iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		for i := range n {
			if !yield(brought(form, i, "words")) {
				return
			}
		}
		then(yield)
	}
}

func TestImportIsWholeOrNothing(t *testing.T) {
	form := charlotte(t)
	ctx, cancel := context.WithCancel(t.Context())
	tests := []struct {
		name string
		ctx  context.Context
		then func(yield func(*response.Response) bool)
		want string
	}{
		{"an answer to an unknown version", t.Context(), func(yield func(*response.Response) bool) {
			yield(answerTo(form.ID, "gone", 7))
		}, `survey "charlotte": answer 601: version "gone"`},
		{"an answer without an id", t.Context(), func(yield func(*response.Response) bool) {
			r := brought(form, 7, "")
			r.ID = ""
			yield(r)
		}, "CHECK constraint"},
		{"nobody waits any more", ctx, func(func(*response.Response) bool) { cancel() }, "context canceled"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t, filepath.Join(t.TempDir(), "muster.db"))
			done, err := s.Import(test.ctx, store.Import{Survey: form, New: true, Responses: breaking(form, 600, test.then),
				Form: store.FormMapping{Name: "Old form", Document: []byte("form: x")}})
			if err == nil || !strings.Contains(err.Error(), test.want) || done != (store.Imported{}) {
				t.Fatalf("%+v, %v", done, err)
			}
			surveys, err := s.Surveys(t.Context())
			forms, wrong := s.FormMappings(t.Context(), form.ID)
			if len(all(t, s)) > 0 || len(surveys) > 0 || len(forms) > 0 || errors.Join(err, wrong) != nil {
				t.Errorf("left are %v, %v, %v, %v", surveys, forms, err, wrong)
			}
			in := file(form, brought(form, 1, "a"))
			in.New = true
			mustImport(t, s, in, store.Imported{New: 1})
			mustAppend(t, s, []*response.Response{answer(form, 2)})
		})
	}
}

func TestImportOfSeveralFiles(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "muster.db"))
	form := charlotte(t)
	first, second := file(form, brought(form, 1, "a"), brought(form, 2, "b")), file(form, brought(form, 2, "B"), brought(form, 3, "c"))
	first.Form, second.Form = store.FormMapping{Name: "2019", Document: []byte("form: 2019")}, store.FormMapping{Name: "2020", Document: []byte("form: 2020")}
	first.New, second.New = true, true
	done, err := s.ImportAll(t.Context(), []store.Import{first, second})
	if err != nil || done != (store.Imported{New: 3, Changed: 1}) {
		t.Fatalf("%+v, %v", done, err)
	}
	second.New, second.Form.Document, second.Responses = false, []byte("form: later"), slices.Values([]*response.Response{})
	mustImport(t, s, second, store.Imported{})
	forms, err := s.FormMappings(t.Context(), form.ID)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range forms {
		told = append(told, fmt.Sprintf("%s %s %s %t", f.Survey, f.Name, f.Document, f.Saved.IsZero()))
	}
	if diff := cmp.Diff([]string{"charlotte 2020 form: later false", "charlotte 2019 form: 2019 false"}, told); diff != "" {
		t.Error(diff)
	}
}

// Places that the answers of an old form take are taken, even more of them than there are.
func TestImportTakesPlaces(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, []*response.Response{picking(form, 1, leaders(2), "leader")})
	mustImport(t, s, file(form, brought(form, 2, "a"), brought(form, 3, "b")), store.Imported{New: 2})
	outcomes, err := s.Append(t.Context(), []*response.Response{picking(form, 4, leaders(2), "leader")})
	if err != nil || outcomes[0].Refused == nil || outcomes[0].Refused.Reason != response.OptionFull {
		t.Errorf("%+v, %v", outcomes, err)
	}
	again := brought(form, 2, "a")
	again.Answers["roles"] = response.Answer{Picks: []string{"engineer"}}
	other := brought(form, 3, "b")
	other.Answers["roles"] = again.Answers["roles"]
	mustImport(t, s, file(form, again, other), store.Imported{Changed: 2})
	mustAppend(t, s, []*response.Response{picking(form, 5, leaders(2), "leader")})
}

// BenchmarkImport tells how long the answers of a large file take, which are made while they are asked for, and
// how long whoever sends a form meanwhile waits at the most.
func BenchmarkImport(b *testing.B) {
	const rows = 100_000
	form := charlotte(b)
	for _, again := range []bool{false, true} {
		b.Run(map[bool]string{false: "new", true: "again"}[again], func(b *testing.B) {
			var waited time.Duration
			for b.Loop() {
				b.StopTimer()
				s := open(b, filepath.Join(b.TempDir(), "muster.db"))
				in := store.Import{Survey: form, New: true, Responses: making(form, rows)}
				if again {
					mustImport(b, s, in, store.Imported{New: rows})
				} else if err := s.PutSurvey(b.Context(), form); err != nil {
					b.Fatal(err)
				}
				in.New = false
				stop := longestWait(b, s, form)
				b.StartTimer()
				if _, err := s.Import(b.Context(), in); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				waited = max(waited, stop())
				b.StartTimer()
			}
			b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(waited.Seconds(), "s-waited")
		})
	}
}

// making makes n answers one by one.
func making(form *survey.Survey, n int) iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		for i := range n {
			r := answer(form, i)
			r.Receipt = nil
			if !yield(r) {
				return
			}
		}
	}
}

// longestWait stores an answer every few milliseconds until it is told to stop, and says how long one took.
func longestWait(b *testing.B, s *store.Store, form *survey.Survey) (stop func() time.Duration) {
	var all sync.WaitGroup
	var longest time.Duration
	ctx, cancel := context.WithCancel(b.Context())
	all.Go(func() {
		for i := 1 << 20; ctx.Err() == nil; i++ {
			began := time.Now()
			if _, err := s.Append(b.Context(), []*response.Response{answer(form, i)}); err != nil {
				b.Error(err)
			}
			longest = max(longest, time.Since(began))
			time.Sleep(5 * time.Millisecond)
		}
	})
	return func() time.Duration {
		cancel()
		all.Wait()
		return longest
	}
}
