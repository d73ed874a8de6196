// Package survey owns what is asked: the definition of an interest form, read from a YAML file.
//
// A *Survey that Parse returned without problems is complete and consistent: every id is valid
// and unique where it must be, options taken from another question are copied in, "other" and
// "none" stand last, a condition looks back at questions that can decide it, every text is there in
// every language, if need be in the first one. Code behind it need not check again. A Survey is never
// changed after Parse, so it may be shared between goroutines.
//
// Parse refuses a file rather than guess: every problem is told with its line and column, and a key
// that would do nothing is a problem.
package survey

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Text is something a person reads, in the language of the Survey it belongs to; In gives the same
// survey in another one.
type Text string

// Survey is one interest form.
type Survey struct {
	ID        string // letters, digits and dashes; part of the form's address
	Title     Text
	Intro     Text           // shown above the first question; paragraphs are separated by blank lines
	Thanks    Text           // shown on the receipt, in Markdown
	Privacy   Text           // what respondents are told about their data, in Markdown; "" when nothing is
	Language  string         // of every Text here, as a BCP 47 tag
	Languages []string       // in which the survey is given; the first is the one it was written in
	Zone      *time.Location // in which days begin and end, and opens and closes are meant
	Opens     time.Time      // zero: open from the start
	Closes    time.Time      // zero: no end; the first moment at which answers are refused
	Closed    bool           // closed by hand
	Synthetic bool           // the answers are made up; every page and sheet says so
	Questions []*Question    // of all sections, in order
	Sections  []*Section     // never empty; the first has no title when the file has no sections
	Layout    Layout
	Rules     Rules
	Source    []byte // the file as read, kept beside the answers it led to

	translations map[string]*Survey // by language; shared by all of them
	missing      []Missing          // shared like translations
}

// In returns the survey with its texts in that language, or the survey itself when it is not given
// in it. Everything but texts is the same, Version among it.
func (s *Survey) In(language string) *Survey {
	if t := s.translations[language]; t != nil && language != s.Language {
		return t
	}
	return s
}

// Version names this wording of the survey: a hash of the file. An answer keeps the version it
// was given to.
func (s *Survey) Version() string {
	sum := sha256.Sum256(s.Source)
	return hex.EncodeToString(sum[:8])
}

// Question returns the question with that id, or nil.
func (s *Survey) Question(id string) *Question {
	for _, q := range s.Questions {
		if q.ID == id {
			return q
		}
	}
	return nil
}

// ByPurpose returns the first question that carries the purpose, or nil.
func (s *Survey) ByPurpose(p Purpose) *Question {
	for _, q := range s.Questions {
		if q.Purpose == p {
			return q
		}
	}
	return nil
}

// Phase is where a survey stands in time.
type Phase int

// The phases, in the order in which a survey passes through them.
const (
	Upcoming Phase = iota
	Open
	Ended
)

// PhaseAt tells whether answers are taken at that moment.
func (s *Survey) PhaseAt(now time.Time) Phase {
	switch {
	case s.Closed, !s.Closes.IsZero() && !now.Before(s.Closes):
		return Ended
	case !s.Opens.IsZero() && now.Before(s.Opens):
		return Upcoming
	}
	return Open
}
