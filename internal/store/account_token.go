package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"muster/internal/account"
)

// AddToken keeps a token and drops those that expired; see account.Keeper.
func (a *Accounts) AddToken(ctx context.Context, t account.Token, now time.Time, alone bool) error {
	err := a.store.within(ctx, func(tx *sql.Tx) error {
		const tidy = `DELETE FROM tokens WHERE expires <= ? OR (? AND purpose = ?)`
		if _, err := tx.ExecContext(ctx, tidy, now.UnixMicro(), alone, t.Purpose); err != nil {
			return err
		}
		const add = `INSERT INTO tokens (hash, purpose, person, role, expires) VALUES (?, ?, ?, ?, ?)`
		person := sql.NullInt64{Int64: t.Person, Valid: t.Person != 0}
		role := sql.NullString{String: string(t.Role), Valid: t.Role != ""}
		_, err := tx.ExecContext(ctx, add, t.Hash, t.Purpose, person, role, t.Expires.UnixMicro())
		return err
	})
	if err != nil {
		return fmt.Errorf("add token: %w", err)
	}
	return nil
}

const tokenColumns = `hash, purpose, person, role, expires`

// Token returns a token that still holds at now, or account.ErrUnknown.
func (a *Accounts) Token(ctx context.Context, hash []byte, purpose account.Purpose, now time.Time) (account.Token, error) {
	const find = `SELECT ` + tokenColumns + ` FROM tokens WHERE hash = ? AND purpose = ? AND expires > ?`
	return scanToken(a.store.read.QueryRowContext(ctx, find, hash, purpose, now.UnixMicro()))
}

// Spend removes the token and returns it, or account.ErrUnknown when it does not hold at now.
func (a *Accounts) Spend(ctx context.Context, hash []byte, purpose account.Purpose, now time.Time) (t account.Token, err error) {
	err = a.store.within(ctx, func(tx *sql.Tx) error {
		t, err = spend(ctx, tx, hash, purpose, now)
		return err
	})
	return t, err
}

func spend(ctx context.Context, tx *sql.Tx, hash []byte, purpose account.Purpose, now time.Time) (account.Token, error) {
	const take = `DELETE FROM tokens WHERE hash = ? AND purpose = ? AND expires > ? RETURNING ` + tokenColumns
	return scanToken(tx.QueryRowContext(ctx, take, hash, purpose, now.UnixMicro()))
}

func scanToken(row *sql.Row) (account.Token, error) {
	var t account.Token
	var person sql.NullInt64
	var role sql.NullString
	var expires int64
	if err := row.Scan(&t.Hash, &t.Purpose, &person, &role, &expires); err != nil {
		return account.Token{}, unknown("read token", err)
	}
	t.Person, t.Role, t.Expires = person.Int64, account.Role(role.String), time.UnixMicro(expires).UTC()
	return t, nil
}

// Attempt replaces the record of failed logins under key; see account.Keeper.
func (a *Accounts) Attempt(ctx context.Context, key []byte, old time.Time, next func(account.Attempts) (account.Attempts, error)) error {
	return a.store.within(ctx, func(tx *sql.Tx) error {
		var was account.Attempts
		var last int64
		err := tx.QueryRowContext(ctx, `SELECT failures, last FROM attempts WHERE key = ?`, key).Scan(&was.Failures, &last)
		switch {
		case err == nil:
			was.Last = time.UnixMicro(last).UTC()
		case !errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("read failed logins: %w", err)
		}
		is, err := next(was)
		if err != nil {
			return err
		}
		const keep = `INSERT INTO attempts (key, failures, last) VALUES (?, ?, ?)
			ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last = excluded.last`
		if _, err = tx.ExecContext(ctx, keep, key, is.Failures, is.Last.UnixMicro()); err != nil {
			return fmt.Errorf("keep failed logins: %w", err)
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM attempts WHERE last < ?`, old.UnixMicro())
		return err
	})
}

// Forgive drops the record of failed logins under key.
func (a *Accounts) Forgive(ctx context.Context, key []byte) error {
	_, err := a.store.write.ExecContext(ctx, `DELETE FROM attempts WHERE key = ?`, key)
	if err != nil {
		return fmt.Errorf("forget failed logins: %w", err)
	}
	return nil
}
