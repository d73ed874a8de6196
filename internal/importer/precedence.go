package importer

import "slices"

// precedence knows which value stands before which in the lists of a column. Form tools list the
// picks in the order of the form, whatever the order of clicking, so the lists give that order away;
// lists that people type by hand follow no order.
type precedence struct {
	values []*value
	before [][]int // before[i][j]: answers in which value i stands before value j
}

func (inv *inventory) precedence(options []*value) *precedence {
	p := &precedence{values: options, before: make([][]int, len(options))}
	at := make([]int, len(inv.values))
	for i := range at {
		at[i] = slices.Index(options, inv.values[i])
	}
	for i := range p.before {
		p.before[i] = make([]int, len(options))
	}
	for _, l := range inv.lists {
		for k, i := range l.values {
			for _, j := range l.values[k+1:] {
				if at[i] >= 0 && at[j] >= 0 {
					p.before[at[i]][at[j]] += l.count
				}
			}
		}
	}
	return p
}

// steady tells what part of the pairs stand in their usual order; 1 when there are none.
func (p *precedence) steady() float64 {
	usual, all := 0, 0
	for i := range p.values {
		for j := range i {
			usual += max(p.before[i][j], p.before[j][i])
			all += p.before[i][j] + p.before[j][i]
		}
	}
	if all == 0 {
		return 1
	}
	return float64(usual) / float64(all)
}

// order gives the values in the order of the form as far as the lists tell, the commoner first where
// they do not. The values come in sorted by count.
func (p *precedence) order() []*value {
	left := make([]int, len(p.values))
	for i := range left {
		left[i] = i
	}
	var out []*value
	for len(left) > 0 {
		best, fewest := 0, len(p.values)+1
		for k, i := range left {
			ahead := 0
			for _, j := range left {
				if p.before[j][i] > p.before[i][j] {
					ahead++
				}
			}
			if ahead < fewest {
				best, fewest = k, ahead
			}
		}
		out = append(out, p.values[left[best]])
		left = slices.Delete(left, best, best+1)
	}
	return out
}
