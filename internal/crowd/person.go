package crowd

import (
	"encoding/binary"
	"math"
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
	insists bool      // answers whatever is asked
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
	p.circumstances(a)
	p.everything()
	p.contact()
	if len(p.out.Answers) == 0 && p.out.Contact == nil { // nobody can send a form that is empty
		p.insists = true
		p.everything()
	}
	return p.out
}

// everything answers the questions in order, as far as they are shown.
func (p *person) everything() {
	p.out.NotShown = nil
	for i := range p.questions {
		if a := &p.questions[i]; !p.branches || p.survey.Shows(a.q, p.picks) {
			p.answer(a)
		} else {
			p.out.NotShown = append(p.out.NotShown, a.q.ID)
		}
	}
}

// picks are what the condition of a question sees of an earlier one.
func (p *person) picks(question string) []string {
	if a, answered := p.out.Answers[question]; answered {
		return a.Categories(p.survey.Question(question))
	}
	return nil
}

// must tells whether a question cannot be left empty.
func (p *person) must(q *survey.Question) bool { return q.Required || p.insists && q.LevelOf == "" }

func (p *person) answer(a *asked) {
	if a.q.Personal() || !p.must(a.q) && p.random.Float64() < a.skip {
		return
	}
	switch {
	case several(a.q):
		p.many(a)
	case a.q.Kind == survey.Ranking:
		p.rank(a)
	case a.q.Single():
		if i := p.heaviest(a); !p.closed(a.q, i) { // they may all be full
			p.pick(a, []string{a.q.Options[i].ID})
		}
	case a.q.Kind == survey.Scale:
		p.out.Answers[a.q.ID] = response.Answer{Number: a.q.Points[p.heaviest(a)].Value}
	case a.q.Kind == survey.Number:
		p.out.Answers[a.q.ID] = response.Answer{Text: p.amount(a.q, p.heaviest(a))}
	case a.q.Kind == survey.Date:
		p.out.Answers[a.q.ID] = response.Answer{Text: p.day(a.q, p.heaviest(a))}
	default:
		if text := p.writes(a); text != "" {
			p.out.Answers[a.q.ID] = response.Answer{Text: text}
		}
	}
}

// pull is how strongly an option draws this person.
func (p *person) pull(a *asked, option int) float64 {
	if len(a.q.Options) > 0 && p.closed(a.q, option) {
		return math.Inf(-1)
	}
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
	for _, s := range a.words {
		if !p.says(s) || !p.must(a.q) && p.random.Float64() >= s.chance {
			continue
		}
		if text := fitting(s.texts[p.random.IntN(len(s.texts))], a.q); text != "" {
			return text
		}
		break
	}
	return p.mustWrite(a)
}

// says tells whether the texts of a list are this person's.
func (p *person) says(s saying) bool {
	return (len(s.kinds) == 0 || slices.Contains(s.kinds, p.kind)) && p.meets(s.when)
}

func (p *person) mustWrite(a *asked) string {
	switch {
	case !p.must(a.q) || !a.q.Free():
		return ""
	case a.q.Kind == survey.Link:
		return fitting("https://a.example", a.q)
	}
	return fitting("Made up", a.q)
}

func (p *person) meets(when []condition) bool {
	return !slices.ContainsFunc(when, func(c condition) bool {
		return !slices.Contains(p.out.Answers[p.questions[c.question].q.ID].Picks, c.option)
	})
}

// fitting cuts words to what the form takes. A link cannot be cut: one that is too long is none.
func fitting(text string, q *survey.Question) string {
	most := q.MaxLength
	if q.Kind == survey.Link {
		address, _ := response.ReadLink(text)
		if utf8.RuneCountInString(address) > most {
			return ""
		}
		return address
	}
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
