package tally

// CrowdQuery asks which options of a question people picked together, or which options of two
// questions. A question has at most 64 categories.
type CrowdQuery struct {
	Filter    Filter
	Questions []string // one or two different ones, countable
	// Most bounds whose picks are told: of more people than this a sample of about so many answers for
	// all. It depends on nothing but who they are, so the same people are in it however often they are
	// asked about. 0: everybody.
	Most int
	// Only are the categories of each question that are to be told apart; all others are in nobody's
	// masks. Few categories make few combinations, which are counted fast among any number of people.
	// nil: all.
	Only [][]string
}

// Crowd is the answer to a CrowdQuery: nobody in it can be told from who answered alike.
type Crowd struct {
	Responses  int        // people the filter lets through
	Base       int        // of them, people who answered every question
	NotShown   int        // of them, people to whom a question was not shown because of other answers
	Counted    int        // people of the base who are in the combinations: all, or a sample of them
	Categories [][]string // of each question, in the order of the survey; the place of one is its bit
	// Combinations are those that occur among the people who were counted, by their masks ascending.
	Combinations []Combination
}

// Sampled tells whether the combinations are those of a sample.
func (c Crowd) Sampled() bool { return c.Counted < c.Base }

// Combination is how many people picked exactly these categories.
type Combination struct {
	Masks  [2]uint64 // one a question; the second is 0 where one was asked
	People int
}
