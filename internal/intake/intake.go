// Package intake is the queue in front of the store: many goroutines hand in one answer each, one
// goroutine stores what has gathered in one transaction, and everybody learns when theirs is durable.
//
// It commits without a timer: a commit takes what was handed in during the last one, so an idle
// server adds no delay and a busy one spreads the cost of the disk over many answers. It guarantees
// that Submit reports success only for what the store called durable, that the queue is bounded, and
// that Close stores everything accepted. It refuses, at once, what the queue has no room for.
package intake

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"

	"muster/internal/response"
)

// ErrFull is returned by Submit when the queue has no room; a try a little later may succeed.
var ErrFull = errors.New("the queue of answers is full")

// ErrClosed is returned by Submit after Close was called.
var ErrClosed = errors.New("answers are no longer taken")

// Config says what an Intake works with.
type Config struct {
	// Append stores a batch and returns an outcome for each, as Store.Append. It is called by one
	// goroutine at a time, with a context that does not end before the Intake is closed.
	Append func(context.Context, []*response.Response) ([]response.Outcome, error)
	Stored func()       // called after every durable batch, once its senders are told; must not block; may be nil
	Queue  int          // answers that may wait while others are being stored; 0: 8,192
	Log    *slog.Logger // told when the queue fills up; nil: nothing is logged
}

// defaultQueue is a third of a second's worth of answers at full speed.
const defaultQueue = 8_192

// mostAtOnce bounds a batch, and with it the time that a sender waits for those before.
const mostAtOnce = 1_024

// Intake takes answers. Its methods may be called from any number of goroutines.
type Intake struct {
	config Config
	work   chan struct{}      // holds a token when the committer should look at the queue
	done   chan struct{}      // closed when the committer has ended
	stop   context.CancelFunc // ends a commit when Close gives up on it

	mu      sync.Mutex
	queue   []*batch // guarded by mu; the last one takes answers until it is long enough
	waiting int      // guarded by mu: answers in queue
	closed  bool     // guarded by mu
	full    bool     // guarded by mu: somebody was refused since the queue last moved
}

// batch are answers that are stored together. What became of them is written before done is closed
// and only read after.
type batch struct {
	responses []*response.Response
	outcomes  []response.Outcome
	err       error
	done      chan struct{}
}

// New starts an Intake; Close ends it.
func New(c Config) *Intake {
	if c.Queue <= 0 {
		c.Queue = defaultQueue
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	ctx, stop := context.WithCancel(context.Background())
	in := &Intake{config: c, work: make(chan struct{}, 1), done: make(chan struct{}), stop: stop}
	go func() {
		defer close(in.done)
		in.commit(ctx)
	}()
	return in
}

// Submit hands an answer in and returns when it is durable, or when it certainly was not stored:
// ErrFull, ErrClosed, or the error of the store for it alone or for the whole batch. The response
// must not be changed any more. A Duplicate is durable as well, through the first of its kind; one
// that is Refused was not stored, without an error: the respondent is to be told why.
//
// When the context ends while it waits, its error is returned and the answer may still be stored: the sender
// cannot know, and sends it again under the same id.
func (in *Intake) Submit(ctx context.Context, r *response.Response) (response.Outcome, error) {
	if ctx.Err() != nil {
		return response.Outcome{}, fmt.Errorf("hand in an answer: %w", context.Cause(ctx))
	}
	b, i, err := in.join(r)
	if err != nil {
		return response.Outcome{}, err
	}
	select {
	case <-b.done:
	case <-ctx.Done():
		return response.Outcome{}, fmt.Errorf("wait for an answer to be stored: %w", context.Cause(ctx))
	}
	if b.err != nil {
		return response.Outcome{}, b.err
	}
	return b.outcomes[i], b.outcomes[i].Err
}

// join puts the response into the last batch of the queue and returns its place there.
func (in *Intake) join(r *response.Response) (*batch, int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	switch {
	case in.closed:
		return nil, 0, ErrClosed
	case in.waiting >= in.config.Queue:
		if !in.full {
			in.full = true
			in.config.Log.Warn("the queue of answers is full", "waiting", in.waiting)
		}
		return nil, 0, ErrFull
	}
	if n := len(in.queue); n == 0 || len(in.queue[n-1].responses) == mostAtOnce {
		in.queue = append(in.queue, &batch{done: make(chan struct{})})
		in.wake()
	}
	b := in.queue[len(in.queue)-1]
	b.responses = append(b.responses, r)
	in.waiting++
	return b, len(b.responses) - 1, nil
}

// wake tells the committer to look. One token is enough, however many ask.
func (in *Intake) wake() {
	select {
	case in.work <- struct{}{}:
	default:
	}
}

// commit is the committer. It ends when the Intake is closed and the queue is empty.
func (in *Intake) commit(ctx context.Context) {
	for range in.work {
		in.gather()
		for b := in.next(); b != nil; b = in.next() {
			in.store(ctx, b)
			in.gather()
		}
		if in.drained() {
			return
		}
	}
}

// rounds bounds how often gather lets others go first.
const rounds = 16

// gather lets everything that is ready to run go first, until that brings no more answers: their
// requests have arrived already, and a longer batch costs each of them less. It costs nothing when
// there is nothing.
func (in *Intake) gather() {
	for range rounds {
		before := in.gathered()
		runtime.Gosched()
		if in.gathered() == before {
			return
		}
	}
}

func (in *Intake) gathered() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.waiting
}

// next takes the first batch off the queue, or nil. Whoever comes later begins another.
func (in *Intake) next() *batch {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.queue) == 0 {
		return nil
	}
	b := in.queue[0]
	in.queue[0] = nil
	in.queue = in.queue[1:]
	in.waiting -= len(b.responses)
	in.full = false
	return b
}

func (in *Intake) drained() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.closed && len(in.queue) == 0
}

// store stores one batch and tells its senders.
func (in *Intake) store(ctx context.Context, b *batch) {
	b.outcomes, b.err = in.config.Append(ctx, b.responses)
	if b.err == nil && len(b.outcomes) != len(b.responses) {
		b.err = fmt.Errorf("store returned %d outcomes for %d answers", len(b.outcomes), len(b.responses))
	}
	durable := b.err == nil
	close(b.done)
	if durable && in.config.Stored != nil {
		in.config.Stored()
	}
}

// Close refuses new answers, stores those that wait, tells their senders, and returns when the
// committer has ended. When the context ends first, the store is told to stop, and everybody still
// waiting gets an error. Calling it again is the same as calling it once.
func (in *Intake) Close(ctx context.Context) error {
	in.mu.Lock()
	in.closed = true
	in.mu.Unlock()
	in.wake()
	defer in.stop()
	select {
	case <-in.done:
		return nil
	case <-ctx.Done():
		in.stop()
		<-in.done
		return fmt.Errorf("close the queue of answers: %w", context.Cause(ctx))
	}
}
