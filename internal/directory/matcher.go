package directory

import (
	"fmt"

	"muster/internal/response"
	"muster/internal/survey"
)

// matcher knows the questions of a survey by which people are matched.
type matcher struct {
	Source
	query               MatchQuery
	in                  *introducer
	needs, role, topic  *survey.Question
	speak, challenge    *survey.Question
	asking, offering    *condition // nil: not asked for
	roleBits, topicBits map[string]int
}

func newMatcher(src Source, q MatchQuery) *matcher {
	s := src.Survey
	q.Page.Number = max(1, q.Page.Number)
	m := &matcher{
		Source: src, query: q, in: newIntroducer(s), needs: s.ByPurpose(survey.Needs), role: s.ByPurpose(survey.Role),
		topic: s.ByPurpose(survey.Topic), speak: s.ByPurpose(survey.Speak), challenge: s.ByPurpose(survey.Challenge),
	}
	m.roleBits, m.topicBits = bitsOf(m.role), bitsOf(m.topic)
	m.asking = m.having(q.Need)
	switch q.Need {
	case survey.WantsHelp:
		if m.speak != nil {
			m.offering = &condition{m.speak, meant(m.speak)}
		}
	case survey.Hires:
		m.offering = m.having(survey.SeeksRole)
	case survey.SeeksRole:
		m.offering = m.having(survey.Hires)
	}
	return m
}

// having is the condition of having a need.
func (m *matcher) having(need survey.Need) *condition {
	if m.needs == nil || need == survey.NoNeed {
		return nil
	}
	c := condition{question: m.needs}
	for _, o := range m.needs.Options {
		if o.Need == need {
			c.options = append(c.options, o.ID)
		}
	}
	if len(c.options) == 0 {
		return nil
	}
	return &c
}

// bitsOf gives every option that says something a place. “Other” is not the same for two people.
func bitsOf(q *survey.Question) map[string]int {
	bits := map[string]int{}
	if q == nil {
		return bits
	}
	for i, o := range q.Options {
		if !o.Exclusive && !o.Written {
			bits[o.ID] = i
		}
	}
	return bits
}

func maskOf(r *response.Response, q *survey.Question, bits map[string]int) uint64 {
	if q == nil {
		return 0
	}
	var mask uint64
	for _, id := range r.Answers[q.ID].Picks {
		if bit, known := bits[id]; known {
			mask |= 1 << bit
		}
	}
	return mask
}

// asker is somebody of the page while partners are sought.
type asker struct {
	match    Match
	traits   traits
	partners best[fit]
}

// ask finds the people of the page who have the need.
func (m *matcher) ask(out *Matches) ([]*asker, error) {
	page := m.query.Page.within(Count{Reachable: len(m.Contacts)})
	latest := best[arrival]{most: page.Number * page.Size, compare: arrival.compare}
	err := m.each(m.asking, &out.Asking, func(r *response.Response, c response.Contact) {
		key := arrival{r.Submitted, r.ID, m.traits(r, m.topic), m.words(r)}
		latest.offer(key, func() Person { return m.in.introduce(r, c) })
	})
	if err != nil {
		return nil, err
	}
	out.Page = page.within(out.Asking)
	var askers []*asker
	for _, e := range latest.page(out.Page) {
		a := &asker{traits: e.key.traits, partners: best[fit]{most: mostPartners, compare: fit.compare}}
		a.match = Match{Person: e.person, Words: e.key.words, Wants: m.labels(m.topic, e.key.traits.topics)}
		askers = append(askers, a)
	}
	return askers[:min(len(askers), out.Page.Size)], nil
}

// offer lets everybody who could answer the need be weighed by each asker.
func (m *matcher) offer(out *Matches, askers []*asker) error {
	gives := m.topic
	if m.query.Need == survey.WantsHelp {
		gives = m.speak
	}
	return m.each(m.offering, &out.Offering, func(r *response.Response, c response.Contact) {
		has := m.traits(r, gives)
		for _, a := range askers {
			common := traits{has.topics & a.traits.topics, has.roles & a.traits.roles}
			key := newFit(a.match.ID, r.ID, common)
			if a.match.ID == r.ID || !key.enough(m.query.Need) {
				continue
			}
			a.partners.offer(key, func() Person { return m.in.introduce(r, c) })
		}
	})
}

// each hands on who meets a condition and agreed to be contacted, and counts them and the others.
func (m *matcher) each(who *condition, n *Count, use func(*response.Response, response.Contact)) error {
	for r, err := range m.Responses(narrowed(m.query.Filter, who.question, who.options...)) {
		if err != nil {
			return fmt.Errorf("match people: %w", err)
		}
		if !picked(r, who.question, who.options...) {
			continue
		}
		contact, agreed := m.Contacts[r.ID]
		if !agreed {
			n.Others++
			continue
		}
		n.Reachable++
		use(r, contact)
	}
	return nil
}

func (m *matcher) traits(r *response.Response, topics *survey.Question) traits {
	return traits{maskOf(r, topics, m.topicBits), maskOf(r, m.role, m.roleBits)}
}

func (m *matcher) words(r *response.Response) string {
	if m.challenge == nil || m.query.Need != survey.WantsHelp {
		return ""
	}
	return r.Answers[m.challenge.ID].Text
}

// shared names what two people have in common.
func (m *matcher) shared(common traits) []string {
	return append(m.labels(m.topic, common.topics), m.labels(m.role, common.roles)...)
}

func (m *matcher) labels(q *survey.Question, mask uint64) []string {
	var labels []string
	if q == nil {
		return nil
	}
	for i, o := range q.Options {
		if mask&(1<<i) != 0 {
			labels = append(labels, m.in.labels[q.ID][o.ID])
		}
	}
	return labels
}
