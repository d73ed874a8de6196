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
		document, err := response.EncodeDocument(r.Answers, r.Circumstances)
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
