package importer

import "muster/internal/survey"

// Report is what was understood of a file, for a person to check and to correct.
type Report struct {
	Tool    string // the form tool that wrote it, such as “Microsoft Forms”; "" when nobody can say
	Sheet   string // of a workbook; "" otherwise
	Sheets  []string
	Rows    int // that are taken
	Columns []ColumnReport
	// Mapping is everything that was decided, by hand or by itself, as a mapping that decides the same again.
	Mapping *Mapping
}

// ColumnReport is what was understood of one column, in the order of the file.
type ColumnReport struct {
	Title     string // as in the file, on one line
	Nth       int    // of several with that title, from 1
	Use       Use
	Questions []string    // ids of those it answers
	Option    string      // id of the option, or the row, that it is about; "": all
	Kind      survey.Kind // of the first question
	Separator Separator
	Answered  int           // cells that hold something
	Values    []ValueReport // the commonest first, of what has options; at most a few hundred
	More      int           // values that are not listed
	Why       []string      // what was decided and why, in words for people
	ByHand    bool          // the mapping says so
	Sent      bool          // the answers carry the times of this column
}

// Use is what a column is for.
type Use string

// The uses.
const (
	Answers Use = "answers" // of one or several questions
	Times   Use = "times"   // when the answers were given
	Address Use = "address" // the form tool collected it
	Tooling Use = "tooling" // the tool's own: numbers, points, feedback
	Skipped Use = "skipped" // by hand, or since nobody answered
	Unknown Use = "unknown" // the survey has no place for it
)

// ValueReport is one value of a column, or of the pieces of its cells.
type ValueReport struct {
	Value  string // as found, in its commonest spelling
	Option string // id of the option or point it was taken for; "" for none
	Label  string // of that option
	// Question is the id of the one whose option it is, or whose own words by hand; "" for none.
	Question string
	Own      bool // kept as own words
	Skip     bool // left out by hand
	// Nearest is the id of the option that an unknown value was probably meant for; "": none is near.
	Nearest string
	People  int
}
