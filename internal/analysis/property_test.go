package analysis_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"muster/internal/analysis"
)

func TestAgrestiCoull(t *testing.T) {
	got := analysis.AgrestiCoull(15, 148)
	near(t, "low", got.Low, .061386, 5e-7)
	near(t, "high", got.High, .161488, 5e-7)
	for n := 1; n <= 200; n += 7 {
		for x := 0; x <= n; x++ {
			ac, w := analysis.AgrestiCoull(x, n), analysis.Wilson(x, n)
			if ac.Low > w.Low+1e-12 || ac.High < w.High-1e-12 || ac.Low < 0 || ac.High > 1 {
				t.Fatalf("AgrestiCoull(%d, %d) = %v does not hold Wilson's %v", x, n, ac, w)
			}
		}
	}
	if got := analysis.AgrestiCoull(0, 0); got != (analysis.Interval{Low: 0, High: 1}) {
		t.Errorf("of nobody %v", got)
	}
}

// Who is in and who is out are two names of one thing, and so are first and second.
func TestIntervalsMirror(t *testing.T) {
	for n := 1; n <= 60; n += 3 {
		for x := 0; x <= n; x++ {
			for _, interval := range []func(x, n int) analysis.Interval{analysis.Wilson, analysis.AgrestiCoull} {
				in, out := interval(x, n), interval(n-x, n)
				near(t, "in and out", in.Low, 1-out.High, 1e-12)
			}
			y, m := (x*7+3)%(n+5), n+5
			d, back := analysis.Newcombe(x, n, y, m), analysis.Newcombe(y, m, x, n)
			near(t, "first and second", d.Low, -back.High, 1e-12)
			if d.Low < -1 || d.High > 1 || d.Low > d.High {
				t.Fatalf("Newcombe(%d, %d, %d, %d) = %v", x, n, y, m, d)
			}
		}
	}
}

func TestMorePeopleNarrowTheInterval(t *testing.T) {
	for x, n := 1, 3; n < 100_000; x, n = x*2, n*2 {
		few, many := analysis.Wilson(x, n), analysis.Wilson(2*x, 2*n)
		if many.High-many.Low >= few.High-few.Low {
			t.Fatalf("%d of %d: %v, twice as many: %v", x, n, few, many)
		}
	}
}

func TestChiSquareKnowsNoOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		counts := randomCounts(random, 2+random.IntN(4), 2+random.IntN(4), 60)
		want, ok := analysis.ChiSquare(counts)
		mixed := transpose(counts)
		random.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		got, same := analysis.ChiSquare(mixed)
		if ok != same || got.Freedom != want.Freedom {
			t.Fatalf("%v: %v, mixed %v", counts, want, got)
		}
		near(t, "X2", got.X2, want.X2, 1e-9*(1+want.X2))
		near(t, "p", got.P, want.P, 1e-12)
		near(t, "corrected V", got.Corrected, want.Corrected, 1e-9)
		if ok && (got.V < 0 || got.V > 1+1e-12 || got.Corrected < 0 || got.Corrected > got.V+1e-12 || got.P < 0 || got.P > 1) {
			t.Fatalf("%v: %+v", counts, got)
		}
	}
}

// Twice the same people: the same association, twice the statistic.
func TestAssociationOfTwiceAsMany(t *testing.T) {
	one, _ := analysis.ChiSquare(party)
	twice := make([][]int, len(party))
	for r, row := range party {
		for _, n := range row {
			twice[r] = append(twice[r], 2*n)
		}
	}
	two, _ := analysis.ChiSquare(twice)
	near(t, "V", two.V, one.V, 1e-12)
	near(t, "X2", two.X2, 2*one.X2, 1e-9)
}

func TestFisherKnowsNoOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		a, b, c, d := random.IntN(40), random.IntN(40), random.IntN(40), random.IntN(400)
		greater, two := analysis.Fisher(a, b, c, d)
		for _, v := range [][4]int{{a, c, b, d}, {d, c, b, a}} {
			g, p := analysis.Fisher(v[0], v[1], v[2], v[3])
			near(t, "greater", g, greater, 1e-12)
			near(t, "two-sided", p, two, 1e-12)
		}
		// The other tail, this table counted in both.
		less, p := analysis.Fisher(b, a, d, c)
		near(t, "turned, two-sided", p, two, 1e-12)
		if greater+less < 1-1e-12 || two > 1 || greater > 1 {
			t.Fatalf("%d %d %d %d: %v and %v", a, b, c, d, greater, less)
		}
	}
}

func TestAdjustedValuesKnowNoOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		p := make([]float64, 1+random.IntN(30))
		for i := range p {
			p[i] = math.Pow(random.Float64(), 3)
		}
		want := analysis.BenjaminiHochberg(p)
		order := random.Perm(len(p))
		mixed := make([]float64, len(p))
		for i, at := range order {
			mixed[i] = p[at]
		}
		strict := analysis.Bonferroni(mixed)
		for i, got := range analysis.BenjaminiHochberg(mixed) {
			near(t, "mixed", got, want[order[i]], 0)
			if got < mixed[i] || got > strict[i] || got > 1 {
				t.Fatalf("%v became %v, Bonferroni %v", mixed[i], got, strict[i])
			}
		}
		slices.Sort(p)
		if !slices.IsSorted(analysis.BenjaminiHochberg(p)) {
			t.Fatal("adjusted values changed the order of the p-values")
		}
	}
}

func FuzzChiSquare(f *testing.F) {
	f.Add(3, 0, 5, 9, 4, 0)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g int) {
		const most = 1 << 40
		counts := [][]int{{a & (most - 1), b & (most - 1), c & (most - 1)}, {d & (most - 1), e & (most - 1), g & (most - 1)}}
		got, ok := analysis.ChiSquare(counts)
		if ok && !(got.P >= 0 && got.P <= 1 && got.V >= 0 && got.V <= 1+1e-9) {
			t.Errorf("ChiSquare(%v) = %+v", counts, got)
		}
	})
}

func randomCounts(random *rand.Rand, rows, cols, most int) [][]int {
	counts := make([][]int, rows)
	for r := range counts {
		counts[r] = make([]int, cols)
		for c := range counts[r] {
			counts[r][c] = random.IntN(most + 1)
		}
	}
	return counts
}

func transpose(counts [][]int) [][]int {
	turned := make([][]int, len(counts[0]))
	for _, row := range counts {
		for c, n := range row {
			turned[c] = append(turned[c], n)
		}
	}
	return turned
}
