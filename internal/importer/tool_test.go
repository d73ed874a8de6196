package importer_test

import (
	"strings"
	"testing"
)

// Every tool is known by its own columns, in the languages in which it writes them, and no other table is taken
// for its.
func TestToolsAreKnownByTheirHeaders(t *testing.T) {
	for _, test := range []struct {
		header, tool, language string
	}{
		{"ID,Start time,Completion time,Email,Name,Tea?", "Microsoft Forms", "en"},
		{"Start time,Completion time,Tea?", "Microsoft Forms", "en"},
		{"ID,Startzeit,Fertigstellungszeit,E-Mail,Name,Tea?", "Microsoft Forms", "de"},
		{"ID,Ora di inizio,Ora di completamento,Posta elettronica,Nome,Tea?", "Microsoft Forms", "it"},
		{"Timestamp,Tea?", "Google Forms", "en"},
		{"Zeitstempel,E-Mail-Adresse,Tea?", "Google Forms", "de"},
		{"Horodateur,Adresse e-mail,Tea?", "Google Forms", "fr"},
		{"Marca temporal,Dirección de correo electrónico,Tea?", "Google Forms", "es"},
		{"Tijdstempel,E-mailadres,Tea?", "Google Forms", "nl"},
		{"タイムスタンプ,メールアドレス,Tea?", "Google Forms", "ja"},
		{"Timestamp,Start time,Completion time,Tea?", "Google Forms", "en"},
		{"#,Tea?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending", "Typeform", "en"},
		{"#,Tea?,Start Date (UTC),Submit Date (UTC),Network ID", "Typeform", "en"},
		{"No.,Response ID,Timestamp,Finished,Survey ID,User ID,Tags,1. Tea?", "Formbricks", "en"},
		{"id,submitdate,lastpage,startlanguage,seed,Tea", "LimeSurvey", "en"},
		{"Response ID,Date submitted,Last page,Start language,Seed,Tea?", "LimeSurvey", "en"},
		{"Antwort ID,Datum Abgeschickt,Letzte Seite,Start-Sprache,Zufallsstartwert,Tea?", "LimeSurvey", "de"},
		{"ID de la réponse,Date de soumission,Dernière page,Langue de départ,Tête de série,Tea?", "LimeSurvey", "fr"},
		{"ID de respuesta,Fecha de envío,Última página,Idioma inicial,Semilla,Tea?", "LimeSurvey", "es"},
		{"Antwoord ID,Datum ingediend,Laatste pagina,Starttaal,Seed,Tea?", "LimeSurvey", "nl"},
		{"User ID,User display name,Timestamp,Tea?", "Nextcloud Forms", "en"},
		{"Einreichungs-ID,Benutzer-ID,Anzeigename,Zeitstempel,Tea?", "Nextcloud Forms", "de"},
		{"start,end,Tea?,_id,_uuid,_submission_time,_index", "KoboToolbox", "en"},
		{"When,Tea?", "", "en"},
		{"Tea?,Start time,Completion time", "", "en"},
		{"Name,Email,Start date,Tea?", "", "en"},
	} {
		t.Run(test.header, func(t *testing.T) {
			titles := strings.Split(test.header, ",")
			var text strings.Builder
			text.WriteString(strings.Join(titles, "\t") + "\n")
			for n := range 3 {
				var cells []string
				for _, title := range titles {
					cells = append(cells, cellUnder(title, n))
				}
				text.WriteString(strings.Join(cells, "\t") + "\n")
			}
			plan := infer(t, table(t, text.String()))
			if test.tool == "" && said(plan.Decisions, "was written by") || test.tool != "" && !said(plan.Decisions, "The file was written by "+test.tool+".") {
				t.Errorf("decisions %q", plan.Decisions)
			}
			if plan.Survey.Language != test.language {
				t.Errorf("the language is %s", plan.Survey.Language)
			}
			if plan.Report().Tool != test.tool {
				t.Errorf("the report says %q", plan.Report().Tool)
			}
		})
	}
}

// cellUnder is something that could stand in a column.
func cellUnder(title string, n int) string {
	lower := strings.ToLower(title)
	switch {
	case strings.Contains(lower, "tea"):
		return []string{"Green", "Black", "Green"}[n]
	case strings.Contains(lower, "mail") && !strings.Contains(lower, "id"), strings.Contains(lower, "メール"), strings.Contains(lower, "correo"), strings.Contains(lower, "posta"):
		return ""
	case strings.HasSuffix(lower, "id"), lower == "#", strings.HasPrefix(lower, "id"), lower == "no.":
		return string(rune('1' + n))
	case strings.Contains(lower, "date"), strings.Contains(lower, "datum"), strings.Contains(lower, "fecha"), strings.Contains(lower, "time"), strings.Contains(lower, "zeit"),
		strings.Contains(lower, "tijd"), strings.Contains(lower, "ora"), strings.Contains(lower, "hora"), strings.Contains(lower, "hor"), strings.Contains(lower, "スタンプ"), lower == "start", lower == "end":
		return "2026-01-0" + string(rune('2'+n)) + " 10:00:00"
	case lower == "finished":
		return "Yes"
	}
	return ""
}
