package account_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/account"
	"muster/internal/store"
)

// house is a gate over a real store, with a clock that tests move.
type house struct {
	*account.Gate
	store *store.Store
	path  string
	now   time.Time
	t     *testing.T
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{path: filepath.Join(t.TempDir(), "muster.sqlite"), now: time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC), t: t}
	h.open()
	t.Cleanup(func() { h.store.Close() })
	return h
}

func (h *house) open() {
	h.t.Helper()
	clock := func() time.Time { return h.now }
	var err error
	if h.store, err = store.Open(h.t.Context(), store.Config{Path: h.path, Now: clock, Log: slog.New(slog.DiscardHandler)}); err != nil {
		h.t.Fatal(err)
	}
	h.Gate, err = account.NewGate(account.GateConfig{
		Keeper: h.store.Accounts(), Hasher: account.NewHasher(account.HasherConfig{}),
		Words: []string{"Charlotte Systems Management User Group"}, Now: clock,
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) reopen() {
	h.t.Helper()
	if err := h.store.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.open()
}

const good = "plinth walrus mortgage tuba"

var ada = account.Newcomer{Name: "Ada Lovelace", Email: "Ada@Analytical.example", Password: good}

func (h *house) addAda() account.Person {
	h.t.Helper()
	token, err := h.FirstInvitation(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	p, err := h.Accept(h.t.Context(), token, ada)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func TestFirstInvitation(t *testing.T) {
	h := newHouse(t)
	first, err := h.FirstInvitation(t.Context())
	if err != nil || len(first) < 26 {
		t.Fatalf("first invitation %q, %v; want 128 bits or more", first, err)
	}
	h.reopen()
	second, err := h.FirstInvitation(t.Context())
	if err != nil || second == first || second == "" {
		t.Fatalf("after a restart: %q, %v; want another", second, err)
	}
	if _, err := h.Accept(t.Context(), first, ada); !errors.Is(err, account.ErrUnknown) {
		t.Errorf("the link of the earlier start: %v, want ErrUnknown", err)
	}
	p, err := h.Accept(t.Context(), second, ada)
	want := account.Person{ID: 1, Name: "Ada Lovelace", Email: "Ada@Analytical.example", Role: account.Founder, Created: h.now}
	if err != nil || !cmp.Equal(p, want) {
		t.Fatalf("Accept: %v %s", err, cmp.Diff(want, p))
	}
	if _, err := h.Accept(t.Context(), second, account.Newcomer{Name: "Eve", Email: "eve@example.org", Password: good}); !errors.Is(err, account.ErrUnknown) {
		t.Errorf("the link a second time: %v, want ErrUnknown", err)
	}
	if none, err := h.FirstInvitation(t.Context()); none != "" || err != nil {
		t.Errorf("with a founder there: %q, %v; want none", none, err)
	}
}

func TestAcceptSaysWhatToMend(t *testing.T) {
	h := newHouse(t)
	token, err := h.FirstInvitation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		who    account.Newcomer
		fields []string
	}{
		{"nothing", account.Newcomer{}, []string{"name", "email", "password"}},
		{"blanks for a name", account.Newcomer{Name: "  ", Email: ada.Email, Password: good}, []string{"name"}},
		{"a name without end", account.Newcomer{Name: strings.Repeat("a", 101), Email: ada.Email, Password: good}, []string{"name"}},
		{"a broken address", account.Newcomer{Name: "Ada", Email: "ada at example", Password: good}, []string{"email"}},
		{"an address with a name", account.Newcomer{Name: "Ada", Email: "Ada <ada@example.org>", Password: good}, []string{"email"}},
		{"the own name as password", account.Newcomer{Name: "Ada Lovelace", Email: ada.Email, Password: "AdaLovelaceAda2026"}, []string{"password"}},
		{"the survey as password", account.Newcomer{Name: "Ada", Email: ada.Email, Password: "CharlotteSystems2026"}, []string{"password"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := h.Accept(t.Context(), token, test.who)
			var problems account.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("err = %v, want Problems", err)
			}
			var fields []string
			for _, p := range problems {
				fields = append(fields, p.Field)
				if problems.Of(p.Field) != p.Message || !strings.Contains(err.Error(), p.Message) {
					t.Errorf("message of %s is lost", p.Field)
				}
			}
			if diff := cmp.Diff(test.fields, fields); diff != "" {
				t.Error(diff)
			}
		})
	}
	if _, err := h.Accept(t.Context(), token, ada); err != nil {
		t.Errorf("mistakes spent the invitation: %v", err)
	}
}

// TestWordsFollowTheSurveys refuses the title of a survey that came later.
func TestWordsFollowTheSurveys(t *testing.T) {
	h := newHouse(t)
	token, err := h.FirstInvitation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h.SetWords([]string{"Basel Gardeners Circle"})
	who := ada
	who.Password = "BaselGardeners2026"
	var problems account.Problems
	if _, err := h.Accept(t.Context(), token, who); !errors.As(err, &problems) || problems.Of("password") == "" {
		t.Errorf("err = %v, want a problem with the password", err)
	}
}

func TestAddressIsTakenOnce(t *testing.T) {
	h := newHouse(t)
	h.addAda()
	token, err := h.Invite(t.Context(), account.Viewer)
	if err != nil {
		t.Fatal(err)
	}
	again := account.Newcomer{Name: "Another", Email: " ada@analytical.EXAMPLE ", Password: good}
	var problems account.Problems
	if _, err := h.Accept(t.Context(), token, again); !errors.As(err, &problems) || problems.Of("email") == "" {
		t.Errorf("err = %v, want a problem with the address", err)
	}
	if role, err := h.Invited(t.Context(), token); role != account.Viewer || err != nil {
		t.Errorf("Invited = %q, %v; the invitation must still hold", role, err)
	}
}

func TestNobodyIsInvitedAsSomethingElse(t *testing.T) {
	h := newHouse(t)
	if token, err := h.Invite(t.Context(), "admin"); err == nil || token != "" {
		t.Errorf("Invite = %q, %v; want an error", token, err)
	}
}

func TestInvitationIsSpentOnceAmongMany(t *testing.T) {
	h := newHouse(t)
	token, err := h.FirstInvitation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	accepted := make(chan account.Person, 8)
	for i := range cap(accepted) {
		wait.Go(func() {
			who := account.Newcomer{Name: "Ada", Email: string(rune('a'+i)) + "@example.org", Password: good}
			if p, err := h.Accept(t.Context(), token, who); err == nil {
				accepted <- p
			}
		})
	}
	wait.Wait()
	if len(accepted) != 1 {
		t.Errorf("%d accounts were made with one invitation", len(accepted))
	}
}

func TestLogIn(t *testing.T) {
	h := newHouse(t)
	person := h.addAda()
	tests := []struct {
		name, email, password string
		want                  error
	}{
		{"right", "Ada@Analytical.example", good, nil},
		{"other capitals and blanks in the address", " ada@analytical.example", good, nil},
		{"wrong password", "ada@analytical.example", good + "!", account.ErrRefused},
		{"unknown address", "eve@analytical.example", good, account.ErrRefused},
		{"a password without end", "ada@analytical.example", strings.Repeat("x", 5000), account.ErrRefused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := h.LogIn(t.Context(), test.email, test.password)
			if !errors.Is(err, test.want) || (err == nil) != (got.ID == person.ID) {
				t.Errorf("LogIn = %+v, %v; want %v", got, err, test.want)
			}
		})
	}
}

// TestUnknownTakesAsLong compares medians, with room for a busy machine.
func TestUnknownTakesAsLong(t *testing.T) {
	h := newHouse(t)
	h.addAda()
	took := func(email string) time.Duration {
		var least time.Duration = time.Hour
		for range 5 {
			h.now = h.now.Add(2 * time.Minute)
			start := time.Now()
			if _, err := h.LogIn(t.Context(), email, "something wrong entirely"); !errors.Is(err, account.ErrRefused) {
				t.Fatal(err)
			}
			least = min(least, time.Since(start))
		}
		return least
	}
	known, unknown := took(ada.Email), took("eve@example.org")
	if unknown < known/2 || known < unknown/2 {
		t.Errorf("known %s, unknown %s: the difference tells who has an account", known, unknown)
	}
}

func TestThrottleGrowsAndForgives(t *testing.T) {
	for _, email := range []string{ada.Email, "nobody@example.org"} {
		t.Run(email, func(t *testing.T) {
			h := newHouse(t)
			h.addAda()
			var waits []time.Duration
			for range 8 {
				_, err := h.LogIn(t.Context(), email, "wrong")
				var wait *account.WaitError
				for errors.As(err, &wait) {
					waits = append(waits, wait.Wait)
					h.now = h.now.Add(wait.Wait)
					h.reopen() // a restart must not shorten the rest
					_, err = h.LogIn(t.Context(), email, "wrong")
				}
				if !errors.Is(err, account.ErrRefused) {
					t.Fatal(err)
				}
			}
			want := []time.Duration{2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 32 * time.Second}
			if diff := cmp.Diff(want, waits); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestThrottleHoldsTheRightPasswordToo(t *testing.T) {
	h := newHouse(t)
	h.addAda()
	for range 3 {
		if _, err := h.LogIn(t.Context(), ada.Email, "wrong"); !errors.Is(err, account.ErrRefused) {
			t.Fatal(err)
		}
	}
	var wait *account.WaitError
	if _, err := h.LogIn(t.Context(), ada.Email, good); !errors.As(err, &wait) {
		t.Fatalf("err = %v, want to wait: else the delay tells which guess was right", err)
	}
	h.now = h.now.Add(time.Minute)
	if _, err := h.LogIn(t.Context(), ada.Email, good); err != nil {
		t.Fatalf("after a minute: %v; nobody is locked out for good", err)
	}
	for range 3 {
		if _, err := h.LogIn(t.Context(), ada.Email, "wrong"); !errors.Is(err, account.ErrRefused) {
			t.Fatalf("err = %v; a login must set the count back", err)
		}
	}
}

func TestThrottleForgetsAndSurvivesClocks(t *testing.T) {
	h := newHouse(t)
	h.addAda()
	fail := func(n int) (last error) {
		for range n {
			_, last = h.LogIn(t.Context(), ada.Email, "wrong")
		}
		return last
	}
	fail(3)
	h.now = h.now.Add(25 * time.Hour)
	if err := fail(3); !errors.Is(err, account.ErrRefused) {
		t.Errorf("a day later: %v, want the count forgotten", err)
	}
	h.now = h.now.Add(-48 * time.Hour)
	if _, err := h.LogIn(t.Context(), ada.Email, good); err != nil {
		t.Errorf("after the clock was set back: %v, want in", err)
	}
}

func TestGuessesAtOnceDoNotSlipThrough(t *testing.T) {
	h := newHouse(t)
	h.addAda()
	var wait sync.WaitGroup
	tried := make(chan bool, 20)
	for range cap(tried) {
		wait.Go(func() {
			if _, err := h.LogIn(t.Context(), ada.Email, "wrong"); errors.Is(err, account.ErrRefused) {
				tried <- true
			}
		})
	}
	wait.Wait()
	if len(tried) != 3 {
		t.Errorf("%d guesses were compared at once, want 3", len(tried))
	}
}

func TestFloodOfLoginsIsRefused(t *testing.T) {
	h := newHouse(t)
	var wait sync.WaitGroup
	var busy atomic.Int64
	for i := range 100 {
		wait.Go(func() {
			_, err := h.LogIn(t.Context(), fmt.Sprintf("%d@example.org", i), "wrong")
			switch {
			case errors.Is(err, account.ErrBusy):
				busy.Add(1)
			case !errors.Is(err, account.ErrRefused):
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if busy.Load() == 0 || busy.Load() == 100 {
		t.Errorf("%d of 100 logins at once were put off; want some", busy.Load())
	}
}

func TestEntry(t *testing.T) {
	h := newHouse(t)
	person := h.addAda()
	token, err := h.EntryFor(t.Context(), person.ID)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // looking does not spend it
		if p, err := h.EntryHoldsFor(t.Context(), token); err != nil || p.ID != person.ID {
			t.Fatalf("EntryHoldsFor = %+v, %v", p, err)
		}
	}
	if _, err := h.Invited(t.Context(), token); !errors.Is(err, account.ErrUnknown) {
		t.Errorf("an entry passes for an invitation: %v", err)
	}
	if p, err := h.Enter(t.Context(), token); err != nil || p.ID != person.ID {
		t.Fatalf("Enter = %+v, %v", p, err)
	}
	if _, err := h.Enter(t.Context(), token); !errors.Is(err, account.ErrUnknown) {
		t.Errorf("a second time: %v, want ErrUnknown", err)
	}
	late, err := h.EntryFor(t.Context(), person.ID)
	if err != nil {
		t.Fatal(err)
	}
	h.now = h.now.Add(account.EntryHolds)
	if _, err := h.Enter(t.Context(), late); !errors.Is(err, account.ErrUnknown) {
		t.Errorf("after its time: %v, want ErrUnknown", err)
	}
	if _, err := h.EntryFor(t.Context(), 99); !errors.Is(err, account.ErrUnknown) {
		t.Errorf("for nobody: %v, want ErrUnknown", err)
	}
}

func TestAdmit(t *testing.T) {
	h := newHouse(t)
	p, err := h.Admit(t.Context(), "Demo", "demo@muster.example", account.Founder)
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.Admit(t.Context(), "Demo", "DEMO@muster.example", account.Founder)
	if err != nil || again.ID != p.ID {
		t.Errorf("admitted again: %+v, %v; want the same person", again, err)
	}
	if got, err := h.Person(t.Context(), p.ID); err != nil || got.Role != account.Founder {
		t.Errorf("Person = %+v, %v", got, err)
	}
}

func TestChangePassword(t *testing.T) {
	h := newHouse(t)
	p := h.addAda()
	const fresh = "eleven quiet harpsichords"
	if err := h.ChangePassword(t.Context(), p.ID, "wrong", fresh); !errors.Is(err, account.ErrRefused) {
		t.Errorf("without the old password: %v", err)
	}
	var problems account.Problems
	if err := h.ChangePassword(t.Context(), p.ID, good, "qwertyuiopqwerty"); !errors.As(err, &problems) {
		t.Errorf("to a weak one: %v", err)
	}
	if err := h.ChangePassword(t.Context(), p.ID, good, fresh); err != nil {
		t.Fatal(err)
	}
	if _, err := h.LogIn(t.Context(), ada.Email, good); !errors.Is(err, account.ErrRefused) {
		t.Errorf("the old password: %v, want ErrRefused", err)
	}
	if _, err := h.LogIn(t.Context(), ada.Email, fresh); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

func TestResetPassword(t *testing.T) {
	h := newHouse(t)
	p := h.addAda()
	const fresh = "eleven quiet harpsichords"
	var problems account.Problems
	if err := h.ResetPassword(t.Context(), p.ID, "qwertyuiopqwerty"); !errors.As(err, &problems) {
		t.Errorf("to a weak one: %v", err)
	}
	if err := h.ResetPassword(t.Context(), p.ID+1, fresh); !errors.Is(err, account.ErrUnknown) {
		t.Errorf("of nobody: %v, want ErrUnknown", err)
	}
	if err := h.ResetPassword(t.Context(), p.ID, fresh); err != nil {
		t.Fatal(err)
	}
	if _, err := h.LogIn(t.Context(), ada.Email, fresh); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

// TestNothingInClear reads the database's files as bytes.
func TestNothingInClear(t *testing.T) {
	h := newHouse(t)
	p := h.addAda()
	token, err := h.EntryFor(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.LogIn(t.Context(), "typed-by-mistake@example.org", good); !errors.Is(err, account.ErrRefused) {
		t.Fatal(err)
	}
	if err := h.store.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(h.path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{good, token, "typed-by-mistake"} {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds %q", filepath.Base(file), secret)
			}
		}
	}
}
