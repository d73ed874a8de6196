package importer

import (
	"slices"
	"strings"

	"muster/internal/survey"
)

// Mapping is what a person decided about the exports of one form. Whatever it leaves open is found
// out as if there were none. It can be kept as a file or beside the survey, so that the next export of
// the form needs no second mapping.
type Mapping struct {
	Form  string    `yaml:"form"`      // what the form is called: the source of its answers, by which dashboards can split them; "": from the file's name
	Zone  string    `yaml:"time_zone"` // of time stamps that name none, such as Europe/Berlin; "": as configured, or the survey's
	Dates DateOrder `yaml:"dates"`
	// Language is that of a survey that is being made, as a tag such as ar or pt-BR; "": found.
	Language string         `yaml:"language"`
	Sheet    string         `yaml:"sheet"` // of a workbook with several; "": found
	Columns  []MappedColumn `yaml:"columns"`
}

// DateOrder is how days such as 8/4/2025 are written.
type DateOrder string

// The orders.
const (
	FoundOrder DateOrder = "" // what the column itself shows
	DayFirst   DateOrder = "day_first"
	MonthFirst DateOrder = "month_first"
)

// MappedColumn is what was decided about one column.
type MappedColumn struct {
	Column string `yaml:"column"` // its title as the file has it; case, punctuation and white space do not count
	Nth    int    `yaml:"nth"`    // which of several columns with that title, from 1; 0: the first

	Skip  bool `yaml:"skip"`  // it is no question: nothing of it is taken
	Times bool `yaml:"times"` // it is no question: it says when the answers were given
	// Questions are the ids of those that the column answers; none: found by title. Of several, each takes
	// the values that it knows, as where an old form asked for roles and topics in one.
	Questions []string `yaml:"questions"`
	Option    string   `yaml:"option"` // the one option, row or place that the column is about, by id or label; "": all

	// Title, Kind and Purpose are of the question in a survey that is being made; "": as guessed.
	Title   string         `yaml:"title"`
	Kind    survey.Kind    `yaml:"kind"`
	Purpose survey.Purpose `yaml:"purpose"`
	// Further says the same of the questions behind the first, of a column that several share in a survey that is
	// being made. What is said of none of them stays with the first.
	Further []MappedQuestion `yaml:"further"`

	Separator Separator     `yaml:"separator"`
	Own       bool          `yaml:"own"` // what is no option is somebody's own words, however many gave it
	Values    []MappedValue `yaml:"values"`
}

// MappedQuestion is what was decided about a further question of a column.
type MappedQuestion struct {
	Question string         `yaml:"question"` // its id, which is among the column's Questions
	Title    string         `yaml:"title"`    // "": made of the id
	Kind     survey.Kind    `yaml:"kind"`     // one, many or ranking; "": one where nobody gave two of its values, else many
	Purpose  survey.Purpose `yaml:"purpose"`
}

// Separator is what stands between several picks in one cell.
type Separator string

// The separators that can be chosen, alone or several of them: “semicolon and comma”.
const (
	FoundSeparator Separator = ""           // the one under which most cells make sense
	NoSeparator    Separator = "none"       // a cell is one value
	Semicolons     Separator = "semicolon"  // with or without a space behind it
	Commas         Separator = "comma"      // a comma and a space
	Bars           Separator = "bar"        // |
	Slashes        Separator = "slash"      // /
	Lines          Separator = "line_break" // a line each
)

// separators are the names of those that can be chosen.
func separators() []Separator {
	return []Separator{NoSeparator, Semicolons, Commas, Bars, Slashes, Lines}
}

// MixedSeparator names several, any of which divides: “semicolon and comma”.
func MixedSeparator(names ...Separator) Separator {
	var all []string
	for _, name := range separators() {
		if slices.Contains(names, name) {
			all = append(all, string(name))
		}
	}
	return Separator(strings.Join(all, " and "))
}

// Names are the separators that it is made of: one, or several where it is a mixture.
func (s Separator) Names() []Separator {
	var all []Separator
	for name := range strings.SplitSeq(string(s), " and ") {
		if name != "" {
			all = append(all, Separator(name))
		}
	}
	return all
}

// MappedValue is what was decided about one value of a column.
type MappedValue struct {
	Value string `yaml:"value"` // as found; case and white space do not count
	// Option is what it means: the id or label of an option, a point of a scale or its label; of a survey that is
	// being made also another value of the column, which is how two spellings of one option are merged, or a label
	// that is better than any. In columns of numbers, dates and texts it is what is read in the value's place.
	Option   string `yaml:"option"`
	Question string `yaml:"question"` // of several questions the one whose option it is; "": the first that has it
	Skip     bool   `yaml:"skip"`     // it means nothing and is left out
	Own      bool   `yaml:"own"`      // somebody's own words, whatever it looks like
}
