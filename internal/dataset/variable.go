package dataset

import "muster/internal/survey"

// Kind is what the values of a variable are.
type Kind string

// The kinds.
const (
	Text   Kind = "text"
	Choice Kind = "choice" // one of Values
	Picked Kind = "picked" // 1 where the option was picked, 0 where others were
	Place  Kind = "place"  // of an option in an order of preference, from 1
	Point  Kind = "point"  // of a scale
	Number Kind = "number"
	Day    Kind = "day"
	Moment Kind = "moment" // by the clocks of the survey's time zone
)

// Measure is the level of measurement.
type Measure string

// The levels.
const (
	Nominal Measure = "nominal"
	Ordinal Measure = "ordinal"
	Scale   Measure = "scale"
)

// Variable is one column of the data set.
type Variable struct {
	// Name follows from ids, so that it stays when words change. It is a letter and then letters a to z,
	// digits and underscores, 64 at most, different from all others, and no reserved word of SPSS.
	Name     string
	Label    string // for people, who may see it without the variables beside it
	Kind     Kind
	Measure  Measure
	Question string // id; "" when it says how the answer came about
	Option   string // id of the one option that it is about, or ""
	Group    string // label of that option's group, or ""
	Set      string // name of the multiple-response set that it is part of, or ""
	Values   []Value
	Decimals int  // of a Number
	Hides    bool // the question is not shown to everybody

	least string // number that can be given; "" for no bound
}

// Value is one value of a Choice, a Picked, a Place or a Point. Codes are ascending without gaps.
type Value struct {
	Code  int
	ID    string // of an option; "" where the code stands for itself
	Label string
	Group string // label of the option's group, or ""
}

// Variables gives the data set's variables in its order: how the answer came about, then what was
// answered in the order of the survey. Contact details are not among them.
func Variables(s *survey.Survey) []Variable { return newPlan(s).variables }
