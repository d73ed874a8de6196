package dashboard

import "muster/internal/survey"

// bounded is how many people a crowd by these questions is of at the most: so many, or everybody (0) where
// there cannot be more different picks than that, so that everybody is told as fast. A question may be nil.
func bounded(most int, questions ...*survey.Question) int {
	picks := 1
	for _, q := range questions {
		if q == nil {
			continue
		}
		for range q.Categories() {
			if picks *= 2; picks > most {
				return most
			}
		}
	}
	return 0
}
