package crowd

import (
	"slices"
	"time"

	"muster/internal/survey"
)

// seat is an option that only so many may pick.
type seat struct{ question, option string }

// fill finds who takes the last place of each option that has a quota. Places are given in the order of
// the people's numbers, not of their time, so that a larger crowd still holds the smaller one.
func (m *model) fill(n int) {
	quotas := quotasOf(m.survey)
	m.filled = make(map[seat]int, len(quotas))
	taken := map[seat]int{}
	var space person
	for i := 0; i < n && len(m.filled) < len(quotas); i++ {
		r := m.person(&space, arrival{i, time.Time{}}, "")
		for s, most := range quotas {
			if !slices.Contains(r.Answers[s.question].Picks, s.option) {
				continue
			}
			if taken[s]++; taken[s] == most {
				m.filled[s] = i
			}
		}
	}
}

func quotasOf(s *survey.Survey) map[seat]int {
	quotas := map[seat]int{}
	for _, q := range s.Questions {
		for _, o := range q.Options {
			if o.Quota > 0 {
				quotas[seat{q.ID, o.ID}] = o.Quota
			}
		}
	}
	return quotas
}

// closed tells whether an option was full before this person came.
func (p *person) closed(q *survey.Question, option int) bool {
	if len(p.filled) == 0 {
		return false
	}
	last, full := p.filled[seat{q.ID, q.Options[option].ID}]
	return full && p.number > last
}
