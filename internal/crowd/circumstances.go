package crowd

import (
	"slices"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// circumstances prepares how the form was shown and which responses look odd.
func (m *model) circumstances(file profileFile) {
	m.flagged = float64(file.Flagged) / 100
	m.shuffled = slices.ContainsFunc(m.survey.Questions, func(q *survey.Question) bool { return q.Shuffle })
	m.branches = slices.ContainsFunc(m.survey.Sections, func(s *survey.Section) bool { return s.ShowIf != nil }) ||
		slices.ContainsFunc(m.survey.Questions, func(q *survey.Question) bool { return q.ShowIf != nil })
	if len(m.survey.Languages) < 2 {
		return
	}
	weights := make([]kind, len(m.survey.Languages))
	for i, tag := range m.survey.Languages {
		weights[i].Share = file.Languages[tag]
		if len(file.Languages) == 0 {
			weights[i].Share = 1
		}
	}
	if len(file.Languages) == 0 {
		weights[0].Share = 2 * (len(weights) - 1) // two people of three
	}
	m.languages = cumulative(weights)
}

// circumstances draws how this person met the form.
func (p *person) circumstances(a arrival) {
	if p.languages == nil && !p.shuffled && p.flagged == 0 {
		return
	}
	random := p.model.random(a.person, forCircumstances)
	if p.languages != nil {
		p.out.Language = p.survey.Languages[choose(p.languages, random.Float64())]
	}
	if p.shuffled {
		p.out.Order = 1 + random.IntN(survey.Variants)
	}
	if random.Float64() >= p.flagged {
		return
	}
	flag := []response.Flag{response.TooFast, response.Trap, response.Unsigned, response.Burst}[random.IntN(4)]
	p.out.Flag(flag)
	switch flag {
	case response.TooFast:
		p.out.Started = a.at.Add(-time.Second)
	case response.Unsigned:
		p.out.Started = time.Time{} // the time stamp tells when the form was shown
	}
}
