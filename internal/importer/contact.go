package importer

import (
	"slices"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
)

// What system columns are called in the languages whose exports are known.

// stampTitles gives the language of each title.
func stampTitles() map[string]string {
	return map[string]string{
		"timestamp": "en", "horodateur": "fr", "marca temporal": "es", "zeitstempel": "de", "carimbo de data hora": "pt",
		"informazioni cronologiche": "it", "tijdstempel": "nl", "tidsstämpel": "sv", "tidsstempel": "da", "tidsstempel nb": "nb",
		"sygnatura czasowa": "pl", "отметка времени": "ru", "タイムスタンプ": "ja",
	}
}

func addressTitles() []string {
	return []string{"email address", "username", "adresse e mail", "adresse email", "dirección de correo electrónico",
		"correo electrónico", "e mail adresse", "endereço de e mail", "e mailadres", "indirizzo email", "メールアドレス"}
}

func scoreTitles() []string {
	return []string{"score", "total score", "punktzahl", "punkte", "puntuación", "pontuação", "punteggio", "note"}
}

func personTitles() []string {
	return []string{"name", "full name", "first name", "last name", "first last name", "first and last name", "surname",
		"phone", "phone number", "mobile", "mobile number", "mobile phone", "cell phone", "telephone", "telephone number",
		"linkedin", "linkedin profile", "linkedin url", "contact", "contact information", "contact info", "contact details", "contact me at"}
}

// personal finds columns in which people say who they are. They become contact details, which are
// kept apart from the answers: it is better to take one column too many for personal than to show
// somebody's address on a dashboard.
func personal(c *column) *guess {
	title := plainTitle(c.title)
	switch {
	case c.share(response.ValidEmail) >= 0.5:
		q := titled(c, survey.Email)
		q.Purpose = survey.Contact
		return &guess{question: q, note: "personal", why: []string{"it holds e-mail addresses, which are kept apart from the answers."}}
	case slices.Contains(personTitles(), title) && len(c.cells)*2 > c.answered:
		q := titled(c, survey.Short)
		q.Purpose = survey.Contact
		return &guess{question: q, note: "personal", why: []string{"its title asks who the person is, so it is kept apart from the answers."}}
	}
	return nil
}

// plainTitle folds a title and drops what does not change its meaning.
func plainTitle(title string) string {
	var kept []string
	for word := range strings.FieldsSeq(foldTitle(title)) {
		if !slices.Contains([]string{"your", "my", "optional", "required", "the", "please", "enter"}, word) {
			kept = append(kept, word)
		}
	}
	return strings.Join(kept, " ")
}

// consent is the question that goes with contact details. Nobody who filled in the foreign form saw
// it, so nobody has given it.
func consent(id string) *survey.Question {
	return &survey.Question{
		ID: id, Kind: survey.Agree, Purpose: survey.Contact,
		Title: "May the organisers contact you?", Statement: "Yes, the organisers may write to me.",
	}
}

// isScore tells whether a column holds a quiz's points (“4 / 5”).
func isScore(c *column) bool {
	return c.share(func(s string) bool { return strings.Contains(s, "/") }) > 0.5
}
