package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
)

// corrected is another answer under the id of the nth.
func corrected(form *survey.Survey, n int, words string) *response.Response {
	r := answer(form, n)
	r.Answers = response.Answers{"roles": {Picks: []string{"leader"}}, "challenge": {Text: words}}
	r.Corrected = noon.Add(time.Hour)
	return r
}

// mustRevise corrects a response that is there with one that says something else.
func mustRevise(t testing.TB, s *store.Store, r *response.Response) {
	t.Helper()
	outcome, err := s.Revise(t.Context(), r)
	if err != nil || outcome != (response.Outcome{}) {
		t.Fatalf("%+v, %v", outcome, err)
	}
}

func mustErase(t testing.TB, s *store.Store, r *response.Response) {
	t.Helper()
	if err := s.Erase(t.Context(), r.Survey, r.ID); err != nil {
		t.Fatal(err)
	}
}

func TestReviseKeepsWhatIsNotCorrected(t *testing.T) {
	s, form := fresh(t)
	first := answer(form, 1)
	first.Source = "form:flyer"
	mustAppend(t, s, []*response.Response{first, answer(form, 2)})
	posted := corrected(form, 1, "we have left it")
	posted.Source, posted.Started, posted.Submitted, posted.Receipt = "form", noon, noon.Add(time.Hour), nil
	posted.Language, posted.NotShown, posted.Flags = "de", []string{"speak"}, []response.Flag{response.TooFast}
	posted.Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}}
	mustRevise(t, s, posted)

	want := *first
	want.Answers, want.Circumstances, want.Contact, want.Corrected = posted.Answers, posted.Circumstances, posted.Contact, posted.Corrected
	for name, find := range map[string]func() (*response.Response, error){
		"id":      func() (*response.Response, error) { return s.Response(t.Context(), form.ID, first.ID) },
		"receipt": func() (*response.Response, error) { return s.ByReceipt(t.Context(), first.Receipt) },
	} {
		got, err := find()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("by %s: %s", name, diff)
		}
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 2 {
		t.Errorf("count is %d, %v", n, err)
	}
	outcomes, err := s.Append(t.Context(), []*response.Response{first})
	if err != nil || !outcomes[0].Duplicate {
		t.Errorf("the form sent again: %+v, %v", outcomes, err)
	}
}

// The moment of a correction is the store's own when the caller names none.
func TestReviseTakesTheTime(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s, err := store.Open(t.Context(), store.Config{Path: path, Now: func() time.Time { return noon.Add(48 * time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, answers(form, 0, 1))
	r := corrected(form, 0, "later")
	r.Corrected = time.Time{}
	mustRevise(t, s, r)
	got, err := s.Response(t.Context(), form.ID, r.ID)
	if err != nil || !got.Corrected.Equal(noon.Add(48*time.Hour)) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestReviseThatChangesNothing(t *testing.T) {
	s, form := fresh(t)
	first := answer(form, 1)
	first.Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}, Consent: true, Statement: "Write to me.", Notice: "We keep it."}
	mustAppend(t, s, []*response.Response{first})
	again := *first
	again.Corrected, again.Source = noon.Add(time.Hour), "elsewhere"
	outcome, err := s.Revise(t.Context(), &again)
	if err != nil || !outcome.Duplicate {
		t.Fatalf("%+v, %v", outcome, err)
	}
	got, err := s.Response(t.Context(), form.ID, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, got); diff != "" {
		t.Error(diff)
	}
	if last, err := s.LastSeq(t.Context()); err != nil || last != 1 {
		t.Errorf("last is %d, %v", last, err)
	}
	for name, change := range map[string]func(*response.Response){
		"language": func(r *response.Response) { r.Language = "es" },
		"details":  func(r *response.Response) { r.Contact = &response.Contact{Fields: map[string]string{"name": "Bob"}} },
		"none":     func(r *response.Response) { r.Contact = nil },
	} {
		other := again
		if change(&other); other.Language == got.Language && other.Contact == got.Contact {
			t.Fatal(name)
		}
		mustRevise(t, s, &other)
	}
}

func TestConsentKeepsItsMoment(t *testing.T) {
	agreed := response.Contact{Fields: map[string]string{"name": "Ada"}, Consent: true, Statement: "Write to me.", Notice: "We keep it for a year."}
	with := func(change func(*response.Contact)) *response.Contact {
		c := agreed
		change(&c)
		return &c
	}
	first, later := noon.Add(91*time.Second), noon.Add(time.Hour)
	tests := []struct {
		name  string
		was   *response.Contact
		is    *response.Contact
		since time.Time // zero: no consent is kept
	}{
		{"other details", &agreed, with(func(c *response.Contact) { c.Fields = map[string]string{"name": "Bob"} }), first},
		{"another statement", &agreed, with(func(c *response.Contact) { c.Statement = "Call me." }), later},
		{"another notice", &agreed, with(func(c *response.Contact) { c.Notice = "We keep it for ever." }), later},
		{"taken back", &agreed, with(func(c *response.Contact) { c.Consent, c.Statement = false, "" }), time.Time{}},
		{"all taken back", &agreed, nil, time.Time{}},
		{"given for the first time", &response.Contact{Fields: map[string]string{"name": "Ada"}}, &agreed, later},
		{"first details", nil, &agreed, later},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
			s := open(t, path)
			if err := s.PutSurvey(t.Context(), form); err != nil {
				t.Fatal(err)
			}
			was, is := answer(form, 1), corrected(form, 1, "other words")
			was.Contact, is.Contact = test.was, test.is
			mustAppend(t, s, []*response.Response{was})
			mustRevise(t, s, is)
			got, err := s.Response(t.Context(), form.ID, was.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.is, got.Contact); diff != "" {
				t.Error(diff)
			}
			want := ""
			if !test.since.IsZero() {
				want = query(t, path, `SELECT `+decimal(test.since.UnixMicro()))
			}
			if since := query(t, path, `SELECT consented FROM contacts WHERE seq = 2`); since != want {
				t.Errorf("agreed at %s; want %s", since, want)
			}
			contacts, err := s.Contacts(t.Context(), form.ID)
			if err != nil || (len(contacts) == 1) != (test.is != nil && test.is.Consent) {
				t.Errorf("%v, %v", contacts, err)
			}
		})
	}
}

func TestEraseLeavesNothingToRead(t *testing.T) {
	s, form := fresh(t)
	gone := answer(form, 1)
	gone.Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}, Consent: true, Statement: "Write to me."}
	mustAppend(t, s, []*response.Response{gone, answer(form, 2)})
	mustErase(t, s, gone)
	if _, err := s.Response(t.Context(), form.ID, gone.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("by id: %v", err)
	}
	if _, err := s.ByReceipt(t.Context(), gone.Receipt); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("by receipt: %v", err)
	}
	if contacts, err := s.Contacts(t.Context(), form.ID); err != nil || len(contacts) != 0 {
		t.Errorf("contacts: %v, %v", contacts, err)
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 1 {
		t.Errorf("count is %d, %v", n, err)
	}
	for _, id := range []string{gone.ID, answer(form, 9).ID, ""} {
		if err := s.Erase(t.Context(), form.ID, id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("erased %q: %v", id, err)
		}
	}
	if err := s.Erase(t.Context(), "powershell", answer(form, 2).ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("erased from another survey: %v", err)
	}
	if _, err := s.Revise(t.Context(), corrected(form, 1, "too late")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("corrected what is erased: %v", err)
	}
}

// A retry of the post that comes late must not bring back what its respondent erased.
func TestErasedIsNotStoredAgain(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, answers(form, 0, 3))
	mustErase(t, s, answer(form, 1))
	check := func(when string) {
		t.Helper()
		outcomes, err := s.Append(t.Context(), answers(form, 0, 3))
		if err != nil {
			t.Fatal(err)
		}
		want := []response.Outcome{{Duplicate: true}, {Refused: &response.Refusal{Reason: response.Erased}}, {Duplicate: true}}
		if diff := cmp.Diff(want, outcomes); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	check("at once")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	check("after a restart")
}

// The keys of responses move from memory into their table while others come in. What is corrected or
// erased before, amid and after the move is found, or found to be erased, and leaves no key behind.
func TestChangesWhileKeysMove(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	const step, most = 4096, 14 * 4096
	words, gone := map[int]string{}, map[int]bool{}
	for n := 0; n < most; n += step {
		mustAppend(t, s, answers(form, n, n+step))
		for i, at := range []int{0, n / 3, n/2 + 1, n, n + step - 1} {
			switch {
			case gone[at]:
			case i%2 == 1:
				mustErase(t, s, answer(form, at))
				gone[at] = true
				delete(words, at)
			default:
				words[at] = "words at " + decimal(int64(n))
				mustRevise(t, s, corrected(form, at, words[at]))
			}
		}
	}
	check := func(when string) {
		t.Helper()
		for at, want := range words {
			got, err := s.ByReceipt(t.Context(), answer(form, at).Receipt)
			if err != nil || got.Answers["challenge"].Text != want {
				t.Errorf("%s: response %d: %v, %v", when, at, got, err)
			}
			if outcomes, err := s.Append(t.Context(), answers(form, at, at+1)); err != nil || !outcomes[0].Duplicate {
				t.Errorf("%s: response %d sent again: %+v, %v", when, at, outcomes, err)
			}
		}
		for at := range gone {
			if outcomes, err := s.Append(t.Context(), answers(form, at, at+1)); err != nil || outcomes[0].Refused == nil {
				t.Errorf("%s: response %d was erased and sent again: %+v, %v", when, at, outcomes, err)
			}
		}
	}
	check("at the end")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	check("after a restart")
	if query(t, path, `SELECT keyed > 0 FROM progress`) != "1" {
		t.Error("no keys are in their table, so this proves nothing")
	}
	if n := query(t, path, `SELECT count(*) FROM keys JOIN responses USING (seq) WHERE survey < '!'`); n != "0" {
		t.Errorf("%s keys lead to what is erased", n)
	}
}

// Many who correct the same response at once, while it is sent again, leave one response.
func TestReviseAtOnce(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, answers(form, 0, 20))
	var changes atomic.Int64
	var workers sync.WaitGroup
	for worker := range 8 {
		workers.Go(func() {
			for n := range 20 {
				outcome, err := s.Revise(t.Context(), corrected(form, n, "words of "+decimal(int64(worker))))
				if err != nil || outcome.Refused != nil {
					t.Errorf("%+v, %v", outcome, err)
				}
				if !outcome.Duplicate {
					changes.Add(1)
				}
				outcomes, err := s.Append(t.Context(), answers(form, n, n+1))
				if err != nil || !outcomes[0].Duplicate {
					t.Errorf("%+v, %v", outcomes, err)
				}
			}
		})
	}
	workers.Wait()
	if last, err := s.LastSeq(t.Context()); err != nil || last != 20+changes.Load() {
		t.Errorf("last is %d after %d changes, %v", last, changes.Load(), err)
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != 20 {
		t.Errorf("count is %d, %v", n, err)
	}
	if live := liveOf(nil, all(t, s)); len(live) != 20 {
		t.Errorf("%d responses are left", len(live))
	}
}

func TestChangeHeedsItsContext(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, answers(form, 0, 1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Revise(ctx, corrected(form, 0, "x")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if err := s.Erase(ctx, form.ID, answer(form, 0).ID); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A correction to a version that was never stored changes nothing.
func TestReviseRefusesAnUnknownVersion(t *testing.T) {
	s, form := fresh(t)
	mustAppend(t, s, answers(form, 0, 1))
	r := corrected(form, 0, "words")
	r.Version = "never stored"
	if outcome, err := s.Revise(t.Context(), r); err == nil {
		t.Fatalf("%+v", outcome)
	}
	got, err := s.Response(t.Context(), form.ID, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answer(form, 0), got); diff != "" {
		t.Error(diff)
	}
	mustRevise(t, s, corrected(form, 0, "words"))
}
