package importer

import (
	"strings"

	"muster/internal/survey"
)

// promoting tells whether a title asks for a recommendation, in the languages that Muster speaks.
func promoting(title string) bool {
	folded := foldTitle(title)
	for _, part := range []string{"recommend", "weiterempfehl", "empfehlen", "recomendar", "recomiend", "recomend", "توصي", "التوصية"} {
		if strings.Contains(folded, part) {
			return true
		}
	}
	return false
}

// promoter takes numbers up to ten for a Net Promoter Score, which always goes from 0 to 10.
func promoter(c *column, s steps) *guess {
	q := titled(c, survey.Scale)
	q.Promoter = true
	for n := range 11 {
		q.Points = append(q.Points, survey.Point{Value: n, Label: survey.Text(s.labels[n])})
	}
	return &guess{question: q, note: "a scale from 0 to 10 for a Net Promoter Score", why: []string{
		"its title asks for a recommendation and its numbers go up to 10, so it is a Net Promoter Score. If the form's scale began at 1, write scale in the file instead of nps."}}
}
