// Package directory finds the people behind the counts: who could speak or help, who needs something
// and who could give it.
//
// It owns the one rule of such lists: only people who agreed to be contacted are in them, on whichever
// side, and of all others there is a number and nothing else. It guarantees that whoever it lists has
// answered what is asked for, and that the same answers give the same lists. It refuses nothing: a
// survey without the questions gives empty lists. Nothing here is for logs, and no error holds an
// answer, a name or an address.
package directory

import (
	"iter"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
)

// Source is where the people come from.
type Source struct {
	Survey *survey.Survey
	// Responses are the answers that pass a filter, in any order. ID is the public one, and a response
	// is valid until the next.
	Responses func(tally.Filter) iter.Seq2[*response.Response, error]
	// Contacts are the details of who agreed to be contacted, by public id. It holds nobody else.
	Contacts map[string]response.Contact
}

// Page is a part of a list.
type Page struct {
	Number int // from 1
	Size   int // people at most
}

// Count says how many people fit what was asked for.
type Count struct {
	Reachable int // who agreed to be contacted
	Others    int // who did not; nothing else is known of them here
}

// Pages is how many pages the reachable people fill, 1 at least.
func (c Count) Pages(size int) int { return max(1, (c.Reachable+size-1)/size) }

// within keeps a page within those there are.
func (p Page) within(c Count) Page {
	p.Number = min(max(1, p.Number), c.Pages(p.Size))
	return p
}

// narrowed lets through only who also picked one of the options of a question.
func narrowed(f tally.Filter, q *survey.Question, options ...string) tally.Filter {
	f.Picks = append(slices.Clone(f.Picks), tally.Pick{Question: q.ID, Options: options})
	return f
}

// meant gives the options of a question that say something: all but “none of these”.
func meant(q *survey.Question) []string {
	var ids []string
	for _, o := range q.Options {
		if !o.Exclusive {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// picked tells whether somebody picked one of the options.
func picked(r *response.Response, q *survey.Question, options ...string) bool {
	return slices.ContainsFunc(r.Answers[q.ID].Picks, func(id string) bool { return slices.Contains(options, id) })
}
