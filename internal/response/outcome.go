package response

// Outcome is what became of one response of a batch that was to be stored.
type Outcome struct {
	// Duplicate: the survey has a response of this id already. Nothing was stored again; the
	// earlier one is durable.
	Duplicate bool
	// Refused is the rule that kept the response out; nil when none did. Nothing was stored.
	Refused *Refusal
	// Err is why this response alone could not be stored; nil when it is durable or refused.
	Err error
}

// Refusal is a rule that kept a response out: one of its Admission, or that what was erased stays so.
type Refusal struct {
	Reason   Reason
	Question string // of OptionFull
	Option   string // of OptionFull
}

// Reason is which rule it was.
type Reason int

// The reasons.
const (
	SurveyFull        Reason = iota // as many responses as the survey takes are there
	OptionFull                      // as many as may have picked an option
	InvitationUsed                  // it is good for one answer
	InvitationUnknown               // nobody gave it out for this survey
	Erased                          // its respondent erased the response of this id, and it was sent again
)
