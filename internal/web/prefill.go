package web

import (
	"html/template"
	"net/url"
	"slices"
	"strings"

	"muster/internal/survey"
)

// The names that a link's query keeps for itself.
const (
	sourceKey     = "source"
	invitationKey = "i"
	stepKey       = "step"
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
			switch given, there := query[name]; {
			case !there, name == languageKey, name == sourceKey, name == invitationKey, name == stepKey:
			default:
				values[name] = given
			}
		}
	}
	return values
}

// elsewhere writes what is filled in on other steps than the one that is shown as hidden inputs, as long
// as there is no draft to keep it.
func (p *submission) elsewhere(step int) string {
	if p.survey.Layout != survey.Pages || p.draft != "" {
		return ""
	}
	var here []*survey.Question
	if steps := p.survey.Steps(); step < len(steps) {
		here = steps[step].Questions
	}
	var out strings.Builder
	for _, q := range p.survey.Questions {
		if slices.Contains(here, q) {
			continue
		}
		for _, field := range pairsOf(q, p.values) {
			out.WriteString(`<input type="hidden" name="` + field.Name + `" value="` + template.HTMLEscapeString(field.Value) + `">`)
		}
	}
	return out.String()
}
