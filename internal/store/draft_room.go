package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
)

var (
	// ErrDraftsFull is returned by SaveDraft when there is no room for one more draft, or for one that
	// has grown. What is kept stays: to make room, somebody's words would have to go who was told that
	// they are kept, and whoever floods a survey with drafts would decide whose.
	ErrDraftsFull = errors.New("there is no room for more drafts")
	// ErrErased is returned by SaveDraft when the response that the draft is to become was erased.
	ErrErased = errors.New("the response was erased")
)

// What drafts may take when Config says nothing else.
const (
	mostDrafts     = 10_000 // of one survey
	mostDraftBytes = 256 << 20
)

// room tells whether a draft may be written. A new one leaves a quarter of the bytes to those that are
// there already: their respondents are in the middle of the form.
func (s *Store) room(ctx context.Context, tx *sql.Tx, hash []byte, survey string, size int) error {
	var before sql.NullInt64 // bytes of the draft as it is kept
	var drafts, bytes int64
	const look = `SELECT (SELECT length(pad) + octet_length(fields) FROM drafts WHERE hash = ?1),
		coalesce((SELECT drafts FROM draft_room WHERE survey = ?2), 0), coalesce((SELECT sum(bytes) FROM draft_room), 0)`
	if err := tx.QueryRowContext(ctx, look, hash, survey).Scan(&before, &drafts, &bytes); err != nil {
		return err
	}
	after := bytes + int64(size) - before.Int64
	switch {
	case before.Valid && int64(size) > before.Int64 && after > s.draftBytes:
		return ErrDraftsFull
	case !before.Valid && (drafts >= int64(s.drafts) || after > s.draftBytes-s.draftBytes/4):
		return ErrDraftsFull
	}
	return nil
}

// erasedID returns ErrErased when the response of that mark was erased. Whoever asks holds the write
// connection, so that none is erased in between. What is found under the key is looked for as find does.
func (s *Store) erasedID(ctx context.Context, tx *sql.Tx, mark mark) error {
	key := keyOfMark(mark[:])
	seqs, last := s.tail.find(key)
	listed, err := json.Marshal(seqs)
	if err != nil {
		return err
	}
	const look = `SELECT EXISTS (SELECT 1 FROM changes WHERE erased = ? AND seq IN (
		SELECT seq FROM keys WHERE key = ? UNION ALL SELECT value FROM json_each(?)
		UNION ALL SELECT seq FROM changes WHERE seq > ?))`
	var erased bool
	if err := tx.QueryRowContext(ctx, look, mark[:], key, string(listed), last).Scan(&erased); err != nil {
		return err
	}
	if erased {
		return ErrErased
	}
	return nil
}
