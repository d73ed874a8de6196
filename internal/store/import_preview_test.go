package store_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// strange makes rows of a file whose people are stored, edited, written by another program, new, or together in one
// moment.
func strange(random *rand.Rand, form *survey.Survey, n int) []*response.Response {
	var rows []*response.Response
	for id := range n {
		r := brought(form, id, fmt.Sprint("words ", random.IntN(3)))
		at(random.IntN(n))(r)
		switch random.IntN(5) {
		case 0:
			r = otherwise(r)
		case 1:
			r = otherwise(r, saying("edited"))
		case 2:
			saying("edited")(r)
		case 3:
			continue
		}
		rows = append(rows, r)
	}
	return rows
}

// TestPreviewTellsWhatImportDoes holds the one against the other over any files.
func TestPreviewTellsWhatImportDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 19))
	for range 15 {
		s, form := fresh(t)
		for _, dated := range []bool{true, true, false, true} {
			in := file(form, strange(random, form, 12)...)
			in.Dated = dated
			before := all(t, s)
			told, err := s.PreviewImport(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, all(t, s)); diff != "" {
				t.Fatalf("a preview changes what is stored: %s", diff)
			}
			mustImport(t, s, in, told)
			for _, r := range liveOf(nil, all(t, s)) {
				if random.IntN(8) == 0 {
					mustErase(t, s, &response.Response{Survey: r.Survey, ID: r.ID})
				}
			}
		}
	}
}

// A preview of many rows reads them in parts, and answers come in between.
func TestPreviewOfManyRows(t *testing.T) {
	s, form := fresh(t)
	const people = 5_500
	mustAppend(t, s, crowd(form, people))
	rows := crowd(form, people+500)
	for i, r := range rows {
		if i%2 == 0 {
			rows[i] = otherwise(r)
		}
		at(i)(rows[i])
	}
	passed := 0
	in := file(form)
	in.Responses = func(yield func(*response.Response) bool) {
		for _, r := range rows {
			if passed++; passed == 3000 {
				mustAppend(t, s, []*response.Response{answer(form, 900_000)}) // would wait for ever if everybody waited
			}
			if !yield(r) {
				return
			}
		}
	}
	told, err := s.PreviewImport(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	in.Responses = slices.Values(rows)
	mustImport(t, s, in, told)
}

// TestPreviewHoldsNobodyUp has a preview come to its end while somebody else stores, so nobody who stores can have to
// wait for it: not even for that of a file whose rows all tell one moment.
func TestPreviewHoldsNobodyUp(t *testing.T) {
	s, form := fresh(t)
	stored := crowd(form, 2500)
	for i, r := range stored {
		if i%3 == 0 {
			r.Contact = &response.Contact{Fields: map[string]string{"email": fmt.Sprintf("%d@example.net", i)}, Consent: true, Statement: "Write to me.", Notice: "We do."}
		}
	}
	mustAppend(t, s, stored)
	rows := copied(stored, otherwise)
	for i, r := range rows[:90] {
		if r.Contact != nil {
			changed := *r.Contact
			changed.Statement, changed.Notice = fmt.Sprint("Write. ", i), fmt.Sprint("We write. ", i)
			r.Contact = &changed
		}
	}
	rows = append(rows, stored[2000:]...)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var told store.Imported
	err := s.Holding(ctx, func() (err error) {
		told, err = s.PreviewImport(ctx, file(form, rows...))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mustImport(t, s, file(form, rows...), told)
}

// Answers may go while a preview is under way, those whom a row may be as well.
func TestPreviewWhileAnswersGo(t *testing.T) {
	s, form := fresh(t)
	stored := crowd(form, 1500)
	mustAppend(t, s, stored)
	seen := 0
	in := file(form)
	in.Responses = func(yield func(*response.Response) bool) {
		for _, r := range copied(stored, otherwise) {
			if seen++; seen == 1200 {
				mustErase(t, s, stored[7])
				mustRevise(t, s, corrected(form, 8, "their own"))
			}
			if !yield(r) {
				return
			}
		}
	}
	told, err := s.PreviewImport(t.Context(), in)
	if want := (store.Imported{New: 2, Same: 1498}); err != nil || told != want {
		t.Errorf("%+v, %v", told, err)
	}
}

func TestPreviewOfANewSurvey(t *testing.T) {
	s, form := fresh(t)
	in := file(form, brought(form, 1, "a"), brought(form, 2, "b"))
	in.New = true
	if told, err := s.PreviewImport(t.Context(), in); err != nil || told != (store.Imported{New: 2}) {
		t.Errorf("%+v, %v", told, err)
	}
}

// Nobody waits for a preview that nobody looks at.
func TestPreviewEnds(t *testing.T) {
	s, form := fresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	in := file(form)
	in.Responses = func(yield func(*response.Response) bool) {
		for n := 0; ; n++ {
			if n == 1500 {
				cancel()
			}
			if !yield(brought(form, n, "a")) {
				return
			}
		}
	}
	done := make(chan error, 1)
	go func() {
		_, err := s.PreviewImport(ctx, in)
		done <- err
	}()
	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on")
	}
	mustImport(t, s, file(form, brought(form, 1, "a")), store.Imported{New: 1})
}

func BenchmarkPreview(b *testing.B) {
	s, form := fresh(b)
	const people = 20_000
	stored := crowd(form, people)
	for i, r := range stored {
		at(i)(r)
	}
	mustAppend(b, s, stored)
	for name, rows := range map[string][]*response.Response{"known": stored, "by another program": copied(stored, otherwise)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.PreviewImport(b.Context(), file(form, rows...)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(people*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

func copied(rows []*response.Response, as func(*response.Response, ...func(*response.Response)) *response.Response) []*response.Response {
	var out []*response.Response
	for _, r := range rows {
		next := as(r)
		next.Answers = maps.Clone(r.Answers)
		out = append(out, next)
	}
	return out
}
