// Package tally owns the vocabulary of counting: what is asked of the answers (Query, Filter) and
// what comes back (Table, Summary). Storage, statistics, charts and sheets speak it to each other
// and need not know one another.
//
// Everything counts people, never clicks: a respondent who picked three options of a group is one
// person in that group, and every number comes with the base it is a part of.
package tally

import "time"

// Filter narrows the respondents. The zero Filter lets everybody through.
type Filter struct {
	// Picks lets through who picked at least one of the options named, for every question
	// named. Options of a scale are its values in decimal.
	Picks []Pick
	// Sources lets through the responses of these sources: what follows "form:" or "import:" in a response's
	// source, "form" and "import" for those without, and "synthetic"; empty: all.
	Sources []string
	// Unflagged leaves out responses that look as if no person had given them.
	Unflagged bool
	// From and To are days in the survey's time zone, both included; zero: no limit. Only
	// year, month and day count.
	From, To time.Time
}

// Pick is one question of a filter with the options of which one must be picked. A group of
// options stands for its options and is written out by whoever builds the filter.
type Pick struct {
	Question string
	Options  []string
}

// Empty tells whether everybody passes.
func (f Filter) Empty() bool {
	return len(f.Picks) == 0 && len(f.Sources) == 0 && !f.Unflagged && f.From.IsZero() && f.To.IsZero()
}

// Unit is what one category of a dimension stands for.
type Unit int

// The units. Day and Week are calendar days and ISO weeks (from Monday) of the survey's time
// zone and, like Source and Language, need no question.
const (
	Options Unit = iota // each category of a countable question: option, point or bin
	Groups              // each group of options; a person counts once in a group
	Day
	Week
	Ranks    // of a ranking: "1" is the first place. Only beside Options of the same question, as the second dimension
	Source   // as Filter.Sources names them, the most frequent first
	Language // in which the form was shown, the most frequent first; "" where there was one only
)

// Rest is the last category of an axis of sources or languages that has too many to be told apart: all
// the less frequent ones together. No link can carry a source of that name.
const Rest = "…"

// Dimension is one way of dividing the respondents into categories, which may overlap.
type Dimension struct {
	Question string // "" where the unit needs none
	Unit     Unit
}

// Query asks for people by one or two dimensions.
type Query struct {
	Filter Filter
	By     []Dimension // one, or two for a crosstab
}

// Table is the answer to a Query.
type Table struct {
	Responses int    // people the filter lets through
	Base      int    // of them, people who answered every question of the query
	NotShown  int    // of them, people to whom a question of the query was not shown because of other answers
	Axes      []Axis // one per dimension, in the order of the query
	// Cells are people of the base per combination of categories, row by row: the cell of
	// row r and column c is Cells[r*len(Axes[1].Categories)+c]. With one axis Cells is its
	// Totals.
	Cells []int
}

// Axis is one dimension with its categories. Categories of a question come in the order of the
// survey, days and weeks in the order of time without gaps.
type Axis struct {
	Dimension  Dimension
	Categories []string // option ids, scale values, group ids, or days as 2006-01-02
	Totals     []int    // people of the base in each category
}

// Cell gives the people in row r and column c of a crosstab.
func (t *Table) Cell(r, c int) int {
	return t.Cells[r*len(t.Axes[1].Categories)+c]
}

// Summary describes the people a filter lets through as a whole.
type Summary struct {
	Responses int
	LastDay   int       // of them, in the 24 hours before now
	Flagged   int       // of them, those that look as if no person had given them
	First     time.Time // zero when there are none
	Last      time.Time
	Timed     int           // people whose time to fill in is known
	Median    time.Duration // of the time to fill in; 0 when Timed is 0
}

// Spread describes the answers to a question of kind number. All but Count are 0 when Count is.
type Spread struct {
	Count                                          int
	Mean, Min, Quarter, Median, ThreeQuarters, Max float64
}
