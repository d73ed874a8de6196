package web

import (
	"net/url"

	"muster/internal/survey"
)

// prefilled are the answers that a link gives: fields of the form in its query. What the survey does
// not know is left out.
func prefilled(s *survey.Survey, query url.Values) url.Values {
	values := url.Values{}
	if len(query) == 0 {
		return values
	}
	for _, q := range s.Questions {
		if q.Kind == survey.Agree {
			continue // nobody agrees for somebody else
		}
		for name := range fieldsOf(q) {
			if given, there := query[name]; there {
				values[name] = given
			}
		}
	}
	return values
}
