package analysis

// divide finds out which axes divide people into groups that do not overlap, and gives each of those
// a last group of the people in none of its categories, who can be worked out like any other.
func (p *public) divide() {
	for a := range p.axes {
		p.axes[a].exclusive = p.fits(a)
	}
	if p.axes[0].exclusive && p.rest(0) {
		last := make([]int, 0, len(p.cells))
		for c, total := range p.columnTotals() {
			last = append(last, total-p.columnSum(c))
		}
		p.axes[0].totals = append(p.axes[0].totals, p.table.Base-sum(p.axes[0].totals))
		if len(p.axes) > 1 {
			p.cells = append(p.cells, last)
		}
	}
	if len(p.axes) > 1 && p.axes[1].exclusive && p.rest(1) {
		p.axes[1].totals = append(p.axes[1].totals, p.table.Base-sum(p.axes[1].totals))
		for r, total := range p.axes[0].totals {
			p.cells[r] = append(p.cells[r], total-sum(p.cells[r]))
		}
	}
}

// fits tells whether the categories of an axis add up to no more than what they divide.
func (p *public) fits(a int) bool {
	if sum(p.axes[a].totals) > p.table.Base {
		return false
	}
	for i, row := range p.cells {
		if a == 1 && sum(row) > p.axes[0].totals[i] {
			return false
		}
	}
	for c, total := range p.columnTotals() {
		if a == 0 && p.columnSum(c) > total {
			return false
		}
	}
	return true
}

// rest tells whether somebody is in none of the categories of an axis.
func (p *public) rest(a int) bool { return sum(p.axes[a].totals) < p.table.Base }

func (p *public) columnTotals() []int {
	if len(p.axes) < 2 {
		return nil
	}
	return p.axes[1].totals
}

func (p *public) columnSum(c int) int {
	n := 0
	for _, row := range p.cells {
		n += row[c]
	}
	return n
}

func sum(counts []int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// lines are the lines of a table along an axis: which categories are shown, and the lines that can be
// told apart. Categories of an exclusive axis that are not shown are one line together, the last:
// their sum can be worked out, how it divides cannot.
type lines struct {
	exclusive bool
	shown     []bool // by category
	of        []int  // by category, its line; -1: none
	totals    []int  // of the lines
	merged    int    // the line of what is not shown; -1: none
}

func (p *public) lines(a int) *lines {
	ax := p.axes[a]
	l := &lines{exclusive: ax.exclusive, merged: -1, shown: make([]bool, len(ax.totals)), of: make([]int, len(ax.totals))}
	for i, total := range ax.totals {
		small := total < p.threshold || !ax.exclusive && p.table.Base-total < p.threshold
		l.shown[i] = !small && !(i < len(ax.categories) && ax.hidden[ax.categories[i]])
	}
	l.cover(ax.totals, p.threshold)
	l.number(ax.totals)
	return l
}

// cover leaves out the smallest categories beside those left out already until there are two at
// least, who, where they can be added up, hold as many people as the threshold.
func (l *lines) cover(totals []int, threshold int) {
	for {
		count, people, next := 0, 0, -1
		for i, total := range totals {
			switch {
			case !l.shown[i]:
				count, people = count+1, people+total
			case next < 0 || total < totals[next]:
				next = i
			}
		}
		if count == 0 || next < 0 || count > 1 && (!l.exclusive || people >= threshold) {
			return
		}
		l.shown[next] = false
	}
}

func (l *lines) number(totals []int) {
	for i, total := range totals {
		l.of[i] = -1
		if l.shown[i] {
			l.of[i] = len(l.totals)
			l.totals = append(l.totals, total)
		}
	}
	if !l.exclusive {
		return
	}
	for i, total := range totals {
		if l.shown[i] {
			continue
		}
		if l.merged < 0 {
			l.merged = len(l.totals)
			l.totals = append(l.totals, 0)
		}
		l.of[i] = l.merged
		l.totals[l.merged] += total
	}
}
