package survey_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/survey"
)

// branching asks a question of each kind that others can hang on, and then one that does.
func branching(t testing.TB, condition string) *survey.Survey {
	t.Helper()
	s, problems := survey.Parse("test.yaml", []byte(strings.Replace(branchingFile, "CONDITION", condition, 1)))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

const branchingFile = `id: branching
title: Branching
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
  - {id: then, kind: text, title: Then, show_if: CONDITION}
`

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

// A condition is refused exactly when no answer suits it: every set of picks that the question takes is
// tried.
func TestConditionsThatNeverHold(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	options := []string{"a", "b", "c", "none"}
	some := func(chance int) []string {
		var ids []string
		for _, id := range options {
			if random.IntN(chance) == 0 {
				ids = append(ids, id)
			}
		}
		return ids
	}
	refused := 0
	for range 1500 {
		q := struct{ min, max int }{random.IntN(3), 0}
		if random.IntN(2) == 0 {
			q.max = max(q.min, 1+random.IntN(3))
		}
		c := survey.Condition{Question: "q", Any: some(3), All: some(4), None: some(4), Min: random.IntN(4), Max: random.IntN(3)}
		if len(c.Any)+len(c.All)+len(c.None)+c.Min+c.Max == 0 {
			continue
		}
		suits := false
		for mask := range 1 << len(options) {
			var picked []string
			for i, id := range options {
				if mask>>i&1 == 1 {
					picked = append(picked, id)
				}
			}
			alone := len(picked) == 1 && picked[0] == "none"
			taken := len(picked) == 0 || alone || !slices.Contains(picked, "none") && len(picked) >= q.min && (q.max == 0 || len(picked) <= q.max)
			suits = suits || taken && c.Holds(func(string) []string { return picked })
		}
		file := fmt.Sprintf(`id: x
title: X
layout: pages
questions:
  - {id: q, kind: many, title: Q, none: None, min: %d, max: %d, options: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]}
  - {id: r, kind: text, title: R, show_if: {question: q, any: [%s], all: [%s], none: [%s], min: %d, max: %d}}
`, q.min, q.max, strings.Join(c.Any, ", "), strings.Join(c.All, ", "), strings.Join(c.None, ", "), c.Min, c.Max)
		_, problems := survey.Parse("f", []byte(file))
		if (len(problems) == 0) != suits {
			t.Fatalf("some answer suits: %v, problems: %v\n%s", suits, problems, file)
		}
		if !suits {
			refused++
		}
	}
	if refused < 100 {
		t.Errorf("only %d conditions could never hold", refused)
	}
}

func TestConditionsOnOneAnswer(t *testing.T) {
	for condition, fine := range map[string]bool{
		"{question: coming, any: [yes, no]}": true, "{question: coming, all: [yes]}": true, "{question: coming, all: [yes, no]}": false,
		"{question: level, all: [1, 2]}": false, "{question: level, any: [1, 2], none: [2]}": true, "{question: level, any: 1, none: 1}": false,
		"{question: coming, min: 2}": false, "{question: coming, none: [yes, no]}": true,
		"{question: coming, none: [yes, no], answered: true}": false, "{question: years, all: [0-2, 3-5]}": false,
		"{question: rank, all: [a, b]}": true, "{question: rank, min: 3}": false, "{question: times, min: 4}": true, "{question: times, min: 5}": false,
	} {
		_, problems := survey.Parse("f", []byte(strings.Replace(branchingFile, "CONDITION", condition, 1)))
		if fine != (len(problems) == 0) {
			t.Errorf("%s: %v", condition, problems)
		}
	}
}
