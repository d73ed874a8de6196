package dashboard

import (
	"fmt"

	"muster/internal/survey"
)

// Told says the conditions in words, one a sentence, as a reader needs them who does not see the form.
func (c Conditions) Told(s *survey.Survey) []string {
	told := []string{fmt.Sprintf("At most %s.", amount(c.Meetings, "meeting is planned", "meetings are planned"))}
	if s.ByPurpose(survey.Time) != nil {
		told = append(told, c.timesTold())
	}
	if c.PerGroup > 0 {
		told = append(told, fmt.Sprintf("At most %s of one group.", amount(c.PerGroup, "topic", "topics")))
	}
	if c.Speakers > 0 {
		told = append(told, fmt.Sprintf("Only topics that at least %s could speak about.", people(c.Speakers)))
	}
	p := parameters{selection: Selection{survey: s}}
	if len(c.Must) > 0 {
		told = append(told, "Must be in: "+andList(p.named(c.Must))+".")
	}
	if len(c.Never) > 0 {
		told = append(told, "Must not be in: "+andList(p.named(c.Never))+".")
	}
	if c.Turnout > 0 {
		told = append(told, fmt.Sprintf("The founders guess that %d of 100 will come; the answers do not tell it.", c.Turnout))
	}
	return told
}

func (c Conditions) timesTold() string {
	switch c.Times {
	case OwnTimes:
		return "Each meeting is at its best time."
	case NoTimes:
		return "Times are left out."
	}
	return "All meetings are at the same time, the best."
}

// named gives the labels of topics.
func (p *parameters) named(ids []string) []string {
	labels := make([]string, len(ids))
	for i, id := range ids {
		labels[i] = p.topic(id)
	}
	return labels
}
