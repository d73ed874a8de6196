package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Sessions keeps who is logged in, so that a restart logs nobody out. It has the methods that
// alexedwards/scs asks of a store; the tokens it is given are hashes already when the session
// manager's HashTokenInStore is set, as it must be.
type Sessions struct{ store *Store }

// Sessions returns the keeper of sessions in this store.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

// FindCtx returns the data of a session that has not expired.
func (k *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	const find = `SELECT data FROM sessions WHERE token = ? AND expires > ?`
	err = k.store.read.QueryRowContext(ctx, find, token, k.store.now().UnixMicro()).Scan(&data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("find session: %w", err)
	}
	return data, true, nil
}

// CommitCtx keeps the data of a session until expiry, and drops sessions that have expired. Every
// page view of a founder passes here, so a session whose data is the same and whose expiry moves by
// less than a minute is left as it is.
func (k *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	const same = `SELECT EXISTS (SELECT 1 FROM sessions WHERE token = ? AND data = ? AND expires BETWEEN ? AND ?)`
	var seen bool
	from, to := expiry.Add(-time.Minute).UnixMicro(), expiry.UnixMicro()
	if err := k.store.read.QueryRowContext(ctx, same, token, data, from, to).Scan(&seen); err != nil || seen {
		return wrapSession("find session", err)
	}
	const tidy = `DELETE FROM sessions WHERE expires <= ?`
	if _, err := k.store.write.ExecContext(ctx, tidy, k.store.now().UnixMicro()); err != nil {
		return wrapSession("drop old sessions", err)
	}
	const keep = `INSERT INTO sessions (token, data, expires) VALUES (?, ?, ?)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires = excluded.expires`
	_, err := k.store.write.ExecContext(ctx, keep, token, data, expiry.UnixMicro())
	return wrapSession("keep session", err)
}

// DeleteCtx drops a session; one that is not there is no error.
func (k *Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := k.store.write.ExecContext(ctx, `DELETE FROM sessions WHERE token = ?`, token)
	return wrapSession("drop session", err)
}

// AllCtx returns the data of every session that has not expired, by token.
func (k *Sessions) AllCtx(ctx context.Context) (map[string][]byte, error) {
	rows, err := k.store.read.QueryContext(ctx, `SELECT token, data FROM sessions WHERE expires > ?`, k.store.now().UnixMicro())
	if err != nil {
		return nil, fmt.Errorf("read sessions: %w", err)
	}
	defer rows.Close()
	all := map[string][]byte{}
	for rows.Next() {
		var token string
		var data []byte
		if err := rows.Scan(&token, &data); err != nil {
			return nil, fmt.Errorf("read sessions: %w", err)
		}
		all[token] = data
	}
	return all, wrapSession("read sessions", rows.Err())
}

// Find is FindCtx for callers without a context.
func (k *Sessions) Find(token string) ([]byte, bool, error) {
	return k.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (k *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return k.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx for callers without a context.
func (k *Sessions) Delete(token string) error {
	return k.DeleteCtx(context.Background(), token)
}

func wrapSession(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
