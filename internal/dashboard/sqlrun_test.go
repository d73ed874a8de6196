package dashboard_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"muster/internal/dashboard"
	"muster/internal/tally"
)

// manyQueries is a dashboard of so many panels of SQL.
func manyQueries(t *testing.T, n int) *dashboard.Dashboard {
	t.Helper()
	var b strings.Builder
	b.WriteString("id: x\ntitle: X\npanels:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {kind: sql, title: Q%d, sql: q%d}\n", i, i)
	}
	return read(t, b.String())
}

// findings counts the panels of a page by the beginning of what they say.
func findings(p *dashboard.Page) map[string]int {
	all := map[string]int{}
	for panel := range p.Panels() {
		says, _, _ := strings.Cut(panel.Finding, ":")
		all[says]++
	}
	return all
}

// However many queries there are and however slow, the page comes in time, and says which were not run.
func TestSlowQueriesDoNotKeepThePage(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	for _, tt := range []struct {
		name    string
		queries int
		takes   time.Duration // each
		refused string        // in the end, ""
		page    time.Duration
		notRun  int
		most    int64 // at once
	}{
		{"a few quick ones", 3, time.Second, "", 2 * time.Second, 0, 2},
		{"two rounds", 4, 5 * time.Second, "Too long.", 10 * time.Second, 0, 2},
		{"a dozen slow ones", 12, 5010 * time.Millisecond, "Too long.", 15030 * time.Millisecond, 6, 2},
		{"as many as a page can have", 60, 4 * time.Second, "", 16 * time.Second, 52, 2},
		{"some that never end", 3, time.Hour, "", 25 * time.Second, 3, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := manyQueries(t, tt.queries)
			synctest.Test(t, func(t *testing.T) {
				var running, most atomic.Int64
				source := c.source()
				source.SQL = func(ctx context.Context, _ string) (tally.Rows, error) {
					most.Store(max(most.Load(), running.Add(1)))
					defer running.Add(-1)
					select {
					case <-time.After(tt.takes):
					case <-ctx.Done():
						return tally.Rows{}, context.Cause(ctx)
					}
					if tt.refused != "" {
						return tally.Rows{}, refusal(tt.refused)
					}
					return tally.Rows{Columns: []string{"n"}, Values: [][]any{{int64(1)}}}, nil
				}
				began := time.Now()
				page := buildSQL(t, d, c, "", source)
				if took := time.Since(began); took != tt.page {
					t.Errorf("took %v, want %v", took, tt.page)
				}
				said := findings(page)
				if said["Not run"] != tt.notRun || page.Passing != (tt.notRun > 0) || most.Load() != tt.most {
					t.Errorf("%v, passing: %t, %d at once", said, page.Passing, most.Load())
				}
				if tt.refused != "" && said[tt.refused] != tt.queries-tt.notRun {
					t.Errorf("%v", said)
				}
			})
		})
	}
}

// A panel that says that its query was not run says why, and what to do.
func TestQueriesNotRunSaySo(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	d := manyQueries(t, 3)
	synctest.Test(t, func(t *testing.T) {
		page := buildSQL(t, d, c, "", sqlSource(c, func(string) (tally.Rows, error) {
			time.Sleep(16 * time.Second)
			return tally.Rows{}, refusal("Slow.")
		}))
		const want = "Not run: the queries of this page already took 15 s. Load the page again for this one; those above are not run again."
		if got := panel(t, page, "sql--3").Finding; got != want {
			t.Errorf("says %q", got)
		}
	})
}

// What a query cannot be told at the moment makes the page one of the moment; that it is wrong does not.
func TestPassingRefusals(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	for words, passing := range map[string]bool{"Not now.": true, "Never.": false} {
		page := buildSQL(t, manyQueries(t, 2), c, "", sqlSource(c, func(string) (tally.Rows, error) { return tally.Rows{}, refusal(words) }))
		if page.Passing != passing || findings(page)[words] != 2 {
			t.Errorf("%s: passing: %t, %v", words, page.Passing, findings(page))
		}
	}
}

// Who asked for the page may go away, and its queries with them.
func TestQueriesEndWithThePage(t *testing.T) {
	c := gather(load(t, "../../sample-data/charlotte.yaml"), 60)
	d := manyQueries(t, 12)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		source := c.source()
		source.SQL = func(ctx context.Context, _ string) (tally.Rows, error) {
			<-ctx.Done()
			return tally.Rows{}, context.Cause(ctx)
		}
		began := time.Now()
		_, err := d.Build(ctx, c.survey, dashboard.Selection{}, source)
		if took := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || took != 3*time.Second {
			t.Errorf("%v after %v", err, took)
		}
	})
}
