package sandbox

import (
	"context"

	"muster/internal/tally"
)

// asked is what makes two queries the same.
type asked struct {
	survey  string
	version int64 // of the answers
	sql     string
}

// flight is a query under way. It runs once for all who wait for it, and ends when the last of them
// leaves: nobody pays for people who are gone, and whoever leaves first takes nothing from the others.
type flight struct {
	stop    context.CancelCauseFunc
	waiting int           // guarded by the sandbox's mu
	done    chan struct{} // closed when told is there
	told    answer
}

// join waits along with others who ask the same, or sets out. leave must follow.
func (s *Sandbox) join(a asked) (*flight, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, unable(ErrClosed)
	}
	f := s.flights[a]
	if f == nil {
		var ctx context.Context
		f = &flight{done: make(chan struct{})}
		ctx, f.stop = context.WithCancelCause(context.Background())
		s.flights[a] = f
		s.running.Go(func() { s.fly(ctx, a, f) })
	}
	f.waiting++
	return f, nil
}

func (s *Sandbox) fly(ctx context.Context, a asked, f *flight) {
	defer f.stop(nil)
	rows, err := s.find(ctx, a)
	f.told = answer{rows, s.inWords(ctx, err)}
	s.mu.Lock()
	s.land(a, f)
	s.mu.Unlock()
	close(f.done)
}

// land takes a flight from those that can be joined. s.mu is held.
func (s *Sandbox) land(a asked, f *flight) {
	if s.flights[a] == f {
		delete(s.flights, a)
	}
}

func (s *Sandbox) leave(a asked, f *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.waiting--
	if f.waiting == 0 {
		s.land(a, f)
		f.stop(context.Canceled)
	}
}

// wait gives what a flight brings, or leaves with ctx.
func (f *flight) wait(ctx context.Context) (tally.Rows, error) {
	select {
	case <-f.done:
		return f.told.rows, f.told.err
	case <-ctx.Done():
		return tally.Rows{}, context.Cause(ctx)
	}
}
