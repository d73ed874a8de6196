// Package importer turns the exports of other form tools into surveys and responses.
//
// It owns the understanding of what package spreadsheet read: which tool wrote it and how that tool
// spreads one question over cells and columns, the guess at a survey that nobody has described yet
// (Infer, and InferAll for several files), the fitting of a file to a survey that is already there (Match), and what a person decided
// about a form by hand (Mapping).
//
// It guarantees that every cell that holds something becomes a pick, a point, a number, a date, or own
// words kept as they were typed, that whatever it cannot take is named with its row and column, that a response's
// id follows from the row alone, so that a second import of the same or a longer export stores nobody
// twice, and that no input makes it panic. It refuses to guess silently: what
// it decided is said in words.
package importer

import (
	"fmt"
	"iter"
	"strings"

	"muster/internal/response"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// Plan is what an import would do. Nothing is stored by making one.
type Plan struct {
	Survey    *survey.Survey
	Form      string                // what the form is called; the source of the answers
	Dated     bool                  // the file says when its answers were given
	Decisions []string              // what was decided and why, in words for people
	Problems  []string              // why the mapping cannot be heeded, in words for people
	Absent    []Absent              // columns that the mapping names and the file does not have
	Unmatched []Unmatched           // what the survey has no place for; empty after Infer without a mapping
	Refused   []spreadsheet.Refusal // rows that are not among the responses
	Blank     int                   // rows without a single filled cell, passed over

	partial  bool
	mapping  *Mapping // nil: none
	mapped   *mapped
	inferred []*subject // of a survey that was made of the file
	rows     *rows
}

// Unmatched is a column or a value of a column that the survey has no place for.
type Unmatched struct {
	Column string
	Nth    int    // which of several columns with that title, from 1; 0: it is the only one
	Option string // the value as found; "" when the whole column is unknown
	Wanted string // what the value should have been and is not, such as "number"; "" for an option
	People int    // who filled the column in, or gave the value
	Own    bool   // the value is kept as somebody's own words, so it is not lost
	// Question is the id of the one whose own words they are, of several that share the column; "" otherwise.
	Question string

	Nearest string // the option, or the title of the question, that was probably meant; "": none is near
}

// String gives the unmatched column or value as one line.
func (u Unmatched) String() string {
	line := u.line()
	if u.Nearest != "" {
		line += fmt.Sprintf("; did you mean “%s”?", shorten(u.Nearest))
	}
	return line
}

func (u Unmatched) line() string {
	column := fmt.Sprintf("column “%s”", u.Column)
	if u.Nth > 1 {
		column += fmt.Sprintf(" (%d)", u.Nth)
	}
	switch {
	case u.Option == "":
		return fmt.Sprintf("%s: no such question (%s)", column, answers(u.People))
	case u.Wanted != "":
		return fmt.Sprintf("%s: “%s” is no %s that the question takes (%s)", column, shorten(u.Option), u.Wanted, answers(u.People))
	}
	return fmt.Sprintf("%s: no option “%s” (%s)", column, shorten(u.Option), answers(u.People))
}

// UnmatchedError says that a file does not fit the survey and that loading it in part was not
// asked for.
type UnmatchedError struct{ Unmatched []Unmatched }

// Error lists what was not matched, one a line.
func (e *UnmatchedError) Error() string {
	lines := []string{"the file does not fit the survey; nothing was stored"}
	for _, u := range e.Unmatched {
		lines = append(lines, "  "+u.String())
	}
	return strings.Join(lines, "\n")
}

// MappingError says that a mapping cannot be heeded.
type MappingError struct{ Problems []string }

// Error lists the problems, one a line.
func (e *MappingError) Error() string {
	return "the mapping cannot be heeded; nothing was stored\n  " + strings.Join(e.Problems, "\n  ")
}

// Err returns a *MappingError or an *UnmatchedError when the plan must not be carried out, else nil.
func (p *Plan) Err() error {
	switch {
	case p.partial:
		return nil
	case len(p.Problems) > 0:
		return &MappingError{p.Problems}
	case len(p.Unmatched) > 0:
		return &UnmatchedError{p.Unmatched}
	}
	return nil
}

// Len tells how many responses there are.
func (p *Plan) Len() int {
	if p.Err() != nil {
		return 0
	}
	return p.rows.len()
}

// Responses yields the responses in the order of the file. It may be ranged over again and gives
// the same each time; while Err is not nil it yields nothing. Each response is the receiver's to keep.
func (p *Plan) Responses() iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		if p.Err() == nil {
			p.rows.each(p, yield)
		}
	}
}
