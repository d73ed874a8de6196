package web

import (
	"fmt"
	"html/template"

	"muster/internal/survey"
)

// prose is what a survey says at length in one of its languages, laid out.
type prose struct{ thanks, privacy template.HTML }

// prosesOf lays out the texts of a survey once, by language.
func (r *receipts) prosesOf(original *survey.Survey) (map[string]prose, error) {
	all := map[string]prose{}
	for _, tag := range append([]string{original.Language}, original.Languages...) {
		s := original.In(tag)
		thanks, err := r.markdown.render(s.Thanks)
		if err != nil {
			return nil, fmt.Errorf("thanks: %w", err)
		}
		privacy, err := r.markdown.render(s.Privacy)
		if err != nil {
			return nil, fmt.Errorf("privacy: %w", err)
		}
		all[s.Language] = prose{thanks, privacy}
	}
	return all, nil
}
