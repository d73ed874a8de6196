package importer

import (
	"regexp"
	"strings"
)

// limeSurvey heads its columns by codes, by the questions' words or by both. What belongs to one question has
// the part in brackets: “Topics [Bread]”, Q1[SQ001]. A pick is Y or Yes, and No or N/A stands where nothing was
// picked; own words are in a column [Other]; the places of a ranking are [Rank 1], [Rank 2] or [1], [2]. So its
// exporter writes them; the titles in other languages than English were not seen, so each may be one of several.
func limeSurvey() tool {
	t := tool{name: "LimeSurvey", needs: []role{sentRole, spokenRole}, own: limeTiming, unsent: true, shape: shapeLime}
	for _, h := range []struct {
		language, titles string // in the order of limeRoles, with an alternative behind a |
	}{
		{"en", "id,submitdate,lastpage,startlanguage,seed,startdate,datestamp,ipaddr,refurl,token"},
		{"en", "response id,date submitted,last page,start language,seed,date started,date last action,ip address,referrer url,token"},
		{"de", "antwort id,datum abgeschickt,letzte seite,start sprache|startsprache,zufallsstartwert,datum gestartet,datum letzte aktivität,ip adresse,weiterleitungs url,zugangsschlüssel|zugangscode"},
		{"fr", "id de la réponse,date de soumission,dernière page,langue de départ,tête de série,date de lancement,date de la dernière action,adresse ip,url référente,code d accès|invitation"},
		{"es", "id de respuesta,fecha de envío,última página,lenguaje inicial|idioma inicial,semilla,fecha de inicio,fecha de la última acción,dirección ip,url de referencia,contraseña|token"},
		{"nl", "antwoord id|id van antwoord,datum ingediend|datum verzonden,laatste pagina,starttaal|begintaal,seed,startdatum|datum gestart,datum laatste actie|datum van laatste actie,ip adres,referentie url|doorverwijzende url,toegangscode"},
	} {
		titles := map[string]role{
			"firstname": nameRole, "lastname": nameRole, "email": addressRole, "first name": nameRole, "last name": nameRole, "email address": addressRole,
			"interviewtime": ownRole, "total time": ownRole, "gesamtzeit": ownRole, "temps total": ownRole, "tiempo total": ownRole, "totale tijd": ownRole,
		}
		for i, names := range strings.Split(h.titles, ",") {
			for name := range strings.SplitSeq(names, "|") {
				titles[name] = limeRoles()[i]
			}
		}
		t.headers = append(t.headers, header{h.language, titles})
	}
	return t
}

func limeRoles() []role {
	return []role{numberRole, sentRole, ownRole, spokenRole, ownRole, begunRole, ownRole, networkRole, networkRole, ownRole}
}

var timing = regexp.MustCompile(`(?i)^(group ?time|question ?time|gruppenzeit|fragenzeit)\b|^(groupTime|Q\d*Time)\d*`)

func limeTiming(title string) role {
	if timing.MatchString(title) {
		return ownRole
	}
	return question
}

// codeBefore is what stands before the words where a file is headed by both: “Q1[SQ001]. Topics [Bread]”.
var codeBefore = regexp.MustCompile(`^[A-Za-z]\w*(?:\[\w+\])*\. `)

func shapeLime(l *layout) {
	coded := len(l.columns) > 0
	for _, c := range l.columns {
		coded = coded && codeBefore.MatchString(c.title)
	}
	for _, c := range l.columns {
		if coded {
			c.rename(codeBefore.ReplaceAllString(c.title, ""))
		}
	}
	for _, columns := range headed(l.columns) {
		l.ticked(columns)
	}
	l.ranks()
	l.ownWordsBeside()
}
