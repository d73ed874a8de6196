package store_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
)

func TestAppendStoresAnIDOnce(t *testing.T) {
	s, form := fresh(t)
	other := sample(t, "powershell")
	if err := s.PutSurvey(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	first, again := answer(form, 1), answer(form, 1)
	again.Answers = response.Answers{"challenge": {Text: "something else"}}
	elsewhere := answer(other, 1) // ids are unique within a survey
	tests := []struct {
		name      string
		batch     []*response.Response
		duplicate []bool
	}{
		{"new, and twice in one batch", []*response.Response{first, again, answer(form, 2)}, []bool{false, true, false}},
		{"later", []*response.Response{answer(form, 3), again}, []bool{false, true}},
		{"alone", []*response.Response{again}, []bool{true}},
		{"of another survey", []*response.Response{elsewhere, elsewhere}, []bool{false, true}},
	}
	for _, test := range tests {
		outcomes, err := s.Append(t.Context(), test.batch)
		if err != nil {
			t.Fatal(err)
		}
		for i, o := range outcomes {
			if o.Err != nil || o.Duplicate != test.duplicate[i] {
				t.Errorf("%s: %d: %+v", test.name, i, o)
			}
		}
	}
	if n := len(all(t, s)); n != 4 {
		t.Errorf("%d responses are stored; want 4", n)
	}
	got, err := s.Response(t.Context(), form.ID, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, got); diff != "" {
		t.Errorf("the first did not stay: %s", diff)
	}
}

// That one try was refused does not make the next in the same batch a duplicate.
func TestAppendTakesTheSecondTryWhenTheFirstIsRefused(t *testing.T) {
	s, form := fresh(t)
	bad, good := answer(form, 1), answer(form, 1)
	bad.Version = "never stored"
	outcomes, err := s.Append(t.Context(), []*response.Response{bad, good, bad})
	if err != nil || outcomes[0].Err == nil || outcomes[1] != (response.Outcome{}) || !outcomes[2].Duplicate {
		t.Errorf("%+v, %v", outcomes, err)
	}
}

// The index by id moves from memory into its table while answers come in. Ids must be found, and
// refused, before, during and after, by the process that stored them and by the next.
func TestIDsAreFoundAtEverySize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	form := charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	const step, most = 4096, 15 * 4096
	probe := func(n int) {
		t.Helper()
		want := answer(form, n)
		outcomes, err := s.Append(t.Context(), []*response.Response{want})
		if err != nil || !outcomes[0].Duplicate {
			t.Fatalf("response %d was stored again: %+v, %v", n, outcomes, err)
		}
		for name, find := range map[string]func() (*response.Response, error){
			"id":      func() (*response.Response, error) { return s.Response(t.Context(), form.ID, want.ID) },
			"receipt": func() (*response.Response, error) { return s.ByReceipt(t.Context(), want.Receipt) },
		} {
			got, err := find()
			if err != nil {
				t.Fatalf("response %d by %s: %v", n, name, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("response %d by %s: %s", n, name, diff)
			}
		}
	}
	for n := 0; n < most; n += step {
		mustAppend(t, s, answers(form, n, n+step))
		for _, at := range []int{0, n / 3, n, n + step - 1} {
			probe(at)
		}
		if n/step%4 == 3 {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = open(t, path)
			probe(n / 2)
			probe(n + 1)
		}
	}
	outcomes, err := s.Append(t.Context(), answers(form, 0, most))
	if err != nil {
		t.Fatal(err)
	}
	for n, o := range outcomes {
		if !o.Duplicate {
			t.Fatalf("response %d was stored again: %+v", n, o)
		}
	}
	if last, err := s.LastSeq(t.Context()); err != nil || last != most {
		t.Errorf("last is %d, %v; want %d", last, err, most)
	}
}

// Two stores on one file are two processes: a serving one and a command.
func TestTwoProcessesShareAFile(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	a, b := open(t, path), open(t, path)
	if err := a.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, a, answers(form, 0, 10))
	outcomes, err := b.Append(t.Context(), answers(form, 5, 15))
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		if o.Err != nil || o.Duplicate != (i < 5) {
			t.Errorf("%d: %+v", i, o)
		}
	}
	late := answer(form, 14)
	for name, find := range map[string]func() (*response.Response, error){
		"id":      func() (*response.Response, error) { return a.Response(t.Context(), form.ID, late.ID) },
		"receipt": func() (*response.Response, error) { return a.ByReceipt(t.Context(), late.Receipt) },
	} {
		if got, err := find(); err != nil || got.ID != late.ID {
			t.Errorf("what the other process stored, by %s: %v, %v", name, got, err)
		}
	}
	if outcomes, err = a.Append(t.Context(), answers(form, 10, 11)); err != nil || !outcomes[0].Duplicate {
		t.Errorf("what the other process stored was stored again: %+v, %v", outcomes, err)
	}
	mustAppend(t, a, answers(form, 15, 16))
	for i, r := range all(t, b) {
		if r.Seq != int64(i+1) || r.ID != answer(form, i).ID {
			t.Errorf("record %d is %d, %s", i, r.Seq, r.ID)
		}
	}
}
