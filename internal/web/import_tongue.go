package web

import (
	"slices"

	"muster/internal/importer"
	"muster/internal/words"
)

// languageChoices are the languages that Muster speaks, and the one that a survey is in.
func (site *Site) languageChoices(is string) []pickable {
	tags := site.spoken.Languages()
	if is != "" && !slices.Contains(tags, is) {
		tags = append(tags, is)
	}
	var all []pickable
	for _, tag := range tags {
		all = append(all, pickable{tag, words.Name(tag), tag == is})
	}
	return all
}

// languageFrom is what was decided about the language of a survey that is being made; what was found is no decision.
func (u *upload) languageFrom(fields fileFields) string {
	found := u.is != nil && u.is.plan != nil && fields.Language == u.is.plan.Survey.Language
	if found || !importer.ValidLanguage(fields.Language) {
		return u.draft.Mapping.Language
	}
	return fields.Language
}
