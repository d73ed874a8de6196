package crowd

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"muster/internal/response"
	"muster/internal/survey"
)

// person is one made-up respondent while answering.
type person struct {
	*model
	random  *rand.Rand
	number  int
	kind    int
	holds   []bool    // by interest
	breadth float64   // how readily this person picks anything
	weights []float64 // working space, as is holds
	out     *response.Response
}

// person answers the survey as the person of an arrival. p is overwritten; its working space is used
// again from one person to the next.
func (m *model) person(p *person, a arrival, version string) *response.Response {
	random := m.random(a.person, forAnswers)
	var raw [16]byte
	binary.LittleEndian.PutUint64(raw[:8], random.Uint64())
	binary.LittleEndian.PutUint64(raw[8:], random.Uint64())
	*p = person{
		model: m, random: random, number: a.person, holds: p.holds[:0], weights: p.weights,
		kind: choose(m.kinds, random.Float64()), breadth: 0.45 * random.NormFloat64(),
		out: &response.Response{
			ID: response.IDFrom(raw), Survey: m.survey.ID, Version: version, Source: Source,
			Started: a.at.Add(-seconds(random)), Submitted: a.at,
			Answers: make(response.Answers, m.answered),
		},
	}
	for _, share := range m.holding {
		p.holds = append(p.holds, random.Float64() < share)
	}
	for i := range m.questions {
		p.answer(&m.questions[i])
	}
	p.contact()
	return p.out
}

func (p *person) answer(a *asked) {
	if a.q.Personal() || !a.q.Required && p.random.Float64() < a.skip {
		return
	}
	switch {
	case a.q.Kind == survey.Many:
		p.many(a)
	case a.q.Kind == survey.One:
		id := a.q.Options[p.heaviest(a)].ID
		p.pick(a, []string{id})
	case a.q.Kind == survey.Scale:
		p.out.Answers[a.q.ID] = response.Answer{Number: a.q.Points[p.heaviest(a)].Value}
	default:
		if text := p.writes(a); text != "" {
			p.out.Answers[a.q.ID] = response.Answer{Text: text}
		}
	}
}

// pull is how strongly an option draws this person.
func (p *person) pull(a *asked, option int) float64 {
	x := a.pull[p.kind][option]
	for i, holds := range p.holds {
		if holds {
			x += a.drawn[i][option]
		}
	}
	return x
}

// writes gives the words for a question, or "" when the person writes none.
func (p *person) writes(a *asked) string {
	if len(a.words) == 0 || !p.meets(a.when) || !a.q.Required && p.random.Float64() >= a.chance {
		return p.mustWrite(a)
	}
	return fitting(a.words[p.random.IntN(len(a.words))], a.q)
}

func (p *person) mustWrite(a *asked) string {
	if a.q.Required && a.q.Free() {
		return fitting("Made up", a.q)
	}
	return ""
}

func (p *person) meets(when []condition) bool {
	return !slices.ContainsFunc(when, func(c condition) bool {
		return !slices.Contains(p.out.Answers[p.questions[c.question].q.ID].Picks, c.option)
	})
}

// fitting cuts words to what the form takes.
func fitting(text string, q *survey.Question) string {
	most := q.MaxLength
	if !q.Free() {
		most = 200 // of own words beside “other”
	}
	if q.Kind != survey.Long {
		text = strings.Join(strings.Fields(text), " ")
	}
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most])
	}
	return strings.TrimSpace(text)
}
