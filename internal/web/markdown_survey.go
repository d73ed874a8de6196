package web

import (
	"fmt"
	"html/template"

	"muster/internal/survey"
)

// proses are the texts of surveys that are laid out, rendered once for every language.
type proses map[proseKey]prose

type proseKey struct{ survey, language string }

type prose struct{ thanks, privacy template.HTML }

func newProses(surveys []*survey.Survey, by *markdown) (proses, error) {
	all := proses{}
	for _, original := range surveys {
		for _, tag := range append([]string{original.Language}, original.Languages...) {
			s := original.In(tag)
			thanks, err := by.render(s.Thanks)
			if err != nil {
				return nil, fmt.Errorf("survey %q: thanks: %w", s.ID, err)
			}
			privacy, err := by.render(s.Privacy)
			if err != nil {
				return nil, fmt.Errorf("survey %q: privacy: %w", s.ID, err)
			}
			all[proseKey{s.ID, s.Language}] = prose{thanks, privacy}
		}
	}
	return all, nil
}

// of gives the texts of a survey in its language.
func (p proses) of(s *survey.Survey) prose { return p[proseKey{s.ID, s.Language}] }
