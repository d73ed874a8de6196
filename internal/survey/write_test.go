package survey_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/survey"
)

// awkward are texts that a careless writer of YAML would lose or change.
var awkward = []survey.Text{
	"- a", "# a", "a # b", "a: b", "true", "null", "~", "0x1F", "1e3", "2026-01-01", " before", "after ", "two\nlines",
	"ends with a line\n", "\n\nbegins with lines", "tab\there", "non\u00a0breaking", "é 😀", `"quoted" 'both'`, "{a}", "[a]", "*a", "&a", "!a", "|", ">", "%", "@", "`", "?", ":", "a\\b", "\u2028x", "<script>", "a\r\nb",
	"---", "...", "... and why?", "--- so", "yes", "a, b", "a}", "مرحبا: بكم، أهلًا", "\u200fright", "<<", "=", "'", "a \\\" b",
}

// again writes a survey and reads it back.
func again(t testing.TB, s *survey.Survey, notes map[string]string) *survey.Survey {
	t.Helper()
	text, err := survey.Write(s, notes)
	if err != nil {
		t.Fatal(err)
	}
	got, problems := survey.Parse("written", text)
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	return got
}

// same compares surveys in all their languages.
func same(t testing.TB, want, got *survey.Survey) {
	t.Helper()
	ignore := cmpopts.IgnoreFields(survey.Survey{}, "Source", "Zone")
	for _, language := range want.Languages {
		diff := cmp.Diff(want.In(language), got.In(language), ignore, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(survey.Survey{}))
		if diff != "" {
			t.Errorf("in %s: %s", language, diff)
		}
	}
	if want.Zone.String() != got.Zone.String() {
		t.Errorf("zone %s became %s", want.Zone, got.Zone)
	}
}

func TestWriteReadsBackTheSame(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			want, problems := survey.Parse(name, data)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			got := again(t, want, nil)
			same(t, want, got)
			if missing := got.Untranslated(); len(missing) > 0 {
				t.Errorf("no longer translated: %v", missing)
			}
		})
	}
}

func TestWriteKeepsAwkwardTexts(t *testing.T) {
	s, problems := survey.Parse("powershell.yaml", samples(t)["powershell.yaml"])
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, text := range awkward {
		t.Run(string(text), func(t *testing.T) {
			s.Intro, s.Questions[0].Title, s.Questions[0].Options[0].Label = text, text, text
			s.Questions[0].Options[0].Aliases = []string{string(text)}
			got := again(t, s, map[string]string{"questions[0].options[0]": string(text)})
			if q := got.Questions[0]; got.Intro != text || q.Title != text || q.Options[0].Label != text || q.Options[0].Aliases[0] != string(text) {
				t.Errorf("%q became %q, %q, %q, %q", text, got.Intro, q.Title, q.Options[0].Label, q.Options[0].Aliases)
			}
		})
	}
}

func TestWriteKeepsAwkwardTranslations(t *testing.T) {
	s := parse(t, `
languages: [en, de, ar]
sections: [{id: x, title: X, questions: [{id: a, kind: one, title: A, options: [{id: o, label: O}]}]}]
`)
	for _, text := range awkward {
		t.Run(string(text), func(t *testing.T) {
			for _, language := range s.Languages {
				in := s.In(language)
				text := text + survey.Text(language)
				in.Thanks, in.Sections[0].Intro, in.Questions[0].Title, in.Questions[0].Options[0].Label = text, text, text, text
			}
			same(t, s, again(t, s, nil))
		})
	}
}

func TestNotesStandWhereTheyBelong(t *testing.T) {
	s := parse(t, `
sections:
  - {id: x, title: X, questions: [{id: a, kind: many, title: A, options: [{id: o, label: O}], levels: [{id: l, label: L}]}]}
  - {id: y, title: Y, questions: [{id: b, kind: one, title: B, options: [{id: p, label: P}, {id: q, label: Q}]}]}
`)
	text, err := survey.Write(s, map[string]string{"questions[2]": "of b", "questions[2].options[1]": "of\nq", "questions[0]": "of a"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# of a\n      - id: a\n", "# of b\n      - id: b\n", "# of q\n          - id: q\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// A survey that was put together by hand is in one language and has no sections.
func TestWriteOfABareSurvey(t *testing.T) {
	bare := &survey.Survey{ID: "bare", Title: "Bare", Language: "pt-BR", Questions: []*survey.Question{
		{ID: "a", Kind: survey.One, Title: "A", Options: []survey.Option{{ID: "b", Label: "B"}, {ID: "other", Label: "Else", Written: true}}},
		{ID: "c", Kind: survey.Short, Title: "C", MaxLength: 12},
	}}
	got := again(t, bare, nil)
	if got.Language != "pt-BR" || got.Layout != survey.OnePage || got.Zone.String() != "UTC" {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(bare.Questions, got.Questions, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if o, has := got.Questions[0].Written(); !has || o.Label != "Else" {
		t.Errorf("own words beside %+v", o)
	}
}

// What comes of itself is not written, so that a file stays what an author would write.
func TestWriteLeavesOutWhatComesOfItself(t *testing.T) {
	s := parse(t, `
languages: [en, de, tlh]
questions:
  - {id: a, kind: yes_no, title: {en: A, de: Ah, tlh: A}}
  - {id: b, kind: scale, nps: true, title: B}
  - {id: c, kind: slots, title: C, parts: [morning, {id: late, label: Late}]}
  - {id: d, kind: number, title: D, max: 40}
  - {id: e, kind: text, title: E}
`)
	text, err := survey.Write(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, not := range []string{"yes:", "scale:", "bins:", "Morning", "max_length", "layout", "sections", "keep_drafts", "min:", "Yes"} {
		if strings.Contains(string(text), not) {
			t.Errorf("%s is written:\n%s", not, text)
		}
	}
	same(t, s, again(t, s, nil))
}

// TestAnySurveyReadsBack puts surveys together at random.
func TestAnySurveyReadsBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		data := assembled(random)
		s, problems := survey.Parse("f", data)
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, data)
		}
		sound(t, s)
		stepwise(t, s)
		same(t, s, again(t, s, nil))
		if t.Failed() {
			t.Fatalf("%s", data)
		}
	}
}

// assembled makes a sound survey of questions of all kinds, in one to three languages, with or without
// sections.
func assembled(random *rand.Rand) []byte {
	languages := []string{"en", "de", "ar"}[:1+random.IntN(3)]
	text := func() string {
		quoted := func() []byte {
			data, _ := json.Marshal(fmt.Sprint(awkward[random.IntN(len(awkward))], random.IntN(1_000_000)))
			return data
		}
		if random.IntN(3) == 0 {
			return string(quoted())
		}
		var parts []string
		for i, language := range languages {
			if i == 0 || random.IntN(4) > 0 {
				parts = append(parts, fmt.Sprintf("%s: %s", language, quoted()))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	maybe := func(key string) string {
		if random.IntN(2) == 0 {
			return ""
		}
		return ", " + key + ": " + text()
	}
	options := "[{id: a, label: " + text() + ", quota: 3}, {id: b, label: " + text() + maybe("hint") + "}, {id: c, label: " + text() + "}]"
	groups := "[{id: g, label: " + text() + ", options: " + options + "}]"
	ends := "scale: {from: -1, to: 2, labels: {-1: " + text() + ", 2: " + text() + "}}"
	kinds := []string{
		"one, shuffle: true, options: " + options + maybe("other"),
		"many, groups: " + groups + maybe("none") + maybe("other") + ", max: 2, levels: [{id: l, label: " + text() + "}, {id: m, label: " + text() + "}]",
		"yes_no" + maybe("\"yes\"") + maybe("\"no\""),
		"ranking, shuffle: true, options: " + strings.ReplaceAll(options, ", quota: 3", "") + maybe("none"),
		"slots, days: [sun, wed], parts: [evening, {id: x, label: " + text() + "}]" + maybe("none"),
		"place, options: " + options + maybe("other"), "place, max_length: 77",
		"scale, grid: " + text() + ", " + ends, "scale, nps: true, scale: {labels: {10: " + text() + "}}",
		"grid, statements: [{id: a, title: " + text() + maybe("hint") + "}, {id: b, title: " + text() + "}], " + ends,
		"number, min: -3.25, decimals: 2" + maybe("unit") + ", bins: [0, 4.5]", "number, max: 99",
		"date, first: 2026-02-03, last: 2027-08-09", "text", "long_text", "link",
	}
	var out strings.Builder
	fmt.Fprintf(&out, "id: x\ntitle: %s\nlanguages: [%s]\n", text(), strings.Join(languages, ", "))
	indent := ""
	for i := range 1 + random.IntN(8) {
		if i == 0 || indent != "" && random.IntN(3) == 0 {
			if i == 0 && random.IntN(2) == 0 {
				out.WriteString("layout: pages\nquestions:\n")
			} else {
				if i == 0 {
					out.WriteString("sections:\n")
				}
				indent = "    "
				fmt.Fprintf(&out, "  - id: s%d\n    title: %s\n    questions:\n", i, text())
			}
		}
		condition := ""
		if i > 0 && random.IntN(2) == 0 {
			condition = ", show_if: {either: [{always: a}, {question: always, none: [b, c]}]}"
		}
		if i == 0 {
			fmt.Fprintf(&out, "%s  - {id: always, title: %s, kind: one, options: %s}\n", indent, text(), options)
		}
		fmt.Fprintf(&out, "%s  - {id: q%d, title: %s%s%s, kind: %s}\n", indent, i, text(), maybe("hint"), condition, kinds[random.IntN(len(kinds))])
	}
	return []byte(out.String())
}
