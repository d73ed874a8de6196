package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
)

// mustAppend stores a batch of which every response is new.
func mustAppend(t testing.TB, s *store.Store, batch []*response.Response) {
	t.Helper()
	outcomes, err := s.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(make([]response.Outcome, len(batch)), outcomes); diff != "" {
		t.Fatal(diff)
	}
}

// all reads every record in small steps.
func all(t testing.TB, s *store.Store) []response.Record {
	t.Helper()
	var records []response.Record
	var after int64
	for {
		next, err := s.Records(t.Context(), after, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			return records
		}
		records = append(records, next...)
		after = next[len(next)-1].Seq
	}
}

func TestAppendKeepsEverythingOfAResponse(t *testing.T) {
	s, form := fresh(t)
	full := answer(form, 1)
	full.Contact = &response.Contact{
		Fields: map[string]string{"name": "Ada", "email": "ada@example.org"}, Consent: true, Statement: "You may write to me.",
	}
	bare := answer(form, 2)
	bare.Started, bare.Receipt, bare.Answers, bare.Source = time.Time{}, nil, response.Answers{}, "import:dask"
	silent := answer(form, 3)
	silent.Contact = &response.Contact{Fields: map[string]string{"name": "Bob"}}
	tests := []struct {
		name string
		want *response.Response
	}{{"with everything", full}, {"with as little as can be", bare}, {"contact without consent", silent}}
	mustAppend(t, s, []*response.Response{full, bare, silent})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := s.Response(t.Context(), form.ID, test.want.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if test.want.Receipt == nil {
				return
			}
			got, err = s.ByReceipt(t.Context(), test.want.Receipt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRecordsAscendWithoutContacts(t *testing.T) {
	s, form := fresh(t)
	other := sample(t, "powershell")
	if err := s.PutSurvey(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	batch := []*response.Response{answer(form, 1), answer(other, 2), answer(form, 3)}
	batch[2].Started = time.Time{}
	mustAppend(t, s, batch[:2])
	mustAppend(t, s, batch[2:])
	var want []response.Record
	for i, r := range batch {
		document, err := response.EncodeAnswers(r.Answers)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, response.Record{
			Seq: int64(i + 1), ID: r.ID, Survey: r.Survey, Version: r.Version, Source: r.Source,
			Started: r.Started, Submitted: r.Submitted, Document: document,
		})
	}
	if diff := cmp.Diff(want, all(t, s)); diff != "" {
		t.Error(diff)
	}
	got, err := s.Records(t.Context(), 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:2], got); diff != "" {
		t.Error(diff)
	}
	last, err := s.LastSeq(t.Context())
	if err != nil || last != 3 {
		t.Errorf("last is %d, %v", last, err)
	}
	for id, want := range map[string]int64{form.ID: 2, other.ID: 1, "nobodys": 0} {
		if n, err := s.Count(t.Context(), id); err != nil || n != want {
			t.Errorf("%s has %d, %v; want %d", id, n, err, want)
		}
	}
}

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

func TestAppendSetsABrokenResponseApart(t *testing.T) {
	s, form := fresh(t)
	batch := answers(form, 0, 6)
	batch[1].Survey = "unknown"
	batch[2].Version = "never stored"
	batch[2].Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}}
	batch[4].ID = ""
	outcomes, err := s.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		broken := i == 1 || i == 2 || i == 4
		if o.Duplicate || (o.Err != nil) != broken {
			t.Errorf("%d: %+v", i, o)
		}
		if broken && strings.Contains(o.Err.Error(), "Ada") {
			t.Errorf("the error shows what was answered: %v", o.Err)
		}
	}
	var kept []string
	for i, r := range all(t, s) {
		if kept = append(kept, r.ID); r.Seq != int64(i+1) {
			t.Errorf("number %d has sequence number %d", i+1, r.Seq)
		}
	}
	if diff := cmp.Diff([]string{batch[0].ID, batch[3].ID, batch[5].ID}, kept); diff != "" {
		t.Error(diff)
	}
	batch[1].Survey = form.ID // mended, it is taken
	mustAppend(t, s, batch[1:2])
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 4 {
		t.Errorf("count is %d, %v", n, err)
	}
}

// A response is stored with its contact details or not at all.
func TestAppendUndoesAResponseWhoseContactIsRefused(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	execute(t, path, `CREATE TRIGGER refuse BEFORE INSERT ON contacts BEGIN SELECT RAISE(ABORT, 'refused'); END`)
	batch := answers(form, 0, 3)
	batch[1].Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}}
	outcomes, err := s.Append(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		if (o.Err != nil) != (i == 1) || o.Duplicate {
			t.Errorf("%d: %+v", i, o)
		}
	}
	execute(t, path, `DROP TRIGGER refuse`)
	mustAppend(t, s, batch[1:2])
	records := all(t, s)
	if len(records) != 3 || records[2].ID != batch[1].ID || records[2].Seq != 3 {
		t.Errorf("got %+v", records)
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 3 {
		t.Errorf("count is %d, %v", n, err)
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

func TestAppendNothing(t *testing.T) {
	s, _ := fresh(t)
	if outcomes, err := s.Append(t.Context(), nil); err != nil || len(outcomes) != 0 {
		t.Errorf("%v, %v", outcomes, err)
	}
}

func TestAppendHeedsItsContext(t *testing.T) {
	s, form := fresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Append(ctx, answers(form, 0, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	mustAppend(t, s, answers(form, 0, 1))
}

func TestWhatIsNotThere(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, answers(form, 0, 3))
	if _, err := s.Response(t.Context(), form.ID, answer(form, 9).ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown id: %v", err)
	}
	if _, err := s.Response(t.Context(), "powershell", answer(form, 1).ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("other survey: %v", err)
	}
	if _, err := s.ByReceipt(t.Context(), answer(form, 9).Receipt); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown receipt: %v", err)
	}
	if _, err := s.ByReceipt(t.Context(), nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no receipt: %v", err)
	}
	if records, err := s.Records(t.Context(), 3, 10); err != nil || len(records) != 0 {
		t.Errorf("later records: %v, %v", records, err)
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

func TestReadersSeeWholeBatchesInOrder(t *testing.T) {
	s, form := fresh(t)
	const batches, size = 60, 20
	failed := make(chan error, 1)
	go func() {
		defer close(failed)
		for n := range batches {
			if _, err := s.Append(t.Context(), answers(form, n*size, (n+1)*size)); err != nil {
				failed <- err
				return
			}
		}
	}()
	for seen := 0; seen < batches*size; {
		records, err := s.Records(t.Context(), 0, batches*size)
		if err != nil {
			t.Fatal(err)
		}
		if len(records)%size != 0 || len(records) < seen {
			t.Fatalf("a reader saw %d records after %d", len(records), seen)
		}
		for i, r := range records {
			if r.Seq != int64(i+1) {
				t.Fatalf("record %d has number %d", i, r.Seq)
			}
		}
		seen = len(records)
		select {
		case err := <-failed:
			if err != nil {
				t.Fatal(err)
			}
		default:
		}
	}
}
