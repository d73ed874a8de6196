package crowd

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// contactField is what a contact question asks for.
type contactField int

const (
	noField contactField = iota
	personName
	personAddress
	personPhone
	personPage
	personTown
	personConsent
)

func fieldOf(q *survey.Question) contactField {
	switch {
	case !q.Personal():
		return noField
	case q.Kind == survey.Agree:
		return personConsent
	case q.Kind == survey.Email:
		return personAddress
	case q.Kind == survey.Link:
		return personPage
	case q.Kind == survey.Place:
		return personTown
	case strings.Contains(q.ID, "phone") || strings.Contains(q.ID, "mobile"):
		return personPhone
	}
	return personName
}

// contact leaves details that are plainly made up: everybody is called Example and lives at
// example.com, which is reserved for that.
func (p *person) contact() {
	if p.random.Float64() >= p.given {
		return
	}
	first := p.names[p.random.IntN(len(p.names))]
	consents := p.random.Float64() < p.consent
	c := &response.Contact{Fields: map[string]string{}}
	for i := range p.questions {
		q := p.questions[i].q
		if slices.Contains(p.out.NotShown, q.ID) {
			continue
		}
		switch p.questions[i].name {
		case personName:
			if p.random.Float64() < 0.85 {
				c.Fields[q.ID] = fitting(first+" Example", q)
			}
		case personAddress:
			if address := fmt.Sprintf("%s.example.%d@example.com", strings.ToLower(first), p.number+1); len(address) <= q.MaxLength {
				c.Fields[q.ID] = address
			}
		case personPhone:
			c.Fields[q.ID] = fitting(fmt.Sprintf("555-01%02d", p.number%100), q)
		case personPage:
			if address := fitting(fmt.Sprintf("https://example.com/people/%d", p.number+1), q); address != "" {
				c.Fields[q.ID] = address
			}
		case personTown:
			c.Fields[q.ID] = fitting("Exampleton", q)
		case personConsent:
			if consents {
				shown := p.survey.In(p.out.Language)
				c.Consent, c.Statement, c.Notice = true, string(shown.Question(q.ID).Statement), string(shown.Privacy)
			}
		}
	}
	if len(c.Fields) > 0 || c.Consent {
		p.out.Contact = c
	}
}

func firstNames() []string {
	return []string{"Alex", "Ari", "Bo", "Casey", "Charlie", "Dana", "Drew", "Eli", "Finley", "Gray", "Harper", "Indigo", "Jamie",
		"Jordan", "Kai", "Lee", "Morgan", "Noor", "Oakley", "Parker", "Quinn", "Robin", "Sam", "Taylor", "Uma", "Val", "Wren", "Yael"}
}
