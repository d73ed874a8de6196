package analysis

import "math"

// Turnout gives a 95 % interval of how many people will come to one meeting, which is of whole people: of n
// people a share would want to, known by its interval, and so large a part of those will, each by chance.
// The two spreads are combined as G. Y. Zou and A. Donner do (Construction of confidence limits about effect
// measures: a general approach, Statistics in Medicine 27, 2008): however sure the share is, the evening is
// left to chance.
func Turnout(share float64, of Interval, n int, part float64) (low, high int) {
	size := float64(max(0, n))
	middle := size * share * part
	chance := z95 * math.Sqrt(middle*(1-part))
	if part <= 0 || part >= 1 {
		chance = 0
	}
	least := middle - math.Hypot(middle-size*of.Low*part, chance)
	most := middle + math.Hypot(size*of.High*part-middle, chance)
	return int(math.Round(math.Max(0, least))), int(math.Round(math.Min(size, most)))
}
