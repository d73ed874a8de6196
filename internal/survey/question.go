package survey

// Kind is how a question is answered.
type Kind string

// The kinds there are now. Each has its rules in check.go, its input on the form, its column in
// the warehouse and its columns in the workbook.
const (
	One     Kind = "one"       // exactly one option
	Many    Kind = "many"      // any number of options between Min and Max
	Scale   Kind = "scale"     // a whole number between two labelled ends
	Short   Kind = "text"      // one line
	Long    Kind = "long_text" // several lines
	Email   Kind = "email"     // an address
	Agree   Kind = "consent"   // a box that begins unticked
	otherID      = "other"
	noneID       = "none"
)

// Purpose is what a question is for, where a dashboard relies on it.
type Purpose string

// The purposes. Answers to Contact questions are personal data: they are stored apart from the
// other answers and never reach the warehouse.
const (
	NoPurpose Purpose = ""
	Role      Purpose = "role"
	Topic     Purpose = "topic"
	Speak     Purpose = "speak"
	Help      Purpose = "help"
	Contact   Purpose = "contact"
)

// Question is one thing that is asked.
type Question struct {
	ID        string
	Kind      Kind
	Purpose   Purpose
	Title     Text
	Hint      Text
	Required  bool
	Statement Text // what the box of an Agree question says; the title names the matter

	// Choices of One and Many, in the order they are shown. Groups is empty when the options
	// stand in no groups; otherwise every option but "other" and "none" is in exactly one.
	Options []Option
	Groups  []Group
	From    string // the id of the question whose options these are, or ""
	Min     int    // fewest picks of a Many question that is answered at all; 0: no limit
	Max     int    // most picks; 0: no limit

	Points []Point // of a Scale, ascending

	Grid      Text // the heading a scale shares with its neighbours; "" when it stands alone
	MaxLength int  // of written text, in characters; always set for Short, Long and Email
}

// Option is one choice. Its id never changes, whatever becomes of its label.
type Option struct {
	ID        string
	Label     Text
	Hint      Text
	Group     string   // the id of its group, or ""
	Aliases   []string // other labels under which imported files know it
	Written   bool     // comes with a line for the respondent's own words
	Exclusive bool     // cannot be picked together with any other
}

// Group is a category of options.
type Group struct {
	ID    string
	Label Text
}

// Point is one step of a scale. Label is "" where only the number is shown.
type Point struct {
	Value int
	Label Text
}

// Choice tells whether a question is answered by picking options.
func (q *Question) Choice() bool { return q.Kind == One || q.Kind == Many }

// Countable tells whether answers fall into categories: options or points.
func (q *Question) Countable() bool { return q.Choice() || q.Kind == Scale }

// Free tells whether a question is answered in the respondent's own words.
func (q *Question) Free() bool {
	return q.Kind == Short || q.Kind == Long || q.Kind == Email
}

// Personal tells whether the answer is a contact detail, kept apart from everything else.
func (q *Question) Personal() bool { return q.Purpose == Contact }

// Option returns the option with that id and its position, or -1.
func (q *Question) Option(id string) (Option, int) {
	for i, o := range q.Options {
		if o.ID == id {
			return o, i
		}
	}
	return Option{}, -1
}

// Group returns the options of a group in the order they are shown.
func (q *Question) Group(id string) []Option {
	var in []Option
	for _, o := range q.Options {
		if o.Group == id {
			in = append(in, o)
		}
	}
	return in
}

// Written returns the option that comes with a line for own words, if there is one.
func (q *Question) Written() (Option, bool) {
	for _, o := range q.Options {
		if o.Written {
			return o, true
		}
	}
	return Option{}, false
}
