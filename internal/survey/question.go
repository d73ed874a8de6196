package survey

import (
	"strconv"
	"time"
)

// Kind is how a question is answered.
type Kind string

// The kinds there are. Each has its rules in this package, its input on the form, its column in
// the warehouse and its columns in the workbook. The file knows one more, grid: it is written out
// as a Scale for every statement.
const (
	One     Kind = "one"       // exactly one option
	Many    Kind = "many"      // any number of options between Min and Max
	YesNo   Kind = "yes_no"    // one of the options "yes" and "no", which come by themselves
	Ranking Kind = "ranking"   // options in order of preference, the best first; not all need a place
	Slots   Kind = "slots"     // any number of times, each a day with a part of the day
	Place   Kind = "place"     // one option of a list with own words beside it, or one line when there is no list
	Scale   Kind = "scale"     // a whole number between two labelled ends
	Number  Kind = "number"    // a decimal number within Bounds
	Date    Kind = "date"      // a day between First and Last
	Short   Kind = "text"      // one line
	Long    Kind = "long_text" // several lines
	Email   Kind = "email"     // an address
	Link    Kind = "link"      // the address of a web page
	Agree   Kind = "consent"   // a box that begins unticked

	otherID = "other"
	noneID  = "none"
	yesID   = "yes"
	noID    = "no"
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
	Time      Purpose = "time"      // when people could come
	Needs     Purpose = "needs"     // what people look for or offer besides topics; see Option.Need
	Challenge Purpose = "challenge" // in their own words, what somebody would like help with
	Contact   Purpose = "contact"
)

// Need is what picking an option of a Needs question says about a person.
type Need string

// The needs.
const (
	NoNeed    Need = ""
	SeeksRole Need = "seeks_role" // looks for work
	Hires     Need = "hires"      // has work to offer
	WantsHelp Need = "wants_help" // has a challenge
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

	ShowIf  *Condition // nil: always shown. An answer to a question that is not shown does not count
	Section string     // the id of the section it stands in

	// LevelOf makes a Many question part of another: its options are that question's, and its picks
	// say more about picks there (very interested, could present). It is asked inside the other,
	// and whoever picks an option here picks it there as well.
	LevelOf string

	// Choices of every kind for which Choice is true, in the order they are written. Groups is empty
	// when the options stand in no groups; otherwise every option but "other" and "none" is in exactly
	// one. Options of Slots are day_part, such as mon_evening, grouped by day.
	Options []Option
	Groups  []Group
	From    string // the id of the question whose options these are, or ""
	Min     int    // fewest picks of a question that is answered at all, where several may be picked; 0: no limit
	Max     int    // most picks; 0: no limit

	Shuffle bool // the order in which options are shown differs between respondents

	Points   []Point // of a Scale, ascending
	Promoter bool    // a Scale from 0 to 10 that asks for a recommendation (Net Promoter Score)
	Parts    []Group // of the day, of Slots; its Groups are the days

	Bounds      Bounds    // of a Number
	Unit        Text      // of a Number: what is counted, such as years
	First, Last time.Time // of a Date; always set, both included
	Bins        []Bin     // of a Number or a Date: the ranges in which answers are counted, ascending

	Grid      Text // the heading a scale shares with its neighbours; "" when it stands alone
	MaxLength int  // of written text, in characters; always set for Short, Long and Email
}

// Bounds are what a Number may be. They are decimal strings, so that no digit is lost. Most numbers
// that are asked for count something, so Min is "0" unless the file says otherwise.
type Bounds struct {
	Min, Max string // Max is "" when there is no upper bound
	Decimals int    // digits allowed after the point
}

// Bin is a range in which numbers or days are counted together. Every answer falls into exactly one.
type Bin struct {
	ID    string // such as 3-5, 100+ or 2026-12; never changes with a language
	Label Text
	From  string // the lowest number or the first day in it, in the form of response.Answer.Text
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
	Quota     int      // so many respondents may pick it; 0: no limit
	Need      Need     // of a question of purpose Needs
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
func (q *Question) Choice() bool {
	switch q.Kind {
	case One, Many, YesNo, Ranking, Slots:
		return true
	case Place:
		return len(q.Options) > 0
	}
	return false
}

// Single tells whether a question is answered by picking exactly one option.
func (q *Question) Single() bool {
	return q.Kind == One || q.Kind == YesNo || q.Kind == Place && q.Choice()
}

// Countable tells whether answers fall into categories: options, points or bins.
func (q *Question) Countable() bool {
	return q.Choice() || q.Kind == Scale || q.Kind == Number || q.Kind == Date
}

// Free tells whether a question is answered in the respondent's own words.
func (q *Question) Free() bool {
	switch q.Kind {
	case Short, Long, Email, Link:
		return true
	case Place:
		return len(q.Options) == 0
	}
	return false
}

// Category is what an answer to a countable question is counted under: an option, a point or a bin.
type Category struct {
	ID    string // option id, point in decimal, or bin id
	Label Text
	Group string // of an option; "" for none
}

// Categories returns the categories of a countable question in the order of the survey.
func (q *Question) Categories() []Category {
	var all []Category
	for _, o := range q.Options {
		all = append(all, Category{o.ID, o.Label, o.Group})
	}
	for _, p := range q.Points {
		all = append(all, Category{strconv.Itoa(p.Value), p.Label, ""})
	}
	for _, b := range q.Bins {
		all = append(all, Category{b.ID, b.Label, ""})
	}
	return all
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
