package survey_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

// branching asks a question of each kind that others can hang on, and then one that does.
func branching(t testing.TB, condition string) *survey.Survey {
	t.Helper()
	return parse(t, `
layout: pages
questions:
  - id: roles
    kind: many
    title: Roles
    groups:
      - {id: lead, label: Lead, options: [{id: head, label: Head}, {id: deputy, label: Deputy}]}
      - {id: rest, label: Rest, options: [{id: head_cook, label: Cook}, {id: rest_of_us, label: Us}]}
    none: None
    levels: [{id: very, label: Very}]
  - {id: level, kind: scale, title: Level, scale: {from: -2, to: 7, labels: {-2: Low, 7: High}}}
  - {id: coming, kind: yes_no, title: Coming}
  - {id: times, kind: slots, title: Times, days: [mon, tue], parts: [morning, evening]}
  - {id: years, kind: number, title: Years, bins: [0, 3, 6]}
  - {id: rank, kind: ranking, title: Rank, options: [{id: a, label: A}, {id: b, label: B}]}
  - {id: then, kind: text, title: Then, show_if: `+condition+`}
`)
}

func TestConditionsAreRead(t *testing.T) {
	tests := []struct {
		name, file string
		want       survey.Condition
	}{
		{"the short form", "{roles: [head, none]}", survey.Condition{Question: "roles", Any: []string{"head", "none"}}},
		{"one id without brackets", "{coming: \"yes\"}", survey.Condition{Question: "coming", Any: []string{"yes"}}},
		{"an unquoted yes", "{coming: yes}", survey.Condition{Question: "coming", Any: []string{"yes"}}},
		{"a group stands for its options", "{roles: lead}", survey.Condition{Question: "roles", Any: []string{"head", "deputy"}}},
		{"an option twice counts once", "{roles: [head, lead]}", survey.Condition{Question: "roles", Any: []string{"head", "deputy"}}},
		{"a day stands for its times", "{times: mon}", survey.Condition{Question: "times", Any: []string{"mon_morning", "mon_evening"}}},
		{"a part of the day stands for its times", "{times: evening}", survey.Condition{Question: "times", Any: []string{"mon_evening", "tue_evening"}}},
		{"points are numbers", "{level: [7, -1, 03]}", survey.Condition{Question: "level", Any: []string{"7", "-1", "3"}}},
		{"a number by its bin", "{years: [3-5, 6+]}", survey.Condition{Question: "years", Any: []string{"3-5", "6+"}}},
		{"a level", "{roles_very: head}", survey.Condition{Question: "roles_very", Any: []string{"head"}}},
		{"the long form", "{question: roles, all: [head, deputy], none: [rest_of_us], min: 2, max: 3}",
			survey.Condition{Question: "roles", All: []string{"head", "deputy"}, None: []string{"rest_of_us"}, Min: 2, Max: 3}},
		{"answered", "{question: years, answered: true}", survey.Condition{Question: "years", Min: 1}},
		{"two questions", "{roles: head, coming: \"yes\"}", survey.Condition{Every: []survey.Condition{
			{Question: "coming", Any: []string{"yes"}}, {Question: "roles", Any: []string{"head"}},
		}}},
		{"either of every", "{either: [{roles: head}, {every: [{coming: \"no\"}, {question: rank, none: a}]}]}", survey.Condition{Either: []survey.Condition{
			{Question: "roles", Any: []string{"head"}},
			{Every: []survey.Condition{{Question: "coming", Any: []string{"no"}}, {Question: "rank", None: []string{"a"}}}},
		}}},
		{"every of one", "{every: [{roles: head}]}", survey.Condition{Question: "roles", Any: []string{"head"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := branching(t, tt.file)
			if diff := cmp.Diff(&tt.want, s.Question("then").ShowIf); diff != "" {
				t.Error(diff)
			}
			written, err := survey.Write(s, nil)
			if err != nil {
				t.Fatal(err)
			}
			again, problems := survey.Parse("written", written)
			if len(problems) > 0 {
				t.Fatalf("%v\n%s", problems, written)
			}
			if diff := cmp.Diff(&tt.want, again.Question("then").ShowIf); diff != "" {
				t.Errorf("written and read: %s", diff)
			}
		})
	}
}

// picks gives what was picked from lines such as "roles: head deputy".
func picks(given string) func(string) []string {
	all := map[string][]string{}
	for line := range strings.SplitSeq(given, ";") {
		id, picked, _ := strings.Cut(line, ":")
		all[strings.TrimSpace(id)] = strings.Fields(picked)
	}
	return func(id string) []string { return all[id] }
}

func TestHolds(t *testing.T) {
	tests := []struct {
		name, file, given string
		want              bool
	}{
		{"any, picked", "{roles: [head, deputy]}", "roles: deputy", true},
		{"any, another picked", "{roles: [head, deputy]}", "roles: rest_of_us", false},
		{"any, nothing picked", "{roles: [head, deputy]}", "", false},
		{"all, both picked", "{question: roles, all: [head, deputy]}", "roles: head deputy head_cook", true},
		{"all, one picked", "{question: roles, all: [head, deputy]}", "roles: head", false},
		{"none, another picked", "{question: roles, none: [head]}", "roles: deputy", true},
		{"none, nothing picked", "{question: roles, none: [head]}", "", true},
		{"none, picked", "{question: roles, none: [head]}", "roles: deputy head", false},
		{"min, enough", "{question: roles, min: 2}", "roles: head deputy", true},
		{"min, too few", "{question: roles, min: 2}", "roles: head", false},
		{"max, few enough", "{question: roles, max: 1}", "roles: head", true},
		{"max, nothing picked", "{question: roles, max: 1}", "", true},
		{"max, too many", "{question: roles, max: 1}", "roles: head deputy", false},
		{"answered", "{question: level, answered: true}", "level: 0", true},
		{"not answered", "{question: level, answered: true}", "", false},
		{"every, each holds", "{roles: head, coming: \"yes\"}", "roles: head; coming: yes", true},
		{"every, one does not", "{roles: head, coming: \"yes\"}", "roles: head; coming: no", false},
		{"either, the second holds", "{either: [{roles: head}, {coming: \"yes\"}]}", "coming: yes", true},
		{"either, none holds", "{either: [{roles: head}, {coming: \"yes\"}]}", "coming: no", false},
		{"either in every", "{every: [{coming: \"yes\"}, {either: [{roles: head}, {level: 7}]}]}", "coming: yes; level: 7", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := branching(t, tt.file)
			if got := s.Question("then").ShowIf.Holds(picks(tt.given)); got != tt.want {
				t.Errorf("holds: %v", got)
			}
			if got := s.Shows(s.Question("then"), picks(tt.given)); got != tt.want {
				t.Errorf("shows: %v", got)
			}
		})
	}
	if !(*survey.Condition)(nil).Holds(nil) {
		t.Error("no condition does not hold")
	}
}

func TestQuestionsOfACondition(t *testing.T) {
	s := branching(t, "{either: [{roles: head, coming: \"yes\"}, {every: [{level: 7}, {roles: deputy}]}]}")
	if diff := cmp.Diff([]string{"coming", "roles", "level"}, s.Question("then").ShowIf.Questions()); diff != "" {
		t.Error(diff)
	}
	if got := (*survey.Condition)(nil).Questions(); got != nil {
		t.Errorf("no condition hangs on %v", got)
	}
}

// On one page a condition is drawn by the browser, which cannot count.
func TestWhatOnePageCanShow(t *testing.T) {
	for condition, fine := range map[string]bool{
		"{roles: a}": true, "{question: roles, all: [a, b], none: c}": true, "{question: roles, answered: true}": true,
		"{either: [{roles: a}, {question: roles, none: b}]}": true,
		"{question: roles, min: 1}":                          true,
		"{question: roles, min: 2}":                          false, "{question: roles, max: 1}": false, "{n: 0}": false, "{d: 2026-12-01}": false,
	} {
		for _, layout := range []string{"one", "pages"} {
			_, problems := survey.Parse("f", []byte(`
id: x
title: X
layout: `+layout+`
questions:
  - {id: roles, kind: many, title: Roles, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}
  - {id: n, kind: number, title: N}
  - {id: d, kind: date, title: D, first: 2026-12-01, last: 2026-12-02}
  - {id: t, kind: text, title: T, show_if: `+condition+`}
`))
			if got := len(problems) == 0; got != (fine || layout == "pages") {
				t.Errorf("layout %s, %s: %v", layout, condition, problems)
			}
		}
	}
}
