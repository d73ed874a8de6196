package analysis

import "math"

// leastJoint is how many people must have picked both of two options before their link is told.
const leastJoint = 10

// Link is how two options go together among the same people.
type Link struct {
	Lift     float64  // P(A and B) / (P(A) P(B)): 1 as chance has it, 2 twice as often
	Interval Interval // 95 %, of the lift
	Joint    int      // people who picked both
}

// Lift measures the co-interest of two options that a and b people of the base picked, both of them
// joint. The interval is symmetric on the scale of logarithms; its variance
//
//	1/joint - 1/a - 1/b + (2 lift - 1)/base
//
// is what the delta method gives for a function of multinomial counts (A. Agresti, Categorical data
// analysis, on the delta method for multinomials). It is false where fewer than 10 people picked both
// and where the counts are not those of a table.
func Lift(joint, a, b, base int) (Link, bool) {
	if joint < leastJoint || joint > min(a, b) || a+b-joint > base {
		return Link{Joint: joint}, false
	}
	both, n := float64(joint), float64(base)
	lift := both / float64(a) * (n / float64(b))
	variance := 1/both - 1/float64(a) - 1/float64(b) + (2*lift-1)/n
	factor := math.Exp(z95 * math.Sqrt(math.Max(0, variance)))
	return Link{lift, Interval{lift / factor, lift * factor}, joint}, true
}
