package results_test

import (
	"math"
	"slices"

	"muster/internal/results"
	"muster/internal/survey"
)

// attacker works out what hidden numbers can be: every number of every version is a variable, and every
// rule that counts of people obey narrows what it can be, until nothing changes any more.
type attacker struct {
	low, high []int
	rules     []rule
}

// rule says that the variables added, less those taken away, lie between two numbers.
type rule struct {
	plus, minus []int
	low, high   int
}

const unknown = math.MaxInt32

func (a *attacker) variable(low, high int) int {
	a.low, a.high = append(a.low, low), append(a.high, high)
	return len(a.low) - 1
}

func (a *attacker) know(low, high int, plus []int, minus ...int) {
	a.rules = append(a.rules, rule{plus, minus, low, high})
}

// narrow applies all rules until nothing changes.
func (a *attacker) narrow() {
	for range 300 {
		changed := false
		for _, r := range a.rules {
			changed = a.apply(r) || changed
		}
		if !changed {
			return
		}
	}
}

func (a *attacker) apply(r rule) bool {
	low, high := 0, 0
	for _, v := range r.plus {
		low, high = low+a.low[v], high+a.high[v]
	}
	for _, v := range r.minus {
		low, high = low-a.high[v], high-a.low[v]
	}
	changed := false
	for _, v := range r.plus { // v = rule - the others
		changed = a.within(v, r.low-(high-a.high[v]), r.high-(low-a.low[v])) || changed
	}
	for _, v := range r.minus {
		changed = a.within(v, low+a.high[v]-r.high, high+a.low[v]-r.low) || changed
	}
	return changed
}

func (a *attacker) within(v, low, high int) bool {
	changed := low > a.low[v] || high < a.high[v]
	a.low[v], a.high[v] = max(a.low[v], low), min(a.high[v], high)
	return changed
}

// view is a table of variables: one version, or what was added between two.
type view struct {
	base   int // a variable too
	totals [][]int
	cells  [][]int
}

func (v view) all() []int {
	all := slices.Concat(v.totals...)
	return append(append(all, slices.Concat(v.cells...)...), v.base)
}

// read takes over what a version shows.
func (a *attacker) read(c results.Count) view {
	number := func(n results.Number) int {
		if n.Shown() {
			return a.variable(int(n), int(n))
		}
		return a.variable(0, c.Base)
	}
	v := view{base: a.variable(c.Base, c.Base)}
	for _, axis := range c.Axes {
		var totals []int
		for _, n := range axis.Totals {
			totals = append(totals, number(n))
		}
		v.totals = append(v.totals, totals)
	}
	if len(c.Axes) == 2 {
		for r := range c.Axes[0].Categories {
			var line []int
			for col := range c.Axes[1].Categories {
				line = append(line, number(c.Cell(r, col)))
			}
			v.cells = append(v.cells, line)
		}
	}
	return v
}

// limits is how many answers to the questions of a panel a person may give.
type limits struct{ least, most [2]int }

func limitsOf(s *survey.Survey, p results.Panel) limits {
	var l limits
	for i, id := range []string{p.Rows, p.Columns} {
		l.least[i], l.most[i] = 1, 1
		q := s.Question(id)
		if q == nil || q.Kind != survey.Many {
			continue
		}
		if l.most[i] = q.Max; q.Max == 0 {
			l.most[i] = len(q.Options)
		}
		l.least[i] = max(1, q.Min)
	}
	return l
}

// people knows what every table of people obeys.
func (a *attacker) people(v view, l limits) {
	for i, totals := range v.totals {
		a.picked(totals, v.base, l.least[i], l.most[i])
		for _, total := range totals {
			a.know(0, unknown, []int{v.base}, total)
		}
	}
	for r, line := range v.cells {
		a.picked(line, v.totals[0][r], l.least[1], l.most[1])
		for c, cell := range line {
			row, col := v.totals[0][r], v.totals[1][c]
			a.know(0, unknown, []int{row}, cell)
			a.know(0, unknown, []int{col}, cell)
			a.know(0, unknown, []int{v.base, cell}, row, col)
		}
	}
	if len(v.cells) == 0 {
		return
	}
	for c, col := range v.totals[1] {
		var line []int
		for r := range v.cells {
			line = append(line, v.cells[r][c])
		}
		a.picked(line, col, l.least[0], l.most[0])
	}
}

// picked knows that each of so many people is in at least, and at most, so many of the parts.
func (a *attacker) picked(parts []int, people, least, most int) {
	for n, bound := range map[int]func([]int, []int){
		least: func(parts, all []int) { a.know(0, unknown, parts, all...) },
		most:  func(parts, all []int) { a.know(0, unknown, all, parts...) },
	} {
		all := make([]int, n)
		for i := range all {
			all[i] = people
		}
		bound(parts, all)
	}
	if least == most { // the map has one of the two
		all := slices.Repeat([]int{people}, least)
		a.know(0, 0, parts, all...)
	}
}

// grow knows that between two versions people came and nobody went: those who came are a table too.
func (a *attacker) grow(before, after view, l limits) view {
	came := view{}
	number := func(was, is int) int {
		d := a.variable(0, unknown)
		a.know(0, 0, []int{was, d}, is)
		return d
	}
	came.base = number(before.base, after.base)
	for i, totals := range before.totals {
		var line []int
		for at, total := range totals {
			line = append(line, number(total, after.totals[i][at]))
		}
		came.totals = append(came.totals, line)
	}
	for r, cells := range before.cells {
		var line []int
		for c, cell := range cells {
			line = append(line, number(cell, after.cells[r][c]))
		}
		came.cells = append(came.cells, line)
	}
	a.people(came, l)
	return came
}
