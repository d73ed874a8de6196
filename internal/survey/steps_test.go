package survey_test

import (
	"slices"
	"strings"
	"testing"

	"muster/internal/survey"
)

// steps writes the pages of a survey as "section: question question | ...".
func steps(s *survey.Survey) string {
	var pages []string
	for _, step := range s.Steps() {
		name := "-"
		if step.Section != nil {
			name = step.Section.ID
		}
		for _, q := range step.Questions {
			name += " " + q.ID
		}
		pages = append(pages, name)
	}
	return strings.Join(pages, " | ")
}

func TestSteps(t *testing.T) {
	tests := []struct{ name, keys, want string }{
		{"questions only", "questions: [{id: a, kind: yes_no, title: A}, {id: b, kind: text, title: B, show_if: {a: yes}}]", "- a b"},
		{"questions in pages", "layout: pages\nquestions: [{id: a, kind: yes_no, title: A}, {id: b, kind: text, title: B, show_if: {a: yes}}]", " a |  b"},
		{"sections are pages", "sections: [{id: x, title: X, questions: [{id: a, kind: text, title: A}]}, {id: y, title: Y, questions: [{id: b, kind: text, title: B}]}]", "x a | y b"},
		{"one section is one page", "sections: [{id: x, title: X, questions: [{id: a, kind: text, title: A}]}]", "- a"},
		{"sections on one page", "layout: one\nsections: [{id: x, title: X, questions: [{id: a, kind: text, title: A}]}, {id: y, title: Y, questions: [{id: b, kind: text, title: B}]}]", "- a b"},
		{"a section breaks only where it must", `
layout: pages
sections:
  - id: x
    title: X
    questions:
      - {id: a, kind: yes_no, title: A}
      - {id: b, kind: many, title: B, options: [{id: o, label: O}], levels: [{id: l, label: L}]}
      - {id: c, kind: yes_no, title: C, show_if: {a: yes}}
      - {id: d, kind: many, title: D, show_if: {a: no}, options: [{id: o, label: O}], levels: [{id: l, label: L}]}
      - {id: e, kind: text, title: E, show_if: {d_l: o}}
      - {id: f, kind: text, title: F, show_if: {b_l: o}}
  - id: y
    title: Y
    show_if: {a: yes}
    questions:
      - {id: g, kind: text, title: G, show_if: {c: yes}}
`, "x a b b_l | x c d d_l | x e f | y g"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := steps(parse(t, tt.keys)); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestSections(t *testing.T) {
	s := parse(t, `
sections:
  - {id: x, title: X, intro: Hello, questions: [{id: a, kind: yes_no, title: A}]}
  - {id: y, title: Y, show_if: {a: yes}, questions: [{id: b, kind: yes_no, title: B}, {id: c, kind: text, title: C, show_if: {b: no}}]}
`)
	if s.Layout != survey.Pages || s.Section("x").Intro != "Hello" || s.Section("y").Questions[1] != s.Question("c") || s.Section("z") != nil {
		t.Errorf("%s, %+v", s.Layout, s.Sections)
	}
	if s.Question("a").Section != "x" || s.Question("c").Section != "y" {
		t.Error("a question is in another section")
	}
	for given, want := range map[string]bool{"a: yes; b: no": true, "a: no; b: no": false, "a: yes; b: yes": false, "b: no": false} {
		if got := s.Shows(s.Question("c"), picks(given)); got != want {
			t.Errorf("%s: shown %v", given, got)
		}
	}
	single := parse(t, "questions: [{id: a, kind: text, title: A}]")
	if len(single.Sections) != 1 || single.Sections[0].ID != "" || single.Sections[0].Questions[0].ID != "a" || single.Layout != survey.OnePage {
		t.Errorf("without sections: %+v", single.Sections)
	}
}

// stepwise holds that a survey's steps ask every question once and in order, that none hangs on an
// answer of its own step, and that no two neighbours of a section could be one.
func stepwise(t testing.TB, s *survey.Survey) {
	t.Helper()
	var asked []*survey.Question
	steps := s.Steps()
	for i, step := range steps {
		if hanging(step.Questions, step.Questions) && s.Layout == survey.Pages {
			t.Errorf("a question of step %d hangs on another", i)
		}
		if i > 0 && steps[i-1].Section == step.Section && !hanging(step.Questions[:1], steps[i-1].Questions) {
			t.Errorf("step %d need not be apart from the one before", i)
		}
		asked = append(asked, step.Questions...)
	}
	if !slices.Equal(asked, s.Questions) {
		t.Error("the steps do not ask every question once and in order")
	}
}

// hanging tells whether one of the questions hangs on an answer to one of the others.
func hanging(questions, on []*survey.Question) bool {
	for _, q := range questions {
		for _, id := range q.ShowIf.Questions() {
			if slices.ContainsFunc(on, func(o *survey.Question) bool { return o.ID == id }) {
				return true
			}
		}
	}
	return false
}

func TestStepsOfSamples(t *testing.T) {
	for name, data := range samples(t) {
		s, problems := survey.Parse(name, data)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		stepwise(t, s)
	}
	if got := len(everything(t).Steps()); got != 8 {
		t.Errorf("everything has %d steps", got)
	}
}
