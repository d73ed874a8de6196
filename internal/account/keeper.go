package account

import (
	"context"
	"errors"
	"time"
)

// Errors a Keeper returns, wrapped or bare.
var (
	// ErrUnknown means that there is no such person, or no such token that still holds.
	ErrUnknown = errors.New("unknown or expired")
	// ErrTaken means that another person has that address.
	ErrTaken = errors.New("address is taken")
)

// Token is a one-time token as it is kept.
type Token struct {
	Hash    []byte
	Purpose Purpose
	Person  int64 // whom an Entry lets in; 0 for an Invitation
	Role    Role  // what an Invitation makes of somebody; "" for an Entry
	Expires time.Time
}

// Keeper keeps people, tokens and failed logins: SQLite in a store of one file, PostgreSQL where
// several machines serve one platform. Its methods may be called from many goroutines. A change is
// durable when the method returns nil, and each method is one transaction. Persons are compared by
// EmailKey.
type Keeper interface {
	// People returns everybody, in the order in which they came.
	People(ctx context.Context) ([]Person, error)
	// Person returns the person with that id, or ErrUnknown.
	Person(ctx context.Context, id int64) (Person, error)
	// PersonByEmail returns the person with that address and the hash of the password, or
	// ErrUnknown.
	PersonByEmail(ctx context.Context, email string) (Person, string, error)
	// SetPassword replaces the hash of a person's password, or fails with ErrUnknown.
	SetPassword(ctx context.Context, id int64, hash string) error

	// Accept spends the invitation with that hash and adds the person in one step, with the
	// role the invitation gives, and returns the person with the id. It fails with ErrUnknown
	// when the invitation is spent or expired at now, and with ErrTaken; then nothing changes.
	Accept(ctx context.Context, invitation []byte, p Person, passwordHash string, now time.Time) (Person, error)

	// AddToken keeps a token, and drops those that expired at now. When alone is set it also
	// drops the others of the same purpose.
	AddToken(ctx context.Context, t Token, now time.Time, alone bool) error
	// Token returns a token that still holds at now, or ErrUnknown.
	Token(ctx context.Context, hash []byte, purpose Purpose, now time.Time) (Token, error)
	// Spend removes the token and returns it, or ErrUnknown when it does not hold at now.
	Spend(ctx context.Context, hash []byte, purpose Purpose, now time.Time) (Token, error)

	// Attempt reads the record under key, asks next for the one that follows and keeps it, and
	// drops records whose last attempt was before old. When next returns an error nothing changes
	// and Attempt returns that error.
	Attempt(ctx context.Context, key []byte, old time.Time, next func(Attempts) (Attempts, error)) error
	// Forgive drops the record under key.
	Forgive(ctx context.Context, key []byte) error
}
