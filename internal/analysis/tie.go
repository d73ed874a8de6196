package analysis

import (
	"math"
	"math/bits"
)

// Tie is what two options have to do with each other among the same people.
type Tie struct {
	A, B     int // places of the options, A before B
	Link     Link
	Told     bool    // enough people picked both for Link to be told
	Adjusted float64 // p of the test of independence, after Benjamini and Hochberg; 1 where nothing was tested
	Verdict  Verdict // Up: picked by the same people more often than chance explains; Down: less often
	// Beyond is how many people picked both for each one who would by chance if people differed in nothing
	// but how much they pick. Where some pick much of everything, every lift is above 1 and tells little.
	Beyond float64
	Strong bool // Up, and Beyond is 1.2 or more and above 1 by more than chance explains
}

// leastBeyond is what makes a tie strong enough to speak of. Of very many people every little is beyond
// chance, and how people differ in how much they pick is known but roughly.
const leastBeyond = 1.2

// Ties measures every pair of options among the people of all picks. All pairs are tested together for
// independence by CellTest: a pair goes together, or apart, where the interval of its lift leaves out 1
// and its adjusted p is at most .05. What goes together is tested once more among people who picked
// equally many (N. Mantel and W. Haenszel, Statistical aspects of the analysis of data from retrospective
// studies of disease, JNCI 22, 1959), again all pairs at once. Of fewer than 30 people nothing is tested.
func Ties(picks []Picks, options int) []Tie {
	base := 0
	for _, p := range picks {
		base += max(0, p.People)
	}
	return TiesOf(Joint(picks, options), base, picks)
}

// TiesOf is Ties where it is known of all people who picked two options, as Joint tells, and of a random
// sample of them only who picked how much. Beyond and Strong are then findings of the sample, by its own
// pairs and with its own chance; all else is of everybody.
func TiesOf(joint [][]int, base int, sample []Picks) []Tie {
	ties := links(joint, base)
	for i, p := range adjust(ties, func(t Tie) (float64, bool) {
		p, ok := CellTest(joint[t.A][t.B], joint[t.A][t.A], joint[t.B][t.B], base)
		return p, ok && base >= leastBase
	}) {
		ties[i].judge(p)
	}
	chance := equals(sample, len(joint))
	for i := range ties {
		ties[i].Beyond = chance.beyond(ties[i])
	}
	for i, p := range adjust(ties, chance.test) {
		ties[i].Strong = ties[i].Verdict == Up && ties[i].Beyond >= leastBeyond && p <= falseRejections
	}
	return ties
}

// Joint counts, for each two of so many options, the people who picked both, and on the diagonal those
// who picked the option.
func Joint(picks []Picks, options int) [][]int {
	joint := make([][]int, options)
	for o := range joint {
		joint[o] = make([]int, options)
	}
	for _, p := range picks {
		for rows := p.Options & below(options); rows != 0; rows &= rows - 1 {
			row := joint[bits.TrailingZeros64(rows)]
			for columns := rows; columns != 0; columns &= columns - 1 {
				row[bits.TrailingZeros64(columns)] += max(0, p.People)
			}
		}
	}
	for a := range joint {
		for b := range a {
			joint[a][b] = joint[b][a]
		}
	}
	return joint
}

// below is the set of the first options.
func below(options int) uint64 { return uint64(1)<<options - 1 }

func links(joint [][]int, base int) []Tie {
	var ties []Tie
	for a := range joint {
		for b := a + 1; b < len(joint); b++ {
			t := Tie{A: a, B: b, Adjusted: 1}
			t.Link, t.Told = Lift(joint[a][b], joint[a][a], joint[b][b], base)
			ties = append(ties, t)
		}
	}
	return ties
}

// adjust tests the ties that can be and gives their adjusted p by their places.
func adjust(ties []Tie, test func(Tie) (float64, bool)) map[int]float64 {
	var tested []int
	var ps []float64
	for i, t := range ties {
		if p, ok := test(t); ok {
			tested, ps = append(tested, i), append(ps, p)
		}
	}
	adjusted := make(map[int]float64, len(tested))
	for k, p := range BenjaminiHochberg(ps) {
		adjusted[tested[k]] = p
	}
	return adjusted
}

func (t *Tie) judge(adjusted float64) {
	t.Adjusted, t.Verdict = adjusted, Noise
	switch i := t.Link.Interval; {
	case !t.Told || adjusted > falseRejections:
	case i.Low > 1:
		t.Verdict = Up
	case i.High < 1:
		t.Verdict = Down
	}
}

// equalPickers are the pairs of some people and what chance makes of them among those who picked equally
// many options.
type equalPickers struct{ pairs, expected, variance [][]float64 }

// equals adds up, over the numbers of options that people picked, the people expected in each pair.
// Among people of one number the shares of the options are as they are; the expected pairs are scaled to
// as many as these people make, since who has picked one has fewer left to pick.
func equals(picks []Picks, options int) equalPickers {
	e := equalPickers{square(options), square(options), square(options)}
	var by [65][]Picks
	for _, p := range picks {
		p.Options &= below(options)
		by[bits.OnesCount64(p.Options)] = append(by[bits.OnesCount64(p.Options)], p)
	}
	for number, alike := range by {
		if number >= 2 && len(alike) > 0 {
			e.add(Joint(alike, options), number)
		}
	}
	return e
}

func square(n int) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, n)
	}
	return rows
}

func (e equalPickers) add(joint [][]int, number int) {
	sum := 0
	for o := range joint {
		sum += joint[o][o]
	}
	if sum == 0 {
		return
	}
	people := float64(sum) / float64(number)
	pairs := 0.0
	for a := range joint {
		for b := range a {
			pairs += float64(joint[a][a]) * float64(joint[b][b]) / people
		}
	}
	scale := people * float64(number*(number-1)/2) / pairs
	for a := range joint {
		for b := range joint {
			p, q := float64(joint[a][a])/people, float64(joint[b][b])/people
			e.pairs[a][b] += float64(joint[a][b])
			e.expected[a][b] += scale * people * p * q
			e.variance[a][b] += people * p * (1 - p) * q * (1 - q)
		}
	}
}

func (e equalPickers) beyond(t Tie) float64 {
	if e.expected[t.A][t.B] <= 0 {
		return 0
	}
	return e.pairs[t.A][t.B] / e.expected[t.A][t.B]
}

func (e equalPickers) test(t Tie) (float64, bool) {
	if !t.Told || e.variance[t.A][t.B] <= 0 {
		return 1, false
	}
	return TwoSided((e.pairs[t.A][t.B] - e.expected[t.A][t.B]) / math.Sqrt(e.variance[t.A][t.B])), true
}
