package analysis

// Verdict is what a change of a share comes to.
type Verdict int

// The verdicts. Untested stands where a side has too few people to test and where nobody or
// everybody picked the option on both sides.
const (
	Untested Verdict = iota
	Noise
	Up
	Down
)

const (
	leastBase       = 30  // people a side needs before anything of it is tested
	falseRejections = .05 // the part of rejections, of tests made together, that may be false
)

// Sides are the counts of one option before and after: in two periods, or from two sources.
type Sides struct {
	Before, BeforeBase int
	After, AfterBase   int
}

// Move is how the share of an option changed.
type Move struct {
	Difference float64  // share after less share before
	Interval   Interval // of the difference, 95 %, after Newcombe
	P          float64  // of the test of no change; 1 where nothing was tested
	Adjusted   float64  // P adjusted for all options tested together, after Benjamini and Hochberg
	Verdict    Verdict
}

// Moves compares the shares of options between two groups of different people, all options of a
// question at once. Only what is tested counts in the adjustment. An option moved where its adjusted
// p is at most .05; with fewer than 30 people on a side nothing is tested.
func Moves(options []Sides) []Move {
	moves := make([]Move, len(options))
	var tested []int
	var ps []float64
	for i, o := range options {
		p, ok := o.test()
		moves[i] = Move{Difference: o.difference(), P: p, Adjusted: p}
		moves[i].Interval = Newcombe(o.After, o.AfterBase, o.Before, o.BeforeBase)
		if ok {
			tested, ps = append(tested, i), append(ps, p)
		}
	}
	for k, p := range BenjaminiHochberg(ps) {
		m := &moves[tested[k]]
		m.Adjusted, m.Verdict = p, verdict(m.Difference, p)
	}
	return moves
}

func (s Sides) difference() float64 {
	if s.BeforeBase <= 0 || s.AfterBase <= 0 {
		return 0
	}
	return float64(s.After)/float64(s.AfterBase) - float64(s.Before)/float64(s.BeforeBase)
}

// test is CellTest of those after, as a row, against those before.
func (s Sides) test() (float64, bool) {
	if min(s.BeforeBase, s.AfterBase) < leastBase {
		return 1, false
	}
	return CellTest(s.After, s.AfterBase, s.After+s.Before, s.AfterBase+s.BeforeBase)
}

func verdict(difference, adjusted float64) Verdict {
	switch {
	case adjusted > falseRejections:
		return Noise
	case difference > 0:
		return Up
	default:
		return Down
	}
}
