package dashboard

import (
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// PlannerForm is the model of the form that shows Conditions and changes them, submitted with GET. The
// fields of its questions are named must and never, the others as ParseConditions reads them.
type PlannerForm struct {
	Conditions
	Topics      int              // how many there are to plan
	Must, Never []FilterQuestion // the topics by their groups; one without an id where they are in none
	InMust      int              // how many are ticked
	InNever     int
	Groups      bool // topics are in groups
	Asked       bool // somebody was asked who could speak
	Timed       bool // somebody was asked for times
	Most        int  // meetings
}

// Form gives the form's model. A survey without topics has nothing to choose.
func (c Conditions) Form(s *survey.Survey) PlannerForm {
	f := PlannerForm{
		Conditions: c, Asked: s.ByPurpose(survey.Speak) != nil, Timed: s.ByPurpose(survey.Time) != nil,
		InMust: len(c.Must), InNever: len(c.Never), Most: MostMeetings,
	}
	q := s.ByPurpose(survey.Topic)
	if q == nil {
		return f
	}
	f.Topics, f.Groups = len(plannable(q)), len(q.Groups) > 0
	f.Must, f.Never = topicBoxes(q, "must", c.Must), topicBoxes(q, "never", c.Never)
	return f
}

// topicBoxes offers every topic that can be planned, in its group.
func topicBoxes(q *survey.Question, name string, ticked []string) []FilterQuestion {
	var all []FilterQuestion
	for _, c := range categoriesOf(q, tally.Options) {
		if c.last {
			continue
		}
		if n := len(all); n == 0 || all[n-1].Title != c.group {
			all = append(all, FilterQuestion{Title: c.group})
		}
		last := &all[len(all)-1]
		box := FilterOption{Name: name, Value: c.id, Label: c.label, Selected: slices.Contains(ticked, c.id)}
		if box.Selected {
			last.Chosen++
		}
		last.Options = append(last.Options, box)
	}
	return all
}
