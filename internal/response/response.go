// Package response owns what was answered: one person's answers, checked against a survey.
//
// A Response that Parse returned without problems holds only questions, options and points that the
// survey has and that were shown, numbers and days in one form and within their bounds, text of valid
// UTF-8 within its length, and contact details apart from the answers. Parse refuses nothing silently:
// what it cannot take is a Problem that says what to do, in the language of the form.
package response

import (
	"strconv"
	"time"

	"muster/internal/survey"
)

// Response is one person's answers to one survey.
type Response struct {
	ID        string // of 128 random bits; issued with the form, so that a resend is the same response
	Survey    string
	Version   string    // the survey's wording that was answered
	Source    string    // where it came from: "form", "form:" and the source in the link, "synthetic" or "import:" and the name of the form
	Started   time.Time // zero when unknown
	Submitted time.Time
	Corrected time.Time // when its respondent last changed it; zero: never
	Answers   Answers   // without contact details
	Contact   *Contact  // nil when none were given
	Circumstances
	// Receipt is the SHA-256 of the token that opens the respondent's receipt; nil when the
	// response has none, as imported ones.
	Receipt []byte

	// Exported is the PublicID that stood beside it in the file that brings it; "" where none did. It is not kept.
	Exported  string
	Admission *Admission // what must hold for it to be stored; nil: nothing. It is not kept
}

// Circumstances are how the answers came about. They are kept in the same document as the answers.
type Circumstances struct {
	NotShown []string // ids of questions that were not shown because of other answers, in survey order
	Flags    []Flag   // why the response looks as if no person had given it; ascending
	Language string   // in which the form was shown; "" when the survey has only one
	Order    int      // which of the orders of shuffled options was shown, from 1; 0: as written
}

// Flag is one reason to look at a response again. A flagged response is stored and counted like any
// other; founders may leave flagged ones out.
type Flag string

// The flags.
const (
	TooFast  Flag = "fast"     // sent within seconds of the form being shown
	Trap     Flag = "trap"     // the field that people are asked to leave empty was filled in
	Unsigned Flag = "unsigned" // without the time stamp that the form carries, or with a false one
	Burst    Flag = "burst"    // one of very many from the same network within a minute
)

// Admission is what the store checks in the transaction that keeps a response. What it counts are
// responses that are kept: one that is erased gives its place back, one that is corrected keeps it.
type Admission struct {
	Most       int     // of responses to the survey; 0: no limit
	Quotas     []Quota // of the picked options that have one
	Invitation []byte  // hash of an invitation that must be unused; nil: none is needed
}

// Quota is a place that a response takes under an option which only so many may pick.
type Quota struct {
	Question string
	Option   string
	Most     int
}

// Answers are keyed by question id. A question that was skipped has no entry.
type Answers map[string]Answer

// Answer is what one question was answered with; which field is used follows from the kind.
type Answer struct {
	Picks  []string // option ids in the order of the survey; of a Ranking, the best first
	Other  string   // own words beside a picked "other"
	Number int      // Scale
	Text   string   // Short, Long, Link, Place without a list; Number as a decimal such as 12.5; Date as 2006-01-02
}

// Categories are what an answer to a countable question is counted under, and what a condition sees of
// it: the options that were picked, the point in decimal or the bin.
func (a Answer) Categories(q *survey.Question) []string {
	if q.Kind == survey.Scale {
		return []string{strconv.Itoa(a.Number)}
	}
	if at := q.Bin(a.Text); at >= 0 {
		return []string{q.Bins[at].ID}
	}
	return a.Picks
}

// Contact are the details of a person who gave some. They are stored apart from the answers.
type Contact struct {
	Fields    map[string]string // by question id, of kinds Short, Email, Link and Place
	Consent   bool              // the box was ticked
	Statement string            // the words beside the box, exactly as shown
	Notice    string            // the survey's privacy notice, exactly as shown; "" when it has none
}

// Record is a change to the stored responses as the warehouse reads it: a response, without contact
// details and with its answers still encoded; or, when Document is nil, only the end of one.
//
// A correction gives a response a new number. Records of lower numbers are not rewritten, so
// Replaces may name one that a reader who begins anew has never seen.
type Record struct {
	Seq       int64 // ascending in the order of storage, over all surveys
	Replaces  int64 // the record that is no longer true, of the same survey; 0: none
	ID        string
	Survey    string
	Version   string
	Source    string
	Started   time.Time
	Submitted time.Time
	Corrected time.Time
	Document  []byte // as EncodeDocument wrote it; nil: nothing takes the place of Replaces
}

// Problem is one thing a respondent must mend.
type Problem struct {
	Question string
	Message  survey.Text
	Whole    bool // it is about the form as a whole; Question is only where to begin
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
