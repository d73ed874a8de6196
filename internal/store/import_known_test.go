package store_test

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// otherwise is an answer as another program writes its row: what it says and when is the same, its id is not.
func otherwise(r *response.Response, change ...func(*response.Response)) *response.Response {
	out := *r
	out.ID = "otherwise-" + r.ID
	out.Answers = response.Answers{}
	maps.Copy(out.Answers, r.Answers)
	for _, do := range change {
		do(&out)
	}
	return &out
}

func saying(words string) func(*response.Response) {
	return func(r *response.Response) { r.Answers["challenge"] = response.Answer{Text: words} }
}

func at(n int) func(*response.Response) {
	return func(r *response.Response) { r.Submitted = noon.Add(time.Duration(n) * time.Second) }
}

// Rows whose ids are new are those of people who answered the form at the same moment.
func TestImportKnowsPeopleByTheirMoment(t *testing.T) {
	form := charlotte(t)
	one, two, three := brought(form, 1, "a"), brought(form, 2, "b"), brought(form, 3, "c")
	twin := otherwise(brought(form, 9, "the twin"), at(1))
	at(1)(one)
	tests := []struct {
		name   string
		stored []*response.Response
		rows   []*response.Response
		want   store.Imported
		people int64
	}{
		{"all by another program", []*response.Response{one, two, three},
			[]*response.Response{otherwise(one), otherwise(two), otherwise(three)}, store.Imported{Same: 3}, 3},
		{"one cell edited", []*response.Response{one, two, three},
			[]*response.Response{one, otherwise(two, saying("edited")), three}, store.Imported{Same: 2, Changed: 1}, 3},
		{"a shorter export", []*response.Response{one, two, three}, []*response.Response{otherwise(two)}, store.Imported{Same: 1}, 3},
		{"a longer export", []*response.Response{one}, []*response.Response{otherwise(one), two, three}, store.Imported{New: 2, Same: 1}, 3},
		{"somebody new in the same second", []*response.Response{one}, []*response.Response{one, twin}, store.Imported{New: 1, Same: 1}, 2},
		{"two of one second, by another program", []*response.Response{one, twin},
			[]*response.Response{otherwise(twin), otherwise(one)}, store.Imported{Same: 2}, 2},
		{"two of one second, one edited", []*response.Response{one, twin},
			[]*response.Response{otherwise(twin, saying("edited")), otherwise(one)}, store.Imported{Same: 1, Changed: 1}, 2},
		{"two of one second, both edited", []*response.Response{one, twin},
			[]*response.Response{otherwise(twin, saying("edited")), otherwise(one, saying("too"))}, store.Imported{New: 2}, 4},
		{"two rows for one", []*response.Response{one},
			[]*response.Response{otherwise(one, saying("x")), otherwise(twin, saying("y"))}, store.Imported{New: 2}, 3},
		{"another form", []*response.Response{one},
			[]*response.Response{otherwise(one, func(r *response.Response) { r.Source = "import:Another" })}, store.Imported{New: 1}, 2},
		{"somebody else in that second", []*response.Response{one}, []*response.Response{otherwise(one, saying("z"), func(r *response.Response) {
			r.Answers["roles"] = response.Answer{Picks: []string{"engineer"}}
		})}, store.Imported{New: 1}, 2},
		{"begun at another time", []*response.Response{otherwise(one, begun(5))},
			[]*response.Response{otherwise(two, at(1), begun(6), saying("a"))}, store.Imported{Changed: 1}, 1},
		{"begun at another time and edited", []*response.Response{otherwise(one, begun(5))},
			[]*response.Response{otherwise(two, at(1), begun(6))}, store.Imported{New: 1}, 2},
		{"whoever has a receipt", []*response.Response{otherwise(one, func(r *response.Response) { r.Receipt = []byte("their own") })},
			[]*response.Response{one}, store.Imported{New: 1}, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, _ := fresh(t)
			mustAppend(t, s, test.stored)
			mustImport(t, s, file(form, test.rows...), test.want)
			if n, err := s.Count(t.Context(), form.ID); err != nil || n != test.people {
				t.Errorf("%d people, %v", n, err)
			}
			if test.want.New == 0 {
				mustImport(t, s, file(form, test.rows...), store.Imported{Same: len(test.rows)})
			}
			mustImport(t, s, file(form, test.stored...), back(test.stored, test.want))
		})
	}
}

// back is what becomes of what was stored first when it is imported once more: what changed changes back.
func back(stored []*response.Response, then store.Imported) store.Imported {
	if stored[0].Receipt != nil {
		return store.Imported{Held: len(stored)}
	}
	return store.Imported{Same: len(stored) - then.Changed, Changed: then.Changed}
}

func begun(n int) func(*response.Response) {
	return func(r *response.Response) { r.Started = noon.Add(time.Duration(n) * -time.Minute) }
}

// Without time stamps every answer has the time of the import, which tells nothing.
func TestImportWithoutTimesKnowsOnlyIDs(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, []*response.Response{brought(form, 1, "a")})
	in := file(form, otherwise(brought(form, 1, "a")))
	in.Dated = false
	mustImport(t, s, in, store.Imported{New: 1})
}

// A correction by its moment keeps the id, so that links to the answer hold.
func TestImportByMomentKeepsTheID(t *testing.T) {
	s, form := fresh(t)
	first := brought(form, 1, "a")
	first.Contact = &response.Contact{Fields: map[string]string{"name": "Ada", "email": "ada@example.org"}, Consent: true, Statement: "Yes."}
	mustImport(t, s, file(form, first), store.Imported{New: 1})
	edited := otherwise(first, saying("edited"), func(r *response.Response) {
		r.Contact = &response.Contact{Fields: map[string]string{"name": "Ada", "email": "ada@example.com"}, Consent: true, Statement: "Yes."}
	})
	mustImport(t, s, file(form, edited), store.Imported{Changed: 1})
	got, err := s.Response(t.Context(), form.ID, first.ID)
	if err != nil || got.Answers["challenge"].Text != "edited" || got.Contact.Fields["email"] != "ada@example.com" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.Response(t.Context(), form.ID, edited.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the row's own id: %v", err)
	}
}

// Who was erased does not come back because another program wrote the file.
func TestErasedStaysErasedInAnotherFormat(t *testing.T) {
	s, form := fresh(t)
	gone, edited, stays := brought(form, 1, "a"), brought(form, 2, "b"), brought(form, 3, "c")
	gone.Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}}
	mustImport(t, s, file(form, gone, edited, stays), store.Imported{New: 3})
	mustErase(t, s, gone)
	mustErase(t, s, edited)
	mustImport(t, s, file(form, otherwise(gone), otherwise(stays)), store.Imported{Erased: 1, Same: 1})
	mustImport(t, s, file(form, otherwise(edited, saying("something else"))), store.Imported{New: 1})
	if live := liveOf(nil, all(t, s)); len(live) != 2 {
		t.Errorf("%d answers are read", len(live))
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 2 {
		t.Errorf("%d answers are counted, %v", n, err)
	}
}

// The marks of the erased outlive the process, and an expired answer leaves one as well.
func TestErasedIsRememberedAcrossProcesses(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	one := brought(form, 1, "a")
	mustImport(t, s, file(form, one), store.Imported{New: 1})
	if _, err := s.Expire(t.Context(), form.ID, one.Submitted.Add(time.Second), time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	mustImport(t, open(t, path), file(form, otherwise(one)), store.Imported{Erased: 1})
}

// Two files of one form in one import know each other's people.
func TestFilesOfOneImportKnowEachOther(t *testing.T) {
	s, form := fresh(t)
	done, err := s.ImportAll(t.Context(), []store.Import{file(form, brought(form, 1, "a")), file(form, otherwise(brought(form, 1, "a")), brought(form, 2, "b"))})
	if err != nil || done != (store.Imported{New: 2, Same: 1}) {
		t.Errorf("%+v, %v", done, err)
	}
}

// Days instead of moments put many people together; time must not grow with their square.
func TestImportOfManyInOneMoment(t *testing.T) {
	s, form := fresh(t)
	const people = 20_000
	stored, rows := crowd(form, people), crowd(form, people)
	mustAppend(t, s, stored)
	for i, r := range rows {
		rows[i] = otherwise(r)
	}
	saying("edited")(rows[7])
	began := time.Now()
	mustImport(t, s, file(form, rows...), store.Imported{Same: people - 1, Changed: 1})
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func crowd(form *survey.Survey, people int) []*response.Response {
	var out []*response.Response
	for n := range people {
		r := brought(form, n, fmt.Sprintf("words of %d", n))
		at(0)(r)
		out = append(out, r)
	}
	return out
}
