package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"muster/internal/account"
	"muster/internal/store"
)

var (
	_ scs.CtxStore   = (*store.Sessions)(nil)
	_ account.Keeper = (*store.Accounts)(nil)
)

func TestSessions(t *testing.T) {
	now := time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC)
	path := filepath.Join(t.TempDir(), "muster.sqlite")
	s, err := store.Open(t.Context(), store.Config{Path: path, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sessions := s.Sessions()
	holds := func(name, token, want string) {
		t.Helper()
		data, found, err := sessions.Find(token)
		if err != nil || found != (want != "") || string(data) != want {
			t.Errorf("%s: Find = %q, %v, %v; want %q", name, data, found, err, want)
		}
	}
	commit := func(token, data string, expiry time.Time) {
		t.Helper()
		if err := sessions.Commit(token, []byte(data), expiry); err != nil {
			t.Fatal(err)
		}
	}
	holds("never there", "a", "")
	commit("a", "one", now.Add(30*time.Minute))
	commit("b", "two", now.Add(10*time.Minute))
	holds("kept", "a", "one")
	commit("a", "one more", now.Add(30*time.Minute))
	holds("replaced", "a", "one more")

	now = now.Add(20 * time.Minute)
	holds("expired", "b", "")
	commit("a", "one more", now.Add(30*time.Minute))
	now = now.Add(20 * time.Minute)
	holds("renewed by use", "a", "one more")
	now = now.Add(11 * time.Minute)
	holds("idle for too long", "a", "")

	commit("c", "three", now.Add(time.Hour))
	for range 2 { // what is not there is no error
		if err := sessions.Delete("c"); err != nil {
			t.Fatal(err)
		}
	}
	holds("deleted", "c", "")
}

func TestSessionEndsWhereItsExpiryIsBroughtForward(t *testing.T) {
	now := time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "muster.sqlite"), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, expiry := range []time.Time{now.Add(30 * time.Second), now.Add(5 * time.Second)} {
		if err := s.Sessions().Commit("a", []byte("same"), expiry); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(10 * time.Second)
	if _, found, err := s.Sessions().Find("a"); found || err != nil {
		t.Errorf("Find = %v, %v; the later commit must win", found, err)
	}
}

func TestAllSessionsAreThoseThatHold(t *testing.T) {
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "muster.sqlite"), Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for token, expiry := range map[string]time.Time{"a": now.Add(time.Hour), "b": now.Add(time.Hour), "old": now.Add(time.Minute)} {
		if err := s.Sessions().CommitCtx(t.Context(), token, []byte(token+"'s"), expiry); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(2 * time.Minute)
	got, err := s.Sessions().AllCtx(t.Context())
	if err != nil || len(got) != 2 || string(got["a"]) != "a's" || string(got["b"]) != "b's" {
		t.Errorf("%q, %v", got, err)
	}
}
