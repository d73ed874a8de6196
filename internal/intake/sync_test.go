package intake_test

import (
	"context"
	"errors"
	"testing"

	"muster/internal/intake"
	"muster/internal/response"
)

// written is an Append that only writes.
func written(_ context.Context, batch []*response.Response) ([]response.Outcome, error) {
	return make([]response.Outcome, len(batch)), nil
}

// Nobody is told before the disk has answered, and the next batch is written meanwhile.
func TestSendersWaitForTheSync(t *testing.T) {
	g, disk := newGate(), newGate()
	in := intake.New(intake.Config{Append: g.append, Sync: func(ctx context.Context) error {
		_, err := disk.append(ctx, nil)
		return err
	}})
	g.through <- nil
	first := submitting(in, 1)
	<-disk.begun // the first is written
	<-g.begun
	second := submitting(in, 1)
	<-g.begun // the second begins although the first is not durable
	g.through <- nil
	select {
	case err := <-first:
		t.Fatalf("told before the sync ended: %v", err)
	case err := <-second:
		t.Fatalf("told before the first: %v", err)
	default:
	}
	disk.through <- nil
	if err := <-first; err != nil {
		t.Error(err)
	}
	<-disk.begun // a sync of its own: the first one began before it was written
	select {
	case err := <-second:
		t.Fatalf("told after a sync that began too early: %v", err)
	default:
	}
	disk.through <- nil
	if err := <-second; err != nil {
		t.Error(err)
	}
	closing(t, in)
}

func TestWhatCannotBeSyncedIsNotAcknowledged(t *testing.T) {
	broken := errors.New("the disk is gone")
	in := intake.New(intake.Config{
		Append: written, Sync: func(context.Context) error { return broken },
		Stored: func() { t.Error("called for what is not durable") },
	})
	defer closing(t, in)
	results := submitting(in, 5)
	for range 5 {
		if err := <-results; !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}

func TestCloseWaitsForTheSync(t *testing.T) {
	disk := newGate()
	in := intake.New(intake.Config{Append: written, Sync: func(ctx context.Context) error {
		_, err := disk.append(ctx, nil)
		return err
	}})
	results := submitting(in, 1)
	<-disk.begun
	closed := make(chan error, 1)
	go func() { closed <- in.Close(context.Background()) }()
	select {
	case err := <-closed:
		t.Fatalf("closed before what it took was durable: %v", err)
	case err := <-results:
		t.Fatalf("told: %v", err)
	default:
	}
	disk.through <- nil
	if err := errors.Join(<-results, <-closed); err != nil {
		t.Error(err)
	}
}

func TestSubmitThroughWriteAndSync(t *testing.T) {
	s := stored(t)
	in := intake.New(intake.Config{Append: s.Write, Sync: s.Sync})
	defer closing(t, in)
	for n := range uint64(20) {
		if outcome, err := in.Submit(t.Context(), typical(t, n/2)); err != nil || outcome.Duplicate != (n%2 == 1) {
			t.Errorf("%d: %+v, %v", n, outcome, err)
		}
	}
}
