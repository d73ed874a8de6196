package analysis_test

import (
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"muster/internal/analysis"
)

//go:embed testdata/compare.R
var script string

// R has computed these numbers for decades; what it says of thousands of random tables is what is
// said here.
func TestAgainstR(t *testing.T) {
	program, err := exec.LookPath("Rscript")
	if err != nil {
		t.Skip("R (r-base-core) is not installed, so there is nothing to compare with")
	}
	random := rand.New(rand.NewPCG(13, 14))
	var cases []comparison
	for range 1000 {
		cases = append(cases, compareFour(random), compareTable(random), compareAdjusted(random))
	}
	answers := askR(t, program, cases)
	for i, c := range cases {
		for k, field := range strings.Fields(answers[i]) {
			want, err := strconv.ParseFloat(field, 64)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.ours[k]; !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
				t.Errorf("%s: number %d is %.15g, R says %.15g", c.input, k+1, got, want)
			}
		}
	}
}

// comparison is a line of input to R, which answers each by a line of numbers, and our numbers.
type comparison struct {
	input string
	ours  []float64
}

func askR(t *testing.T, program string, cases []comparison) []string {
	t.Helper()
	dir := t.TempDir()
	var input strings.Builder
	for _, c := range cases {
		fmt.Fprintln(&input, c.input)
	}
	for name, text := range map[string]string{"compare.R": script, "input": input.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.CommandContext(t.Context(), program, "--vanilla", "compare.R")
	run.Dir = dir
	out, err := run.Output()
	if err != nil {
		t.Fatalf("run R: %v", err)
	}
	answers := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(answers) != len(cases) {
		t.Fatalf("R answered %d of %d", len(answers), len(cases))
	}
	return answers
}

// compareFour is a table of two groups: intervals of shares, the test of their difference, Fisher's
// test. R gives Newcombe's interval by its two score intervals.
func compareFour(random *rand.Rand) comparison {
	n, m := 1+random.IntN(700), 1+random.IntN(700)
	x, y := random.IntN(n+1), random.IntN(m+1)
	w, d := analysis.Wilson(x, n), analysis.Newcombe(x, n, y, m)
	_, p, ok := analysis.TwoProportions(x, n, y, m)
	if !ok {
		p = -1
	}
	greater, two := analysis.Fisher(x, n-x, y, m-y)
	return comparison{
		fmt.Sprint("four ", x, " ", n, " ", y, " ", m),
		[]float64{w.Low, w.High, d.Low, d.High, p, greater, two},
	}
}

// compareTable is a crosstab: chi-square, its p, Cramer's V as it is and corrected, the residuals of all cells.
func compareTable(random *rand.Rand) comparison {
	counts := randomCounts(random, 2+random.IntN(5), 2+random.IntN(5), 5+random.IntN(200))
	for r := range counts { // R has no residual of an empty row or column
		counts[r][0]++
	}
	for c := range counts[0] {
		counts[0][c]++
	}
	rows, cols, base := margins(counts)
	a, _ := analysis.ChiSquare(counts)
	var line strings.Builder
	fmt.Fprint(&line, "table ", len(rows), " ", len(cols))
	ours := []float64{a.X2, a.P, a.V, a.Corrected}
	for r := range counts {
		for c, n := range counts[r] {
			fmt.Fprint(&line, " ", n)
			pearson, _ := analysis.PearsonResidual(n, rows[r], cols[c], base)
			adjusted, _ := analysis.AdjustedResidual(n, rows[r], cols[c], base)
			ours = append(ours, pearson, adjusted)
		}
	}
	return comparison{line.String(), ours}
}

// compareAdjusted is a list of p-values, as many decimals as are written.
func compareAdjusted(random *rand.Rand) comparison {
	var line strings.Builder
	line.WriteString("adjust")
	p := make([]float64, 1+random.IntN(40))
	for i := range p {
		p[i] = math.Round(math.Pow(random.Float64(), 2)*1e6) / 1e6
		fmt.Fprint(&line, " ", p[i])
	}
	return comparison{line.String(), append(analysis.BenjaminiHochberg(p), analysis.Bonferroni(p)...)}
}
