package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"muster/internal/response"
)

// atOnce is of how many rows a preview finds out what they are while others who store wait.
const atOnce = 1000

// PreviewImport tells what Import would make of the answers of a file just now, by the same rules, and stores nothing.
// It looks at a thousand rows at a time and lets those who store come in between, so with answers that come or go
// meanwhile it is what was so a moment ago. The version of the survey is not looked at. Responses is ranged over once.
func (s *Store) PreviewImport(ctx context.Context, in Import) (Imported, error) {
	i := &importing{ctx: ctx, at: s.now(), preview: true}
	if in.New {
		for range in.Responses {
			i.done.New++
		}
		return i.done, ctx.Err()
	}
	if err := s.previewRows(ctx, i, in); err != nil {
		return Imported{}, fmt.Errorf("preview an import into survey %q: %w", in.Survey.ID, err)
	}
	if err := s.previewLate(ctx, i); err != nil {
		return Imported{}, fmt.Errorf("preview an import into survey %q: %w", in.Survey.ID, err)
	}
	return i.done, nil
}

// previewRows finds out who is known by the id, and who is nobody.
func (s *Store) previewRows(ctx context.Context, i *importing, in Import) error {
	next, stop := iter.Pull(in.Responses)
	defer stop()
	if in.Dated {
		err := s.look(ctx, i, func() (err error) {
			i.people, err = i.peopleOf(in.Survey.ID)
			return err
		})
		if err != nil {
			return err
		}
	}
	for part := take(next, atOnce); len(part) > 0; part = take(next, atOnce) {
		err := s.look(ctx, i, func() error {
			for _, r := range part {
				if err := i.one(r, in.Dated); err != nil {
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

// previewLate decides about the rows that were put off, those of one moment together.
func (s *Store) previewLate(ctx context.Context, i *importing) error {
	if i.people == nil {
		return nil
	}
	var moments []int64
	together := map[int64][]*response.Response{}
	for _, r := range i.people.late {
		key := momentKey(r.Source, r.Submitted.UnixMicro())
		if together[key] == nil {
			moments = append(moments, key)
		}
		together[key] = append(together[key], r)
	}
	for len(moments) > 0 {
		i.people.late = nil
		for len(moments) > 0 && len(i.people.late) < atOnce {
			i.people.late = append(i.people.late, together[moments[0]]...)
			moments = moments[1:]
		}
		if err := s.look(ctx, i, func() error { return i.latecomers(ctx) }); err != nil {
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

// look lets an import that stores nothing read what is stored. Whatever happens, the transaction is left.
func (s *Store) look(ctx context.Context, i *importing, do func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.hold(ctx, func(p *prepared) error {
		if err := p.begin.do(); err != nil {
			return err
		}
		i.appending = s.appending.again(p)
		err := i.appending.begin()
		if err == nil {
			err = do()
		}
		return errors.Join(err, p.abandon())
	})
}
