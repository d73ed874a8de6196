package account

import (
	"context"
	"fmt"
	"time"
)

// How long links hold.
const (
	InvitationHolds = 24 * time.Hour
	EntryHolds      = time.Hour
)

// FirstInvitation returns the token of an invitation for the first founder, or "" when somebody
// has an account already. Invitations from earlier starts no longer hold, so the newest link that
// was printed is the one that works.
func (g *Gate) FirstInvitation(ctx context.Context) (string, error) {
	people, err := g.keeper.People(ctx)
	if err != nil || len(people) > 0 {
		return "", err
	}
	return g.mint(ctx, Token{Purpose: Invitation, Role: Founder, Expires: g.now().Add(InvitationHolds)}, true)
}

// Invite returns the token of an invitation that makes somebody a founder or a viewer.
func (g *Gate) Invite(ctx context.Context, role Role) (string, error) {
	if !role.Valid() {
		return "", fmt.Errorf("invite as %q: there is no such role", role)
	}
	return g.mint(ctx, Token{Purpose: Invitation, Role: role, Expires: g.now().Add(InvitationHolds)}, false)
}

// Invited returns the role that an invitation gives, or ErrUnknown. It does not spend it.
func (g *Gate) Invited(ctx context.Context, token string) (Role, error) {
	t, err := g.keeper.Token(ctx, HashToken(token), Invitation, g.now())
	return t.Role, err
}

// EntryFor returns a token that logs the person in once, without a password.
func (g *Gate) EntryFor(ctx context.Context, id int64) (string, error) {
	if _, err := g.keeper.Person(ctx, id); err != nil {
		return "", err
	}
	return g.mint(ctx, Token{Purpose: Entry, Person: id, Expires: g.now().Add(EntryHolds)}, false)
}

// EntryHoldsFor returns whom an entry would let in, or ErrUnknown. It does not spend it.
func (g *Gate) EntryHoldsFor(ctx context.Context, token string) (Person, error) {
	t, err := g.keeper.Token(ctx, HashToken(token), Entry, g.now())
	if err != nil {
		return Person{}, err
	}
	return g.keeper.Person(ctx, t.Person)
}

// Enter spends an entry and returns whom it lets in, or ErrUnknown.
func (g *Gate) Enter(ctx context.Context, token string) (Person, error) {
	t, err := g.keeper.Spend(ctx, HashToken(token), Entry, g.now())
	if err != nil {
		return Person{}, err
	}
	return g.keeper.Person(ctx, t.Person)
}

func (g *Gate) mint(ctx context.Context, t Token, alone bool) (string, error) {
	token, err := newToken(g.random)
	if err != nil {
		return "", err
	}
	t.Hash = HashToken(token)
	return token, g.keeper.AddToken(ctx, t, g.now(), alone)
}
