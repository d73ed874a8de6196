package intake_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/intake"
	"muster/internal/response"
	"muster/internal/store"
)

// closing ends an Intake at the end of a test, and holds that it ends.
func closing(t *testing.T, in *intake.Intake) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := in.Close(ctx); err != nil {
		t.Error(err)
	}
}

// stored opens a store that knows the survey of the answers which this package's tests send.
func stored(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "muster.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.PutSurvey(t.Context(), charlotte(t)); err != nil {
		t.Fatal(err)
	}
	return s
}

// gate is an Append that waits until it is let through, one token a batch.
type gate struct {
	begun   chan int // the length of each batch as it begins
	through chan error
}

func newGate() *gate { return &gate{make(chan int, 100), make(chan error, 100)} }

func (g *gate) append(ctx context.Context, batch []*response.Response) ([]response.Outcome, error) {
	g.begun <- len(batch)
	select {
	case err := <-g.through:
		return make([]response.Outcome, len(batch)), err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// submitting sends so many answers at once and gives each one's error.
func submitting(in *intake.Intake, n int) <-chan error {
	results := make(chan error, n)
	for i := range n {
		go func() {
			_, err := in.Submit(context.Background(), &response.Response{ID: fmt.Sprint(i)})
			results <- err
		}()
	}
	return results
}

// untilWaiting returns when so many answers are in the queue.
func untilWaiting(t *testing.T, in *intake.Intake, n int) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); in.Waiting() != n; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("%d answers wait; want %d", in.Waiting(), n)
		}
	}
}

func TestSubmitReturnsWhenDurable(t *testing.T) {
	s := stored(t)
	in := intake.New(intake.Config{Append: s.Append})
	defer closing(t, in)
	for n := range uint64(5) {
		r := typical(t, n)
		outcome, err := in.Submit(t.Context(), r)
		if err != nil || outcome.Duplicate {
			t.Fatalf("%+v, %v", outcome, err)
		}
		if _, err := s.Response(t.Context(), r.Survey, r.ID); err != nil {
			t.Errorf("acknowledged and not there: %v", err)
		}
	}
	outcome, err := in.Submit(t.Context(), typical(t, 3))
	if err != nil || !outcome.Duplicate {
		t.Errorf("sent again: %+v, %v", outcome, err)
	}
}

// What gathers while one batch is being stored is the next batch.
func TestAnswersGatherWhileOthersAreStored(t *testing.T) {
	g := newGate()
	var durable atomic.Int64
	in := intake.New(intake.Config{Append: g.append, Stored: func() { durable.Add(1) }, Queue: 30})
	first := submitting(in, 1)
	if n := <-g.begun; n != 1 {
		t.Fatalf("an idle intake waited for %d answers", n)
	}
	rest := submitting(in, 30)
	untilWaiting(t, in, 30)
	g.through <- nil
	if err := <-first; err != nil {
		t.Error(err)
	}
	if n := <-g.begun; n != 30 {
		t.Errorf("the second batch has %d answers; want 30", n)
	}
	g.through <- nil
	for range 30 {
		if err := <-rest; err != nil {
			t.Error(err)
		}
	}
	closing(t, in)
	if n := durable.Load(); n != 2 {
		t.Errorf("Stored was called %d times; want 2", n)
	}
}

func TestBatchesAreBounded(t *testing.T) {
	g := newGate()
	in := intake.New(intake.Config{Append: g.append, Queue: 2100})
	first := submitting(in, 1)
	<-g.begun
	rest := submitting(in, 2100)
	untilWaiting(t, in, 2100)
	var sizes []int
	for range 4 {
		g.through <- nil
	}
	for range 3 {
		sizes = append(sizes, <-g.begun)
	}
	if got := fmt.Sprint(sizes); got != "[1024 1024 52]" {
		t.Errorf("batches of %s", got)
	}
	for range 2100 {
		if err := <-rest; err != nil {
			t.Error(err)
		}
	}
	if err := <-first; err != nil {
		t.Error(err)
	}
	closing(t, in)
}

func TestFullQueueRefusesAtOnce(t *testing.T) {
	g := newGate()
	in := intake.New(intake.Config{Append: g.append, Queue: 2})
	first := submitting(in, 1)
	<-g.begun
	rest := submitting(in, 2)
	untilWaiting(t, in, 2)
	if _, err := in.Submit(t.Context(), &response.Response{}); !errors.Is(err, intake.ErrFull) {
		t.Errorf("got %v", err)
	}
	g.through <- nil
	<-g.begun // the queue is empty again
	more := submitting(in, 1)
	g.through <- nil
	<-g.begun
	g.through <- nil
	for _, results := range []<-chan error{first, rest, rest, more} {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	closing(t, in)
}

func TestSubmitPassesErrorsOn(t *testing.T) {
	broken, full := errors.New("broken row"), errors.New("disk full")
	tests := []struct {
		name    string
		append  func(context.Context, []*response.Response) ([]response.Outcome, error)
		want    error
		durable bool
	}{
		{"of one answer", func(context.Context, []*response.Response) ([]response.Outcome, error) {
			return []response.Outcome{{Err: broken}}, nil
		}, broken, true},
		{"of the batch", func(context.Context, []*response.Response) ([]response.Outcome, error) {
			return nil, full
		}, full, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var durable atomic.Bool
			in := intake.New(intake.Config{Append: test.append, Stored: func() { durable.Store(true) }})
			if _, err := in.Submit(t.Context(), &response.Response{}); !errors.Is(err, test.want) {
				t.Errorf("got %v", err)
			}
			closing(t, in)
			if durable.Load() != test.durable {
				t.Errorf("Stored was called: %v", durable.Load())
			}
		})
	}
}

func TestSubmitRefusesWrongOutcomes(t *testing.T) {
	in := intake.New(intake.Config{Append: func(context.Context, []*response.Response) ([]response.Outcome, error) { return nil, nil }})
	defer closing(t, in)
	if _, err := in.Submit(t.Context(), &response.Response{}); err == nil {
		t.Error("an answer without an outcome was acknowledged")
	}
}

func TestFailedBatchDoesNotStopTheNext(t *testing.T) {
	g := newGate()
	in := intake.New(intake.Config{Append: g.append})
	defer closing(t, in)
	full := errors.New("disk full")
	g.through <- full
	g.through <- nil
	if _, err := in.Submit(t.Context(), &response.Response{}); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	if _, err := in.Submit(t.Context(), &response.Response{}); err != nil {
		t.Errorf("got %v", err)
	}
}

// Who stops waiting learns so at once; the answer may be stored all the same.
func TestSubmitHeedsItsContext(t *testing.T) {
	g := newGate()
	var seen atomic.Int64
	in := intake.New(intake.Config{Append: func(ctx context.Context, batch []*response.Response) ([]response.Outcome, error) {
		seen.Add(int64(len(batch)))
		return g.append(ctx, batch)
	}})
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() {
		_, err := in.Submit(ctx, &response.Response{})
		result <- err
	}()
	<-g.begun
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := in.Submit(ctx, &response.Response{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	g.through <- nil
	closing(t, in)
	if seen.Load() != 1 {
		t.Errorf("%d answers were stored", seen.Load())
	}
}

// A phone with a bad connection sends the same answer again and again, and every try is told that
// it is durable.
func TestParallelRetriesStoreOnce(t *testing.T) {
	s := stored(t)
	in := intake.New(intake.Config{Append: s.Append})
	const ids, tries, abreast = 1000, 8, 20
	stores := make([]atomic.Int64, ids)
	var all sync.WaitGroup
	for worker := range abreast {
		all.Go(func() {
			for n := worker; n < ids; n += abreast {
				r := typical(t, uint64(n))
				var retries sync.WaitGroup
				for range tries {
					retries.Go(func() {
						outcome, err := in.Submit(t.Context(), r)
						if err != nil {
							t.Error(err)
						} else if !outcome.Duplicate {
							stores[n].Add(1)
						}
					})
				}
				retries.Wait()
			}
		})
	}
	all.Wait()
	closing(t, in)
	for n := range stores {
		if got := stores[n].Load(); got != 1 {
			t.Errorf("id %d was stored %d times", n, got)
		}
	}
	if n, err := s.LastSeq(t.Context()); err != nil || n != ids {
		t.Errorf("%d responses for %d ids, %v", n, ids, err)
	}
}

func TestCloseStoresWhatWasAccepted(t *testing.T) {
	s := stored(t)
	in := intake.New(intake.Config{Append: s.Append})
	before := runtime.NumGoroutine()
	var accepted, refused atomic.Int64
	var senders sync.WaitGroup
	var next atomic.Uint64
	for range 32 {
		senders.Go(func() {
			for {
				_, err := in.Submit(context.Background(), typical(t, next.Add(1)))
				switch {
				case errors.Is(err, intake.ErrClosed):
					refused.Add(1)
					return
				case err != nil:
					t.Error(err)
					return
				}
				accepted.Add(1)
			}
		})
	}
	for accepted.Load() < 500 {
		time.Sleep(time.Millisecond)
	}
	closing(t, in)
	closing(t, in) // again is the same
	senders.Wait()
	if refused.Load() != 32 {
		t.Errorf("%d of 32 senders were refused", refused.Load())
	}
	if n, err := s.LastSeq(t.Context()); err != nil || n != accepted.Load() {
		t.Errorf("%d stored, %d acknowledged, %v", n, accepted.Load(), err)
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() >= before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("goroutines are left: %s", stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// A disk that hangs must not keep the service from ending.
func TestCloseGivesUp(t *testing.T) {
	g := newGate()
	in := intake.New(intake.Config{Append: g.append})
	results := submitting(in, 1)
	<-g.begun
	late := submitting(in, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := in.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	for _, result := range []<-chan error{results, late} {
		if err := <-result; err == nil || strings.Contains(err.Error(), "full") {
			t.Errorf("got %v", err)
		}
	}
	if _, err := in.Submit(t.Context(), &response.Response{}); !errors.Is(err, intake.ErrClosed) {
		t.Errorf("got %v", err)
	}
}
