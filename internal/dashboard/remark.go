package dashboard

// remark is something that a panel found and the page may open with.
type remark struct {
	topic  remarkTopic
	weight float64 // among remarks of one topic the heaviest is said; a probability-like measure of how much it matters
	text   string  // one sentence, with its numbers and how sure they are
}

// remarkTopic is what a remark is about. A page says one of each, in this order.
type remarkTopic int

// The topics.
const (
	aboutBase       remarkTopic = iota // caution: too few people to conclude from
	aboutDemand                        // what most people want, with its interval
	aboutDifference                    // what one role wants more than the rest, beyond chance after adjustment
	aboutCrowds                        // the crowds in the room
	aboutGap                           // wanted, and nobody to speak about it
	aboutMeetings                      // what to begin with
	aboutChange                        // what moved
	aboutNeeds                         // who looks for what, and who has it
	aboutWords                         // what people write of, and what tells a role by it
)
