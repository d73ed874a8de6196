package web_test

import (
	"context"
	"maps"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"muster/internal/intake"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/web"
)

// TestWholeWay sends forms through the engine, group commit and the store on disk, opens the store
// anew, and reads the receipts.
func TestWholeWay(t *testing.T) {
	t.Parallel()
	ctx, s := context.Background(), everything(t)
	path := filepath.Join(t.TempDir(), "muster.sqlite")
	locations := fill(t, ctx, path, s)
	kept := openStore(t, ctx, path)
	v := visit(t, []*survey.Survey{s}, func(c *web.Config) { c.ByReceipt, c.Ready = kept.ByReceipt, kept.Check })
	for to := range locations {
		checkReceipt(t, v.get(to))
	}
	if n, err := kept.Count(ctx, s.ID); err != nil || int(n) != len(locations) {
		t.Errorf("%d stored (%v), %d receipts", n, err, len(locations))
	}
	v.page(http.StatusOK, "GET", "/readyz", "")
	v.page(http.StatusNotFound, "GET", "/r/"+strings.Repeat("a", 26), "")
}

// fill sends each of many forms twice at once and gives the receipts' addresses.
func fill(t *testing.T, ctx context.Context, path string, s *survey.Survey) map[string]bool {
	t.Helper()
	const people = 20
	kept := openStore(t, ctx, path)
	if err := kept.PutSurvey(ctx, s); err != nil {
		t.Fatal(err)
	}
	queue := intake.New(intake.Config{Append: kept.Append, Queue: 2 * people})
	v := visit(t, []*survey.Survey{s}, func(c *web.Config) {
		c.Submit, c.ByReceipt = queue.Submit, kept.ByReceipt
		c.Now = func() time.Time { return noon.Add(90 * time.Second) }
	})
	var mu sync.Mutex
	locations := map[string]bool{}
	var sending sync.WaitGroup
	for range people {
		values := complete()
		maps.Copy(values, hidden(v.get("/s/everything")))
		for range 2 {
			sending.Go(func() {
				answer := v.do(http.MethodPost, "/s/everything", values.Encode())
				mu.Lock()
				defer mu.Unlock()
				locations[answer.Header.Get("Location")] = true
			})
		}
	}
	sending.Wait()
	if err := queue.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if len(locations) != people || locations[""] {
		t.Fatalf("%d receipts for %d people", len(locations), people)
	}
	v.page(http.StatusServiceUnavailable, http.MethodPost, "/s/everything", complete().Encode())
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	return locations
}

func openStore(t *testing.T, ctx context.Context, path string) *store.Store {
	t.Helper()
	kept, err := store.Open(ctx, store.Config{Path: path, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kept.Close() }) // closing twice is harmless
	return kept
}
