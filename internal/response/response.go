// Package response owns what was answered: one person's answers, checked against a survey.
//
// A Response that Parse returned without problems holds only questions, options and points that
// the survey has, text of valid UTF-8 within its length, and contact details apart from the
// answers. Parse refuses nothing silently: what it cannot take is a Problem that says what to do.
package response

import (
	"time"

	"muster/internal/survey"
)

// Response is one person's answers to one survey.
type Response struct {
	ID        string // of 128 random bits; issued with the form, so that a resend is the same response
	Survey    string
	Version   string    // the survey's wording that was answered
	Source    string    // where it came from: "form", "synthetic" or "import:" and a name
	Started   time.Time // zero when unknown
	Submitted time.Time
	Answers   Answers  // without contact details
	Contact   *Contact // nil when none were given
	// Receipt is the SHA-256 of the token that opens the respondent's receipt; nil when the
	// response has none, as imported ones.
	Receipt []byte
}

// Answers are keyed by question id. A question that was skipped has no entry.
type Answers map[string]Answer

// Answer is what one question was answered with; which field is used follows from the kind.
type Answer struct {
	Picks  []string // option ids in the order of the survey (One, Many)
	Other  string   // own words beside a picked "other"
	Number int      // Scale
	Text   string   // Short, Long
}

// Contact are the details of a person who gave some. They are stored apart from the answers.
type Contact struct {
	Fields    map[string]string // by question id, of kinds Short and Email
	Consent   bool              // the box was ticked
	Statement string            // the words beside the box, exactly as shown
}

// Record is a stored response as the warehouse reads it: without contact details, its answers
// still encoded.
type Record struct {
	Seq       int64 // ascending in the order of storage, over all surveys
	ID        string
	Survey    string
	Version   string
	Source    string
	Started   time.Time
	Submitted time.Time
	Document  []byte // Answers as EncodeAnswers wrote them
}

// Problem is one thing a respondent must mend.
type Problem struct {
	Question string
	Message  survey.Text
}

// Problems are keyed by question through Of and come in the order of the survey.
type Problems []Problem

// Of returns the message for a question, or "".
func (ps Problems) Of(question string) survey.Text {
	for _, p := range ps {
		if p.Question == question {
			return p.Message
		}
	}
	return ""
}
