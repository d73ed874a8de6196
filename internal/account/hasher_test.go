package account_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"muster/internal/account"
)

func TestHashAndVerify(t *testing.T) {
	h := account.NewHasher(account.HasherConfig{})
	stored, err := h.Hash(t.Context(), "plinth walrus mortgage")
	if err != nil {
		t.Fatal(err)
	}
	if want := regexp.MustCompile(`^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$`); !want.MatchString(stored) {
		t.Errorf("hash %q is not a PHC string of argon2id with 19 MiB, 2 passes, 1 lane", stored)
	}
	again, err := h.Hash(t.Context(), "plinth walrus mortgage")
	if err != nil || again == stored {
		t.Errorf("the same password hashed twice gives %q, %v; the salt must differ", again, err)
	}
	tests := []struct {
		name, password string
		want           bool
	}{
		{"the password", "plinth walrus mortgage", true},
		{"other capitals", "Plinth walrus mortgage", false},
		{"a space more", "plinth walrus mortgage ", false},
		{"nothing", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			same, outdated, err := h.Verify(t.Context(), test.password, stored)
			if err != nil || same != test.want || outdated {
				t.Errorf("Verify = %v, %v, %v; want %v, false, nil", same, outdated, err, test.want)
			}
		})
	}
}

func TestVerifyTakesEitherSpelling(t *testing.T) {
	h := account.NewHasher(account.HasherConfig{})
	stored, err := h.Hash(t.Context(), "café walrus mortgage")
	if err != nil {
		t.Fatal(err)
	}
	if same, _, err := h.Verify(t.Context(), "cafe\u0301 walrus mortgage", stored); err != nil || !same {
		t.Errorf("the same characters from another keyboard: %v, %v", same, err)
	}
}

func TestVerifySeesOutdatedCost(t *testing.T) {
	stored, err := account.NewHasher(account.HasherConfig{}).Hash(t.Context(), "plinth walrus")
	if err != nil {
		t.Fatal(err)
	}
	dearer := account.NewHasher(account.HasherConfig{Time: 3})
	if same, outdated, err := dearer.Verify(t.Context(), "plinth walrus", stored); err != nil || !same || !outdated {
		t.Errorf("Verify = %v, %v, %v; want true, true, nil", same, outdated, err)
	}
}

func TestVerifyRefusesForeignHashes(t *testing.T) {
	h := account.NewHasher(account.HasherConfig{})
	good, err := h.Hash(t.Context(), "plinth walrus")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, stored string }{
		{"empty", ""},
		{"clear text", "plinth walrus"},
		{"another function", strings.Replace(good, "argon2id", "argon2i", 1)},
		{"another version", strings.Replace(good, "v=19", "v=16", 1)},
		{"too little memory", strings.Replace(good, "m=19456", "m=8", 1)},
		{"memory that would exhaust the machine", strings.Replace(good, "m=19456", "m=4000000000", 1)},
		{"one pass", strings.Replace(good, "t=2", "t=1", 1)},
		{"no lanes", strings.Replace(good, "p=1", "p=0", 1)},
		{"no key", good[:strings.LastIndex(good, "$")+1]},
		{"a broken salt", strings.Replace(good, "p=1$", "p=1$*", 1)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if same, _, err := h.Verify(t.Context(), "plinth walrus", test.stored); same || err == nil {
				t.Errorf("Verify = %v, %v; want an error", same, err)
			}
		})
	}
}

func TestHasherBoundsWhoWaits(t *testing.T) {
	h := account.NewHasher(account.HasherConfig{Parallel: 1, Waiting: 2})
	var wait sync.WaitGroup
	results := make(chan error, 16)
	for range cap(results) {
		wait.Go(func() {
			_, err := h.Hash(context.Background(), "plinth walrus")
			results <- err
		})
	}
	wait.Wait()
	close(results)
	var done, busy int
	for err := range results {
		switch {
		case err == nil:
			done++
		case errors.Is(err, account.ErrBusy):
			busy++
		default:
			t.Error(err)
		}
	}
	if done == 0 || busy == 0 {
		t.Errorf("%d hashed and %d refused; want some of each", done, busy)
	}
}

func TestHasherStopsWaiting(t *testing.T) {
	h := account.NewHasher(account.HasherConfig{Parallel: 1, Time: 16})
	started := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		close(started)
		_, _ = h.Hash(context.Background(), "plinth walrus")
	})
	<-started
	ctx, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	// The other hash may not have begun: then this one is served, which is right as well.
	if _, err := h.Hash(ctx, "plinth walrus"); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("err = %v, want that of the context", err)
	}
	wait.Wait()
}

func TestDelay(t *testing.T) {
	want := []time.Duration{0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60}
	for failures, seconds := range want {
		if got := account.Delay(failures); got != seconds*time.Second {
			t.Errorf("after %d failures: %s, want %ds", failures, got, seconds)
		}
	}
	if got := account.Delay(1 << 40); got != time.Minute {
		t.Errorf("after very many failures: %s, want a minute", got)
	}
}

func BenchmarkHash(b *testing.B) {
	h := account.NewHasher(account.HasherConfig{})
	for b.Loop() {
		if _, err := h.Hash(b.Context(), "plinth walrus mortgage"); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDecoyFitsNobody(t *testing.T) {
	h := account.NewHasher(account.HasherConfig{})
	decoy, err := h.Decoy()
	if err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{"", "correct horse battery", decoy} {
		if same, outdated, err := h.Verify(t.Context(), password, decoy); same || outdated || err != nil {
			t.Errorf("%q: same %v, outdated %v, %v", password, same, outdated, err)
		}
	}
	if other, _ := h.Decoy(); other == decoy {
		t.Error("two decoys are the same")
	}
}
