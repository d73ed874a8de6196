package response

import (
	"slices"

	"muster/internal/survey"
)

// AdmissionOf gives what must hold for a response with these answers to be stored: the survey's cap,
// the quotas of the options that were picked, and, where the survey is for invited people only, the
// hash of the invitation. It is nil when nothing must.
func AdmissionOf(s *survey.Survey, answers Answers, invitation []byte) *Admission {
	a := Admission{Most: s.Rules.Most}
	if s.Rules.Invited {
		a.Invitation = invitation
	}
	for _, q := range s.Questions {
		for i := range q.Options {
			if o := &q.Options[i]; o.Quota > 0 && slices.Contains(answers[q.ID].Picks, o.ID) {
				a.Quotas = append(a.Quotas, Quota{q.ID, o.ID, o.Quota})
			}
		}
	}
	if a.Most == 0 && len(a.Quotas) == 0 && a.Invitation == nil {
		return nil
	}
	return &a
}

// Flag adds a reason to look at the response again; one that is there already is not added twice.
func (c *Circumstances) Flag(f Flag) {
	if i, there := slices.BinarySearch(c.Flags, f); !there {
		c.Flags = slices.Insert(c.Flags, i, f)
	}
}
