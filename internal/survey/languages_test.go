package survey_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/survey"
)

const bilingual = `language: en
languages: [es, en]
intro: {en: Hello, es: Hola}
opens: 2026-01-01
time_zone: Europe/Madrid
keep_answers: 2 years
questions:
  - id: topics
    kind: many
    title: {en: Topics, es: Temas}
    hint: Choose
    options:
      - {id: a, label: {en: Networks, es: Redes}}
      - {id: b, label: Kubernetes}
      - {id: c, label: {en: Storage}}
    none: {en: None, es: Ninguno}
  - {id: when, kind: slots, title: "?", days: [mon], parts: [evening]}
  - {id: coming, kind: yes_no, title: {en: Coming, es: Vendrá}, show_if: {topics: [a]}}
`

func TestIn(t *testing.T) {
	s := parse(t, bilingual)
	es := s.In("es")
	if s.Language != "en" || es.Language != "es" || es.In("en") != s || es.In("es") != es || s.In("en") != s || s.In("fr") != s || es.In("fr") != es {
		t.Fatalf("%s, %s", s.Language, es.Language)
	}
	if diff := cmp.Diff([]string{"en", "es"}, es.Languages); diff != "" {
		t.Error(diff)
	}
	if es.Version() != s.Version() || es.Zone != s.Zone || !es.Opens.Equal(s.Opens) || es.Rules.KeepAnswers != s.Rules.KeepAnswers {
		t.Error("more than texts is different")
	}
	got := []string{string(es.Intro), string(es.Questions[0].Title), string(es.Questions[0].Hint), labels(es.Questions[0]), labels(es.Questions[1]), labels(es.Questions[2])}
	want := []string{"Hola", "Temas", "Choose", "a=Redes b=Kubernetes c=Storage none=Ninguno", "mon_evening=Lunes por la noche", "yes=Sí no=No"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	texts := cmp.FilterValues(func(a, b survey.Text) bool { return true }, cmp.Ignore())
	ignore := cmpopts.IgnoreFields(survey.Survey{}, "Zone", "Language")
	if diff := cmp.Diff(s, es, texts, ignore, cmpopts.IgnoreUnexported(survey.Survey{})); diff != "" {
		t.Errorf("more than texts is different: %s", diff)
	}
}

// A copy of a survey, changed, is still itself in its own language.
func TestInOfACopy(t *testing.T) {
	changed := *parse(t, bilingual)
	changed.Synthetic = true
	if got := changed.In("en"); !got.Synthetic {
		t.Error("the copy turned into the original")
	}
}

func TestUntranslated(t *testing.T) {
	s := parse(t, bilingual)
	want := []survey.Missing{{"es", 2, "Test", true}, {"es", 13, "Choose", true}, {"es", 17, "Storage", false}}
	if diff := cmp.Diff(want, s.Untranslated()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, s.In("es").Untranslated()); diff != "" {
		t.Error(diff)
	}
	lines := cmpopts.IgnoreFields(survey.Missing{}, "Line", "Plain") // what is written names its languages
	if diff := cmp.Diff(want, again(t, s, nil).Untranslated(), lines); diff != "" {
		t.Errorf("written and read: %s", diff)
	}
	if got := parse(t, "questions: [{id: a, kind: text, title: A}]").Untranslated(); got != nil {
		t.Errorf("one language: %v", got)
	}
}

// What Muster says by itself is missing where Muster does not speak the language.
func TestUnspokenWords(t *testing.T) {
	s := parse(t, `
languages: [it, es]
questions:
  - {id: a, kind: yes_no, title: "1", "no": {it: Anche no, es: Mejor no}}
  - {id: b, kind: scale, nps: true, title: "2", scale: {labels: {10: {it: Certo, es: Claro}}}}
  - {id: c, kind: slots, title: "3", parts: [morning, {id: evening, label: {it: Sera, es: Noche}}]}
`)
	want := []survey.Missing{{"es", 2, "Test", true}, {"it", 6, "Yes", false}, {"it", 7, "Not at all likely", false}, {"it", 8, "Morning", false}}
	if diff := cmp.Diff(want, s.Untranslated()); diff != "" {
		t.Error(diff)
	}
	if got := labels(s.Questions[0]) + " " + labels(s.In("es").Questions[0]); got != "yes=Yes no=Anche no yes=Sí no=Mejor no" {
		t.Error(got)
	}
	same(t, s, again(t, s, nil))
}

func TestLanguagesOfAFile(t *testing.T) {
	const question = "\nquestions: [{id: a, kind: text, title: \"1\"}]"
	tests := []struct {
		name, keys string
		want       []string
	}{
		{"none", "", []string{"en"}},
		{"one", "language: pt-BR", []string{"pt-BR"}},
		{"the first of several", "languages: [ar, en]", []string{"ar", "en"}},
		{"one and others", "language: en\nlanguages: [ar, es]", []string{"en", "ar", "es"}},
		{"one among others", "language: en\nlanguages: [ar, en]", []string{"en", "ar"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := parse(t, tt.keys+question)
			if diff := cmp.Diff(tt.want, s.Languages); diff != "" || s.Language != tt.want[0] {
				t.Errorf("%s, %s", s.Language, diff)
			}
			for _, tag := range tt.want {
				if s.In(tag).Language != tag {
					t.Errorf("%s is given in %s", tag, s.In(tag).Language)
				}
			}
		})
	}
}

func TestProblemsOfTranslations(t *testing.T) {
	tests := []struct{ name, keys, want string }{
		{"labels that are the same in one language", `languages: [en, es]
questions:
  - id: a
    kind: one
    title: A
    options:
      - {id: b, label: {en: Speech, es: Charla}}
      - {id: c, label: {en: Talk, es: charla}}
`, `10:39: label "charla" stands twice side by side; a respondent cannot tell them apart (in es)`},
		{"yes and no that are the same in one language", `languages: [en, es]
questions: [{id: a, kind: yes_no, title: A, "yes": {en: "Yes", es: "No"}}]
`, "no say the same"},
		{"a comma without quotes", `languages: [en, de]
questions: [{id: a, kind: text, title: {en: A, de: Daten, die bleiben}}]
`, `4:60: the survey is not given in "die bleiben"; put a text with a comma in quotes`},
		{"a language that is not given", "questions: [{id: a, kind: text, title: {en: A, es: B}}]",
			`3:52: the survey is not given in "es"; add it to languages, or correct it: did you mean "en"?`},
		{"the first language is missing", "languages: [en, es]\nquestions: [{id: a, kind: text, title: {es: B}}]",
			`4:33: the text is missing in "en", the survey's first language`},
		{"a text that is no text", "questions: [{id: a, kind: text, title: [A]}]", "3:40: expected keys with values here, found a list"},
		{"a text of texts", "questions: [{id: a, kind: text, title: {en: {en: A}}}]", "expected a single value here, found keys with values"},
		{"too many languages", "languages: [" + strings.Join([]string{
			"af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr",
		}, ", ") + "]\nquestions: [{id: a, kind: text, title: A}]", "21 languages; 20 is the most"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := refuse(t, tt.keys); !strings.Contains(got, tt.want) {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
}
