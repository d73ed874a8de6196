package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"muster/internal/response"
)

func TestWriteAndSync(t *testing.T) {
	s, form := fresh(t)
	for n := range 3 {
		outcomes, err := s.Write(t.Context(), answers(form, 10*n, 10*n+15))
		if err != nil {
			t.Fatal(err)
		}
		for i, o := range outcomes {
			if o.Err != nil || o.Duplicate != (n > 0 && i < 5) {
				t.Errorf("%d: %d: %+v", n, i, o)
			}
		}
	}
	if err := s.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkStored(t, s, []int{0, 14, 15, 34})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Sync(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// When the disk did not take the log, nothing is acknowledged any more, not even after a sync that
// succeeds, nothing leaves the store that might be lost, and a new start finds a sound file.
func TestALogThatCannotBeSynced(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, answers(form, 0, 3))
	mend := s.BreakLog(t)
	if _, err := s.Append(t.Context(), answers(form, 3, 5)); err == nil {
		t.Error("answers were acknowledged that are not durable")
	}
	mend()
	tests := []struct {
		name string
		try  func() error
	}{
		{"an answer again", func() error { _, err := s.Append(t.Context(), answers(form, 3, 4)); return err }},
		{"another", func() error { _, err := s.Append(t.Context(), answers(form, 5, 6)); return err }},
		{"records", func() error { _, err := s.Records(t.Context(), 0, 100); return err }},
		{"the last number", func() error { _, err := s.LastSeq(t.Context()); return err }},
		{"a check", func() error { return s.Check(t.Context()) }},
	}
	for _, test := range tests {
		if err := test.try(); err == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	s = open(t, path)
	if _, err := s.Append(t.Context(), answers(form, 0, 6)); err != nil {
		t.Error(err)
	}
	checkStored(t, s, []int{0, 1, 2, 3, 4, 5})
	integrity(t, path)
}

// A process that sees what another has written makes it durable before it says so.
func TestWhatAnotherProcessWroteIsSynced(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	a, b := open(t, path), open(t, path)
	if err := a.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Write(t.Context(), answers(form, 0, 3)); err != nil {
		t.Fatal(err)
	}
	mend := b.BreakLog(t)
	defer mend()
	if _, err := b.LastSeq(t.Context()); err == nil {
		t.Error("numbers were shown that may be given again")
	}
	if outcomes, err := b.Append(t.Context(), []*response.Response{answer(form, 1)}); err == nil {
		t.Errorf("a duplicate of what is not durable was acknowledged: %+v", outcomes)
	}
}
