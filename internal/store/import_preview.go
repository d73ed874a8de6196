package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/mattn/go-sqlite3"

	"muster/internal/response"
)

// atOnce is how many rows a preview looks at before it lets go of what it reads: while somebody reads what is in the
// log, the log is not cleared of what was overwritten.
const atOnce = 1000

// preview is an import that reads and stores nothing. Its index of what the keys table does not have yet is its own:
// that of the store belongs to those who store.
type preview struct {
	importing
	prepared *prepared
}

// PreviewImport tells what Import would make of the answers of a file just now, by the same rules, and stores nothing.
// Nobody waits for it, whoever stores. It looks at a thousand rows at a time, or at those of one moment together,
// so with answers that come or go meanwhile it is what was so a moment ago. The version of the survey is not
// looked at. Responses is ranged over once.
func (s *Store) PreviewImport(ctx context.Context, in Import) (Imported, error) {
	v := preview{importing: importing{appending: newAppending(newTail()), ctx: ctx, at: s.now(), preview: true}}
	if in.New {
		for range in.Responses {
			v.done.New++
		}
		return v.done, ctx.Err()
	}
	err := s.lend(ctx, func(conn *sqlite3.SQLiteConn) (err error) {
		if v.prepared, err = prepare(conn); err != nil {
			return err
		}
		return errors.Join(v.tell(in), v.prepared.close())
	})
	if err != nil {
		return Imported{}, fmt.Errorf("preview an import into survey %q: %w", in.Survey.ID, err)
	}
	return v.done, nil
}

// tell finds out about all rows of a file.
func (v *preview) tell(in Import) error {
	if err := v.tellRows(in); err != nil {
		return err
	}
	return v.tellLate()
}

// rows finds out who is known by the id, and who is nobody.
func (v *preview) tellRows(in Import) error {
	next, stop := iter.Pull(in.Responses)
	defer stop()
	if in.Dated {
		err := v.look(func() (err error) {
			v.people, err = v.peopleOf(in.Survey.ID)
			return err
		})
		if err != nil {
			return err
		}
	}
	for part := take(next, atOnce); len(part) > 0; part = take(next, atOnce) {
		err := v.look(func() error {
			for _, r := range part {
				if err := v.one(r, in.Dated); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// putOff decides about the rows that were put off, those of one moment together.
func (v *preview) tellLate() error {
	if v.people == nil {
		return nil
	}
	var moments []int64
	together := map[int64][]*response.Response{}
	for _, r := range v.people.late {
		key := momentKey(r.Source, r.Submitted.UnixMicro())
		if together[key] == nil {
			moments = append(moments, key)
		}
		together[key] = append(together[key], r)
	}
	for len(moments) > 0 {
		v.people.late = nil
		for len(moments) > 0 && len(v.people.late) < atOnce {
			v.people.late = append(v.people.late, together[moments[0]]...)
			moments = moments[1:]
		}
		if err := v.look(func() error { return v.latecomers(v.ctx) }); err != nil {
			return err
		}
	}
	return nil
}

// take gives the next of a sequence, at most so many.
func take(next func() (*response.Response, bool), most int) []*response.Response {
	var part []*response.Response
	for len(part) < most {
		r, ok := next()
		if !ok {
			break
		}
		part = append(part, r)
	}
	return part
}

// look lets a preview read one state of the file.
func (v *preview) look(do func() error) error {
	if err := v.ctx.Err(); err != nil {
		return err
	}
	return snapshot(v.prepared.conn, func() error {
		v.again(v.prepared)
		if err := v.begin(); err != nil {
			return err
		}
		return do()
	})
}
