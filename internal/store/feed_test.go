package store_test

import (
	"maps"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
)

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// liveOf is what a reader holds after more records, by sequence number.
func liveOf(held map[int64]response.Record, records []response.Record) map[int64]response.Record {
	held = maps.Clone(held)
	if held == nil {
		held = map[int64]response.Record{}
	}
	for _, r := range records {
		delete(held, r.Replaces)
		if r.Document != nil {
			held[r.Seq] = r
		}
	}
	return held
}

func TestRecordsTellOfChanges(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, answers(form, 0, 3))         // 1, 2, 3
	mustRevise(t, s, corrected(form, 0, "once"))  // 4
	mustRevise(t, s, corrected(form, 0, "twice")) // 5
	mustErase(t, s, answer(form, 1))              // 6, and 7 is a further note of that
	mustRevise(t, s, corrected(form, 2, "once"))  // 8
	mustErase(t, s, answer(form, 2))              // 9, and 10
	type line struct {
		Seq, Replaces int64
		ID            string
		Corrected     bool
	}
	want := []line{
		{4, 1, "", false}, {5, 4, answer(form, 0).ID, true}, {6, 2, "", false}, {7, 2, "", false}, {8, 3, "", false},
		{9, 8, "", false}, {10, 8, "", false},
	}
	var got []line
	for _, r := range all(t, s) {
		if (r.Document == nil) != (r.ID == "") || r.Survey != form.ID {
			t.Errorf("%+v", r)
		}
		got = append(got, line{r.Seq, r.Replaces, r.ID, !r.Corrected.IsZero()})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if last, err := s.LastSeq(t.Context()); err != nil || last != 10 {
		t.Errorf("last is %d, %v", last, err)
	}
}

// Whoever reads on from any point, in steps of any size, while things go on changing, ends with
// exactly the responses that there are.
func TestReadersEndWithWhatThereIs(t *testing.T) {
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 7))
		s, form := fresh(t)
		words := map[string]string{} // of the responses that there are, by id
		type reader struct {
			after int64
			held  map[int64]response.Record
		}
		var readers []*reader
		read := func(r *reader, limit int) {
			records, err := s.Records(t.Context(), r.after, limit)
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range records {
				if one.Seq <= r.after {
					t.Fatalf("%d came after %d", one.Seq, r.after)
				}
				r.after = one.Seq
			}
			r.held = liveOf(r.held, records)
		}
		for step := range 120 {
			n := random.IntN(25)
			id := answer(form, n).ID
			_, there := words[id]
			switch {
			case !there:
				if outcomes, err := s.Append(t.Context(), answers(form, n, n+1)); err != nil {
					t.Fatal(err)
				} else if outcomes[0].Refused == nil {
					words[id] = answer(form, n).Answers["challenge"].Text
				}
			case random.IntN(3) == 0:
				mustErase(t, s, answer(form, n))
				delete(words, id)
			default:
				words[id] = "words " + decimal(int64(step))
				mustRevise(t, s, corrected(form, n, words[id]))
			}
			if random.IntN(4) == 0 {
				readers = append(readers, &reader{})
			}
			for _, r := range readers {
				if random.IntN(3) == 0 {
					read(r, 1+random.IntN(5))
				}
			}
		}
		last, err := s.LastSeq(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range append(readers, &reader{}) {
			for r.after < last {
				read(r, 1+random.IntN(30))
			}
			got := map[string]string{}
			for _, record := range r.held {
				answers, _, err := response.DecodeDocument(record.Document)
				if err != nil {
					t.Fatal(err)
				}
				got[record.ID] = answers["challenge"].Text
			}
			if diff := cmp.Diff(words, got); diff != "" {
				t.Fatalf("seed %d: %s", seed, diff)
			}
		}
		if n, err := s.Count(t.Context(), form.ID); err != nil || n != int64(len(words)) {
			t.Errorf("count is %d, %v; want %d", n, err, len(words))
		}
	}
}
