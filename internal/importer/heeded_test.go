package importer_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/response"
	"muster/internal/survey"
)

func inferWith(t testing.TB, text, decided string) *importer.Plan {
	t.Helper()
	plan, err := importer.Infer(t.Context(), table(t, text), importer.InferConfig{ID: "test", Now: now, Mapping: mapping(t, decided)})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// told are the counts of a question's options by label, own words and texts as they are.
func told(plan *importer.Plan, id string) map[string]int {
	counts := map[string]int{}
	q := plan.Survey.Question(id)
	for r := range plan.Responses() {
		a, answered := r.Answers[id]
		if !answered {
			continue
		}
		for _, pick := range a.Picks {
			if o, _ := q.Option(pick); o.Written {
				counts["own: "+a.Other]++
			} else {
				counts[string(o.Label)]++
			}
		}
		if len(a.Picks) == 0 {
			counts[a.Text+map[bool]string{true: fmt.Sprint(a.Number)}[q.Kind == survey.Scale]]++
		}
	}
	return counts
}

func TestInferHeedsAMapping(t *testing.T) {
	tools := column("Tools", times(6, "K8s;Docker", 5, "Kubernetes", 4, "k8;Docker", 3, "nothing really", 2, "n/a")...)
	tests := []struct {
		name, text, decided string
		id                  string
		kind                survey.Kind
		want                map[string]int
	}{
		{"spellings are merged", tools, `
columns:
  - column: tools
    values:
      - {value: K8s, option: Kubernetes}
      - {value: k8, option: K8s}
      - {value: n/a, skip: true}
      - {value: nothing really, own: true}`, "tools", survey.Many,
			map[string]int{"Kubernetes": 15, "Docker": 10, "own: nothing really": 3}},
		{"merged under a better label", tools, `
columns: [{column: Tools, values: [{value: k8s, option: "Kubernetes (k8s)"}, {value: kubernetes, option: "Kubernetes (k8s)"}, {value: k8, option: kubernetes}, {value: n/a, skip: true}]}]`,
			"tools", survey.Many, map[string]int{"Kubernetes (k8s)": 15, "Docker": 10, "nothing really": 3}},
		{"an option by the id it gets", tools, `
columns: [{column: Tools, values: [{value: k8s, option: kubernetes}, {value: k8, option: kubernetes}, {value: n/a, option: other}, {value: nothing really, option: other}]}]`,
			"tools", survey.Many, map[string]int{"Kubernetes": 15, "Docker": 10, "own: n/a": 2, "own: nothing really": 3}},
		{"a cell is one value", tools, `columns: [{column: Tools, separator: none}]`, "tools", survey.One,
			map[string]int{"K8s;Docker": 6, "Kubernetes": 5, "k8;Docker": 4, "nothing really": 3, "n/a": 2}},
		{"id, title, kind and purpose", column("Which one?", times(9, "Red", 8, "Blue")...),
			`columns: [{column: Which one, questions: [colour], title: Your colour, kind: many, purpose: role}]`, "colour", survey.Many,
			map[string]int{"Red": 9, "Blue": 8}},
		{"another separator", column("Which?", times(9, "Red/Blue", 8, "Blue", 3, "Red/Green")...), `columns: [{column: Which, separator: slash}]`, "which", survey.Many,
			map[string]int{"Red": 12, "Blue": 17, "Green": 3}},
		{"a line each", column("Which?", times(9, "Red\nBlue", 8, "Blue", 3, "Red\nGreen")...), `columns: [{column: Which, kind: many, separator: line_break}]`, "which", survey.Many,
			map[string]int{"Red": 12, "Blue": 17, "Green": 3}},
		{"numbers as a scale", column("Size", times(5, "12", 5, "14", 5, "20")...), `columns: [{column: Size, kind: scale}]`, "size", survey.Scale,
			map[string]int{"12": 5, "14": 5, "20": 5}},
		{"words as a scale", column("Mood", times(5, "bad", 9, "good", 2, "great")...), `
columns: [{column: Mood, kind: scale, values: [{value: great, option: good}]}]`, "mood", survey.Scale, map[string]int{"1": 5, "2": 11}},
		{"a number with words replaced", column("Years", "3", "5", "9", "about ten", "12", "4"), `
columns: [{column: Years, kind: number, values: [{value: About ten, option: "10"}]}]`, "years", survey.Number,
			map[string]int{"3": 1, "5": 1, "9": 1, "10": 1, "12": 1, "4": 1}},
		{"yes and no by hand", column("Coming?", times(5, "Sure", 4, "Nope", 3, "yes")...), `
columns: [{column: Coming, kind: yes_no, values: [{value: sure, option: "yes"}, {value: nope, option: "no"}]}]`, "coming", survey.YesNo, map[string]int{"yes": 8, "No": 4}},
		{"a ranking", column("Order", times(3, "a;b", 2, "b;c;a", 1, "c")...), `columns: [{column: Order, kind: ranking}]`, "order", survey.Ranking,
			map[string]int{"a": 5, "b": 5, "c": 3}},
		{"options as text", column("City", times(9, "Ulm", 8, "Bonn")...), `columns: [{column: City, kind: text, values: [{value: Bonn, skip: true}]}]`, "city", survey.Short,
			map[string]int{"Ulm": 9}},
		{"days", column("Since", "1/2/2020", "3/4/2021", "5/6/2019", "never"), "dates: day_first\ncolumns: [{column: Since, kind: date, values: [{value: never, skip: true}]}]", "since", survey.Date,
			map[string]int{"2020-02-01": 1, "2021-04-03": 1, "2019-06-05": 1}},
		{"places", column("Where", times(9, "Ulm", 8, "Bonn", 1, "Köln")...), `columns: [{column: Where, kind: place}]`, "where", survey.Place,
			map[string]int{"Ulm": 9, "Bonn": 8, "Köln": 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := inferWith(t, test.text, test.decided)
			if err := plan.Err(); err != nil {
				t.Fatalf("%v\n%s", err, plan.Survey.Source)
			}
			q := plan.Survey.Question(test.id)
			if q == nil || q.Kind != test.kind {
				t.Fatalf("%+v in\n%s", q, plan.Survey.Source)
			}
			if diff := cmp.Diff(test.want, told(plan, test.id)); diff != "" {
				t.Errorf("%s\n%s", diff, plan.Survey.Source)
			}
			same, err := importer.Infer(t.Context(), table(t, test.text), importer.InferConfig{ID: "test", Now: now, Mapping: redecided(t, plan)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(told(plan, test.id), told(same, test.id)); diff != "" {
				t.Errorf("decided again: %s", diff)
			}
			matched, err := importer.Match(t.Context(), table(t, test.text), plan.Survey, importer.MatchConfig{Now: now, Mapping: redecided(t, plan)})
			if err != nil || matched.Err() != nil {
				t.Fatal(err, matched.Err())
			}
			if diff := cmp.Diff(told(plan, test.id), told(matched, test.id)); diff != "" {
				t.Errorf("matched: %s", diff)
			}
		})
	}
}

func TestInferHeedsPurposeTitleAndSkip(t *testing.T) {
	text := "Timestamp,What do you do?,Notes,Name\n" + strings.Repeat("2026-01-02 10:00:00,Tea,x,Ada\n2026-01-02 11:00:00,Milk,y,Bob\n", 4)
	plan := inferWith(t, text, `
form: Tea 2026
columns:
  - {column: What do you do, questions: [job], title: Your job, purpose: role}
  - {column: notes, skip: true}
  - {column: Name, kind: one}
`)
	q := plan.Survey.ByPurpose(survey.Role)
	if q == nil || q.ID != "job" || q.Title != "Your job" || len(plan.Survey.Questions) != 2 {
		t.Fatalf("%s", plan.Survey.Source)
	}
	if r := collect(plan)[0]; r.Source != "import:Tea 2026" || r.Contact != nil {
		t.Errorf("%+v", r)
	}
	if !said(plan.Decisions, "“Notes” was left out, as decided") {
		t.Errorf("%q", plan.Decisions)
	}
}

// A column that asked for two things becomes two questions.
func TestSplitColumn(t *testing.T) {
	text := column("You", times(5, "Engineer;Azure", 4, "Manager;Azure;Go", 3, "Go", 2, "Engineer;Rust")...)
	plan := inferWith(t, text, `
columns:
  - column: You
    questions: [role, topics]
    values:
      - {value: Azure, option: Azure, question: topics}
      - {value: Go, option: Golang, question: topics}
      - {value: Rust, option: Rust, question: topics}
`)
	if diff := cmp.Diff(map[string]int{"Engineer": 7, "Manager": 4}, told(plan, "role")); diff != "" {
		t.Errorf("%s\n%s", diff, plan.Survey.Source)
	}
	if diff := cmp.Diff(map[string]int{"Azure": 9, "Golang": 7, "Rust": 2}, told(plan, "topics")); diff != "" {
		t.Errorf("%s\n%s", diff, plan.Survey.Source)
	}
	s := parse(t, `
id: x
title: X
questions:
  - {id: role, kind: many, title: Role, options: [{id: engineer, label: Engineer}, {id: manager, label: Manager}]}
  - {id: topics, kind: many, title: Topics, other: Else, options: [{id: azure, label: Azure}, {id: go, label: Golang}]}
  - {id: more, kind: text, title: More}
`)
	for _, test := range []struct{ name, questions, id, want string }{
		{"own words beside options", "[role, topics]", "topics", "own: Rust"},
		{"own words in a text", "[role, more]", "more", "Azure"},
	} {
		t.Run(test.name, func(t *testing.T) {
			matched, err := importer.Match(t.Context(), table(t, text), s, importer.MatchConfig{Now: now, Mapping: mapping(t,
				"columns: [{column: You, questions: "+test.questions+map[bool]string{true: ", values: [{value: Go, option: go}, {value: Rust, own: true}]"}[test.id == "topics"]+"}]")})
			if err != nil || matched.Err() != nil {
				t.Fatal(err, matched.Err())
			}
			if diff := cmp.Diff(map[string]int{"Engineer": 7, "Manager": 4}, told(matched, "role")); diff != "" {
				t.Error(diff)
			}
			if got := told(matched, test.id); got[test.want] == 0 || got["Engineer"] > 0 {
				t.Errorf("%v", got)
			}
			report := matched.Report().Columns[1]
			at := slices.IndexFunc(report.Values, func(v importer.ValueReport) bool { return v.Value == "Manager" })
			if !slices.Equal(report.Questions, []string{"role", test.id}) || at < 0 || report.Values[at].Option != "manager" || report.Values[at].People != 4 {
				t.Errorf("%+v", report)
			}
		})
	}
}

// Columns that are each about one option, by hand.
func TestColumnsOfOptions(t *testing.T) {
	text := "Timestamp,Tea?,Cake?,Anything else\n2026-01-02 10:00:00,1,0,\n2026-01-02 11:00:00,1,yes,Pie\n2026-01-02 12:00:00,,,Pie\n"
	decided := `
columns:
  - {column: Tea?, questions: [food], option: Tea, title: Food}
  - {column: Cake?, questions: [food], option: Cake}
`
	plan := inferWith(t, text, decided+"  - {column: Anything else, skip: true}\n")
	if diff := cmp.Diff(map[string]int{"Tea": 2, "Cake": 1}, told(plan, "food")); diff != "" {
		t.Errorf("%s\n%s", diff, plan.Survey.Source)
	}
	s := parse(t, `{id: x, title: X, questions: [{id: food, kind: many, title: F, other: Other, options: [{id: tea, label: Tea}, {id: cake, label: Cake}]}]}`)
	matched, err := importer.Match(t.Context(), table(t, text), s, importer.MatchConfig{Now: now,
		Mapping: mapping(t, decided+"  - {column: Anything else, questions: [food], option: other}\n")})
	if err != nil || matched.Err() != nil {
		t.Fatal(err, matched.Err())
	}
	if diff := cmp.Diff(map[string]int{"Tea": 2, "Cake": 1, "own: Pie": 2}, told(matched, "food")); diff != "" {
		t.Error(diff)
	}
}

const meal = `
id: lunch
title: Lunch
questions:
  - {id: what, kind: many, title: What?, options: [{id: bread, label: Bread}, {id: soup, label: Soup of the day}]}
  - {id: how, kind: scale, title: How?, scale: {from: 1, to: 3, labels: {1: Bad, 3: Good}}}
  - {id: years, kind: number, title: Years}
`

func TestMatchHeedsAMapping(t *testing.T) {
	text := "Timestamp,Which,How?,Age,Extra\n2026-01-02 10:00:00,\"bread, soup\",fine,~40,x\n2026-01-02 11:00:00,none,awful,7,\n"
	plan, err := importer.Match(t.Context(), table(t, text), parse(t, meal), importer.MatchConfig{Now: now, Mapping: mapping(t, `
columns:
  - column: which
    questions: [what]
    separator: comma
    values: [{value: soup, option: soup}, {value: none, skip: true}]
  - column: how
    values: [{value: fine, option: "3"}, {value: awful, option: Bad}]
  - column: age
    questions: [years]
    values: [{value: ~40, option: "40"}]
  - {column: extra, skip: true}
  - {column: Gone, questions: [what]}
`)})
	if err != nil || plan.Err() != nil {
		t.Fatal(err, plan.Err())
	}
	all := collect(plan)
	want := []response.Answers{
		{"what": {Picks: []string{"bread", "soup"}}, "how": {Number: 3}, "years": {Text: "40"}},
		{"how": {Number: 1}, "years": {Text: "7"}},
	}
	if diff := cmp.Diff(want, []response.Answers{all[0].Answers, all[1].Answers}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]importer.Absent{{Column: "Gone"}}, plan.Absent); diff != "" {
		t.Error(diff)
	}
	if last := plan.Report().Mapping.Columns; last[len(last)-1].Column != "Gone" {
		t.Errorf("what the mapping says of other exports is lost: %+v", last)
	}
}

func TestWhatAMappingNamesAndIsNotThere(t *testing.T) {
	text := "Timestamp,What?,How?,Yeers\n2026-01-02 10:00:00,Bread;Soap of the day,Good,7\n"
	decided := mapping(t, `
columns:
  - {column: What, questions: [whut], values: [{value: Bread, option: brot}, {value: never seen, option: soup}]}
  - {column: How, values: [{value: Good, own: true}]}
  - {column: Years, questions: [years]}
`)
	plan, err := importer.Match(t.Context(), table(t, text), parse(t, meal), importer.MatchConfig{Now: now, Mapping: decided})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`column “What?”: the survey has no question “whut”; did you mean "what"?`,
		`column “What?”: “Bread” cannot mean “brot”: question “what” has no such option; known here: bread, soup`,
		`column “How?”: “Good” cannot be kept as own words: question “how” has no line for them`,
	}
	if diff := cmp.Diff(want, plan.Problems); diff != "" {
		t.Error(diff)
	}
	var refused *importer.MappingError
	if !errors.As(plan.Err(), &refused) || plan.Len() != 0 || !strings.Contains(refused.Error(), "nothing was stored") {
		t.Errorf("%v, %d", plan.Err(), plan.Len())
	}
	if diff := cmp.Diff("The mapping names a column “Years”, which the file does not have; did you mean “Yeers”?", plan.Absent[0].String()); diff != "" {
		t.Error(diff)
	}
	unmatched := []string{"column “Yeers”: no such question (1 answer); did you mean “Years”?", "column “What?”: no option “Soap of the day” (1 answer); did you mean “Soup of the day”?"}
	var got []string
	for _, u := range plan.Unmatched {
		got = append(got, u.String())
	}
	if diff := cmp.Diff(unmatched, got); diff != "" {
		t.Error(diff)
	}
	values := plan.Report().Columns[1].Values
	if len(values) != 2 || values[1].Nearest != "soup" || values[1].Own || values[0].Option != "bread" {
		t.Errorf("%+v", values)
	}
}

// A kind that was decided and cannot be is told; nothing is lost silently.
func TestKindsThatCannotBe(t *testing.T) {
	tests := []struct{ name, text, decided, want string }{
		{"no numbers", column("A", times(5, "x", 5, "y")...), "{column: A, kind: number}", "column “A” cannot be of kind number: none of its cells is a number"},
		{"no days", column("A", times(5, "x", 5, "y")...), "{column: A, kind: date}", "none of its cells is a day"},
		{"too many points", column("A", "1", "50", "3"), "{column: A, kind: scale}", "its numbers go from 1 to 50; a scale has at most 21 points"},
		{"slots", column("A", times(5, "x", 5, "y")...), "{column: A, kind: slots}", "cannot have it"},
		{"some are no numbers", column("A", "1", "50", "a few"), "{column: A, kind: number}", "column “A”: “a few” is no number that the question takes (1 answer)"},
		{"some are neither yes nor no", column("A", times(5, "yes", 5, "well")...), "{column: A, kind: yes_no}", "column “A”: no option “well” (5 answers)"},
		{"no room for own words", column("A", times(5, "1", 5, "2", 5, "3")...), `{column: A, kind: scale, values: [{value: "3", own: true}]}`, "cannot be kept as own words"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			plan := inferWith(t, test.text, "columns: ["+test.decided+"]")
			if err := plan.Err(); err == nil || !strings.Contains(err.Error(), test.want) || plan.Len() != 0 {
				t.Errorf("%v", err)
			}
		})
	}
	_, err := importer.Infer(t.Context(), table(t, "Timestamp,A,B\n2026-01-02 10:00:00,x,x\n2026-01-02 11:00:00,x,x\n"), importer.InferConfig{ID: "x", Mapping: mapping(t,
		"columns: [{column: A, kind: one, purpose: role}, {column: B, kind: one, purpose: role}]")})
	var refused *importer.MappingError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "purpose role is given to “A” and to “B”") {
		t.Errorf("%v", err)
	}
}
