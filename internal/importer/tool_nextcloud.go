package importer

import (
	"slices"
	"strings"

	"muster/internal/spreadsheet"
)

// nextcloudForms writes its own columns first, in the owner's language; times as 2026-01-31T18:00:00+01:00.
// Picks are joined by “; ”. A grid has a column for every row, “Question (row)”, and a ranking one for
// every option that holds its place. Newer versions write a second line with the ids of the columns, hidden in
// workbooks. So its exporter writes them; the titles in other languages than English were not seen.
func nextcloudForms() tool {
	t := tool{name: "Nextcloud Forms", needs: []role{sentRole, nameRole}, leading: true, shape: shapeNextcloud}
	for _, h := range []struct{ language, number, user, name, sent string }{
		{"en", "submission id", "user id", "user display name", "timestamp"},
		{"de", "einreichungs id", "benutzer id", "anzeigename", "zeitstempel"},
		{"fr", "id de soumission", "identifiant utilisateur", "nom d affichage de l utilisateur", "horodatage"},
		{"nl", "inzendings id", "gebruikers id", "weergavenaam gebruiker", "tijdstempel"},
		{"es", "id de envío", "id de usuario", "nombre para mostrar del usuario", "marca de tiempo"},
	} {
		t.headers = append(t.headers, header{h.language, map[string]role{
			h.number: numberRole, h.user: ownRole, h.name: nameRole, h.sent: sentRole,
		}})
	}
	return t
}

// withoutIDs drops the line of ids that stands below the header.
func withoutIDs(t *spreadsheet.Table) *spreadsheet.Table {
	if len(t.Rows) < 2 || !slices.Contains(t.Rows[0].Cells, "submission_id") {
		return t
	}
	for _, cell := range t.Rows[0].Cells {
		if cell != "" && !slices.Contains([]string{"submission_id", "user_id", "user_display_name", "timestamp"}, cell) &&
			!strings.HasPrefix(cell, "question-id-") {
			return t
		}
	}
	rest := *t
	rest.Rows = t.Rows[1:]
	return &rest
}

func shapeNextcloud(l *layout) {
	byHeading := map[string][]*column{}
	for _, c := range l.columns {
		if at := strings.LastIndex(c.title, " ("); at > 0 && strings.HasSuffix(c.title, ")") {
			byHeading[c.title[:at]] = append(byHeading[c.title[:at]], c)
		}
	}
	for _, columns := range byHeading {
		rowsOf(columns, " (", ")")
	}
	l.rankings()
}
