package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/store"
)

// secretive is the nth response with words, a name, a receipt and an id that are nowhere else.
func secretive(t testing.TB, version string, n int, size int) (r *response.Response, secrets []string) {
	t.Helper()
	r = answerTo("charlotte", version, n)
	words, name := fmt.Sprintf("words-%06d;", n), fmt.Sprintf("name-%06d@example.org", n)
	r.Answers = response.Answers{"challenge": {Text: strings.Repeat(words, 1+size/len(words))}}
	r.Contact = &response.Contact{Fields: map[string]string{"email": name}, Consent: n%2 == 0, Statement: "Write to me.", Notice: "We keep it."}
	return r, []string{words, name, string(r.Receipt), r.ID}
}

func TestErasedIsInNoFile(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	version := form.Version()
	for n, size := range []int{10, 300, 3000, 5000, 100_000} {
		t.Run(fmt.Sprintf("%d bytes", size), func(t *testing.T) {
			first, secrets := secretive(t, version, 10*n, size)
			second, later := secretive(t, version, 10*n+1, size/2)
			second.ID = first.ID
			mustAppend(t, s, []*response.Response{first})
			for _, secret := range secrets {
				if len(holds(t, path, secret)) == 0 && size < 4000 { // longer words are cut by pages
					t.Fatalf("the test looks for %q in the wrong place", secret)
				}
			}
			mustRevise(t, s, second)
			for _, secret := range secrets[:2] {
				goesSoon(t, path, secret)
			}
			mustErase(t, s, first)
			for _, secret := range append(secrets, later[:2]...) {
				if files := holds(t, path, secret); len(files) > 0 {
					t.Errorf("erased: %q is still in %v", secret, files)
				}
			}
		})
	}
}

// SQLite moves rows about when it takes some away, and what it leaves behind is not overwritten: an
// erased answer could live on as a copy that a neighbour's erasure made. With thousands of erasures
// between answers of all sizes there would be some.
func TestErasedIsNowhereAmongMany(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	const responses = 2500
	version := form.Version()
	var secrets [responses][]string
	var batch []*response.Response
	for n := range responses {
		r, hidden := secretive(t, version, n, random.IntN(900))
		r.Submitted = noon.Add(time.Duration(random.IntN(responses)) * time.Second)
		batch, secrets[n] = append(batch, r), hidden
	}
	mustAppend(t, s, batch)
	gone := map[int]bool{}
	for _, n := range random.Perm(responses)[:60] {
		mustErase(t, s, batch[n])
		gone[n] = true
	}
	for _, share := range []int{responses / 4, responses * 9 / 10} {
		before := noon.Add(time.Duration(share) * time.Second)
		if _, err := s.Expire(t.Context(), form.ID, before, time.Time{}); err != nil {
			t.Fatal(err)
		}
		for n, r := range batch {
			if r.Submitted.Before(before) {
				gone[n] = true
			}
		}
		content := string(read(t, path)) + string(read(t, path+"-wal"))
		for n, hidden := range secrets {
			for i, secret := range hidden {
				if found := strings.Contains(content, secret); found && gone[n] {
					t.Errorf("answer %d was erased and has left %q", n, secret)
				} else if i != 2 && !found && !gone[n] {
					t.Errorf("answer %d was not erased and has lost %q", n, secret)
				}
			}
		}
	}
	integrity(t, path)
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != int64(responses-len(gone)) {
		t.Errorf("count is %d, %v", n, err)
	}
}

// goesSoon waits until no file of the store holds a secret.
func goesSoon(t *testing.T, path, secret string) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); len(holds(t, path, secret)) > 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%q is still in %v", secret, holds(t, path, secret))
		}
	}
}

// Clearing the log holds up everybody who stores, so whoever corrects over and over must not have it
// cleared each time. Erasing is done once, and waits.
func TestCorrectionsShareTheClearing(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	first, secrets := secretive(t, form.Version(), 0, 1000)
	mustAppend(t, s, []*response.Response{first})
	const corrections = 50
	cleared := 0
	for n := 1; n <= corrections; n++ {
		r, words := secretive(t, form.Version(), n, 1000)
		r.ID = first.ID
		mustRevise(t, s, r)
		if len(read(t, path+"-wal")) == 0 {
			cleared++
		}
		secrets = append(secrets, words[:2]...)
	}
	if cleared > corrections/5 {
		t.Errorf("the log was cleared after %d of %d corrections", cleared, corrections)
	}
	for _, old := range append(secrets[:2:2], secrets[4:len(secrets)-2]...) {
		goesSoon(t, path, old)
	}
	mustErase(t, s, first)
	for _, last := range secrets {
		if files := holds(t, path, last); len(files) > 0 {
			t.Errorf("erased: %q is still in %v", last, files)
		}
	}
}

// A reader of the state before keeps the log from being emptied; when it ends, the log is.
func TestErasedLeavesTheLogWhenReadersAllow(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	r, secrets := secretive(t, form.Version(), 1, 200)
	mustAppend(t, s, []*response.Response{r})
	reader, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	tx, err := reader.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM responses`).Scan(&n); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	began := time.Now()
	mustErase(t, s, r)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("erasing waited %v for a reader", took)
	}
	if _, err := s.Response(t.Context(), form.ID, r.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	mustAppend(t, s, answers(form, 2, 3)) // nobody is kept out meanwhile
	if timeout, err := s.Setting(t.Context(), "busy_timeout"); err != nil || timeout != "10000" {
		t.Errorf("the writer waits %s ms for other processes, %v", timeout, err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	goesSoon(t, path, secrets[0])
}

func TestExpire(t *testing.T) {
	s, form := fresh(t)
	other := sample(t, "powershell")
	if err := s.PutSurvey(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	batch := answers(form, 0, 900) // one a second
	for _, r := range batch {
		r.Contact = &response.Contact{Fields: map[string]string{"name": "Ada"}, Consent: true, Statement: "Write to me."}
	}
	mustAppend(t, s, batch)
	mustAppend(t, s, answers(other, 0, 10))
	mustRevise(t, s, corrected(form, 5, "a new number does not make it young"))
	at := func(n int) time.Time { return noon.Add(time.Duration(90+n) * time.Second) }
	steps := []struct {
		name              string
		answers, contacts time.Time
		want              store.Expired
	}{
		{"no time is set", time.Time{}, time.Time{}, store.Expired{}},
		{"nothing is old enough", at(0), at(0), store.Expired{}},
		{"contacts", time.Time{}, at(250), store.Expired{Contacts: 249}}, // one has none any more
		{"both", at(501), at(700), store.Expired{Answers: 501, Contacts: 199}},
		{"again", at(501), at(700), store.Expired{}},
	}
	for _, step := range steps {
		got, err := s.Expire(t.Context(), form.ID, step.answers, step.contacts)
		if err != nil || got != step.want {
			t.Errorf("%s: %+v, %v; want %+v", step.name, got, err, step.want)
		}
	}
	for id, want := range map[string]int64{form.ID: 399, other.ID: 10} {
		if n, err := s.Count(t.Context(), id); err != nil || n != want {
			t.Errorf("%s has %d, %v; want %d", id, n, err, want)
		}
	}
	if contacts, err := s.Contacts(t.Context(), form.ID); err != nil || len(contacts) != 200 {
		t.Errorf("%d contacts, %v", len(contacts), err)
	}
	if live := liveOf(nil, all(t, s)); len(live) != 409 {
		t.Errorf("%d responses are read", len(live))
	}
	outcomes, err := s.Append(t.Context(), batch[:1])
	if err != nil || outcomes[0].Refused == nil || outcomes[0].Refused.Reason != response.Erased {
		t.Errorf("an expired answer sent again: %+v, %v", outcomes, err)
	}
}

func TestDraftsAreOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	random := rand.New(rand.NewPCG(2, 2))
	const drafts = 40
	kept := map[int]string{} // the secret of each draft that is there
	var gone []string
	for step := range 400 {
		n := random.IntN(drafts)
		if old, there := kept[n]; there {
			gone = append(gone, old)
		}
		if random.IntN(4) == 0 {
			if err := s.DropDraft(t.Context(), []byte{byte(n)}); err != nil {
				t.Fatal(err)
			}
			delete(kept, n)
			continue
		}
		kept[n] = fmt.Sprintf("draft-%06d.", step) // no letter of it is escaped
		values := url.Values{"challenge": {strings.Repeat(kept[n], 1+random.IntN(600))}}
		if err := s.SaveDraft(t.Context(), []byte{byte(n)}, store.Draft{Survey: "charlotte", Values: values}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content := string(read(t, path))
	for _, secret := range gone {
		if strings.Contains(content, secret) {
			t.Errorf("%q was given up and is still there", secret)
		}
	}
	for n, secret := range kept {
		if !strings.Contains(content, secret) {
			t.Errorf("draft %d has lost %q", n, secret)
		}
	}
}
