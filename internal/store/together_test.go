package store_test

import (
	"path/filepath"
	"sync"
	"testing"

	"muster/internal/store"
)

// A response that is there is found at every moment of its corrections, by id and by receipt.
func TestCorrectionsAreNeverBetween(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, answers(form, 0, 5))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for n := range 3 {
		readers.Go(func() {
			want := answer(form, n)
			for {
				if _, err := s.Response(t.Context(), form.ID, want.ID); err != nil {
					t.Error(err)
					return
				}
				if _, err := s.ByReceipt(t.Context(), want.Receipt); err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for step := range 60 {
		mustRevise(t, s, corrected(form, step%3, "words "+decimal(int64(step))))
	}
	close(done)
	readers.Wait()
}

// What one process corrects and erases, another that has the same file open knows.
func TestChangesOfAnotherProcess(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	one, two := open(t, path), open(t, path)
	if err := one.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, one, answers(form, 0, 6))
	mustAppend(t, two, answers(form, 6, 8)) // two has met the others by now
	mustRevise(t, one, corrected(form, 0, "by one"))
	mustRevise(t, two, corrected(form, 0, "by two"))
	mustErase(t, two, answer(form, 1))
	mustErase(t, one, answer(form, 6))
	for _, s := range []*store.Store{one, two} {
		got, err := s.Response(t.Context(), form.ID, answer(form, 0).ID)
		if err != nil || got.Answers["challenge"].Text != "by two" {
			t.Errorf("%+v, %v", got, err)
		}
		for _, gone := range []int{1, 6} {
			if got, err := s.Response(t.Context(), form.ID, answer(form, gone).ID); err == nil {
				t.Errorf("erased and found: %+v", got)
			}
		}
	}
	for _, n := range []int{1, 6} {
		for _, s := range []*store.Store{one, two} {
			if outcomes, err := s.Append(t.Context(), answers(form, n, n+1)); err != nil || outcomes[0].Refused == nil {
				t.Errorf("erased and sent again: %+v, %v", outcomes, err)
			}
		}
	}
}
