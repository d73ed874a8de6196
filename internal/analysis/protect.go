package analysis

// protect leaves out cells until each small one may have as many values as the threshold, one after
// another, from the end of what the totals allow. What is left out for one cell stays so, which can
// only help the others: one pass is enough. It is false where nothing can help.
func (n *network) protect(threshold int) bool {
	for i := range n.arcs {
		a := &n.arcs[i]
		low, high := a.value, a.value
		if a.scarce {
			low, high = min(low, a.low), max(high, a.low+threshold-1)
		}
		if a.plenty {
			low, high = min(low, a.high-threshold+1), max(high, a.high)
		}
		if !a.scarce && !a.plenty {
			continue
		}
		n.omit(a)
		if !n.send(i, a.to, a.from, min(high, a.high)-a.value) || !n.send(i, a.from, a.to, a.value-max(low, a.low)) {
			return false
		}
	}
	return true
}

// send finds a flow of so many people between the ends of an arc, past it, along paths that cost
// least, and leaves out the cells it changes.
func (n *network) send(past, from, to, people int) bool {
	flow := make([]int, len(n.arcs))
	for people > 0 {
		path := n.cheapest(past, from, to, flow)
		if path == nil {
			return false
		}
		amount := people
		for _, s := range path {
			amount = min(amount, n.room(s, flow))
		}
		for _, s := range path {
			flow[s.arc] += s.sign * amount
		}
		people -= amount
	}
	for i, f := range flow {
		if f != 0 {
			n.omit(&n.arcs[i])
		}
	}
	return true
}

// step is an arc on a path, along it (sign 1: more people) or against it (-1: fewer).
type step struct{ arc, sign int }

// room is how many people more may take a step.
func (n *network) room(s step, flow []int) int {
	a := &n.arcs[s.arc]
	if s.sign > 0 {
		return a.high - a.value - flow[s.arc]
	}
	return a.value + flow[s.arc] - a.low
}

// cheapest finds a path by relaxing all arcs until nothing gets cheaper (R. Bellman, On a routing
// problem, 1958); costs are not negative. Of equally cheap paths it takes the one found first, which
// is one of few arcs.
func (n *network) cheapest(past, from, to int, flow []int) []step {
	costs := make([]int, n.nodes)
	for i := range costs {
		costs[i] = unbounded
	}
	costs[from] = 0
	last := make([]step, n.nodes)
	for changed := true; changed; {
		changed = false
		for i, a := range n.arcs {
			if i == past {
				continue
			}
			cost := a.cost
			if flow[i] != 0 {
				cost = 0
			}
			if costs[a.from]+cost < costs[a.to] && n.room(step{i, 1}, flow) > 0 {
				costs[a.to], last[a.to], changed = costs[a.from]+cost, step{i, 1}, true
			}
			if costs[a.to]+cost < costs[a.from] && n.room(step{i, -1}, flow) > 0 {
				costs[a.from], last[a.from], changed = costs[a.to]+cost, step{i, -1}, true
			}
		}
	}
	if costs[to] == unbounded {
		return nil
	}
	return n.trace(from, to, last)
}

func (n *network) trace(from, to int, last []step) []step {
	var path []step
	for at := to; at != from; {
		s := last[at]
		path = append(path, s)
		if s.sign > 0 {
			at = n.arcs[s.arc].from
		} else {
			at = n.arcs[s.arc].to
		}
	}
	return path
}
