package tally

// Rows is what a query in SQL brought.
type Rows struct {
	Columns []string
	Values  [][]any // as many a row as there are columns; each nil, bool, int64, float64 or string
	Cut     bool    // there were more rows than are given
}
