package directory

import (
	"muster/internal/survey"
	"muster/internal/tally"
)

// mostPartners is how many are named to one person. More would be a list again.
const mostPartners = 5

// MatchQuery asks who has a need, and who could answer it.
type MatchQuery struct {
	Filter tally.Filter // of both sides
	Need   survey.Need
	Page   Page
}

// Matches is one page of who has a need, the latest first, each with those who fit best.
type Matches struct {
	Asking   Count // who has the need
	Offering Count // who could answer it, for one or the other
	Page     Page  // the one that is shown
	Pairs    []Match
}

// Match is somebody with a need.
type Match struct {
	Person
	Words string   // the challenge in their own words; "" when none were written
	Wants []string // topics they would come for
	With  []Partner
}

// Partner is somebody who could answer a need.
type Partner struct {
	Person
	Shared []string // topics, then roles, for which they were chosen
}

// MatchPeople sets those who have a need beside those who could answer it: a challenge beside who could
// speak about the topics that person wants; who hires beside who looks for a role, and the other way
// round, by the topics and roles they share. Where several fit alike, different people are named to
// different askers, so that not everybody is sent to the same one.
func MatchPeople(src Source, q MatchQuery) (Matches, error) {
	m := newMatcher(src, q)
	if m.asking == nil || m.offering == nil {
		return Matches{Page: Page{1, q.Page.Size}}, nil
	}
	out := Matches{}
	askers, err := m.ask(&out)
	if err != nil {
		return out, err
	}
	if err := m.offer(&out, askers); err != nil {
		return out, err
	}
	for _, a := range askers {
		match := a.match
		for _, e := range a.partners.sorted() {
			match.With = append(match.With, Partner{e.person, m.shared(e.key.common)})
		}
		out.Pairs = append(out.Pairs, match)
	}
	return out, nil
}
