package dataset_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/dataset"
	"muster/internal/survey"
)

func named(s *survey.Survey, question string) (names []string) {
	for _, v := range dataset.Variables(s) {
		if v.Question == question {
			names = append(names, v.Name)
		}
	}
	return names
}

func TestNames(t *testing.T) {
	s := parse(t, hostile)
	tests := []struct {
		name, question string
		want           []string
	}{
		{"a question called as what is known of every answer", "source", []string{"q_source"}},
		{"a word of SPSS", "by", []string{"q_by"}},
		{"options", "taken", []string{"taken_a_2", "taken_b"}},
		{"a question called as an option of another", "taken_a", []string{"taken_a"}},
		{"own words", "place", []string{"place", "place_other_text"}},
		{"too long", "a_question_with_a_name_that_is_long", []string{
			"a_question_with_a_name_that_is_long_an_option_with_a_na_2c6a5f5b",
			"a_question_with_a_name_that_is_long_an_option_with_a_na_2c6a5f5c",
			"a_question_with_a_name_that_is_long_same", "a_question_with_a_name_that_is_long_semi",
			"a_question_with_a_name_that_is_long_other", "a_question_with_a_name_that_is_long_none",
			"a_question_with_a_name_that_is_long_other_text",
		}},
		{"contact details", "name", nil},
		{"consent", "consent", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := named(s, test.question)
			if test.name == "too long" {
				for i := range 2 { // the sum is whatever it is
					got[i], test.want[i] = got[i][:56], test.want[i][:56]
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNamesAreLegalEverywhere(t *testing.T) {
	legal := regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)
	for name, s := range samples(t) {
		seen := map[string]bool{}
		for _, v := range dataset.Variables(s) {
			if !legal.MatchString(v.Name) || seen[v.Name] {
				t.Errorf("%s: variable %q", name, v.Name)
			}
			seen[v.Name] = true
		}
	}
}

// A name follows from ids: it stays when words change, and when something is asked besides.
func TestNamesStay(t *testing.T) {
	before := dataset.Variables(parse(t, hostile))
	text := strings.Replace(hostile, "Taken?", "Other words?", 1)
	text = strings.Replace(text, "questions:\n", "questions:\n  - {id: first, kind: many, title: First, options: [{id: a, label: A}, {id: b, label: B}]}\n", 1)
	var after []string
	for _, v := range dataset.Variables(parse(t, text)) {
		after = append(after, v.Name)
	}
	for _, v := range before {
		if !slices.Contains(after, v.Name) {
			t.Errorf("%q has another name now", v.Name)
		}
	}
}

func TestWhatVariablesSay(t *testing.T) {
	s := parse(t, hostile)
	tests := []struct {
		name string
		want dataset.Variable
	}{
		{"leads", dataset.Variable{Name: "leads", Label: "Leads?", Kind: dataset.Choice, Measure: dataset.Nominal, Question: "leads",
			Values: []dataset.Value{{Code: 0, ID: "no", Label: "No"}, {Code: 1, ID: "yes", Label: "Yes"}}}},
		{"taken_b", dataset.Variable{Name: "taken_b", Label: "B – Taken?", Kind: dataset.Picked, Measure: dataset.Nominal, Question: "taken", Option: "b",
			Set: "taken", Values: []dataset.Value{{Code: 0, Label: "Not picked"}, {Code: 1, Label: "Picked"}}}},
		{"order_y", dataset.Variable{Name: "order_y", Label: "Y – In order", Kind: dataset.Place, Measure: dataset.Ordinal, Question: "order", Option: "y",
			Values: []dataset.Value{{Code: 1, Label: "Place 1"}, {Code: 2, Label: "Place 2"}, {Code: 3, Label: "Place 3"}}}},
		{"q_by", dataset.Variable{Name: "q_by", Label: "+ or - by? (CHF)", Kind: dataset.Number, Measure: dataset.Scale, Question: "by", Decimals: 2}},
		{"why", dataset.Variable{Name: "why", Label: "Why not?", Kind: dataset.Text, Measure: dataset.Nominal, Question: "why", Hides: true}},
		{"place_other_text", dataset.Variable{Name: "place_other_text", Label: "Elsewhere, in own words – Where?", Kind: dataset.Text,
			Measure: dataset.Nominal, Question: "place", Option: "other"}},
		{"a_question_with_a_name_that_is_long_same", dataset.Variable{Name: "a_question_with_a_name_that_is_long_same",
			Label: "Same – Title with \"quotes\", commas; semicolons [and brackets]", Kind: dataset.Picked, Measure: dataset.Nominal,
			Question: "a_question_with_a_name_that_is_long", Option: "same", Group: "Second, of two", Set: "a_question_with_a_name_that_is_long",
			Values: []dataset.Value{{Code: 0, Label: "Not picked"}, {Code: 1, Label: "Picked"}}}},
		{"lone_only", dataset.Variable{Name: "lone_only", Label: "Only – Alone?", Kind: dataset.Picked, Measure: dataset.Nominal, Question: "lone", Option: "only",
			Values: []dataset.Value{{Code: 0, Label: "Not picked"}, {Code: 1, Label: "Picked"}}}}, // one variable makes no set
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all := dataset.Variables(s)
			at := slices.IndexFunc(all, func(v dataset.Variable) bool { return v.Name == test.name })
			if at < 0 {
				t.Fatal("there is no such variable")
			}
			if diff := cmp.Diff(test.want, all[at], cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".least" }, cmp.Ignore())); diff != "" {
				t.Error(diff)
			}
		})
	}
	everything := load(t, "everything")
	for _, v := range dataset.Variables(everything) {
		if v.Name == "wishes_vendors" && v.Label != "How much do you agree? – Vendors may present if they bring no sales people." {
			t.Errorf("a row of a grid is labelled %q", v.Label)
		}
	}
}
