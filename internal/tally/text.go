package tally

import "time"

// TextQuery asks for what people wrote in their own words, the latest first. Contact details are
// never among it.
type TextQuery struct {
	Filter   Filter
	Question string   // whose answers; "" for all questions
	Words    []string // each must occur, whatever its case and accents; none: all texts
	By       string   // a countable question whose picks come with each text, or ""
	Before   int64    // the Next of the page before; 0: from the latest
	Limit    int      // texts at most; 0: 100
}

// Texts is one page of the answer to a TextQuery.
type Texts struct {
	Matching int // texts there are in all, on this page and others
	People   int // who wrote them
	Texts    []Text
	Next     int64 // to go on from; 0 at the end
}

// Text is what one person wrote in answer to one question, or beside its option "other".
type Text struct {
	Response string // public id
	Question string
	Text     string
	Picks    []string // category ids of the question By, in the order of the survey
	Answered bool     // the question By
	Day      time.Time
	Language string // as Language counts it
}
