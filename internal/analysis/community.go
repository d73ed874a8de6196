package analysis

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"
)

const (
	leastMembers    = 3   // options that make a community: two are a pair
	leastModularity = .25 // below it communities are drawn over what is one network
	tries           = 8   // of Louvain's method, which depends on the order it takes the options in
)

// Communities finds the options that the same people pick: the communities of the network of strong ties,
// weighted by the logarithm of their lift, by Louvain's method (V. D. Blondel, J.-L. Guillaume, R.
// Lambiotte and E. Lefebvre, Fast unfolding of communities in large networks, J. Stat. Mech. 2008). Each
// has three options or more, by their places ascending; the one of the strongest ties comes first. The
// same ties give the same communities on every call.
//
// There are none where the ties do not part the options: where several communities have a modularity
// below .25 (M. E. J. Newman and M. Girvan, Finding and evaluating community structure in networks, Phys.
// Rev. E 69, 2004, find .3 and more in networks that have some), and where one holds most of the options.
func Communities(options int, ties []Tie) [][]int {
	g := strongTies(ties)
	if g.Edges().Len() == 0 {
		return nil
	}
	best, q := partition(g)
	var found [][]int
	for _, nodes := range best {
		if len(nodes) >= leastMembers {
			found = append(found, places(nodes))
		}
	}
	largest := 0
	for _, members := range found {
		largest = max(largest, len(members))
	}
	if largest*2 > options && len(found) < 2 || len(found) > 1 && q < leastModularity {
		return nil
	}
	slices.SortFunc(found, func(a, b []int) int {
		return cmp.Or(cmp.Compare(within(ties, b), within(ties, a)), slices.Compare(a, b))
	})
	return found
}

// Weight is how strong a tie is among people who pick equally many: 1 for twice as often as by chance, 2
// for four times.
func (t Tie) Weight() float64 { return math.Log2(t.Beyond) }

func strongTies(ties []Tie) *simple.WeightedUndirectedGraph {
	g := simple.NewWeightedUndirectedGraph(0, 0)
	for _, t := range ties {
		if t.Strong {
			g.SetWeightedEdge(g.NewWeightedEdge(simple.Node(t.A), simple.Node(t.B), t.Weight()))
		}
	}
	return g
}

// partition gives the communities of the highest modularity that a few tries find.
func partition(g graph.Undirected) (best [][]graph.Node, q float64) {
	q = math.Inf(-1)
	for try := range uint64(tries) {
		found := community.Modularize(g, 1, rand.NewPCG(try, tries)).Communities()
		if value := community.Q(g, found, 1); value > q+1e-9 {
			best, q = found, value
		}
	}
	return best, q
}

func places(nodes []graph.Node) []int {
	ids := make([]int, len(nodes))
	for i, n := range nodes {
		ids[i] = int(n.ID())
	}
	slices.Sort(ids)
	return ids
}

// within is the weight of the strong ties inside a community.
func within(ties []Tie, members []int) float64 {
	sum := 0.0
	for _, t := range ties {
		if t.Strong && slices.Contains(members, t.A) && slices.Contains(members, t.B) {
			sum += t.Weight()
		}
	}
	return sum
}
