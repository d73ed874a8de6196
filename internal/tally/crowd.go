package tally

// CrowdQuery asks which options of a question people picked together, or which options of two
// questions. A question has at most 64 categories.
type CrowdQuery struct {
	Filter    Filter
	Questions []string // one or two different ones, countable
}

// Crowd is the answer to a CrowdQuery: nobody in it can be told from who answered alike.
type Crowd struct {
	Responses  int        // people the filter lets through
	Base       int        // of them, people who answered every question
	Categories [][]string // of each question, in the order of the survey; the place of one is its bit
	// Combinations are those that occur among the people of the base, by their masks ascending.
	Combinations []Combination
}

// Combination is how many people picked exactly these categories.
type Combination struct {
	Masks  [2]uint64 // one a question; the second is 0 where one was asked
	People int
}
