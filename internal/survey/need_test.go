package survey_test

import (
	"strings"
	"testing"

	"muster/internal/survey"
)

const needsFile = `id: a
title: A
language: en
time_zone: UTC
questions:
  - id: looking
    kind: many
    purpose: PURPOSE
    title: Are any of these true?
    options:
      - {id: role, label: I look for a role, need: NEED}
      - {id: nothing, label: Nothing}
`

func TestNeeds(t *testing.T) {
	tests := []struct{ name, purpose, need, problem string }{
		{"looks for work", "needs", "seeks_role", ""},
		{"has work", "needs", "hires", ""},
		{"has a challenge", "needs", "wants_help", ""},
		{"unknown", "needs", "money", `unknown need "money"; known: seeks_role, hires, wants_help`},
		{"of another question", "help", "hires", "need means something in a question of purpose needs only; remove it or add the purpose"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := strings.NewReplacer("PURPOSE", test.purpose, "NEED", test.need).Replace(needsFile)
			s, problems := survey.Parse("a.yaml", []byte(text))
			if test.problem != "" {
				if len(problems) != 1 || !strings.HasSuffix(problems[0].Error(), test.problem) {
					t.Errorf("problems %v, want %q", problems, test.problem)
				}
				return
			}
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			if o := s.ByPurpose(survey.Needs).Options[0]; string(o.Need) != test.need {
				t.Errorf("the option says %q", o.Need)
			}
			written, err := survey.Write(s, nil)
			if err != nil || !strings.Contains(string(written), "need: "+test.need) {
				t.Errorf("written without its need: %v\n%s", err, written)
			}
		})
	}
}

func TestChallengeIsWritten(t *testing.T) {
	text := strings.NewReplacer("PURPOSE", "challenge", ", need: NEED", "").Replace(needsFile)
	_, problems := survey.Parse("a.yaml", []byte(text))
	if len(problems) != 1 || !strings.Contains(problems[0].Error(), "purpose challenge is for what people write") {
		t.Errorf("problems %v", problems)
	}
}
