package importer_test

import (
	"bytes"
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
)

// ending is a context that ends when it was looked at so many times.
type ending struct {
	context.Context
	looks atomic.Int64
	after int64
}

func (e *ending) Err() error {
	if e.looks.Add(1) > e.after {
		return context.Canceled
	}
	return nil
}

// TestNobodyIsPlannedFor holds that a plan ends with its context wherever it is, and never halfway.
func TestNobodyIsPlannedFor(t *testing.T) {
	file, err := spreadsheet.Read("big.csv", bytes.NewReader(big(4_500)))
	if err != nil {
		t.Fatal(err)
	}
	plan := infer(t, file)
	for name, do := range map[string]func(context.Context) error{
		"infer": func(ctx context.Context) error {
			_, err := importer.Infer(ctx, file, importer.InferConfig{ID: "x", Now: now})
			return err
		},
		"match": func(ctx context.Context) error {
			_, err := importer.Match(ctx, file, plan.Survey, importer.MatchConfig{Now: now})
			return err
		},
		"choose": func(ctx context.Context) error {
			if importer.Choose(ctx, []*importer.Mapping{plan.Report().Mapping}, file) == nil {
				return context.Canceled
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			whole := &ending{Context: t.Context(), after: 1 << 40}
			if err := do(whole); err != nil {
				t.Fatal(err)
			}
			looks := whole.looks.Load()
			for after := int64(0); after < looks; after += max(1, looks/5) {
				if err := do(&ending{Context: t.Context(), after: after}); !errors.Is(err, context.Canceled) {
					t.Errorf("after %d of %d looks: %v", after, looks, err)
				}
			}
		})
	}
}

// TestPlansEndSoon holds that nobody waits long for a plan that nobody wants.
func TestPlansEndSoon(t *testing.T) {
	file, err := spreadsheet.Read("big.csv", bytes.NewReader(big(40_000)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := importer.Infer(ctx, file, importer.InferConfig{ID: "x"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it went on for %s", took)
	}
}
