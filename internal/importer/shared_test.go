package importer_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/survey"
)

// crammed is a column in which a form asked for a role and for topics.
func crammed() string {
	return column("Roles and topics", times(5, "Engineer; Kubernetes; Support", 4, "Manager; Go, the language", 3, "Engineer; Go, the language", 2, "Kubernetes", 1, "Manager; k8s")...)
}

const divided = `
columns:
  - column: Roles and topics
    questions: [role, topics, help]
    title: Your role
    kind: one
    purpose: role
    further:
      - {question: topics, title: Topics, kind: many, purpose: topic}
      - {question: help, title: What would you do?}
    values:
      - {value: Kubernetes, option: Kubernetes, question: topics}
      - {value: k8s, option: Kubernetes, question: topics}
      - {value: "Go, the language", option: "Go, the language", question: topics}
      - {value: Support, option: Support, question: help}
`

func TestQuestionsThatShareAColumn(t *testing.T) {
	plan := inferWith(t, crammed(), divided)
	if err := plan.Err(); err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, q := range plan.Survey.Questions {
		asked = append(asked, strings.Join([]string{q.ID, string(q.Kind), string(q.Purpose), string(q.Title)}, "|"))
	}
	if diff := cmp.Diff([]string{"role|one|role|Your role", "topics|many|topic|Topics", "help|one||What would you do?"}, asked); diff != "" {
		t.Error(diff)
	}
	for id, want := range map[string]map[string]int{
		"role": {"Engineer": 8, "Manager": 5}, "topics": {"Kubernetes": 8, "Go, the language": 7}, "help": {"Support": 5},
	} {
		if diff := cmp.Diff(want, told(plan, id)); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	values := map[string]string{}
	for _, v := range plan.Report().Columns[1].Values {
		values[v.Value] = v.Question
	}
	if diff := cmp.Diff(map[string]string{"Engineer": "role", "Manager": "role", "Kubernetes": "topics", "k8s": "topics", "Go, the language": "topics", "Support": "help"}, values); diff != "" {
		t.Errorf("the report: %s", diff)
	}
}

// What was decided is written with the survey, and neither a second survey nor the next export needs it again.
func TestSharedColumnNeedsNoSecondMapping(t *testing.T) {
	first := inferWith(t, crammed(), divided)
	kept, err := first.Report().Mapping.Write()
	if err != nil {
		t.Fatal(err)
	}
	if again := inferWith(t, crammed(), string(kept)); !slices.Equal(again.Survey.Source, first.Survey.Source) {
		t.Errorf("%s\n%s", again.Survey.Source, kept)
	}
	longer := crammed() + "2026/05/01 8:00:00 AM UTC,Engineer; Support; k8s\n"
	plan, err := importer.Match(t.Context(), table(t, longer), first.Survey, importer.MatchConfig{Now: now, Mapping: mapping(t, string(kept))})
	if err != nil || plan.Err() != nil {
		t.Fatal(err, plan.Err())
	}
	for id, want := range map[string]map[string]int{
		"role": {"Engineer": 9, "Manager": 5}, "topics": {"Kubernetes": 9, "Go, the language": 7}, "help": {"Support": 6},
	} {
		if diff := cmp.Diff(want, told(plan, id)); diff != "" {
			t.Errorf("%s: %s\n%s", id, diff, kept)
		}
	}
	if file, err := plan.Report().File(); err != nil || !strings.Contains(string(file), "question: help") {
		t.Errorf("%v\n%s", err, file)
	}
}

func TestSharedColumns(t *testing.T) {
	tests := []struct {
		name, text, decided string
		want                map[string]map[string]int // by question
		problem             string
	}{
		{"one option an answer on both sides", column("You", times(4, "Engineer / Go", 3, "Manager / Rust")...),
			"questions: [role, topic], values: [{value: Go, option: Go, question: topic}, {value: Rust, option: Rust, question: topic}]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager": 3}, "topic": {"Go": 4, "Rust": 3}}, ""},
		{"a value a cell", column("You", times(4, "Engineer", 3, "Manager; boss", 2, "Go")...),
			"questions: [role, topic], values: [{value: Go, option: Go, question: topic}]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager; boss": 3}, "topic": {"Go": 2}}, ""},
		{"cut as decided", column("You", times(4, "Engineer;Go", 3, "Manager, boss;Go")...),
			"questions: [role, topic], separator: semicolon, values: [{value: Go, option: Golang, question: topic}]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager, boss": 3}, "topic": {"Golang": 7}}, ""},
		{"two of what takes one", column("You", times(4, "Engineer;Manager;Go", 3, "Manager;Go")...),
			"questions: [role, topic], kind: one, values: [{value: Go, option: Go, question: topic}]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager": 3}, "topic": {"Go": 7}}, "of 7 people, 4 gave several values of “You”"},
		{"own words stay with their question", column("You", times(4, "Engineer;Go", 3, "Manager;Zig")...),
			"questions: [role, topic], values: [{value: Go, option: Go, question: topic}, {value: Zig, own: true, question: topic}]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager": 3}, "topic": {"Go": 4, "own: Zig": 3}}, ""},
		{"a question that takes nothing yet", column("You", times(4, "Engineer;Go", 3, "Manager;Go")...), "questions: [role, topic]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager": 3, "Go": 7}}, "no value is said to answer question “topic” yet"},
		{"a third that takes nothing yet", column("You", times(4, "Engineer;Go", 3, "Manager;Go")...), "questions: [role, more, topic], values: [{value: Go, option: Go, question: more}]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager": 3}, "more": {"Go": 7}}, "no value is said to answer question “topic” yet"},
		{"a value that nobody gave this time", column("You", times(4, "Engineer", 3, "Manager")...),
			"questions: [role, topic], values: [{value: Go, option: Go, question: topic}]",
			map[string]map[string]int{"role": {"Engineer": 4, "Manager": 3}, "topic": {}}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan, err := importer.Infer(t.Context(), table(t, test.text), importer.InferConfig{ID: "test", Now: now, Partial: true,
				Mapping: mapping(t, "columns: [{column: You, "+test.decided+"}]")})
			if err != nil {
				t.Fatal(err)
			}
			if test.problem == "" != (len(plan.Problems) == 0) || !said(append(plan.Problems, test.problem), test.problem) {
				t.Errorf("problems: %q", plan.Problems)
			}
			for id, want := range test.want {
				got := told(plan, id)
				for value, n := range want {
					if got[value] != n {
						t.Errorf("%s: %s", id, cmp.Diff(want, got))
					}
				}
			}
		})
	}
}

// A question that would have nothing left, or cannot have options, is no question.
func TestColumnsThatCannotBeShared(t *testing.T) {
	for name, test := range map[string]struct{ text, decided, why string }{
		"nothing left": {column("You", times(3, "Go", 3, "Rust")...),
			"values: [{value: Go, option: Go, question: topic}, {value: Rust, option: Rust, question: topic}]", "no value is left for it"},
		"a number":       {column("You", times(3, "Go", 3, "Rust")...), "kind: number, values: [{value: Go, option: Go, question: topic}]", "one option or several"},
		"a long ranking": {column("You", times(3, "Go", 3, "Rust")...), "kind: ranking, values: [{value: Go, option: Go, question: topic}]", "a ranking has 2 to"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := importer.Infer(t.Context(), table(t, test.text), importer.InferConfig{ID: "test", Now: now, Partial: true,
				Mapping: mapping(t, "columns: [{column: You, questions: [role, topic], "+test.decided+"}]")})
			var wrong *importer.MappingError
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), test.why) {
				t.Errorf("%v", err)
			}
		})
	}
}

// Two years of one form, of which the older asked for both things in one column.
func TestSharedColumnAmongFiles(t *testing.T) {
	for name, cells := range map[string][]string{"several in a cell": times(5, "Engineer;Go", 4, "Manager;Rust;Go"), "one in a cell": times(5, "Engineer", 4, "Manager", 9, "Go", 4, "Rust")} {
		t.Run(name, func(t *testing.T) { shareAmongFiles(t, column("You", cells...)) })
	}
}

func shareAmongFiles(t *testing.T, older string) {
	decided := mapping(t, "columns: [{column: You, questions: [role, topics], values: [{value: Go, option: Go, question: topics}, {value: Rust, option: Rust, question: topics}]}]")
	newer := mapping(t, "columns: [{column: Role, questions: [role]}, {column: Topics, questions: [topics]}]")
	plans, err := importer.InferAll(t.Context(), []importer.File{
		{Table: table(t, older), Mapping: decided},
		{Table: table(t, "Role,Topics\nEngineer,Go;Zig\nManager,Go\nEngineer,Zig\nManager,Rust;Zig\n"), Mapping: newer},
	}, importer.InferConfig{ID: "test", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range plans {
		if plan.Err() != nil {
			t.Error(plan.Err())
		}
	}
	for at, want := range []map[string]map[string]int{
		{"role": {"Engineer": 5, "Manager": 4}, "topics": {"Go": 9, "Rust": 4}},
		{"role": {"Engineer": 2, "Manager": 2}, "topics": {"Go": 2, "Rust": 1, "Zig": 3}},
	} {
		for id, counts := range want {
			if diff := cmp.Diff(counts, told(plans[at], id)); diff != "" {
				t.Errorf("file %d, %s: %s", at, id, diff)
			}
		}
	}
}

func TestMistakesAboutFurtherQuestions(t *testing.T) {
	const text = `columns:
  - column: You
    questions: [role, topic]
    further:
      - {question: role}
      - {question: topic, kind: number, purpose: roll}
      - {question: topic}
`
	_, problems := importer.ParseMapping("m.yaml", []byte(text))
	var told []string
	for _, p := range problems {
		told = append(told, p.Error())
	}
	for _, part := range []string{"m.yaml:5", "not among the column's questions behind the first", "is of kind one, many or ranking", "unknown purpose", "is here twice"} {
		if !said(told, part) {
			t.Errorf("nothing says %q: %q", part, told)
		}
	}
	var many []string
	for i := range 21 {
		many = append(many, fmt.Sprintf("q%d", i))
	}
	if _, problems := importer.ParseMapping("m.yaml", []byte("columns: [{column: You, questions: ["+strings.Join(many, ", ")+"]}]")); !strings.Contains(problems.Error(), "at most 20 questions") {
		t.Errorf("%v", problems)
	}
	whole := &importer.Mapping{Columns: []importer.MappedColumn{{Column: "You", Questions: []string{"role", "topic"},
		Further: []importer.MappedQuestion{{Question: "topic", Title: "no: yes", Kind: survey.Many, Purpose: survey.Topic}}}}}
	data, err := whole.Write()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, mapping(t, string(data))); diff != "" {
		t.Error(diff)
	}
}

// What is said of a shared column calls its questions as they are called, and is said in sentences.
func TestSharedColumnsAreSpokenOfByTitle(t *testing.T) {
	plan := inferWith(t, column("City, role", times(5, "Ulm; Engineer", 4, "Bonn; Manager")...), `
columns:
  - column: City, role
    questions: [role, which_city, year]
    further: [{question: which_city, title: Where do you live?}, {question: year, title: Since when?}]
    values: [{value: Ulm, option: Ulm, question: which_city}, {value: Bonn, option: Bonn, question: which_city}]`)
	if !said(plan.Decisions, "“Where do you live?”: 3 questions share the column “City, role”, as decided.") || said(plan.Decisions, "which city") {
		t.Errorf("%q", plan.Decisions)
	}
	if !said(plan.Problems, "no value is said to answer question “Since when?” yet") {
		t.Errorf("%q", plan.Problems)
	}
	plan = inferWith(t, column("Tools", times(6, "Go/Rust", 5, "Go", 4, "Rust/Zig")...), "columns: [{column: Tools, kind: many, separator: slash}]")
	if !said(plan.Decisions, "of kind many, as decided. Several options may be picked") {
		t.Errorf("%q", plan.Decisions)
	}
}
