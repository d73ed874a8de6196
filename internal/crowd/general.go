package crowd

import (
	"fmt"
	"math"
	"math/rand/v2"

	"muster/internal/survey"
)

// general draws what a profile does not say, or all of it where there is none. Its numbers come from
// the seed, in an order that follows from the survey alone.
type general struct {
	random *rand.Rand
	survey *survey.Survey
}

// complete adds kinds of people and interests to a file that has none.
func (g *general) complete(file profileFile) profileFile {
	if len(file.People) == 0 {
		file.People = g.people()
	}
	if len(file.Interests) == 0 {
		for i := range 4 {
			file.Interests = append(file.Interests, interest{Name: fmt.Sprint("interest ", i+1), Share: 20 + g.random.IntN(30), Odds: g.odds()})
		}
	}
	return file
}

// people makes one kind for every role that can be picked, each with wishes of its own.
func (g *general) people() []kind {
	role := g.survey.ByPurpose(survey.Role)
	if role == nil {
		return []kind{{Name: "people", Share: 1}}
	}
	var out []kind
	for _, o := range role.Options {
		if o.Exclusive {
			continue
		}
		k := kind{Name: o.ID, Share: 20 + g.random.IntN(80), Answers: tendencies{}}
		if o.Written {
			k.Share = 6
		}
		for _, q := range g.survey.Questions {
			if freely(q) && q != role {
				k.Answers[q.ID] = g.wishes(q)
			}
		}
		k.Answers[role.ID] = map[string]int{all: 7, o.ID: 96}
		out = append(out, k)
	}
	return out
}

// freely tells whether any options may be picked, whatever was picked elsewhere.
func freely(q *survey.Question) bool { return several(q) && q.From == "" && q.LevelOf == "" }

// wishes draws a chance for every option, the options of one group alike.
func (g *general) wishes(q *survey.Question) map[string]int {
	groups := map[string]float64{}
	for _, group := range q.Groups {
		groups[group.ID] = 0.6 * g.random.NormFloat64()
	}
	out := map[string]int{}
	for _, o := range q.Options {
		x := -1.0 + groups[o.Group] + 0.7*g.random.NormFloat64()
		out[o.ID] = 1 + int(97/(1+math.Exp(-x)))
		if o.Written || o.Exclusive {
			out[o.ID] = 3
		}
	}
	return out
}

// odds draws what an interest does: it lifts a few options of every question much.
func (g *general) odds() tendencies {
	out := tendencies{}
	for _, q := range g.survey.Questions {
		if !freely(q) {
			continue
		}
		out[q.ID] = map[string]int{}
		for _, o := range q.Options {
			if g.random.IntN(4) == 0 && !o.Written && !o.Exclusive {
				out[q.ID][o.ID] = 250 + g.random.IntN(350)
			}
		}
	}
	return out
}

// base draws how a question is answered by people of whom nothing else is known.
func (g *general) base(q *survey.Question) []float64 {
	out := make([]float64, len(optionIDs(q)))
	middle := g.random.Float64() * float64(len(out))
	for i := range out {
		switch {
		case q.Kind == survey.Scale:
			d := float64(i) - middle
			out[i] = -d * d / 6
		case len(q.Bins) > 0 && q.Kind == survey.Number && q.Bounds.Max == "":
			out[i] = -0.4 * float64(i) // where there is no end, small numbers are likelier
		case len(q.Bins) > 0:
			d := float64(i) - middle
			out[i] = -3 * d * d / float64(len(out))
		case q.Single(), q.Kind == survey.Ranking:
			out[i] = 0.6 * g.random.NormFloat64()
		case q.LevelOf != "":
			out[i] = logOdds(25)
		case q.From != "":
			out[i] = logOdds(12)
		default:
			out[i] = logOdds(25) + 0.6*g.random.NormFloat64()
		}
	}
	for i, o := range q.Options {
		if o.Written || o.Exclusive {
			out[i] = log(q)(4)
		}
	}
	return out
}

// words gives what is written where a profile has no words for a question. Nothing in it could be
// taken for what a real person said.
func (g *general) words(q *survey.Question) []saying {
	_, written := q.Written()
	switch {
	case q.Personal():
	case q.Kind == survey.Link:
		return said(0.25, "https://example.org/made-up", "https://example.com/people/example")
	case q.Kind == survey.Place && q.Free():
		return said(0.8, "Old Town", "Lakeside", "Northfield", "Mill Hill", "Southbridge")
	case written:
		return said(0.85, "Something of everything", "Between two of these", "What the others left out")
	case q.Free():
		return said(0.12,
			"Made-up answer: I would come for the people first.", "Made-up answer: short talks, long breaks.",
			"Made-up answer: please start on time.", "Made-up answer: I can bring a colleague.",
			"Made-up answer: beginners should feel welcome.", "Made-up answer: more practice than slides.")
	}
	return nil
}

func said(chance float64, texts ...string) []saying {
	return []saying{{texts: texts, chance: chance}}
}
