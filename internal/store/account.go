package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"

	"muster/internal/account"
)

// Accounts keeps who may log in. It is an account.Keeper.
type Accounts struct{ store *Store }

// Accounts returns the keeper of accounts in this store.
func (s *Store) Accounts() *Accounts { return &Accounts{s} }

const personColumns = `id, name, email, role, created`

// People returns everybody, in the order in which they came.
func (a *Accounts) People(ctx context.Context) ([]account.Person, error) {
	rows, err := a.store.read.QueryContext(ctx, `SELECT `+personColumns+` FROM people ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	defer rows.Close()
	var people []account.Person
	for rows.Next() {
		p, err := scanPerson(rows.Scan)
		if err != nil {
			return nil, fmt.Errorf("read people: %w", err)
		}
		people = append(people, p)
	}
	return people, rows.Err()
}

// Person returns the person with that id, or account.ErrUnknown.
func (a *Accounts) Person(ctx context.Context, id int64) (account.Person, error) {
	row := a.store.read.QueryRowContext(ctx, `SELECT `+personColumns+` FROM people WHERE id = ?`, id)
	p, err := scanPerson(row.Scan)
	return p, unknown("read person", err)
}

// PersonByEmail returns the person with that address and the hash of the password, or
// account.ErrUnknown.
func (a *Accounts) PersonByEmail(ctx context.Context, email string) (account.Person, string, error) {
	var hash string
	row := a.store.read.QueryRowContext(ctx, `SELECT `+personColumns+`, password FROM people WHERE key = ?`, account.EmailKey(email))
	p, err := scanPerson(func(into ...any) error { return row.Scan(append(into, &hash)...) })
	return p, hash, unknown("read person", err)
}

func scanPerson(scan func(...any) error) (account.Person, error) {
	var p account.Person
	var created int64
	err := scan(&p.ID, &p.Name, &p.Email, &p.Role, &created)
	p.Created = time.UnixMicro(created).UTC()
	return p, err
}

// SetPassword replaces the hash of a person's password, or fails with account.ErrUnknown.
func (a *Accounts) SetPassword(ctx context.Context, id int64, hash string) error {
	result, err := a.store.write.ExecContext(ctx, `UPDATE people SET password = ? WHERE id = ?`, hash, id)
	if err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, account.ErrUnknown)
	}
	return nil
}

// Accept spends the invitation and adds the person in one transaction; see account.Keeper.
func (a *Accounts) Accept(ctx context.Context, invitation []byte, p account.Person, passwordHash string, now time.Time) (account.Person, error) {
	err := a.store.within(ctx, func(tx *sql.Tx) error {
		token, err := spend(ctx, tx, invitation, account.Invitation, now)
		if err != nil {
			return err
		}
		p.Role = token.Role
		const add = `INSERT INTO people (key, email, name, role, password, created) VALUES (?, ?, ?, ?, ?, ?)`
		result, err := tx.ExecContext(ctx, add, account.EmailKey(p.Email), p.Email, p.Name, p.Role, passwordHash, p.Created.UnixMicro())
		if err != nil {
			return taken(err)
		}
		p.ID, err = result.LastInsertId()
		return err
	})
	if err != nil {
		return account.Person{}, fmt.Errorf("add person: %w", err)
	}
	return p, nil
}

func taken(err error) error {
	var broken sqlite3.Error
	if errors.As(err, &broken) && broken.ExtendedCode == sqlite3.ErrConstraintUnique {
		return account.ErrTaken
	}
	return err
}

// unknown says in the words of package account that a row was not there.
func unknown(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return account.ErrUnknown
	}
	return fmt.Errorf("%s: %w", doing, err)
}
