package survey

import "time"

// Rules are who may answer, how many, and for how long what they gave is kept.
type Rules struct {
	Most        int      // responses that are taken; 0: no limit
	Invited     bool     // only with an invitation, which is good for one answer
	AccessWord  string   // must be given before the form is shown; "": none
	ProofOfWork bool     // a script must do some work before sending; without script, a pause does
	Embed       []string // origins whose pages may show the form in a frame, such as https://example.org
	Short       string   // the form is also at /{short}; "": only at /s/{id}

	KeepAnswers  Span          // after which an answer is erased; the zero Span: never
	KeepContacts Span          // after which contact details are erased; the zero Span: with the answer
	KeepDrafts   time.Duration // after the last change; always set
}
