//go:build linux

package sandbox_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/tally"
)

var update = flag.Bool("update", false, "write the golden files anew")

var goodHead = regexp.MustCompile(`(?m)^## (.*)\n`)

// What founders write must work. The results stand beside the queries in good.golden.
func TestGoodQueriesWork(t *testing.T) {
	h := open(t, 300, nil)
	data, err := os.ReadFile("testdata/good.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	heads := goodHead.FindAllStringSubmatchIndex(text, -1)
	if len(heads) < 25 {
		t.Fatalf("only %d queries", len(heads))
	}
	var got strings.Builder
	for i, at := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		rows, err := h.Query(context.Background(), "s", text[at[1]:end])
		if err != nil {
			t.Errorf("%s: %v", text[at[2]:at[3]], err)
		}
		fmt.Fprintf(&got, "## %s\n%s\n", text[at[2]:at[3]], written(rows))
	}
	const golden = "testdata/good.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("results differ (-want +got):\n%s", diff)
	}
}

// written gives rows as lines, with the types that cannot be seen.
func written(rows tally.Rows) string {
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(rows.Columns, " | "))
	for _, row := range rows.Values {
		var cells []string
		for _, v := range row {
			cell := fmt.Sprint(v)
			if f, ok := v.(float64); ok && f == float64(int64(f)) {
				cell = fmt.Sprintf("%.1f", f)
			}
			cells = append(cells, cell)
		}
		fmt.Fprintln(&b, strings.Join(cells, " | "))
	}
	return b.String()
}
