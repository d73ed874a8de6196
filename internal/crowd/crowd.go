// Package crowd makes up people who answer a survey, to try Muster out and to measure it.
//
// It owns how believable they are: kinds of people differ in what they want, interests draw topics
// together, some questions are skipped, answers come in waves. It guarantees that the same seed gives
// the same people, that a larger crowd holds the smaller one, that every response would have been
// taken from the form, and that nobody could mistake names and addresses for real ones. It refuses
// nothing: a survey it knows nothing about is answered from a general model drawn from the seed.
package crowd

import (
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// Source is the Source of every response made up here.
const Source = "synthetic"

// Config says which crowd.
type Config struct {
	N       int       // how many people; no more than the survey takes
	Seed    uint64    // which people
	End     time.Time // all answers come before it
	Profile *Profile  // nil: a general model drawn from the seed
}

// Generate yields N responses in the order of their time of submission. Person i of a seed is the
// same whatever N is, with the same id: a second run adds only the people who are new. Each response
// is the receiver's to keep.
func Generate(s *survey.Survey, config Config) iter.Seq[*response.Response] {
	return func(yield func(*response.Response) bool) {
		if s.Rules.Most > 0 {
			config.N = min(config.N, s.Rules.Most)
		}
		m := newModel(s, config)
		version := s.Version()
		var space person
		for _, arrival := range m.arrivals(config.N) {
			if !yield(m.person(&space, arrival, version)) {
				return
			}
		}
	}
}

// arrival is one person's number and time of submission.
type arrival struct {
	person int
	at     time.Time
}

func (m *model) arrivals(n int) []arrival {
	out := make([]arrival, max(n, 0))
	for i := range out {
		out[i] = arrival{i, m.calendar.moment(m.random(i, forTime))}
	}
	slices.SortStableFunc(out, func(a, b arrival) int { return a.at.Compare(b.at) })
	return out
}

// What a person's numbers are drawn for. Each has a stream of its own, so that a change to one
// leaves the others as they were.
const (
	forModel uint64 = iota
	forTime
	forAnswers
	forCircumstances
)

// random gives the stream of numbers of one person for one use.
func (m *model) random(person int, use uint64) *rand.Rand {
	return rand.New(rand.NewPCG(m.seed+use*0x9e3779b97f4a7c15, uint64(person)))
}

// seedOf mixes the survey into the seed: one seed gives every survey a crowd of its own, so that
// response ids never meet.
func seedOf(s *survey.Survey, seed uint64) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s.ID)) // a hash never fails
	return h.Sum64() ^ seed*0xbf58476d1ce4e5b9
}
