package survey

// Layout is how the questions lie on pages.
type Layout string

// The layouts. Pages needs no script either: the server leads from page to page.
const (
	OnePage Layout = "one"   // all on one page; what depends on an answer appears beneath it
	Pages   Layout = "pages" // a section a page
)

// Section is a run of questions under a heading.
type Section struct {
	ID        string
	Title     Text
	Intro     Text
	ShowIf    *Condition // nil: always shown
	Questions []*Question
}

// Step is one page of a form: a section, or the part of it up to a question that depends on an
// answer given before it on the same page.
type Step struct {
	Section   *Section
	Questions []*Question
}

// Condition is true of some respondents: what it hangs on are their picks at earlier questions.
// Exactly one of its two parts is set: Question with what is wanted there, or Every or Either.
type Condition struct {
	Question string
	Any      []string // at least one of these option ids (points in decimal) was picked
	All      []string // each of these was picked
	None     []string // none of these was picked; true as well when nothing was answered
	Min      int      // at least so many were picked
	Max      int      // at most so many were picked; 0: no limit

	Every  []Condition // each holds
	Either []Condition // at least one holds
}
