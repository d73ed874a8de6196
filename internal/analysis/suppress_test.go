package analysis_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// answers is a kind of person: what they picked of the first question and of the second, which has no
// categories in a table of one axis.
type answers struct{ rows, cols uint }

// poll describes who can be counted: the categories of each question and whether several may be picked.
type poll struct {
	name       string
	rows, cols int
	many       [2]bool
	people     int // as many as all crowds can be tried of
	threshold  int
}

// kinds lists everybody there can be; each picked something of each question.
func (p poll) kinds() []answers {
	var all []answers
	for _, r := range picksOf(p.rows, p.many[0]) {
		for _, c := range picksOf(p.cols, p.many[1]) {
			all = append(all, answers{r, c})
		}
	}
	return all
}

func picksOf(categories int, many bool) []uint {
	var all []uint
	switch {
	case categories == 0:
		all = []uint{0}
	case many:
		for set := uint(1); set < 1<<categories; set++ {
			all = append(all, set)
		}
	default:
		for c := range categories {
			all = append(all, 1<<c)
		}
	}
	return all
}

// table counts people of the kinds.
func (p poll) table(kinds []answers, people []int) *tally.Table {
	t := &tally.Table{Axes: []tally.Axis{axisOf("r", p.rows)}}
	if p.cols > 0 {
		t.Axes = append(t.Axes, axisOf("c", p.cols))
		t.Cells = make([]int, p.rows*p.cols)
	}
	for k, n := range people {
		t.Base += n
		for r := range p.rows {
			if kinds[k].rows>>r&1 == 0 {
				continue
			}
			t.Axes[0].Totals[r] += n
			for c := range p.cols {
				t.Cells[r*p.cols+c] += n * int(kinds[k].cols>>c&1)
			}
		}
		for c := range p.cols {
			t.Axes[1].Totals[c] += n * int(kinds[k].cols>>c&1)
		}
	}
	if p.cols == 0 {
		t.Cells = t.Axes[0].Totals
	}
	return t
}

func axisOf(prefix string, categories int) tally.Axis {
	a := tally.Axis{Totals: make([]int, categories)}
	for i := range categories {
		a.Categories = append(a.Categories, prefix+strconv.Itoa(i))
	}
	return a
}

var polls = []poll{
	{"one", 4, 0, [2]bool{}, 30, 4},
	{"many", 3, 0, [2]bool{true}, 12, 3},
	{"one by one, 2 by 2", 2, 2, [2]bool{}, 30, 5},
	{"one by one, 2 by 3", 2, 3, [2]bool{}, 18, 3},
	{"one by one, 3 by 3", 3, 3, [2]bool{}, 11, 2},
	{"many by one", 2, 3, [2]bool{true, false}, 11, 2},
	{"one by many", 3, 2, [2]bool{false, true}, 11, 2},
	{"many by many", 2, 2, [2]bool{true, true}, 11, 2},
}

// The attacker goes through all crowds there can be, keeps those whose table shows the same numbers,
// and looks at what a protected number is in each of them.
func TestNobodyIsFoundByTryingAllCrowds(t *testing.T) {
	for _, p := range polls {
		t.Run(p.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(19, 22))
			kinds := p.kinds()
			for range 8 {
				truth, shown := p.telling(random)
				seen := map[string]map[int]bool{}
				eachCrowd(len(kinds), truth.Base, func(people []int) {
					if other := p.table(kinds, people); looksTheSame(truth, other, shown) {
						p.note(seen, other)
					}
				})
				for name, value := range p.numbers(truth) {
					if shown.Base && value < p.threshold && consecutive(seen[name], value) < p.threshold {
						t.Fatalf("%+v shown as %+v: %s is %d, may be %v", truth, shown, name, value, seen[name])
					}
				}
			}
		})
	}
}

// telling is a random table of which, if that can be, something is shown and something not.
func (p poll) telling(random *rand.Rand) (*tally.Table, analysis.Shown) {
	kinds := p.kinds()
	for tries := 0; ; tries++ {
		truth := p.table(kinds, randomCrowd(random, len(kinds), p.people-random.IntN(4)))
		shown := analysis.Suppress(truth, p.threshold, analysis.Shown{})
		if slices.Contains(shown.Cells, true) && slices.Contains(shown.Cells, false) || tries == 500 {
			return truth, shown
		}
	}
}

// numbers are what the table counts and what is left by taking one number from another.
func (p poll) numbers(t *tally.Table) map[string]int {
	all := map[string]int{}
	for r, row := range t.Axes[0].Totals {
		all["row "+strconv.Itoa(r)] = row
		all["outside row "+strconv.Itoa(r)] = t.Base - row
		for c := range p.cols {
			name, col, cell := strconv.Itoa(r)+" "+strconv.Itoa(c), t.Axes[1].Totals[c], t.Cell(r, c)
			all["cell "+name] = cell
			all["col "+strconv.Itoa(c)] = col
			all["outside col "+strconv.Itoa(c)] = t.Base - col
			all["col without "+name] = col - cell
			all["row without "+name] = row - cell
			all["neither "+name] = t.Base - row - col + cell
		}
	}
	return all
}

func (p poll) note(seen map[string]map[int]bool, t *tally.Table) {
	for name, value := range p.numbers(t) {
		if seen[name] == nil {
			seen[name] = map[int]bool{}
		}
		seen[name][value] = true
	}
}

// consecutive is the length of the run of values that this one stands in.
func consecutive(values map[int]bool, value int) int {
	first, last := value, value
	for values[first-1] {
		first--
	}
	for values[last+1] {
		last++
	}
	return last - first + 1
}

// randomCrowd has kinds that are frequent and kinds that are rare.
func randomCrowd(random *rand.Rand, kinds, size int) []int {
	people, weights := make([]int, kinds), make([]float64, kinds)
	total := 0.
	for k := range weights {
		weights[k] = random.ExpFloat64() * random.ExpFloat64()
		total += weights[k]
	}
	for range size {
		at, left := 0, random.Float64()*total
		for ; at < kinds-1 && left > weights[at]; at++ {
			left -= weights[at]
		}
		people[at]++
	}
	return people
}

func eachCrowd(kinds, size int, visit func([]int)) {
	people := make([]int, kinds)
	var fill func(at, left int)
	fill = func(at, left int) {
		if at == kinds-1 {
			people[at] = left
			visit(people)
			return
		}
		for people[at] = 0; people[at] <= left; people[at]++ {
			fill(at+1, left-people[at])
		}
	}
	fill(0, size)
}

func looksTheSame(a, b *tally.Table, shown analysis.Shown) bool {
	for i := range shown.Axes {
		for c, public := range shown.Axes[i].Totals {
			if public && a.Axes[i].Totals[c] != b.Axes[i].Totals[c] {
				return false
			}
		}
	}
	for i, public := range shown.Cells {
		if public && a.Cells[i] != b.Cells[i] {
			return false
		}
	}
	return a.Base == b.Base
}

func TestSuppressExamples(t *testing.T) {
	one := func(base int, totals ...int) *tally.Table {
		a := axisOf("r", len(totals))
		a.Totals = totals
		return &tally.Table{Base: base, Axes: []tally.Axis{a}, Cells: totals}
	}
	tests := []struct {
		name  string
		table *tally.Table
		want  []bool
	}{
		{"all large", one(60, 20, 25, 15), []bool{true, true, true}},
		{"one small: another goes with it", one(60, 20, 33, 7), []bool{false, true, false}},
		{"nobody is small", one(60, 20, 40, 0), []bool{false, true, false}},
		{"two small, together large", one(60, 43, 8, 9), []bool{true, false, false}},
		{"two small, together small", one(60, 30, 22, 4, 4), []bool{true, false, false, false}},
		{"people in no category are one", one(60, 30, 25), []bool{true, false}},
		{"enough people in no category", one(80, 30, 25), []bool{true, true}},
		{"overlapping", one(60, 30, 40, 25), []bool{true, true, true}},
		{"overlapping, nearly everybody", one(60, 55, 40, 25), []bool{false, true, false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := analysis.Suppress(tt.table, 0, analysis.Shown{})
			if !got.Base || !slices.Equal(got.Cells, tt.want) || !slices.Equal(got.Axes[0].Totals, tt.want) {
				t.Errorf("%+v, want %v", got, tt.want)
			}
		})
	}
	if got := analysis.Suppress(one(9, 9), 0, analysis.Shown{}); got.Base || got.Cells != nil {
		t.Errorf("of nine people: %+v", got)
	}
}

func TestBatch(t *testing.T) {
	for _, c := range [][3]int{{0, 10, 0}, {9, 10, 0}, {10, 10, 10}, {37, 10, 30}, {37, 0, 30}, {-4, 10, 0}} {
		if got := analysis.Batch(c[0], c[1]); got != c[2] {
			t.Errorf("Batch(%d, %d) = %d, want %d", c[0], c[1], got, c[2])
		}
	}
}

// What was not shown stays so, whatever it has grown to, as long as the page is told what it showed.
func TestSuppressRemembers(t *testing.T) {
	p := poll{rows: 3, cols: 2}
	kinds := p.kinds()
	small := p.table(kinds, []int{40, 30, 20, 5, 60, 40})
	large := p.table(kinds, []int{60, 50, 40, 30, 90, 60})
	first := analysis.Suppress(small, 10, analysis.Shown{})
	if first.Cells[3] || !slices.Contains(first.Cells, true) {
		t.Fatalf("%+v shown as %+v", small, first)
	}
	if fresh := analysis.Suppress(large, 10, analysis.Shown{}); slices.Contains(fresh.Cells, false) {
		t.Fatalf("%+v shown as %+v", large, fresh)
	}
	second := analysis.Suppress(large, 10, first)
	for i, public := range first.Cells {
		if second.Cells[i] && !public {
			t.Errorf("cell %d of %+v is shown after it was not", i, second)
		}
	}
	if !slices.Contains(second.Cells, true) {
		t.Errorf("nothing shown: %+v", second)
	}
	// A category that was not shown stays so too, wherever it stands by now.
	before := analysis.Shown{Base: true, Axes: []analysis.ShownAxis{{Categories: []string{"r2"}, Totals: []bool{false}}}}
	if got := analysis.Suppress(large, 10, before); got.Axes[0].Totals[2] {
		t.Errorf("%+v", got.Axes[0])
	}
}

func TestSuppressOfNothing(t *testing.T) {
	for name, table := range map[string]*tally.Table{
		"no axis":       {Base: 50},
		"no categories": {Base: 50, Axes: []tally.Axis{axisOf("r", 0)}},
		"no rows":       {Base: 50, Axes: []tally.Axis{axisOf("r", 0), axisOf("c", 2)}, Cells: nil},
		"no columns":    {Base: 50, Axes: []tally.Axis{axisOf("r", 2), axisOf("c", 0)}, Cells: nil},
		"nobody":        {Axes: []tally.Axis{axisOf("r", 2)}, Cells: []int{0, 0}},
	} {
		if got := analysis.Suppress(table, 10, analysis.Shown{}); slices.Contains(got.Cells, true) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The order of rows and columns is of no account to how much is safe to show, and turning the table
// round neither.
func TestSuppressKnowsNoSides(t *testing.T) {
	random := rand.New(rand.NewPCG(27, 28))
	for range 300 {
		p := randomPoll(random)
		table := p.table(newAudience(random, p).come(400))
		turned := &tally.Table{Base: table.Base, Axes: []tally.Axis{table.Axes[1], table.Axes[0]}}
		for c := range p.cols {
			for r := range p.rows {
				turned.Cells = append(turned.Cells, table.Cell(r, c))
			}
		}
		one, two := analysis.Suppress(table, 10, analysis.Shown{}), analysis.Suppress(turned, 10, analysis.Shown{})
		for a := range 2 {
			if one.Base && !slices.Equal(one.Axes[a].Totals, two.Axes[1-a].Totals) {
				t.Fatalf("%+v: %+v, turned %+v", table, one, two)
			}
		}
		for i, public := range one.Cells {
			if public && table.Cells[i] < 10 {
				t.Fatalf("%+v shown as %+v", table, one)
			}
		}
	}
}

func BenchmarkSuppress(b *testing.B) {
	random := rand.New(rand.NewPCG(29, 30))
	p := poll{rows: 40, cols: 8, many: [2]bool{true, false}}
	table := p.table(newAudience(random, p).come(2000))
	for b.Loop() {
		analysis.Suppress(table, 10, analysis.Shown{})
	}
}
