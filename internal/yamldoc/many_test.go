package yamldoc_test

import (
	"fmt"
	"strings"
	"testing"

	"muster/internal/yamldoc"
)

// unknownKeys is a file of n keys that nobody knows.
func unknownKeys(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: 1\n", i)
	}
	return []byte(b.String())
}

// Of a file with thousands of problems the first are told, and how many there are.
func TestManyProblemsAreCounted(t *testing.T) {
	for _, test := range []struct {
		name  string
		text  []byte
		told  int
		first string
		last  string
	}{
		{"as many as are told", unknownKeys(100), 100, "f:1:1: unknown key", "f:100:1: unknown key"},
		{"unknown keys", unknownKeys(1_000), 101, "f:1:1: unknown key", "f:100:1: and 900 more problems; mend those above first"},
		{"wrong values", []byte("items:\n" + strings.Repeat("- 1\n", 300)), 101, "f:2:3: expected keys", "f:101:3: and 200 more problems; mend those above first"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var into outer
			doc := yamldoc.Decode("f", test.text, &into)
			for range 2 { // they are not counted again
				got := doc.Problems()
				if len(got) != test.told || !strings.HasPrefix(got[0].Error(), test.first) || !strings.HasPrefix(got[len(got)-1].Error(), test.last) {
					t.Errorf("%d problems, from %v to %v", len(got), got[0], got[len(got)-1])
				}
			}
		})
	}
}

// What a file costs that nobody can use does not grow with every problem of it.
func TestManyProblemsAreCheap(t *testing.T) {
	cost := func(n int) float64 {
		text := unknownKeys(n)
		return testing.AllocsPerRun(1, func() {
			var into outer
			yamldoc.Decode("f", text, &into).Problems()
		})
	}
	few, many := cost(200), cost(1_000)
	if each := (many - few) / 800; each > 60 {
		t.Errorf("an unknown key takes %.0f pieces of memory", each)
	}
}

// A key of a hundred thousand letters is compared with none of five.
func TestLongKeysAreNotCompared(t *testing.T) {
	long := strings.Repeat("title", 20_000)
	if n := testing.AllocsPerRun(1, func() { yamldoc.Suggest(long, []string{"title", "count"}) }); n > 100 {
		t.Errorf("%.0f pieces of memory", n)
	}
	if got := yamldoc.Suggest("ti-TEL", []string{"title", "count"}); got != `did you mean "title"?` {
		t.Error(got)
	}
}
