package account

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// ErrRefused means that the address and the password do not belong together. It is the same for
// an unknown address and for a wrong password.
var ErrRefused = errors.New("address and password do not match")

// GateConfig is what a Gate is made of. Keeper and Hasher must be set.
type GateConfig struct {
	Keeper Keeper
	Hasher *Hasher
	Words  []string         // what an attacker would try: the titles of the surveys
	Now    func() time.Time // default: time.Now
	Random io.Reader        // default: crypto/rand.Reader
}

// mostLogins are decided at one time. Each writes to the store before its password is compared, and
// a flood of them must not keep the answers of respondents waiting.
const mostLogins = 32

// Gate decides who comes in.
type Gate struct {
	keeper Keeper
	hasher *Hasher
	words  atomic.Pointer[[]string]
	now    func() time.Time
	random io.Reader
	decoy  string        // compared with when nobody is known, so that it takes as long
	logins chan struct{} // holds a token per login being decided
}

// NewGate returns a Gate.
func NewGate(c GateConfig) (*Gate, error) {
	g := &Gate{keeper: c.Keeper, hasher: c.Hasher, now: c.Now, random: c.Random, logins: make(chan struct{}, mostLogins)}
	g.SetWords(c.Words)
	if g.now == nil {
		g.now = time.Now
	}
	if g.random == nil {
		g.random = rand.Reader
	}
	var err error
	if g.decoy, err = g.hasher.Decoy(); err != nil {
		return nil, fmt.Errorf("prepare logins: %w", err)
	}
	return g, nil
}

// SetWords takes other words for those that an attacker would try, as GateConfig has them.
func (g *Gate) SetWords(words []string) { g.words.Store(&words) }

// Person returns the person with that id, or ErrUnknown.
func (g *Gate) Person(ctx context.Context, id int64) (Person, error) {
	return g.keeper.Person(ctx, id)
}

// LogIn returns the person with that address and password. It fails with ErrRefused, with a
// *WaitError while the account rests after failed logins, and with ErrBusy.
func (g *Gate) LogIn(ctx context.Context, email, password string) (Person, error) {
	select {
	case g.logins <- struct{}{}:
		defer func() { <-g.logins }()
	default:
		return Person{}, ErrBusy
	}
	key := throttleKey(email)
	if err := g.attempt(ctx, key); err != nil {
		return Person{}, err
	}
	person, stored, err := g.keeper.PersonByEmail(ctx, email)
	known := err == nil
	if err != nil && !errors.Is(err, ErrUnknown) {
		return Person{}, fmt.Errorf("log in: %w", err)
	}
	if !known {
		stored = g.decoy
	}
	same, outdated, err := g.verify(ctx, password, stored)
	if err != nil {
		return Person{}, fmt.Errorf("log in: %w", err)
	}
	if !known || !same {
		return Person{}, ErrRefused
	}
	if outdated {
		g.rehash(ctx, person.ID, password)
	}
	if err := g.keeper.Forgive(ctx, key); err != nil {
		return Person{}, fmt.Errorf("log in: %w", err)
	}
	return person, nil
}

func (g *Gate) attempt(ctx context.Context, key []byte) error {
	return g.keeper.Attempt(ctx, key, g.now().Add(-forgetAfter), func(a Attempts) (Attempts, error) {
		next, wait := a.Next(g.now())
		if wait > 0 {
			return next, &WaitError{Wait: wait}
		}
		return next, nil
	})
}

// verify gives a password that is longer than any may be to the hasher all the same, cut short, so
// that its length tells nothing about the account.
func (g *Gate) verify(ctx context.Context, password, stored string) (same, outdated bool, err error) {
	if utf8.RuneCountInString(normalized(password)) > mostLength {
		_, _, err = g.hasher.Verify(ctx, "", stored)
		return false, false, err
	}
	return g.hasher.Verify(ctx, password, stored)
}

// rehash keeps a password under today's cost. When it fails the old hash still holds, and the next
// login tries again.
func (g *Gate) rehash(ctx context.Context, id int64, password string) {
	if hash, err := g.hasher.Hash(ctx, password); err == nil {
		_ = g.keeper.SetPassword(ctx, id, hash)
	}
}

// ChangePassword sets a new password for somebody who knows the old one. It fails like LogIn, and
// with Problems when the new password is too weak.
func (g *Gate) ChangePassword(ctx context.Context, id int64, old, fresh string) error {
	person, err := g.keeper.Person(ctx, id)
	if err != nil {
		return err
	}
	if _, err := g.LogIn(ctx, person.Email, old); err != nil {
		return err
	}
	return g.renew(ctx, person, fresh)
}

// ResetPassword sets a new password for somebody who has just come in by a link of EntryFor, which
// is for people who lost the old one. It fails with Problems when the new password is too weak.
func (g *Gate) ResetPassword(ctx context.Context, id int64, fresh string) error {
	person, err := g.keeper.Person(ctx, id)
	if err != nil {
		return err
	}
	return g.renew(ctx, person, fresh)
}

func (g *Gate) renew(ctx context.Context, person Person, fresh string) error {
	if weak := g.weakness(fresh, person.Name, person.Email); weak != "" {
		return Problems{{"password", weak}}
	}
	hash, err := g.hasher.Hash(ctx, fresh)
	if err != nil {
		return fmt.Errorf("change password: %w", err)
	}
	return g.keeper.SetPassword(ctx, person.ID, hash)
}

func (g *Gate) weakness(password string, about ...string) string {
	return CheckPassword(password, append(about, *g.words.Load()...)...)
}

// Newcomer is what somebody gives to make an account.
type Newcomer struct {
	Name, Email, Password string
}

const mostName = 100

func (g *Gate) check(n Newcomer) Problems {
	var problems Problems
	switch length := utf8.RuneCountInString(n.Name); {
	case n.Name == "":
		problems = append(problems, Problem{"name", "Enter your name"})
	case length > mostName:
		problems = append(problems, Problem{"name", fmt.Sprintf("Shorten your name to %d characters; it has %d", mostName, length)})
	}
	if !validEmail(n.Email) {
		problems = append(problems, Problem{"email", "Enter your email address in the form name@example.com"})
	}
	if weak := g.weakness(n.Password, n.Name, n.Email); weak != "" {
		problems = append(problems, Problem{"password", weak})
	}
	return problems
}

// Accept makes an account for who holds an invitation, and spends it. It fails with Problems that
// say what to mend, and with ErrUnknown when the invitation does not hold; a mistake does not
// spend it.
func (g *Gate) Accept(ctx context.Context, invitation string, n Newcomer) (Person, error) {
	n.Name, n.Email = strings.TrimSpace(n.Name), strings.TrimSpace(n.Email)
	if _, err := g.Invited(ctx, invitation); err != nil {
		return Person{}, err
	}
	if problems := g.check(n); problems != nil {
		return Person{}, problems
	}
	hash, err := g.hasher.Hash(ctx, n.Password)
	if err != nil {
		return Person{}, fmt.Errorf("make account: %w", err)
	}
	person, err := g.keeper.Accept(ctx, HashToken(invitation), Person{Name: n.Name, Email: n.Email, Created: g.now()}, hash, g.now())
	if errors.Is(err, ErrTaken) {
		return Person{}, Problems{{"email", "Somebody already has an account with this address. Log in instead, or enter another"}}
	}
	return person, err
}

// Admit returns the person with that address, and makes an account with the role when there is
// none. Nobody knows the password of an account made so: the way in is EntryFor.
func (g *Gate) Admit(ctx context.Context, name, email string, role Role) (Person, error) {
	person, _, err := g.keeper.PersonByEmail(ctx, email)
	if !errors.Is(err, ErrUnknown) {
		return person, err
	}
	invitation, err := g.Invite(ctx, role)
	if err != nil {
		return Person{}, err
	}
	password, err := newToken(g.random)
	if err != nil {
		return Person{}, err
	}
	return g.Accept(ctx, invitation, Newcomer{Name: name, Email: email, Password: password})
}
