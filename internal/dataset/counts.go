package dataset

// counts are how many people each value of each variable has, for the codebook that stands behind the
// data.
type counts struct {
	variables []Variable
	answered  []int
	hidden    []int
	values    [][]int // by the value's place in Variable.Values
}

func newCounts(variables []Variable) *counts {
	c := &counts{variables, make([]int, len(variables)), make([]int, len(variables)), make([][]int, len(variables))}
	for i, v := range variables {
		c.values[i] = make([]int, len(v.Values))
	}
	return c
}

// add counts a row.
func (c *counts) add(row []cell) {
	for i := range row {
		switch row[i].state {
		case hidden:
			c.hidden[i]++
		case given:
			c.answered[i]++
			c.value(i, row[i].code)
		}
	}
}

// value counts a code. A survey that was changed since may not know it any more.
func (c *counts) value(i, code int) {
	values := c.values[i]
	if len(values) == 0 {
		return
	}
	if at := code - c.variables[i].Values[0].Code; at >= 0 && at < len(values) {
		values[at]++
	}
}
