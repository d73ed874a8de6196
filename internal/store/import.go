package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"muster/internal/response"
	"muster/internal/survey"
)

// Import is what one file brings: answers of an old form, all of them or none.
type Import struct {
	Survey    *survey.Survey // that the answers are of, in the version that is current
	New       bool           // the survey is made of the file: its id must be free
	Responses iter.Seq[*response.Response]
	Form      FormMapping // kept beside the survey; nothing is kept while its Name is ""
	Dated     bool        // the file says when its answers were given, so times are corrected like answers
	File      string      // its name, kept for founders who look for what they imported; "": unknown
	Person    int64       // the account of who imports; 0: the command line
}

// Errors of an import, or of a new survey, whose survey is not what its maker took it for. Nothing is
// stored; what was planned must be looked at again.
var (
	ErrTaken    = errors.New("meanwhile there is a survey of that id")
	ErrOutdated = errors.New("the survey was changed meanwhile")
)

// Imported is what became of the answers of an Import.
type Imported struct {
	New     int // stored
	Same    int // were stored already, with the same answers; where their form has another name now, they have taken it
	Changed int // were stored already and say something else now: they are corrected
	Erased  int // were erased here before, and stay so
	Held    int // are corrected by their respondent here, who has a receipt; they are left as they are
}

// Import stores the answers of a file, its survey and what was decided about its form, in one
// transaction: when the error is nil all of that is durable, else none of it is there, whatever
// happened in between. Whether the id of a new survey is free, and the version of another one current, is
// looked up in the same transaction: ErrTaken and ErrOutdated. An answer that is stored already under its id and says something else now
// (other answers or contact details, or another time where the file names times) is corrected
// as Revise does it, but takes its place without asking: what somebody was given elsewhere is a fact.
//
// A row has another id once it is edited in the file, gets a further column or is written by another program.
// Where a file names times, such a row is still known by them, among the answers of its form that no other row
// of the file is: the answer of the same moment that says the same is that answer, and so is, if one such row and
// one such answer of a moment are left, the one of which at most half differs. The answer then keeps its id. All
// other rows are new: nobody is ever put in the place of one of several people. Who was erased is known by the
// id, or by the moment and all that was said; a row that was edited after its answer was erased is new.
//
// A row that says which answer of this survey it is an export of (Response.Exported) is that answer and nobody
// else's, wherever that came from, and stays erased once that was. What an export does not hold is kept: contact details,
// exact times, answers to questions that the row leaves blank. Whoever has a receipt corrects the answer there: such
// a row is the same, or held.
//
// Responses is ranged over once. The first 100,000 are made before the transaction begins; while it runs nobody
// else stores, so whoever takes files from strangers must bound the rows. The context is heeded all along.
func (s *Store) Import(ctx context.Context, in Import) (Imported, error) {
	return s.ImportAll(ctx, []Import{in})
}

// ImportAll is Import for several files, in one transaction.
func (s *Store) ImportAll(ctx context.Context, files []Import) (Imported, error) {
	var done Imported
	y := readying{documents: map[*response.Response]string{}}
	defer y.stop()
	files, err := y.ready(ctx, files)
	if err != nil {
		return Imported{}, fmt.Errorf("import answers: %w", err)
	}
	err = s.hold(ctx, func(p *prepared) error {
		return s.transact(p, func(a *appending) error {
			a.documents = y.documents
			defer func() { a.documents = nil }()
			i := importing{appending: a, ctx: ctx, at: s.now(), begun: map[string]bool{}}
			err := i.all(files)
			done = i.done
			return err
		})
	})
	if err != nil {
		return Imported{}, fmt.Errorf("import answers: %w", err)
	}
	if done.Changed > 0 {
		s.copying.clearLater()
	}
	s.copying.wake()
	return done, nil
}
