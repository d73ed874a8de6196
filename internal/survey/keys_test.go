package survey_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"muster/internal/survey"
)

// sparest gives each kind what it cannot be without.
var sparest = map[string]string{
	"one":       "options: [{id: a, label: A}, {id: b, label: B}]",
	"many":      "options: [{id: a, label: A}, {id: b, label: B}]",
	"yes_no":    "",
	"ranking":   "options: [{id: a, label: A}, {id: b, label: B}]",
	"slots":     "",
	"place":     "",
	"listed":    "kind: place, options: [{id: a, label: A}, {id: b, label: B}]",
	"scale":     "scale: {from: 1, to: 2, labels: {1: A, 2: B}}",
	"grid":      "statements: [{id: s, title: S}], scale: {from: 1, to: 2, labels: {1: A, 2: B}}",
	"number":    "",
	"date":      "first: 2026-12-01, last: 2026-12-24",
	"text":      "",
	"long_text": "",
	"link":      "",
	"email":     "purpose: contact",
	"consent":   "statement: Yes, purpose: contact",
}

// entry is a question of a kind as sparse as can be, with more keys.
func entry(kind string, more ...string) string {
	keys := []string{"id: q", "title: Q"}
	if sparest[kind] != "" {
		keys = append(keys, sparest[kind])
	}
	if !strings.Contains(sparest[kind], "kind:") {
		keys = append(keys, "kind: "+kind)
	}
	return "{" + strings.Join(append(keys, more...), ", ") + "}"
}

// problemsOf gives what is wrong with a survey of these questions; a consent comes with them where
// contact details are asked for.
func problemsOf(entries ...string) string {
	var file strings.Builder
	file.WriteString("id: x\ntitle: X\nquestions:\n")
	contact, consent := false, false
	for _, e := range entries {
		file.WriteString("  - " + e + "\n")
		contact = contact || strings.Contains(e, "purpose: contact")
		consent = consent || strings.Contains(e, "kind: consent")
	}
	if contact && !consent {
		file.WriteString("  - {id: may_we, title: May we?, kind: consent, statement: Yes, purpose: contact}\n")
	}
	_, problems := survey.Parse("f", []byte(file.String()))
	return problems.Error()
}

func TestEveryKindAtItsSparest(t *testing.T) {
	for kind := range sparest {
		if problems := problemsOf(entry(kind)); problems != "" {
			t.Errorf("%s: %s", kind, problems)
		}
	}
}

// A key that does nothing for a kind is told, so that nobody believes it works.
func TestKeysMeanSomethingForTheirKinds(t *testing.T) {
	keys := map[string]struct{ value, kinds string }{
		"purpose":      {"help", "one many yes_no ranking slots listed"},
		"hint":         {"H", "one many yes_no ranking slots place listed scale grid number date text long_text link email consent"},
		"required":     {"true", "one many yes_no ranking slots place listed scale grid number date text long_text link"},
		"show_if":      {"{first: \"yes\"}", "one many yes_no ranking slots place listed scale grid number date text long_text link email consent"},
		"options_from": {"lender", "one many ranking place listed"},
		"other":        {"O", "one many listed"},
		"none":         {"N", "many ranking slots"},
		"shuffle":      {"true", "one many ranking listed"},
		"levels":       {"[{id: l, label: L}]", "many"},
		"\"yes\"":      {"Y", "yes_no"},
		"\"no\"":       {"Nah", "yes_no"},
		"days":         {"[mon]", "slots"},
		"parts":        {"[morning]", "slots"},
		"min":          {"1", "many ranking slots number"},
		"max":          {"2", "many ranking slots number"},
		"decimals":     {"2", "number"},
		"unit":         {"km", "number"},
		"bins":         {"[0, 5]", "number"},
		"first":        {"2026-12-01", "date"},
		"last":         {"2026-12-24", "date"},
		"scale":        {"{from: 1, to: 2, labels: {1: A, 2: B}}", "scale grid"},
		"nps":          {"true", "scale"},
		"grid":         {"G", "scale"},
		"statements":   {"[{id: s, title: S}]", "grid"},
		"statement":    {"S", "consent"},
		"max_length":   {"50", "place text long_text link email"},
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		for kind := range sparest {
			t.Run(key+" of "+kind, func(t *testing.T) {
				given := entry(kind)
				if strings.Contains(given, " "+key+":") {
					return // it is there already, and was taken
				}
				problems := problemsOf(
					"{id: first, title: First, kind: yes_no}",
					"{id: lender, title: Lender, kind: many, options: [{id: c, label: C}, {id: d, label: D}]}",
					strings.TrimSuffix(given, "}")+fmt.Sprintf(", %s: %s}", key, keys[key].value),
				)
				if key == "options_from" && strings.Contains(given, "options:") {
					problems = strings.ReplaceAll(problems, "give either options_from or options, not both", "")
				}
				if key == "nps" {
					problems = strings.ReplaceAll(problems, "a scale with nps goes from 0 to 10", "")
				}
				refused := strings.Contains(problems, "means nothing") || strings.Contains(problems, "needs a question whose answers are picked") ||
					strings.Contains(problems, "remove required")
				if fine := slices.Contains(strings.Fields(keys[key].kinds), kind); fine == refused {
					t.Errorf("taken %v: %s", fine, problems)
				}
			})
		}
	}
}

func TestPurposes(t *testing.T) {
	contact := "place text link email consent"
	for kind := range sparest {
		given := strings.Replace(entry(kind), ", purpose: contact", "", 1)
		for purpose, kinds := range map[string]string{
			"role": "one many yes_no ranking slots listed", "topic": "one many yes_no ranking slots listed",
			"speak": "one many yes_no ranking slots listed", "help": "one many yes_no ranking slots listed", "contact": contact,
		} {
			problems := problemsOf(strings.TrimSuffix(given, "}") + ", purpose: " + purpose + "}")
			if fine := slices.Contains(strings.Fields(kinds), kind); fine != (problems == "") {
				t.Errorf("%s of %s: %s", purpose, kind, problems)
			}
		}
	}
}

func TestPurposesTogether(t *testing.T) {
	const picked = ", kind: many, options: [{id: a, label: A}]"
	tests := []struct {
		name    string
		entries []string
		want    string
	}{
		{"each once", []string{"{id: a, title: A, purpose: role" + picked + "}", "{id: b, title: B, purpose: topic" + picked + "}"}, ""},
		{"one twice", []string{"{id: a, title: A, purpose: role" + picked + "}", "{id: b, title: B, purpose: role" + picked + "}"}, "purpose role is given to an earlier question"},
		{"speaking asked twice", []string{"{id: a, title: A, levels: [{id: l, label: L, purpose: speak}]" + picked + "}", "{id: b, title: B, purpose: speak" + picked + "}"}, "purpose speak is given to an earlier question"},
		{"several contact details", []string{"{id: a, title: A, kind: text, purpose: contact}", "{id: b, title: B, kind: link, purpose: contact}"}, ""},
		{"two consents", []string{entry("consent"), strings.Replace(entry("consent"), "id: q", "id: r", 1)}, "a survey asks for consent to be contacted once"},
		{"an address that is none of contact", []string{"{id: a, title: A, kind: email}"}, "an answer of kind email is personal; add purpose: contact"},
		{"a consent to something else", []string{"{id: a, title: A, kind: consent, statement: S}"}, "an answer of kind consent is personal; add purpose: contact"},
		{"a contact detail that must be given", []string{"{id: a, title: A, kind: text, purpose: contact, required: true}"}, "contact details are always the respondent's choice"},
		{"unknown", []string{"{id: a, title: A, kind: text, purpose: friend}"}, `unknown purpose "friend"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := problemsOf(tt.entries...); tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
		})
	}
	_, problems := survey.Parse("f", []byte("id: x\ntitle: X\nquestions: [{id: a, title: A, kind: text, purpose: contact}]"))
	if want := "contact details are asked for without consent"; !strings.Contains(problems.Error(), want) {
		t.Errorf("%s\nwant %s", problems, want)
	}
}

func TestByPurpose(t *testing.T) {
	s := parse(t, "questions: [{id: a, title: A, kind: yes_no, purpose: help}, {id: b, title: B, kind: text}]")
	if q := s.ByPurpose(survey.Help); q == nil || q.ID != "a" {
		t.Errorf("help is %v", q)
	}
	if q := s.ByPurpose(survey.Topic); q != nil {
		t.Errorf("topic is %v", q)
	}
}
