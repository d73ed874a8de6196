package importer

import (
	"regexp"
	"strings"

	"muster/internal/spreadsheet"
)

// microsoftForms writes workbooks. ID, the two times and mostly Email stand first, in the language of whoever
// downloads; a quiz adds columns that stay English. The titles up to Japanese were seen in exports, but for some
// of those of the last change and of the language; the others follow what the product calls them.
func microsoftForms() tool {
	t := tool{name: "Microsoft Forms", needs: []role{begunRole, sentRole}, leading: true, own: quizColumn, shape: shapeMicrosoft}
	for _, h := range []struct{ language, begun, sent, address, name, changed, spoken string }{
		{"en", "start time", "completion time", "email", "name", "last modified time", "language"},
		{"de", "startzeit", "fertigstellungszeit", "e mail", "name", "zeitpunkt der letzten änderung", "sprache"},
		{"fr", "heure de début", "heure de fin", "adresse de messagerie", "nom", "heure de la dernière modification", "langue"},
		{"nl", "begintijd", "tijd van voltooien", "e mail", "naam", "tijd van laatste wijziging", "taal"},
		{"es", "hora de inicio", "hora de finalización", "correo electrónico", "nombre", "hora de la última modificación", "idioma"},
		{"ja", "開始時刻", "完了時刻", "メール", "名前", "最終変更時刻", "言語"},
		{"it", "ora di inizio", "ora di completamento", "posta elettronica", "nome", "ora dell ultima modifica", "lingua"},
		{"pt", "hora de início", "hora de conclusão", "email", "nome", "hora da última modificação", "idioma"},
		{"pl", "godzina rozpoczęcia", "godzina ukończenia", "adres e mail", "nazwa", "godzina ostatniej modyfikacji", "język"},
	} {
		t.headers = append(t.headers, header{h.language, map[string]role{
			"id": numberRole, h.begun: begunRole, h.sent: sentRole, h.address: addressRole, h.name: nameRole,
			h.changed: ownRole, h.spoken: spokenRole,
		}})
	}
	return t
}

// quizColumn knows what a quiz adds: the points and the feedback of the whole and of every question.
func quizColumn(title string) role {
	folded := foldTitle(title)
	if folded == "total points" || folded == "quiz feedback" ||
		strings.HasPrefix(title, "Points - ") || strings.HasPrefix(title, "Feedback - ") {
		return pointsRole
	}
	return question
}

func shapeMicrosoft(l *layout) {
	l.plainDuplicates()
	l.likert()
}

var digitsBehind = regexp.MustCompile(`^(.*\D)([2-9]|[1-9]\d)$`)

// plainDuplicates gives titles back that got a digit because the header has them already: the second “Why?”
// is written Why?2, and a question called Email is Email2.
func (l *layout) plainDuplicates() {
	times := map[string]int{}
	bare := map[int]string{}
	for i, title := range l.table.Header {
		key := foldLabel(title)
		if m := digitsBehind.FindStringSubmatch(title); m != nil && times[foldLabel(m[1])] == number(m[2])-1 {
			key, bare[i] = foldLabel(m[1]), spreadsheet.Line(m[1])
		}
		times[key]++
	}
	for _, c := range l.columns {
		if title := bare[c.index]; title != "" {
			c.rename(title)
		}
	}
}
